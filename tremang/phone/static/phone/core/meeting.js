/** A meeting step by step: pure functions, each takes a draft (see draft.js) and gives a new one. */

import { addDays, dayMonthsLater, monthOf, monthsBetween } from "./days.js";
import { markOf, put, putAll } from "./draft.js";

export { begin, go, likely, markOf, MARKS, moveTo, READ, renewed, rollOf, steps, undo, undoWords, valueOf } from "./draft.js";
export { bodyOf, fundsOf, readBack, totals, unsaid, wordsOf } from "./readback.js";

const SOON = 7; // days; an instalment due within the week is paid at the meeting

/** Marks somebody: absent, excused, represented, present; null forgets that he was touched. */
export const mark = (d, m, status) => put(d, ["marks", m], status, "điểm danh");

/** One tap on a row: present → absent; anything else → present again, as if never touched. */
export const tapRoll = (d, m) => mark(d, m, markOf(d, m) === "present" ? "absent" : d.stands?.[m] ? "present" : null);

/** A text or number of the record: place, chaired_by, written_by, guests, guest_names, decisions, next_plan, next_on. */
export const text = (d, field, value) => put(d, [field], value, "ghi lại");

/** What was done under one of the eight contents: {note, counts}; null where it was not done. */
export const content = (d, n, done) => put(d, ["contents", String(n)], done, `nội dung ${n}`);

/** A theme was spoken of (`on`); `own`: the club itself did something. */
export function theme(d, key, on, own = false) {
  const without = (list) => (list ?? []).filter((each) => each !== key);
  const themes = on ? [...without(d.said.themes), key] : without(d.said.themes);
  const ownThemes = on && own ? [...without(d.said.own_themes), key] : without(d.said.own_themes);
  return putAll(d, [[["themes"], themes.length ? themes : null], [["own_themes"], ownThemes.length ? ownThemes : null]], "chủ đề");
}

/** What somebody most likely pays today in đồng: this month's contribution where he has not paid it. 0 for nothing. */
export function usualDue(d, view, m) {
  const monthly = view.byId[m]?.exempt ? 0 : (view.club.dues?.amount ?? 0);
  return Math.max(0, Math.min(owedAt(d, view, m), monthly));
}

/** What somebody owes up to the month of the meeting, in đồng; below 0 where paid ahead. */
export function owedAt(d, view, m) {
  const monthly = view.byId[m]?.exempt ? 0 : (view.club.dues?.amount ?? 0);
  const row = view.money?.dues?.[m];
  if (!row) return monthly;
  const since = view.money.day ? monthsBetween(monthOf(view.money.day), monthOf(d.day)) : 0;
  return row.owed + monthly * Math.max(0, since);
}

/** A contribution of somebody in đồng; null takes it away. */
export const due = (d, m, amount) => put(d, ["dues", m], amount, "đóng góp");

/** One tap: "Thu đủ của mọi người có mặt". Those already written stay as they are. */
export function dueAll(d, view) {
  const there = d.roll.filter((m) => markOf(d, m) === "present" && d.said.dues?.[m] === undefined);
  const sums = there.map((m) => [["dues", m], usualDue(d, view, m)]).filter(([, amount]) => amount > 0);
  return putAll(d, sums, `thu đóng góp của ${sums.length} người`);
}

/** One tap on a name: pays the usual sum (or the month's where nothing is owed); a second tap takes it away. */
export const tapDue = (d, view, m) =>
  due(d, m, d.said.dues?.[m] === undefined ? usualDue(d, view, m) || view.club.dues?.amount || null : null);

/** Loans that are being repaid, those with something due first: [{...loan, due}]. */
export function repayable(d, view) {
  const running = (view.loans ?? []).filter((loan) => ["running", "extended"].includes(loan.state) && loan.left > 0);
  const rows = running.map((loan) => ({ ...loan, due: dueOf(loan, d, view) }));
  return rows.sort((a, b) => Number(a.due === 0) - Number(b.due === 0));
}

/**
 * What a loan has to pay at the meeting, {principal, interest}: what has fallen due by then and what does within the week.
 * The server told it for the day on which the club was to meet; for another day instalments between are added or left out.
 */
export function duePartsOf(loan, d, view) {
  let [principal, interest] = [loan.due_principal ?? 0, loan.due_interest ?? 0];
  const told = view.money?.meets ?? view.money?.day;
  if (told)
    for (const [on, part, charge] of loan.schedule ?? []) {
      const step = on > addDays(told, SOON) && on <= addDays(d.day, SOON) ? 1 : on > addDays(d.day, SOON) && on <= addDays(told, SOON) ? -1 : 0;
      principal += step * part;
      interest += step * charge;
    }
  return { principal: Math.max(0, Math.min(principal, loan.left ?? principal)), interest: Math.max(0, interest) };
}

/** What a loan has to pay at the meeting in đồng. */
export function dueOf(loan, d, view) {
  const { principal, interest } = duePartsOf(loan, d, view);
  return principal + interest;
}

/** A repayment in đồng; null takes it away. */
export const repay = (d, loan, amount) => put(d, ["repayments", loan], amount, "trả nợ");

/** One tap on a borrower: "trả đúng kỳ"; a second tap takes it away. */
export function tapRepay(d, view, loan) {
  if (d.said.repayments?.[loan] !== undefined) return repay(d, loan, null);
  const row = view.loans.find((each) => each.id === loan);
  return row ? repay(d, loan, dueOf(row, d, view) || null) : d;
}

/** One tap: everybody present who has something due pays just that. */
export function repayAll(d, view) {
  const sums = repayable(d, view)
    .filter((loan) => loan.due > 0 && d.said.repayments?.[loan.id] === undefined && markOf(d, loan.debtor || loan.m) === "present")
    .map((loan) => [["repayments", loan.id], loan.due]);
  return putAll(d, sums, `thu nợ của ${sums.length} người`);
}

/** A loan as it most likely is: the regulation's months, the treasurer pays, another of the board looks on, due in a month. */
export function newLoan(d, view, membership, principal = 0) {
  const board = (view.club.board ?? []).filter((row) => row.m !== membership);
  const payer = board.find((row) => row.post === "treasurer") ?? board[0];
  const witness = board.find((row) => row.post === "chair" && row !== payer) ?? board.find((row) => row !== payer);
  return {
    membership, principal, purpose: "", months: view.club.regulation?.months_max ?? 12, cosigner: "", paid_by: payer?.m ?? "",
    witness: witness?.m ?? "", first_due: dayMonthsLater(d.day, 1),
  };
}

/** Writes a loan that was asked for, agreed and paid out here: at place `i`, or behind the others. null takes it away. */
export function lend(d, line, i = d.said.lending?.length ?? 0) {
  const list = [...(d.said.lending ?? [])];
  list.splice(i, 1, ...(line ? [line] : []));
  return put(d, ["lending"], list.length ? list : null, "cho vay");
}

/** Hands over a loan approved before: {loan, paid_by, witness, first_due}; `line` null takes it away. */
export function payout(d, loan, line) {
  const list = (d.said.payouts ?? []).filter((row) => row.loan !== loan);
  if (line) list.push({ loan, ...line });
  return put(d, ["payouts"], list.length ? list : null, "giải ngân");
}

/** How many notes of one value lie in a fund's box; null forgets that pile. */
export const count = (d, fund, value, n) => put(d, ["counts", fund, String(value)], n, "đếm hộp");

/** Why a fund's box differs from its book, in words; null takes it away. */
export const gap = (d, fund, reason) => put(d, ["gaps", fund], reason, "ghi chỗ lệch");
