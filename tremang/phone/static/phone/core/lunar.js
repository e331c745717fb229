/** The lunar calendar of Vietnam (UTC+7) by Hồ Ngọc Đức's reckoning, as the server's lunar_vn; 1900 to 2100. */

import { addDays, dayNumber, fromNumber, isoDay, monthLength, parts } from "./days.js";

const APART = 10; // days; a meeting that comes earlier than its day by less is that of its day
const EPOCH = 2_440_588; // Julian day number of 1/1/1970
const MONTH = 29.530588853;
const ZERO = 2_415_021.076998695;
const ZONE = 7;
const MONTHS = ["Giêng", "Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười", "Mười một", "Chạp"];
const { floor, sin, PI } = Math;
const rad = PI / 180;

function kept(make) {
  const known = new Map();
  return (key) => {
    if (!known.has(key)) known.set(key, make(key));
    return known.get(key);
  };
}

const newMoon = kept((k) => {
  const T = k / 1236.85;
  const T2 = T * T;
  const T3 = T2 * T;
  let jd = 2415020.75933 + 29.53058868 * k + 0.0001178 * T2 - 0.000000155 * T3;
  jd += 0.00033 * sin((166.56 + 132.87 * T - 0.009173 * T2) * rad);
  const M = 359.2242 + 29.10535608 * k - 0.0000333 * T2 - 0.00000347 * T3;
  const N = 306.0253 + 385.81691806 * k + 0.0107306 * T2 + 0.00001236 * T3;
  const F = 21.2964 + 390.67050646 * k - 0.0016528 * T2 - 0.00000239 * T3;
  let c = (0.1734 - 0.000393 * T) * sin(M * rad) + 0.0021 * sin(2 * rad * M);
  c = c - 0.4068 * sin(N * rad) + 0.0161 * sin(rad * 2 * N);
  c -= 0.0004 * sin(rad * 3 * N);
  c = c + 0.0104 * sin(rad * 2 * F) - 0.0051 * sin(rad * (M + N));
  c = c - 0.0074 * sin(rad * (M - N)) + 0.0004 * sin(rad * (2 * F + M));
  c = c - 0.0004 * sin(rad * (2 * F - M)) - 0.0006 * sin(rad * (2 * F + N));
  c = c + 0.001 * sin(rad * (2 * F - N)) + 0.0005 * sin(rad * (2 * N + M));
  const drift =
    T < -11
      ? 0.001 + 0.000839 * T + 0.0002261 * T2 - 0.00000845 * T3 - 0.000000081 * T * T3
      : -0.000278 + 0.000265 * T + 0.000262 * T2;
  return floor(jd + c - drift + 0.5 + ZONE / 24);
});

const sunSector = kept((jdn) => {
  const T = (jdn - 2451545.5 - ZONE / 24) / 36525;
  const T2 = T * T;
  const M = 357.5291 + 35999.0503 * T - 0.0001559 * T2 - 0.00000048 * T * T2;
  let dl = (1.9146 - 0.004817 * T - 0.000014 * T2) * sin(rad * M);
  dl += (0.019993 - 0.000101 * T) * sin(rad * 2 * M) + 0.00029 * sin(rad * 3 * M);
  let L = (280.46645 + 36000.76983 * T + 0.0003032 * T2 + dl) * rad;
  L -= PI * 2 * floor(L / (PI * 2));
  return floor((L / PI) * 6);
});

const month11 = kept((year) => {
  const k = floor((dayNumber(isoDay(year, 12, 31)) + EPOCH - 2415021) / MONTH);
  const moon = newMoon(k);
  return sunSector(moon) >= 9 ? newMoon(k - 1) : moon;
});

const leapOffset = kept((a11) => {
  const k = floor((a11 - ZERO) / MONTH + 0.5);
  let i = 1;
  let arc = sunSector(newMoon(k + i));
  let last;
  do {
    last = arc;
    i += 1;
    arc = sunSector(newMoon(k + i));
  } while (arc !== last && i < 14);
  return i - 1;
});

/** {day, month, year, leap} of a solar day. */
export const lunarOf = kept((iso) => {
  const year = parts(iso)[0];
  const jdn = dayNumber(iso) + EPOCH;
  let k = floor((jdn - ZERO) / MONTH) + 1;
  while (newMoon(k) > jdn) k -= 1;
  while (newMoon(k + 1) <= jdn) k += 1;
  const start = newMoon(k);
  let a11 = month11(year);
  let b11 = a11;
  let lunarYear = year;
  if (a11 >= start) a11 = month11(year - 1);
  else {
    lunarYear = year + 1;
    b11 = month11(year + 1);
  }
  const diff = floor((start - a11) / 29);
  let month = diff + 11;
  let leap = false;
  if (b11 - a11 > 365) {
    const offset = leapOffset(a11);
    if (diff >= offset) {
      month = diff + 10;
      leap = diff === offset;
    }
  }
  if (month > 12) month -= 12;
  if (month >= 11 && diff < 4) lunarYear -= 1;
  return { day: jdn - start + 1, month, year: lunarYear, leap };
});

/** The solar day of a lunar one; a leap month only where `leap` and the year has it, else null. */
export function solarOf({ day, month, year, leap = false }) {
  const [a11, b11] = month < 11 ? [month11(year - 1), month11(year)] : [month11(year), month11(year + 1)];
  let off = (month + 1) % 12;
  if (b11 - a11 > 365) {
    const offset = leapOffset(a11);
    if (leap && month !== (offset + 10) % 12) return null;
    if (leap || off >= offset) off += 1;
  } else if (leap) return null;
  const k = floor(0.5 + (a11 - ZERO) / MONTH);
  return fromNumber(newMoon(k + off) + day - 1 - EPOCH);
}

/** "rằm tháng Tám", "mùng 1 tháng Giêng", "ngày 20 tháng Chạp âm lịch"; the date is never broken at the end of a line. */
export function lunarWords(iso) {
  const { day, month, leap } = lunarOf(iso);
  const name = MONTHS[month - 1] + (leap ? " nhuận" : "");
  const whole = (words) => words.replaceAll(" ", "\u00a0");
  if (day === 15) return whole(`rằm tháng ${name}`);
  return day <= 10 ? whole(`mùng ${day} tháng ${name}`) : `${whole(`ngày ${day} tháng ${name}`)} ${whole("âm lịch")}`;
}

/** The first day of the lunar year that begins in a solar year. */
export const tetOf = (year) => solarOf({ day: 1, month: 1, year });

/** Whether a day falls into Tết (28 Chạp to mùng 6), when no club is expected to meet. */
export function isTet(iso) {
  const tet = tetOf(parts(iso)[0]);
  return iso >= addDays(tet, -3) && iso < addDays(tet, 6);
}

/** The first of a club's monthly days from `since` on, as tremang/clubs/days.py finds it. */
export function nextMeeting(day, byLunar, since) {
  const [year, month] = parts(since);
  let first = byLunar ? addDays(since, 1 - lunarOf(since).day) : isoDay(year, month, 1);
  for (;;) {
    const next = byLunar ? monthAfter(first) : addDays(first, monthLength(...parts(first).slice(0, 2)));
    const wanted = addDays(first, day - 1);
    const found = outsideTet(wanted < next ? wanted : addDays(next, -1), first, next);
    if (found >= since) return found;
    first = next;
  }
}

/** The day of the next time after a meeting held on `held`, as tremang/agenda/likely.py finds it. */
export const followingMeeting = (day, byLunar, held) => nextMeeting(day, byLunar, addDays(held, APART));

const monthAfter = (first) => addDays(first, lunarOf(addDays(first, 29)).day === 1 ? 29 : 30);

function outsideTet(iso, first, next) {
  if (!isTet(iso)) return iso;
  const tet = tetOf(parts(iso)[0]);
  const after = addDays(tet, 6);
  return first <= after && after < next ? after : addDays(tet, -4);
}

/** The lunar birthday of somebody within a year's reach: the solar days from `since` to `until` on which it falls. */
export function lunarBirthdays(born, since, until) {
  const lunar = lunarOf(born);
  const found = [];
  for (let year = parts(since)[0] - 1; year <= parts(until)[0]; year += 1) {
    let iso = solarOf({ day: lunar.day, month: lunar.month, year });
    if (lunar.day === 30 && lunarOf(iso).day !== 30) iso = addDays(iso, -1);
    if (iso >= since && iso <= until) found.push(iso);
  }
  return found;
}

/** The lunar feasts that clubs know: [lunar month, day, name]. */
export const FEASTS = [
  [1, 1, "Tết Nguyên đán"], [1, 15, "Rằm tháng Giêng"], [3, 10, "Giỗ Tổ Hùng Vương"], [4, 15, "Lễ Phật đản"],
  [5, 5, "Tết Đoan ngọ"], [7, 15, "Rằm tháng Bảy, lễ Vu lan"], [8, 15, "Tết Trung thu"], [12, 23, "Tiễn ông Công ông Táo"],
];
/** The solar days that clubs keep: "MM-DD" → name. */
export const SOLAR_FEASTS = {
  "01-01": "Tết Dương lịch", "03-08": "Ngày Quốc tế Phụ nữ", "04-30": "Ngày Giải phóng miền Nam", "05-01": "Quốc tế Lao động",
  "06-06": "Ngày truyền thống người cao tuổi Việt Nam", "07-27": "Ngày Thương binh Liệt sĩ", "09-02": "Quốc khánh",
  "10-01": "Ngày Quốc tế Người cao tuổi", "10-20": "Ngày Phụ nữ Việt Nam", "11-20": "Ngày Nhà giáo Việt Nam", "12-22": "Ngày Quân đội",
};

/** Names of what is kept on a day, solar and lunar. */
export function feastsOn(iso) {
  const { day, month, leap } = lunarOf(iso);
  const lunar = leap ? [] : FEASTS.filter(([m, d]) => m === month && d === day).map(([, , name]) => name);
  const solar = SOLAR_FEASTS[iso.slice(5)];
  return solar ? [solar, ...lunar] : lunar;
}
