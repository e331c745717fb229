/** Days as ISO text ("2026-09-25"): reading, writing, reckoning. No time zone of the phone ever comes into it. */

import { Problem } from "./texts.js";

const NBSP = "\u00a0";
const DAY_MS = 86_400_000;
const HANOI_MS = 7 * 3_600_000;
const WEEKDAYS = ["Chủ nhật", "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy"];
const pad = (n, width = 2) => String(n).padStart(width, "0");

/** ISO day of year, month (from 1) and day. */
export const isoDay = (year, month, day) => `${pad(year, 4)}-${pad(month)}-${pad(day)}`;
/** [year, month, day] of an ISO day. */
export const parts = (iso) => iso.slice(0, 10).split("-").map(Number);
/** Days since 1/1/1970 of an ISO day. */
export const dayNumber = (iso) => Math.round(Date.UTC(...monthZero(iso)) / DAY_MS);
/** ISO day of days since 1/1/1970. */
export const fromNumber = (number) => new Date(number * DAY_MS).toISOString().slice(0, 10);
/** The day `count` days later. */
export const addDays = (iso, count) => fromNumber(dayNumber(iso) + count);
/** Whole days from one day to another. */
export const daysBetween = (from, to) => dayNumber(to) - dayNumber(from);
/** How many days a month (from 1) has. */
export const monthLength = (year, month) => new Date(Date.UTC(year, month, 0)).getUTCDate();
/** "YYYY-MM" of a day. */
export const monthOf = (iso) => iso.slice(0, 7);
/** 0 for Sunday … 6 for Saturday. */
export const weekday = (iso) => (dayNumber(iso) + 4) % 7;

function monthZero(iso) {
  const [year, month, day] = parts(iso);
  return [year, month - 1, day];
}

/** "YYYY-MM" that is `count` months later. */
export function addMonths(month, count) {
  const [year, number] = month.split("-").map(Number);
  const all = year * 12 + number - 1 + count;
  return `${pad(Math.floor(all / 12), 4)}-${pad((all % 12) + 1)}`;
}

/** Months from one "YYYY-MM" (or day) to another. */
export function monthsBetween(from, to) {
  const [a, b] = [from, to].map((each) => each.split("-").map(Number));
  return (b[0] - a[0]) * 12 + b[1] - a[1];
}

/** The same day some months later; the 31st of a short month is its last day. */
export function dayMonthsLater(iso, count) {
  const [year, month] = addMonths(monthOf(iso), count).split("-").map(Number);
  return isoDay(year, month, Math.min(parts(iso)[2], monthLength(year, month)));
}

/** 25/9/2026; days below 10 and months 1 and 2 take a leading zero: 05/9/2026, 14/02/2026. */
export function day(iso, withYear = true) {
  if (!iso) return "–";
  const [year, month, number] = parts(iso);
  const text = `${pad(number)}/${month < 3 ? pad(month) : month}`;
  return withYear ? `${text}/${year}` : text;
}

/** thứ Sáu 25/9/2026, never broken at the end of a line. */
export function longDay(iso, withYear = true) {
  return iso ? `${WEEKDAYS[weekday(iso)]} ${day(iso, withYear)}`.replaceAll(" ", NBSP) : "–";
}

/** tháng 9/2026 of "2026-09". */
export const monthWords = (month) => `tháng${NBSP}${Number(month.slice(5, 7))}/${month.slice(0, 4)}`;

/** 8 giờ 30 of an ISO moment with its own offset, or of "HH:MM". */
export function clockWords(moment) {
  const [hour, minute] = (moment.includes("T") ? moment.split("T")[1] : moment).split(":").map(Number);
  return `${hour}${NBSP}giờ${minute ? NBSP + pad(minute) : ""}`;
}

/** ISO moment in Hanoi's time of milliseconds since 1970: 2026-09-25T08:30:00+07:00. */
export const hanoi = (ms) => `${new Date(ms + HANOI_MS).toISOString().slice(0, 19)}+07:00`;
/** The day in Hanoi of milliseconds since 1970. */
export const hanoiDay = (ms) => hanoi(ms).slice(0, 10);

/** Full years between birth and a day; only the year known: the difference of years. */
export function ageOn(born, iso) {
  const [year, month, number] = parts(iso);
  const [bornYear, bornMonth, bornDay] = parts(born);
  if (!bornMonth) return year - bornYear;
  return year - bornYear - (month < bornMonth || (month === bornMonth && number < bornDay) ? 1 : 0);
}

const WRITTEN = /^(\d{1,2})\s*[/.\-\s]\s*(\d{1,2})(?:\s*[/.\-\s]\s*(\d{4}|\d{2}))?$/;
const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;

/**
 * The day that a text means: 5/9, 25-9-2026, 25.9.26, 2026-09-25. As the server's kernel.days reads it.
 * Without a year the latest such day up to `today`, or with `ahead` the first one after it.
 * @throws {Problem} not_a_day, no_such_month, no_such_day
 */
export function readDay(text, today, ahead = false) {
  const written = text.trim();
  const notADay = () =>
    new Problem("not_a_day", `Chưa hiểu “${written.slice(0, 30)}” là ngày nào. Mời ghi như 25/9/2026.`);
  let found = ISO.exec(written);
  let [year, month, number] = found ? found.slice(1).map(Number) : [];
  if (!found) {
    found = WRITTEN.exec(written);
    if (!found) throw notADay();
    [number, month, year] = [Number(found[1]), Number(found[2]), Number(found[3] || 0)];
    if (found[3]?.length === 2) year += 2000;
  }
  if (!(month >= 1 && month <= 12))
    throw new Problem("no_such_month", "Một năm chỉ có 12 tháng. Mời ghi lại ngày.");
  if (!year) year = nearestYear(number, month, parts(today), ahead);
  if (!(year >= 1880 && year <= 2200)) throw notADay();
  const days = monthLength(year, month);
  if (!(number >= 1 && number <= days))
    throw new Problem("no_such_day", `Tháng ${month} năm ${year} chỉ có ${days} ngày. Mời ghi lại ngày.`);
  return isoDay(year, month, number);
}

function nearestYear(number, month, [year, nowMonth, nowDay], ahead) {
  const later = month > nowMonth || (month === nowMonth && number > nowDay);
  if (ahead) return later ? year : year + 1;
  return later ? year - 1 : year;
}
