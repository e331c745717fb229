/** How the screens speak to whoever holds the phone, and small words that many screens share. */

import { longDay } from "../core/days.js";
import { lunarWords } from "../core/lunar.js";
import { upper } from "../core/people.js";

/** "Mời bác", or "Mời" until the address is known. */
export const invite = (view) => (view.club.user?.address ? `Mời ${view.club.user.address}` : "Mời");

/** "Hôm nay, thứ Sáu 25/9/2026"; the words before it only for today. */
export const dayWords = (iso, today) => (iso === today ? `Hôm nay, ${longDay(iso)}` : upper(longDay(iso)));

/** "Rằm tháng Tám" of a solar day. */
export const moonWords = (iso) => upper(lunarWords(iso));

/** The row of a member, also of one who joined on this phone and was not sent yet, or of whom nothing is known here. */
export const memberOf = (view, m) => view.byId?.[m] || view.members.find((row) => row.id === m) || { id: m, name: "một thành viên", called: "một thành viên", title: "" };

/** "bà Lụa". */
export const called = (view, m) => memberOf(view, m).called || memberOf(view, m).name;

/** "Bà Trần Thị Lụa", the way a row names somebody. */
export const named = (row) => upper(`${row.title ? `${row.title} ` : ""}${row.name}`);

/** "1234 5678": the eight digits of a code, as they are written down. */
export const codeWords = (code) => `${code.slice(0, 4)} ${code.slice(4)}`;

/** Group and nickname of a member in one line. */
export const about = (view, row) => [row.nickname, view.club.groups?.[row.group]].filter(Boolean).join(", ");

/** What is said of work that has not left the phone; in practice it never will. */
export const unsentWord = (view) => (view.practice ? "việc tập" : "chưa gửi");

/** The fund's own name. */
export const fundName = (view, key) => view.money?.funds?.find((one) => one.key === key)?.name || { income: "Quỹ tăng thu nhập", activity: "Quỹ hoạt động" }[key] || key;

/** Answers made of the only line of `sums`; null where there are several. */
export function one(sums, answers) {
  const lines = Object.entries(sums);
  return lines.length === 1 ? answers(...lines[0]) : null;
}

const POWERS = { members: "keep_members", books: "keep_books", money: "keep_money", meeting: "record_meeting" };

/** Whether whoever holds the phone may keep something: "members", "books", "money", "meeting". */
export const keeps = (view, what) => (view.club.powers || []).includes(POWERS[what]);
