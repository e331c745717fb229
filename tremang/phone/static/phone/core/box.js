/**
 * Why a box does not match its book: the likely causes, the likeliest first, as tremang/funds/likely.py ranks them, and
 * what would put each right in the draft. Pure.
 */

import { markOf } from "./draft.js";
import { causesOf } from "./likely.js";
import { count, due, lend, payout, repay, repayable, usualDue } from "./meeting.js";
import { vnd } from "./money.js";
import { duesFund, fundsOf, LOAN_FUND } from "./readback.js";

const AWAY = ["excused", "absent"];

/** The box of a fund as `likely.causesOf` wants to see it: {lines, waiting, counted, book, notes, usual, otherGap, otherLines}. */
export function boxOf(d, view, fund, counted) {
  const funds = fundsOf(d, view);
  const mine = funds.find((each) => each.key === fund);
  const other = funds.find((each) => each.key !== fund);
  return {
    lines: linesOf(d, view, fund), waiting: waitingOf(d, view, fund), counted: counted ?? mine?.counted ?? 0, book: mine?.expected ?? 0,
    notes: Object.fromEntries(Object.entries(d.said.counts?.[fund] ?? {}).filter(([, n]) => n)), usual: usualOf(view, fund),
    otherGap: other?.gap ?? null, otherLines: other ? linesOf(d, view, other.key) : [],
  };
}

const called = (view, m) => view.byId[m]?.called ?? "";
const isAway = (d, m) => AWAY.includes(markOf(d, m));

/** What this meeting has written into a fund, and what else was written on its day. */
function linesOf(d, view, fund) {
  const rows = [];
  if (fund === duesFund(view))
    for (const [m, amount] of Object.entries(d.said.dues ?? {}))
      rows.push({ key: `d${m}`, kind: "dues", amount, who: called(view, m), expected: view.club.dues?.amount ?? null, absent: isAway(d, m) });
  if (fund === LOAN_FUND) rows.push(...repaid(d, view), ...paidOut(d, view));
  for (const row of view.money?.months?.[d.day.slice(0, 7)]?.rows ?? []) {
    if (row.day !== d.day || row.fund !== fund || row.takenBack) continue;
    rows.push({ key: `t${row.id}`, kind: kindOf(row), amount: row.in || row.out, who: row.words, expected: null, absent: false });
  }
  return rows;
}

function repaid(d, view) {
  const loans = new Map((view.loans ?? []).map((loan) => [loan.id, loan]));
  const dues = new Map(repayable(d, view).map((loan) => [loan.id, loan.due]));
  return Object.entries(d.said.repayments ?? {}).map(([id, amount]) => {
    const m = loans.get(id)?.debtor || loans.get(id)?.m;
    return { key: `r${id}`, kind: "repayment", amount, who: called(view, m), expected: dues.get(id) || null, absent: isAway(d, m) };
  });
}

function paidOut(d, view) {
  const asked = (d.said.lending ?? []).map((row, i) => ({ key: `l${i}`, kind: "payout", amount: row.principal, who: called(view, row.membership) }));
  const approved = (d.said.payouts ?? []).map((row) => {
    const loan = (view.loans ?? []).find((each) => each.id === row.loan);
    return { key: `p${row.loan}`, kind: "payout", amount: loan?.principal ?? 0, who: called(view, loan?.m) };
  });
  return [...asked, ...approved];
}

const kindOf = (row) => {
  if (row.out) return row.kind === "payout" ? "payout" : "spending";
  return { dues: "dues", gift: "gift", principal: "repayment", interest: "repayment", repayment: "repayment" }[row.kind] ?? "income";
};

/** What was waited for and is not written: contributions of the month, instalments, loans approved and not handed over. */
function waitingOf(d, view, fund) {
  const rows = [];
  if (fund === duesFund(view))
    for (const m of d.roll) {
      const amount = d.said.dues?.[m] === undefined ? usualDue(d, view, m) : 0;
      if (amount) rows.push({ key: `d${m}`, kind: "dues", amount, who: called(view, m), expected: amount, absent: isAway(d, m) });
    }
  if (fund !== LOAN_FUND) return rows;
  for (const loan of repayable(d, view)) {
    const m = loan.debtor || loan.m;
    if (loan.due && d.said.repayments?.[loan.id] === undefined)
      rows.push({ key: `r${loan.id}`, kind: "repayment", amount: loan.due, who: called(view, m), expected: loan.due, absent: isAway(d, m) });
  }
  for (const loan of (view.loans ?? []).filter((each) => each.state === "approved"))
    if (!(d.said.payouts ?? []).some((row) => row.loan === loan.id))
      rows.push({ key: `p${loan.id}`, kind: "payout", amount: loan.principal, who: called(view, loan.m), expected: null, absent: isAway(d, loan.m) });
  return rows;
}

/** Sums of spending, income and gifts of the last months, as often as they came. */
function usualOf(view, fund) {
  const found = { spending: [], income: [], gift: [] };
  for (const month of Object.values(view.money?.months ?? {}))
    for (const row of month.rows) if (row.fund === fund && !row.takenBack) found[kindOf(row)]?.push(row.in || row.out);
  return found;
}

/**
 * The likely causes of a difference, the likeliest first: {why, kind, keys, weight, pick, params, words, who, fix}.
 * `who`: [{key, name}] to choose from where several fit alike; `fix(d, key)` gives the draft put right, or null where it
 * is put right elsewhere (count again, look into a book).
 */
export function causes(d, view, fund, counted) {
  const box = boxOf(d, view, fund, counted);
  const lines = new Map([...box.lines, ...box.waiting, ...box.otherLines].map((line) => [line.key, line]));
  return causesOf(box).map((cause) => ({
    ...cause, words: sentence(cause, lines), who: cause.keys.map((key) => ({ key, name: lines.get(key)?.who ?? key })),
    fix: fixOf(cause, lines, view, fund),
  }));
}

const REPAIRED = ["not-done", "not-written", "digits", "other-sum"];

function fixOf(cause, lines, view, fund) {
  if (cause.why === "pile" || cause.why === "note-taken-for")
    return (d) => cause.keys.reduce((next, value) => count(next, fund, value, null), d); // that pile is counted again
  const change = (d, key) => {
    const line = lines.get(key);
    const [head, id] = [key[0], key.slice(1)];
    const amount = cause.why === "not-done" ? null : (cause.params.true ?? line?.amount);
    if (head === "d") return due(d, id, amount);
    if (head === "r") return repay(d, id, amount);
    if (head === "l") {
      const i = Number(id);
      return lend(d, amount === null ? null : { ...d.said.lending[i], principal: amount }, i);
    }
    return head === "p" && amount === null ? payout(d, id, null) : null;
  };
  const own = (key) => "drl".includes(key[0]) || (key[0] === "p" && cause.why === "not-done");
  if (!REPAIRED.includes(cause.why) || !cause.keys.length || !cause.keys.every(own)) return null;
  return (d, key = cause.keys[0]) => change(d, key);
}

const THING = { dues: "khoản đóng góp", repayment: "khoản trả nợ", income: "khoản thu", gift: "khoản ủng hộ", spending: "khoản chi", payout: "khoản cho vay" };

/** The cause in one or two sentences. */
function sentence(cause, lines) {
  const { params: p } = cause;
  const first = lines.get(cause.keys[0]);
  const who = cause.keys.length > 1 ? `một trong ${cause.keys.length} người` : p.who || first?.who || "";
  const thing = THING[cause.kind] ?? "khoản";
  const sum = vnd(p.sum);
  switch (cause.why) {
    case "not-done":
      if (cause.pick > 1) return `Có thể ${cause.pick} ${thing} đã ghi mà tiền chưa vào hộp.`;
      if (["payout", "spending"].includes(cause.kind)) return `Có thể ${thing} ${sum} đã ghi mà tiền chưa đưa: ${who}.`;
      return `Có thể ${thing} ${sum} đã ghi mà tiền chưa vào hộp: ${who}.`;
    case "not-written":
      return cause.pick > 1 ? `Có thể quên ghi ${cause.pick} ${thing}.` : `Có thể quên ghi ${thing} ${sum} của ${who}.`;
    case "twice":
      return `Có thể ${thing} ${vnd(p.amount)} ghi hai lần${p.who ? `: ${p.who}` : ""}.`;
    case "digits":
      return `Có thể ghi nhầm số: ${vnd(p.amount)}, đúng ra ${vnd(p.true)}. Của ${who}.`;
    case "other-sum":
      return `Có thể ${who} đưa ${vnd(p.true)}, sổ ghi ${vnd(p.amount)}.`;
    case "sign":
      return `Có thể ${thing} ${vnd(p.amount)} ghi nhầm thu thành chi, hoặc chi thành thu.`;
    case "fund":
      return `Có thể ${sum} ${p.here ? "thuộc hộp kia" : "của hộp này nằm ở sổ kia"}. Mời đếm cả hai hộp.`;
    case "unknown-spending":
      return `Có thể có khoản chi ${sum} chưa ghi.`;
    case "unknown-income":
      return `Có thể có khoản thu ${sum} chưa ghi.`;
    case "pile":
      return `Có thể đếm ${p.count > 0 ? "lệch" : "nhầm"} ${p.count} tờ ${vnd(p.value)}. Mời đếm lại loại này.`;
    default:
      return `Có thể ${p.count} tờ ${vnd(p.true)} lẫn trong xấp ${vnd(p.value)}. Mời đếm lại.`;
  }
}
