/** What waits for whoever holds the phone: a list of {key, what, cause, go, button, since, tone}. Pure. */

import { addDays, addMonths, ageOn, day, daysBetween, longDay, monthLength, monthOf, parts } from "./days.js";
import { lunarBirthdays, lunarWords, nextMeeting, tetOf } from "./lunar.js";
import { vnd } from "./money.js";
import { upper } from "./people.js";

const AHEAD = 14; // days in which birthdays are told
const OLD = 3; // days after which unsent work is told in ochre
const AWAY = 3; // meetings missed running after which somebody is to be visited
const LOOK_BACK = 75; // days within which a meeting may still wait to be written down
const TET_AHEAD = 21;
const APART = 2; // choices that stand each for itself
/** Whether the Law on the Elderly, art. 21, has this age wished a long life; from 100 on every year. As tremang/areas/culture. */
export const isWished = (age) => age >= 100 || (age >= 70 && age % 5 === 0);

/**
 * Everything that waits, the most pressing first. `go` is an address of the app without "#/"; `tone` "" or "ochre".
 * @returns {{key: string, what: string, cause: string, go: string, button: string, tone: string}[]}
 */
export function waiting(view) {
  return [
    ...revoked(view), ...choices(view), ...refused(view), ...old(view), ...meeting(view), ...held(view), ...overdue(view), ...absent(view),
    ...planned(view), ...wishes(view), ...birthdays(view), ...tet(view),
  ];
}

const item = (key, what, cause, go, button, tone = "") => ({ key, what, cause, go, button, tone });
const called = (view, m) => view.byId[m]?.called ?? "";

function revoked(view) {
  if (!view.revoked) return [];
  return [item("revoked", "Máy này không còn dùng cho câu lạc bộ", view.revoked, "chua-gui", "Xem việc chưa gửi", "ochre")];
}

/** Each for itself as long as they are few; more would push all else from the screen, and one tap shows them all. */
function choices(view) {
  const mine = view.choices.filter((choice) => choice.may !== false);
  const what = `Cần ${view.club.user?.address ? `${view.club.user.address} ` : ""}xem và chọn`;
  if (mine.length > APART) return [item("choices", `${what} ${mine.length} chỗ`, "Hai máy ghi khác nhau.", "chon", "Xem và chọn", "ochre")];
  return mine.map((choice) => item(`choice-${choice.id}`, what, choice.what || "Hai máy ghi khác nhau.", `chon/${choice.id}`, "Xem và chọn", "ochre"));
}

function refused(view) {
  return view.unsent.filter((row) => row.state === "refused" && row.uid !== view.draft?.instead).map((row) =>
    item(`refused-${row.uid}`, row.words || "Việc chưa vào sổ", row.sentence, "chua-gui", "Xem lại", "ochre"));
}

/** Work that has waited for the network for more than three days. */
function old(view) {
  const days = view.unsent.filter((row) => row.state === "new").map((row) => (row.back ?? row).data.made_at).filter((made) => daysBetween(made, view.today) > OLD);
  if (!days.length) return [];
  const what = `${days.length} việc chưa gửi, từ ${day(days.sort()[0])}`;
  return [item("old", what, "Lâu chưa có mạng. Có thể gửi bằng tệp qua Zalo.", "chua-gui", "Xem cách gửi", "ochre")];
}

/** The draft that lies open, the club's day that was not written down, today's meeting, or the next one. */
function meeting(view) {
  if (view.draft) return [item("draft", `Đang ghi dở buổi sinh hoạt ${day(view.draft.day)}`, "Những gì đã ghi vẫn còn trong máy.", "buoi", "Ghi tiếp")];
  const lacking = lackingDay(view);
  if (lacking === view.today) return [item("today", "Hôm nay sinh hoạt câu lạc bộ", `${upper(longDay(lacking))}, ${lunarWords(lacking)}.`, "buoi", "Bắt đầu buổi sinh hoạt")];
  if (lacking) return [item("lacking", `Chưa ghi buổi sinh hoạt ${day(lacking)}`, "Buổi của tháng này chưa có trong sổ.", "buoi", "Ghi buổi này")];
  return [];
}

/** The club's latest own day up to today in whose month it has not met, or null. As the server's agenda.likely. */
export function lackingDay(view) {
  const { meeting_day: number, lunar, launched_on: launched } = view.club;
  if (!number || !launched) return null;
  const met = new Set(view.meetings.map((row) => monthOf(row.on)));
  const since = addDays(view.today, -LOOK_BACK);
  let [lacking, on] = [null, nextMeeting(number, Boolean(lunar), since > launched ? since : launched)];
  while (on <= view.today) {
    if (!met.has(monthOf(on))) lacking = on;
    on = nextMeeting(number, Boolean(lunar), addDays(on, 1));
  }
  return lacking;
}

/** The next meeting from today on: what the last one agreed, else the club's own day; null where neither is known. */
export function nextOn(view) {
  const agreed = view.meetings[0]?.next_on;
  if (agreed && agreed >= view.today && !view.meetings.some((row) => row.on === agreed)) return agreed;
  if (!view.club.meeting_day) return view.club.next_on ?? null;
  const held = monthOf(view.meetings[0]?.on ?? "");
  const since = held === monthOf(view.today) ? addDays(`${addMonths(held, 1)}-01`, 0) : view.today;
  return nextMeeting(view.club.meeting_day, Boolean(view.club.lunar), since);
}

/** "Không có việc nào chờ. Buổi sinh hoạt tới: thứ Sáu 25/9." */
export function nothingWaits(view) {
  const next = nextOn(view);
  return `Không có việc nào chờ.${next ? ` Buổi sinh hoạt tới: ${longDay(next, false)}.` : ""}`;
}

function held(view) {
  const rows = view.sent.filter((row) => ["held", "waiting"].includes(row.state));
  if (!rows.length) return [];
  const [first] = rows;
  return [item("held", `${rows.length} việc đã gửi, chờ xem`, first.sentence || first.words, "chua-gui", "Xem")];
}

/** Loans with an instalment past its day; only where the post sees money. */
function overdue(view) {
  const rows = (view.loans ?? []).filter((loan) => loan.overdue_since && loan.left > 0);
  return rows.map((loan) => {
    const m = loan.debtor || loan.m;
    const cause = `Quá hạn từ ${day(loan.overdue_since)}, buổi tới cần trả ${vnd(loan.due_now)}. Nên hỏi thăm xem có khó khăn gì.`;
    return item(`loan-${loan.id}`, `${upper(called(view, m))} chậm trả nợ`, cause, `thanh-vien/${m}`, "Xem khoản vay");
  });
}

/** Members who missed the last three meetings or more that they were expected at. */
function absent(view) {
  return view.members.flatMap((row) => {
    const missed = missedRunning(view, row);
    if (missed < AWAY) return [];
    return [item(`away-${row.id}`, `Nên thăm ${row.called}`, `Vắng ${missed} buổi liền.`, `thanh-vien/${row.id}`, "Xem")];
  });
}

/** How many of the latest meetings running somebody was absent from without sending anybody or asking leave. */
export function missedRunning(view, row) {
  let missed = 0;
  for (const each of view.meetings) {
    if (each.on < row.joined_on || each.takenBack) continue;
    if ((each.marks?.[row.id] ?? "present") !== "absent") break;
    missed += 1;
  }
  return missed;
}

/** Home visits planned up to today that nobody has reported on. */
function planned(view) {
  const due = (view.care?.open ?? []).filter((row) => row.on && row.on <= view.today);
  if (!due.length) return [];
  return [item("visits", `${due.length} lần thăm tại nhà chưa ghi`, `Từ ${day(due.map((row) => row.on).sort()[0])}.`, "ghi/tham", "Ghi lần thăm")];
}

/** Members who reach an age of mừng thọ this year, told until the year's Tết month is over and again before the birthday. */
function wishes(view) {
  const year = parts(view.today)[0];
  const tetDay = tetOf(year);
  const season = view.today >= addDays(tetDay, -TET_AHEAD) && view.today <= addDays(tetDay, 15);
  const rows = season ? wishedIn(view, year) : [];
  if (!rows.length) return [];
  const names = rows.map(({ row, age }) => `${row.called} ${age} tuổi`).join(", ");
  return [item("wishes", `Mừng thọ đầu xuân: ${rows.length} người`, `${upper(names)}.`, "lich", "Xem danh sách")];
}

/** {row, age} of those who reach an age of mừng thọ in a year, by full years as the law is read, the oldest first. */
export function wishedIn(view, year) {
  const rows = view.members.filter((row) => row.born).map((row) => ({ row, age: year - parts(row.born)[0] }));
  return rows.filter(({ age }) => isWished(age)).sort((a, b) => b.age - a.age);
}

/** Birthdays of the next 14 days. */
function birthdays(view) {
  return birthdaysIn(view, view.today, addDays(view.today, AHEAD)).map(({ row, on, age, lunar, also }) => {
    const when = on === view.today ? `hôm nay, ${longDay(on, false)}` : longDay(on, false);
    const wish = isWished(age) ? ", tuổi mừng thọ" : "";
    return item(`birthday-${row.id}`, birthdayWords(row, lunar, also), `${upper(when)}${alsoWords(also)}: ${age} tuổi${wish}.`, `thanh-vien/${row.id}`, "Xem");
  });
}

/** "Sinh nhật bà Lụa", by which calendar where it comes by one alone. */
export const birthdayWords = (row, lunar, also) => `Sinh nhật${lunar && !also ? " âm\u00a0lịch" : ""} ${row.called}`;

/** ", tính âm lịch thì thứ Ba 06/10": the same birthday by the other calendar, or "". */
export const alsoWords = (also) => (also ? `, tính ${also.lunar ? "âm" : "dương"}\u00a0lịch thì ${longDay(also.on, false)}` : "");

/**
 * [{row, on, age, lunar, also}] by day, where the day of birth is known; `also` {on, lunar}: the day by the other
 * calendar, where it comes soon after. A birthday on 29/2 is kept on 28/2 in a short year.
 */
export function birthdaysIn(view, since, until) {
  const found = [];
  for (const row of view.members) {
    if (!row.born || row.born.length < 10) continue;
    const year = parts(row.born)[0];
    const solar = new Set();
    for (let each = parts(since)[0]; each <= parts(until)[0]; each += 1) {
      const on = `${each}-${row.born.slice(5) === "02-29" && monthLength(each, 2) < 29 ? "02-28" : row.born.slice(5)}`;
      if (on < since || on > until) continue;
      solar.add(on);
      found.push({ row, on, age: ageOn(row.born, `${each}-12-31`), lunar: false });
    }
    for (const on of lunarBirthdays(row.born, since, until))
      if (!solar.has(on)) found.push({ row, on, age: parts(on)[0] - year, lunar: true });
  }
  found.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
  const twin = (one) => found.find((other) => other.row === one.row && other.lunar !== one.lunar && Math.abs(daysBetween(one.on, other.on)) < 90);
  return found.map((one) => ({ ...one, also: twin(one) })).filter(({ on, also }) => !also || on < also.on);
}

/** Tết is near: the club's day may move. */
function tet(view) {
  const tetDay = tetOf(parts(view.today)[0]);
  const left = daysBetween(view.today, tetDay);
  if (left < 0 || left > TET_AHEAD) return [];
  return [item("tet", left ? `Còn ${left} ngày đến Tết` : "Mùng 1 Tết", `Mùng 1 tháng Giêng là ${longDay(tetDay)}.`, "lich", "Mở lịch")];
}
