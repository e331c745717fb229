/** What a draft of a meeting comes to: its totals, the boxes, the words read back, the body that is sent. Pure. */

import { clockWords, day, longDay } from "./days.js";
import { likely, markOf, MARKS } from "./draft.js";
import { lunarWords } from "./lunar.js";
import { inWords, vnd, worth } from "./money.js";
import { upper } from "./people.js";

const sum = (values) => Object.values(values ?? {}).reduce((a, b) => a + b, 0);

/** The fund into which contributions go, as the server has it: the rule's, else the fund of activities. */
export const duesFund = (view) => view.club.dues?.fund ?? "activity";
/** The fund that lends and is repaid. */
export const LOAN_FUND = "income";

/** What is handed over to borrowers: [{m, principal, loan?}]. */
function handedOver(d, view) {
  const approved = (d.said.payouts ?? []).map((row) => {
    const loan = (view.loans ?? []).find((each) => each.id === row.loan);
    return { m: loan?.m ?? "", principal: loan?.principal ?? 0, loan: row.loan };
  });
  return [...(d.said.lending ?? []).map((row) => ({ m: row.membership, principal: row.principal })), ...approved];
}

/**
 * Each fund's box: {key, name, before, came, went, expected, counted, gap}. `counted` and `gap` are null until counted.
 * Contributions go to the fund of the rule, repayments and loans to the fund of income.
 */
export function fundsOf(d, view) {
  const dues = sum(d.said.dues);
  const repaid = sum(d.said.repayments);
  const lent = handedOver(d, view).reduce((total, row) => total + row.principal, 0);
  return (view.money?.funds ?? []).map(({ key, name }) => {
    const before = view.money.balances?.[key]?.cash ?? 0;
    const came = (key === duesFund(view) ? dues : 0) + (key === LOAN_FUND ? repaid : 0);
    const went = key === LOAN_FUND ? lent : 0;
    const expected = before + came - went;
    const counted = d.said.counts?.[key] ? worth(d.said.counts[key]) : null;
    return { key, name, before, came, went, expected, counted, gap: counted === null ? null : counted - expected };
  });
}

/** {expected, present, represented, excused, absent, dues {count, sum}, repaid {count, sum}, lent {count, sum}, funds}. */
export function totals(d, view) {
  const marks = { present: 0, represented: 0, excused: 0, absent: 0 };
  for (const m of d.roll) marks[markOf(d, m)] += 1;
  const lent = handedOver(d, view);
  const counted = (values) => ({ count: Object.keys(values ?? {}).length, sum: sum(values) });
  return {
    expected: d.roll.length, ...marks, dues: counted(d.said.dues), repaid: counted(d.said.repayments),
    lent: { count: lent.length, sum: lent.reduce((total, row) => total + row.principal, 0) }, funds: fundsOf(d, view),
  };
}

/** The body of the submission: the day and only what was touched. */
export function bodyOf(d) {
  const body = { held_on: d.day };
  for (const [key, value] of Object.entries(d.said)) {
    const empty = value === null || value === undefined || (typeof value === "object" && !Object.keys(value).length);
    if (!empty) body[key] = structuredClone(value);
  }
  if (body.guests !== undefined) body.guests = Number(body.guests);
  return body;
}

/** The words of the submission in the list of what was sent: who does not record meetings tells of the money alone. */
export const wordsOf = (d, view) => `${view.club.powers?.includes("record_meeting") ? "Buổi" : "Tiền của buổi"} sinh hoạt ${day(d.day)}`;

/**
 * What is read aloud before everybody: [{title, step, lines: [words]}], one idea a line, sums in words.
 * `step` is where the secretary goes to put it right.
 */
export function readBack(d, view) {
  const found = totals(d, view);
  const name = (m) => view.byId[m]?.called ?? "";
  const names = (status) => d.roll.filter((m) => markOf(d, m) === status).map(name).join(", ");
  const stands = { ...likely(d, view), ...d.said };
  const sections = [{ title: "Buổi họp", step: 0, lines: opening(d, view, stands) }];
  const roll = [`Có mặt ${found.present} trong ${found.expected} người.`];
  for (const status of ["represented", "excused", "absent"])
    if (found[status]) roll.push(`${upper(MARKS[status])}: ${names(status)}.`);
  if (Number(stands.guests)) roll.push(`Khách: ${stands.guests} người${stands.guest_names ? `, ${stands.guest_names}` : ""}.`);
  sections.push({ title: "Điểm danh", step: 0, lines: roll });
  if (found.dues.count) {
    const line = `${found.dues.count} người đóng góp ${money(found.dues.sum)}.`;
    sections.push({ title: "Đóng góp", step: 1, lines: [line] });
  }
  if (found.repaid.count) {
    const lines = Object.entries(d.said.repayments).map(([id, amount]) => `${upper(name(debtorOf(view, id)))} trả ${money(amount)}.`);
    sections.push({ title: "Trả nợ", step: 1, lines });
  }
  if (found.lent.count) {
    const lines = handedOver(d, view).map((row) => `${upper(name(row.m))} vay ${money(row.principal)}.`);
    sections.push({ title: "Cho vay", step: 2, lines });
  }
  sections.push(...done(d, view), decided(d, stands));
  const boxes = found.funds.filter((fund) => fund.counted !== null).map((fund) => boxLine(d, fund));
  if (boxes.length) sections.push({ title: "Hộp tiền", step: 5, lines: boxes });
  return sections.filter((section) => section.lines.length);
}

/** What the club does at every meeting and nothing was written of: [{title, step, words}]. It may be so; it may be forgotten. */
export function unsaid(d, view) {
  const found = totals(d, view);
  const boxes = found.funds.filter((fund) => fund.counted === null).length;
  return [
    view.club.dues?.amount && !found.dues.count && { title: "Đóng góp", step: 1, words: "Hôm nay chưa thu của ai" },
    !Object.keys(d.said.contents ?? {}).length && { title: "Tám nội dung", step: 3, words: "Chưa chọn nội dung nào" },
    boxes > 0 && { title: "Hộp tiền", step: 5, words: boxes < found.funds.length ? "Còn hộp chưa đếm" : "Chưa đếm hộp" },
  ].filter(Boolean);
}

const money = (amount) => `${vnd(amount)} (${inWords(amount).toLowerCase()})`;

function debtorOf(view, id) {
  const loan = (view.loans ?? []).find((each) => each.id === id);
  return loan?.debtor || loan?.m;
}

function opening(d, view, stands) {
  const time = view.club.time ? `, ${clockWords(view.club.time)}` : "";
  const lines = [`${upper(longDay(d.day))} (${lunarWords(d.day)})${time}, tại ${stands.place || "nơi thường họp"}.`];
  if (stands.chaired_by) lines.push(`Chủ trì: ${stands.chaired_by}.`);
  if (stands.written_by) lines.push(`Người ghi: ${stands.written_by}.`);
  return lines;
}

function done(d, view) {
  const areas = Object.fromEntries((view.club.areas ?? []).map((area) => [String(area.n), area]));
  const lines = Object.entries(d.said.contents ?? {}).map(([n, said]) => {
    const labels = Object.fromEntries((areas[n]?.counts ?? []).map(({ key, label }) => [key, label]));
    const counts = Object.entries(said.counts ?? {}).map(([key, many]) => `${(labels[key] ?? key).toLowerCase()}: ${many}`);
    const rest = [said.note, ...counts].filter(Boolean).join("; ");
    return `${areas[n]?.name ?? `Nội dung ${n}`}${rest ? `: ${rest}` : ""}.`;
  });
  const labels = Object.fromEntries((view.club.themes ?? []).map((row) => [row.key, row.label]));
  if (d.said.themes?.length) lines.push(`Chủ đề: ${d.said.themes.map((key) => labels[key] ?? key).join(", ")}.`);
  return lines.length ? [{ title: "Đã làm", step: 3, lines }] : [];
}

function decided(d, stands) {
  const lines = (stands.decisions ?? "").split("\n").map((line) => line.trim()).filter(Boolean);
  if (stands.next_plan) lines.push(`Việc tháng tới: ${stands.next_plan}`);
  if (stands.next_on) lines.push(`Buổi sau: ${longDay(stands.next_on)} (${lunarWords(stands.next_on)}).`);
  return { title: "Quyết định", step: 4, lines };
}

function boxLine(d, fund) {
  if (!fund.gap) return `${fund.name}: ${money(fund.counted)}, khớp sổ.`;
  const words = fund.gap > 0 ? "thừa" : "thiếu";
  const reason = d.said.gaps?.[fund.key];
  return `${fund.name}: ${money(fund.counted)}, ${words} ${vnd(Math.abs(fund.gap))}${reason ? `. Lý do: ${reason}` : ""}.`;
}
