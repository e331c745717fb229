/** What the screens of a meeting reckon beside the draft itself: likely days, what is left of a loan, a loan's schedule, the 8 contents. Pure. */

import { addDays, dayMonthsLater, monthOf, monthsBetween } from "./days.js";
import { nextMeeting } from "./lunar.js";
import { content, duePartsOf, totals } from "./meeting.js";
import { upper } from "./people.js";
import { lackingDay } from "./waiting.js";

const AREAS = ["1", "8"]; // contents that the money of the day tells of by itself

/** The club's latest own day up to today in whose month it has not met; today where none lacks. As tremang/agenda/likely.py. */
export const likelyDay = (view) => lackingDay(view) ?? view.today;

/** The recorded meeting of a day, or null. */
export const meetingOn = (view, day) => Object.values(view.meetings ?? {}).find((one) => one.on === day) ?? null;

/** What is still owed of the principal once `sum` is paid at the meeting: interest due comes first. */
export const leftAfter = (loan, d, view, sum) => Math.max(0, loan.left - Math.max(0, sum - duePartsOf(loan, d, view).interest));

/** The most that can be paid of a loan at the meeting: what ends it. */
export const mostOf = (loan, d, view) => Math.max(loan.to_settle ?? 0, loan.left + duePartsOf(loan, d, view).interest, loan.due ?? 0);

const nearest = (top, under, multiple) => Math.floor((2 * top + under * multiple) / (2 * under * multiple)) * multiple;

/**
 * The due days, principal and interest of a new loan: [[day, principal, interest]], as tremang/funds/schedules.py.
 * `rules` is the club's regulation; where the first due day is one of the club's meetings, so are the others.
 */
export function scheduleOf({ principal, months, first_due: first }, view) {
  const rules = { rate_month: "0.5", method: "flat", repay: "equal-principal", grace: 0, multiple: 1000, ...view.club.regulation };
  const rate = Math.round(Number(rules.rate_month) * 10_000); // of a million
  const interestOf = (sum) => nearest(sum * rate, 1_000_000, rules.multiple);
  const part = partOf(principal, months - rules.grace, rate, rules);
  const rows = [];
  let [balance, due] = [principal, first];
  for (let number = 1; number <= months; number += 1) {
    const interest = interestOf(rules.method === "declining" ? balance : principal);
    const even = rules.repay === "equal-instalment" ? part - interest : part;
    const paid = number === months ? balance : number <= rules.grace ? 0 : Math.min(Math.max(even, 0), balance);
    balance -= paid;
    rows.push([due, paid, interest]);
    due = dueAfter(view, first, due, number);
  }
  return rows;
}

function partOf(principal, parts, rate, rules) {
  if (rules.repay === "end") return 0;
  if (rules.repay === "equal-principal" || !rate) return nearest(principal, parts, rules.multiple);
  if (rules.method === "flat") return nearest(principal * (1_000_000 + rate * parts), parts * 1_000_000, rules.multiple);
  const grown = (1 + rate / 1e6) ** parts;
  return nearest((principal * (rate / 1e6) * grown) / (grown - 1), 1, rules.multiple);
}

function dueAfter({ club }, first, due, number) {
  const met = club.meeting_day && nextMeeting(club.meeting_day, Boolean(club.lunar), first) === first;
  return met ? nextMeeting(club.meeting_day, Boolean(club.lunar), addDays(due, 1)) : dayMonthsLater(first, number);
}

/** The most a member of the club may borrow by its regulation, in đồng. */
export const capOf = (view) => view.club.regulation?.cap ?? 10_000_000;

/** How many months ago each content was last done: {"5": 3}; null where it never was. */
export function waits(d, view) {
  const found = {};
  for (const { n, last_on: told } of view.club.areas ?? []) {
    const held = Object.values(view.meetings ?? {}).filter((one) => one.on < d.day && one.contents?.[n]).map((one) => one.on);
    const last = [told && told < d.day ? told : "", ...held].sort().at(-1);
    found[n] = last ? monthsBetween(monthOf(last), monthOf(d.day)) : null;
  }
  return found;
}

/** What the day itself tells of the contents: {"1": {note, counts}}: money that passed, readings taken. */
export function tellsItself(d, view) {
  const { dues, repaid, lent } = totals(d, view);
  const found = {};
  const lending = [repaid.count && `${repaid.count} người trả nợ`, lent.count && `${lent.count} vay mới`].filter(Boolean).join(", ");
  if (lending) found["1"] = { note: upper(lending), counts: {} };
  if (dues.count) found["8"] = { note: `Thu đóng góp của ${dues.count} người`, counts: {} };
  const taken = Object.values(view.health?.rows ?? {}).filter((row) => row.on === d.day);
  const counts = { measured: among(taken, "systolic"), weighed: among(taken, "weight") };
  if (taken.length) found["2"] = { note: counts.measured ? `Đo huyết áp ${counts.measured} người` : `Đo sức khỏe ${among(taken, "m")} người`, counts: nonzero(counts) };
  return found;
}

/** Of how many people there is a figure of that name. */
const among = (rows, name) => new Set(rows.filter((row) => row[name] !== undefined).map((row) => row.m)).size;
const nonzero = (counts) => Object.fromEntries(Object.entries(counts).filter(([, many]) => many));

/** The draft with those contents ticked of which the day tells; what somebody wrote or took away stays as it is. */
export function fillContents(d, view) {
  let next = d;
  const tells = tellsItself(d, view);
  const filled = { ...d.filled };
  for (const n of new Set([...Object.keys(tells), ...AREAS])) {
    const [stands, mine] = [next.said.contents?.[n], filled[n]];
    const untouched = mine ? stands?.note === mine : !stands;
    if (!untouched || tells[n]?.note === mine) continue;
    next = content(next, n, tells[n] ?? null);
    if (tells[n]) filled[n] = tells[n].note;
    else delete filled[n];
  }
  return { ...next, filled };
}
