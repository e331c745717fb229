/** What is told of one member: card fields as people write them, likely twins in the club, attendance. */

import { addMonths, ageOn, day, monthOf, parts, readDay } from "./days.js";
import { clean, fold } from "./names.js";
import { Problem } from "./texts.js";

const OLDEST = 120;
const NAME = /^[\p{L}]+(?:[ '’.-][\p{L}]*)*$/u;

/** "bà Lụa" -> "Bà Lụa": how a row or a sentence begins. */
export const upper = (words) => (words ? words[0].toUpperCase() + words.slice(1) : "");

/**
 * A full name, spaces tidied.
 * @throws {Problem} no_name, name_letters
 */
export function readName(text) {
  const name = clean(text);
  if (!name) throw new Problem("no_name", "Chưa có họ tên. Mời ghi đủ họ, đệm và tên.");
  if (!NAME.test(name)) throw new Problem("name_letters", "Họ tên chỉ có chữ cái. Mời ghi lại.");
  if (!name.includes(" ")) throw new Problem("name_short", "Mới có một chữ. Mời ghi đủ họ và tên, ví dụ Trần Thị Lụa.");
  return name;
}

/**
 * A birth as ISO text, "1952" where only the year is known or "1952-09-05". Two digits of a year are of the last century.
 * @throws {Problem} no_birth, birth_unread, birth_ahead, too_old
 */
export function readBirth(text, today) {
  const written = text.trim();
  if (!written) throw new Problem("no_birth", "Chưa có năm sinh. Chỉ nhớ năm thì ghi năm, ví dụ 1952.");
  const unread = () => new Problem("birth_unread", `Chưa hiểu “${written.slice(0, 30)}”. Mời ghi như 1952 hoặc 05/9/1952.`);
  let born = written;
  if (!/^\d{4}$/.test(written)) {
    if (/^\d+$/.test(written) || (written.match(/\d+/g) || []).length < 3) throw unread();
    born = readDay(written, today);
    if (/\D\d{2}$/.test(written) && !/^\d{4}/.test(written) && parts(born)[0] > parts(today)[0] - 15)
      born = `${parts(born)[0] - 100}${born.slice(4)}`;
  }
  if (born.slice(0, 4) > today.slice(0, 4) || (born.length > 4 && born > today))
    throw new Problem("birth_ahead", `Năm ${born.slice(0, 4)} chưa tới. Mời xem lại năm sinh.`);
  const age = ageOn(born, today);
  if (age > OLDEST) throw new Problem("too_old", `Sinh năm ${born.slice(0, 4)} là ${age} tuổi. Mời xem lại năm sinh.`);
  return born;
}

/** "1952" or "05/9/1952": a birth as people type it. */
export const birthText = (born) => (born?.length > 4 ? day(born) : born || "");

/** "năm 1952" or "05/9/1952": a birth as it is read back. */
export const birthWords = (born) => (!born ? "–" : born.length > 4 ? day(born) : `năm ${born}`);

/**
 * The digits of a phone; "" for none.
 * @throws {Problem} bad_phone
 */
export function readPhone(text) {
  const digits = text.replace(/[\s.\-()]/g, "").replace(/^\+?84(?=\d{9,10}$)/, "0");
  if (digits && !/^0\d{9,10}$/.test(digits))
    throw new Problem("bad_phone", "Số điện thoại có 10 hoặc 11 số, bắt đầu bằng số 0. Mời ghi lại.");
  return digits;
}

/** Members who may be the same person as a card being typed: all words of the name agree without marks, or name and year do. */
export function alike(members, name, born = "") {
  const words = fold(name).split(" ").filter(Boolean);
  if (words.length < 2) return [];
  const same = (row) => {
    const others = fold(row.name).split(" ");
    if (others.at(-1) !== words.at(-1)) return false;
    if (words.every((word) => others.includes(word)) || others.every((word) => words.includes(word))) return true;
    return others[0] === words[0] && born !== "" && (row.born || "").slice(0, 4) === born.slice(0, 4);
  };
  return members.filter(same);
}

/**
 * The last `count` months up to `today`, the newest first, as one member lived them.
 * @returns {{month: string, on: string|null, mark: string}[]} mark: present, represented, excused, absent, none (no meeting), before
 */
export function attendance(meetings, member, today, count = 12) {
  const rows = [];
  for (let back = 0; back < count; back += 1) {
    const month = addMonths(monthOf(today), -back);
    const held = meetings.filter((one) => monthOf(one.on) === month);
    if (!held.length) rows.push({ month, on: null, mark: "none" });
    for (const one of held.sort((a, b) => (a.on < b.on ? 1 : -1))) {
      const away = one.on < member.joined_on || (member.left_on && one.on > member.left_on);
      rows.push({ month, on: one.on, mark: away ? "before" : one.marks?.[member.id] || "present" });
    }
  }
  return rows;
}

/** What attendance says in a sentence; "" before anything can be said. */
export function trend(rows) {
  const told = rows.filter((row) => !["none", "before"].includes(row.mark));
  if (!told.length) return "";
  const came = told.filter((row) => row.mark === "present").length;
  const whole = `Có mặt ${came} trong ${told.length} buổi.`;
  let missed = told.findIndex((row) => row.mark !== "absent");
  if (missed < 0) missed = told.length;
  if (missed >= 2) return `${whole} Vắng ${missed} buổi liền, nên hỏi thăm.`;
  if (told.length < 6) return whole;
  const share = (some) => some.filter((row) => row.mark === "present").length / some.length;
  const [late, early] = [share(told.slice(0, 3)), share(told.slice(3))];
  if (late === 1 && came === told.length) return `Có mặt đủ ${told.length} buổi.`;
  if (late - early > 0.3) return `${whole} Gần đây đến đều hơn trước.`;
  if (early - late > 0.3) return `${whole} Gần đây đến thưa hơn trước.`;
  return whole;
}
