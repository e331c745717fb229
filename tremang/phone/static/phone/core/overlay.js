/**
 * What the phone shows: the parts with everything laid over that this phone did and the server has not yet worked in.
 * Each kind is laid over by one function of `overlaid`; `sign` -1 takes a money line back. Nothing of the parts is changed.
 */

import { addMonths, ageOn, monthOf } from "./days.js";
import { isExpected } from "./draft.js";
import { worth } from "./money.js";
import { calledOf, given, titleOf } from "./names.js";
import { duesFund, LOAN_FUND } from "./readback.js";
import { inOrder } from "./replica.js";

/** A copy of a replica that may be written on, two levels deep where anything is laid over. */
function copied(base) {
  return {
    ...base,
    byId: { ...base.byId },
    meetings: [...base.meetings],
    loans: base.loans && base.loans.map((row) => ({ ...row })),
    money: base.money && {
      ...base.money,
      balances: Object.fromEntries(Object.entries(base.money.balances).map(([key, row]) => [key, { ...row }])),
      dues: Object.fromEntries(Object.entries(base.money.dues).map(([key, row]) => [key, { ...row }])),
      months: { ...base.money.months },
    },
  };
}

/**
 * @param {object} base of `replica`
 * @param {object[]} rows submissions not worked in yet, the oldest first; `alias`: "new:<uid>" → the id it has got, or that of
 *   the one put in its place
 * @param {object[]} sent all that was sent, to find what is taken back
 */
export function overlaid(base, rows, sent = []) {
  const v = copied(base);
  v.alias = aliases(sent);
  const undone = new Set(rows.filter((row) => row.kind === "take_back").map((row) => row.data.body.uid));
  for (const row of rows) {
    if (undone.has(row.uid)) continue;
    try {
      if (row.kind === "take_back") takeBack(v, row, rows, sent);
      else lay[row.kind]?.(v, row, row.data.body, 1);
    } catch (error) {
      v.puzzled = [...(v.puzzled ?? []), { uid: row.uid, error }]; // a row that this app cannot read must not hide all others
    }
  }
  for (const [id, now] of Object.entries(v.alias))
    if (v.byId[now] && !v.byId[id]) Object.defineProperty(v.byId, id, { value: v.byId[now], enumerable: false });
  return inOrder(v);
}

function aliases(sent) {
  const found = {};
  const joined = sent.filter((row) => row.kind === "joined");
  for (const row of joined) if (row.result?.membership) found[`new:${row.uid}`] = String(row.result.membership);
  const stead = new Map(joined.filter((row) => row.instead).map((row) => [row.uid, row.instead]));
  for (const [uid, first] of stead) {
    let now = first;
    while (stead.has(now)) now = stead.get(now); // put right more than once
    found[`new:${uid}`] = found[`new:${now}`] ?? `new:${now}`;
  }
  return found;
}

/** What is taken back was worked in by the server: lay its opposite over it where that is known. */
function takeBack(v, row, rows, sent) {
  const target = row.data.body.uid;
  if (rows.some((each) => each.uid === target)) return;
  const done = sent.find((each) => each.uid === target);
  if (done && ["applied", "part"].includes(done.state)) lay[done.kind]?.(v, done, done.data.body, -1);
}

const real = (v, m) => v.alias[m] ?? m;

function member(v, m, changes) {
  const id = real(v, m);
  if (v.byId[id]) v.byId[id] = { ...v.byId[id], ...changes };
}

/** A line of the money book and what it does to the box. `came` and `went` in đồng. */
function book(v, row, { fund, day, came = 0, went = 0, words, m = null, kind }, sign) {
  if (!v.money || !(came || went)) return;
  const balance = (v.money.balances[fund] ??= { cash: 0, bank: 0, loans: 0, total: 0 });
  balance.cash += sign * (came - went);
  balance.total += sign * (came - went);
  const month = monthOf(day);
  const held = v.money.months[month] ?? { rows: [], opening: {}, counts: [] };
  if (sign < 0) return; // which line of the server's it was is not known here
  const line = { id: `new:${row.uid}`, label: "", day, fund, in: came, out: went, words, m, kind, takenBack: 0, meeting: null, pending: row.state };
  v.money.months[month] = { ...held, rows: [...held.rows, line] };
}

function payDues(v, row, sums, day, sign) {
  if (!v.money) return;
  const monthly = v.club.dues?.amount ?? 0;
  for (const [m, amount] of Object.entries(sums ?? {})) {
    const id = real(v, m);
    const dues = (v.money.dues[id] = { owed: 0, ...v.money.dues[id] });
    dues.owed -= sign * amount;
    dues.pending = row.state;
    if (dues.until && monthly) dues.until = addMonths(dues.until, sign * Math.floor(amount / monthly));
    book(v, row, { fund: duesFund(v), day, came: amount, words: "Đóng góp", m: id, kind: "dues" }, sign);
  }
}

function payBack(v, row, sums, day, sign) {
  if (!v.loans) return;
  for (const [id, amount] of Object.entries(sums ?? {})) {
    const loan = v.loans.find((each) => each.id === id);
    if (!loan) continue;
    const interest = Math.min(amount, loan.due_interest ?? 0);
    loan.left = Math.max(0, (loan.left ?? 0) - sign * (amount - interest));
    loan.due_now = Math.max(0, (loan.due_now ?? 0) - sign * amount);
    loan.due_interest = Math.max(0, (loan.due_interest ?? 0) - sign * interest);
    loan.due_principal = Math.max(0, (loan.due_principal ?? 0) - sign * (amount - interest));
    loan.pending = row.state;
    if (sign > 0 && !loan.due_now) loan.overdue_since = null;
    book(v, row, { fund: LOAN_FUND, day, came: amount, words: "Trả nợ", m: loan.debtor || loan.m, kind: "repayment" }, sign);
    lent(v, -sign * (amount - interest));
  }
}

/** Money lent moves from the box into loans: the fund's total stays. */
function lent(v, amount) {
  const balance = v.money?.balances[LOAN_FUND];
  if (!balance) return;
  balance.loans += amount;
  balance.total += amount;
}

function lend(v, row, body, day, sign) {
  if (!v.loans) return;
  (body.lending ?? []).forEach((line, i) => {
    const id = `new:${row.uid}:${i}`;
    const m = real(v, line.membership);
    if (sign > 0)
      v.loans.push({
        id, m, debtor: null, principal: line.principal, left: line.principal, state: "running", due_now: 0, due_interest: 0, due_principal: 0,
        next_due_on: line.first_due ?? null, overdue_since: null, schedule: [], label: "", pending: row.state,
      });
    book(v, row, { fund: LOAN_FUND, day, went: line.principal, words: "Cho vay", m, kind: "payout" }, sign);
    lent(v, sign * line.principal);
  });
  for (const line of body.payouts ?? []) {
    const loan = v.loans.find((each) => each.id === line.loan);
    if (!loan) continue;
    Object.assign(loan, { state: sign > 0 ? "running" : "approved", left: sign > 0 ? loan.principal : 0, pending: row.state });
    book(v, row, { fund: LOAN_FUND, day, went: loan.principal, words: "Cho vay", m: loan.m, kind: "payout" }, sign);
    lent(v, sign * loan.principal);
  }
}

const FIELDS = ["place", "chaired_by", "written_by", "guests", "guest_names", "themes", "own_themes", "decisions", "next_plan", "next_on"];
const TOLD = ["marks", "contents", ...FIELDS];

/** A meeting: laid into the one of its day, or a new row of this phone. A treasurer's money alone is none, as on the server. */
function meeting(v, row, body, sign) {
  const day = body.held_on;
  const at = v.meetings.findIndex((each) => each.on === day);
  if (sign < 0) {
    if (at >= 0) v.meetings[at] = { ...v.meetings[at], takenBack: row.state };
  } else if (at >= 0 || v.club.powers?.includes("record_meeting") || TOLD.some((key) => body[key] !== undefined)) {
    const standing = at >= 0 ? v.meetings[at] : { id: `new:${row.uid}`, on: day, version: 0, marks: {}, contents: {}, themes: [] };
    const said = Object.fromEntries(FIELDS.filter((key) => body[key] !== undefined).map((key) => [key, body[key]]));
    const marks = { ...standing.marks };
    for (const [m, status] of Object.entries(body.marks ?? {})) marks[real(v, m)] = status;
    const away = Object.values(marks).filter((status) => status !== "present").length;
    const expected = standing.expected ?? Object.values(v.byId).filter((each) => isExpected(each, day)).length;
    const made = {
      ...standing, ...said, marks: Object.fromEntries(Object.entries(marks).filter(([, status]) => status !== "present")),
      contents: { ...standing.contents, ...body.contents }, expected, present: Math.max(0, expected - away), pending: row.state, uid: row.uid,
      code: standing.code || row.code8,
    };
    if (at >= 0) v.meetings[at] = made;
    else v.meetings.push(made);
  }
  payDues(v, row, body.dues, day, sign);
  payBack(v, row, body.repayments, day, sign);
  lend(v, row, body, day, sign);
  for (const [fund, notes] of Object.entries(body.counts ?? {})) countBox(v, row, fund, day, worth(notes), sign);
}

function countBox(v, row, fund, day, counted, sign) {
  if (!v.money || sign < 0) return;
  const month = monthOf(day);
  const held = v.money.months[month] ?? { rows: [], opening: {}, counts: [] };
  const line = { fund, day, counted, book: v.money.balances[fund]?.cash ?? 0, pending: row.state };
  v.money.months[month] = { ...held, counts: [...held.counts, line] };
}

function fix(v, row, body, sign) {
  const at = v.meetings.findIndex((each) => each.id === body.meeting || `new:${each.uid}` === body.meeting);
  if (at < 0) return;
  const made = structuredClone(v.meetings[at]);
  for (const [path, pair] of Object.entries(body.changes ?? {})) {
    const value = pair[sign > 0 ? 1 : 0];
    const [head, key] = path.split(".");
    if (key === undefined) made[head] = value;
    else if (value === null || value === "present") delete made[head]?.[key];
    else (made[head] ??= {})[key] = value;
  }
  if (made.expected !== undefined) made.present = Math.max(0, made.expected - Object.keys(made.marks ?? {}).length);
  v.meetings[at] = { ...made, pending: row.state };
}

function joined(v, row, body, sign) {
  const id = `new:${row.uid}`;
  if (sign < 0) return void delete v.byId[v.alias[id] ?? id];
  const card = body.person ?? {};
  const name = card.full_name ?? card.name ?? "";
  v.byId[id] = {
    ...card, id, name, given: given(name), called: calledOf({ ...card, name }, body.joined_on), group: body.group ?? null,
    joined_on: body.joined_on, left_on: null, version: 0, pending: "joined", state: row.state, uid: row.uid,
  };
}

function left(v, row, body, sign) {
  if (sign > 0) member(v, body.membership, { left_on: body.left_on, left_reason: body.reason, leaving: row.state });
  else member(v, body.membership, { left_on: null });
}

const STANDS = { full_name: "name", title: "own_title" }; // a card's fields that a member's row calls otherwise
const CALLS = ["name", "own_title", "sex", "born"]; // what somebody is called by

function card(v, row, body, sign) {
  const now = Object.fromEntries(Object.entries(body.changes ?? {}).map(([field, pair]) => [STANDS[field] ?? field, pair[sign > 0 ? 1 : 0]]));
  if (CALLS.some((field) => field in now)) Object.assign(now, calls({ ...v.byId[real(v, body.membership)], ...now }, row.data.made_at.slice(0, 10)));
  member(v, body.membership, { ...now, changed: body.changes, pending: "changed", state: row.state });
}

/** How somebody is sorted, found and called by what the card says now. */
function calls(each, day) {
  const title = titleOf(each.sex, each.born ? ageOn(each.born, day) : 60, each.own_title);
  return { title, given: given(each.name), called: `${title} ${given(each.name)}`, key: undefined, folded: undefined };
}

/** A pending row of a book: part.rows, or part[`list`], by id. */
function entry(v, part, row, values, sign, { list = "rows", id = `new:${row.uid}` } = {}) {
  if (!v[part] || sign < 0) return;
  v[part] = { ...v[part], [list]: { ...v[part][list], [id]: { ...values, id, pending: row.state, uid: row.uid } } };
}

/** A visit at home; the plan that it answers is no longer open. */
function visit(v, row, body, sign) {
  if (!v.care) return;
  const mine = Object.entries(v.care.cared ?? {}).filter(([, cared]) => cared.m === real(v, body.cared)).map(([id]) => id);
  entry(v, "care", row, { ...body, m: real(v, body.cared), cared: mine.at(-1) ?? null }, sign, { list: "visits" });
  if (sign > 0) v.care = { ...v.care, open: (v.care.open ?? []).filter((plan) => !(mine.includes(plan.cared) && plan.on === body.on)) };
}

const isOut = (v, body) => !(v.club.slip_kinds?.find((kind) => kind.key === body.kind)?.in ?? true);

/** kind → how it is laid over. A kind without a row here changes nothing that is shown. */
const lay = {
  meeting, meeting_fix: fix, joined, left, card,
  visit,
  help: (v, row, body, sign) => entry(v, "help", row, { ...body, m: real(v, body.helped?.[0]) ?? null, on: body.day, value: body.amount ?? 0 }, sign),
  readings: (v, row, body, sign) => {
    const taken = Object.entries(body.taken ?? {});
    taken.forEach(([m, values], i) => entry(v, "health", row, { ...values, m: real(v, m), on: body.day }, sign, { id: `new:${row.uid}:${i}` }));
  },
  gift: (v, row, body, sign) => {
    const came = body.kind === "goods" ? 0 : (body.amount ?? 0);
    const words = body.words || body.what || body.giver || "Ủng hộ";
    book(v, row, { fund: body.fund, day: body.day, came, words, m: body.membership ?? null, kind: "gift" }, sign);
  },
  slip: (v, row, body, sign) => {
    const sums = isOut(v, body) ? { went: body.amount } : { came: body.amount };
    book(v, row, { fund: body.fund, day: body.day, ...sums, words: body.words || body.who || "", m: body.membership ?? null, kind: body.kind }, sign);
  },
  dues: (v, row, body, sign) => payDues(v, row, body.sums, body.day, sign),
  repayments: (v, row, body, sign) => payBack(v, row, body.sums, body.day, sign),
  choose: (v, row, body) => {
    v.inbox = { ...v.inbox, choices: v.inbox.choices.filter((choice) => choice.id !== body.choice) };
  },
};
