/** "lich": the next sixty days as a list, and further ones when asked, with lunar days, meetings, birthdays and feasts; who is wished a long life this year. */

import { addDays, day, longDay, monthWords, parts, weekday } from "../../core/days.js";
import { feastsOn, followingMeeting, isTet, lunarOf, lunarWords } from "../../core/lunar.js";
import { upper } from "../../core/people.js";
import { alsoWords, birthdaysIn, birthdayWords, nextOn, wishedIn } from "../../core/waiting.js";
import { h } from "../dom.js";
import { link, row, title, unbroken } from "../kit.js";
import { moonWords, named } from "../words.js";

const AHEAD = 60;
const MOST = 6 * AHEAD;
const WEEKDAYS = ["Chủ nhật", "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy"];

/** The days on which the club meets from today to `until`: the next as it was agreed, later ones by the club's rule. */
function meetingDays(view, until) {
  const { meeting_day: number, lunar } = view.club;
  const days = [];
  for (let next = nextOn(view); next && next <= until; next = number ? followingMeeting(number, Boolean(lunar), next) : null) days.push(next);
  return days;
}

/** What is on from today: [{on, words: [{text, m}], strong}], each day once; with `all` also the days on which nothing is. */
export function agenda(view, all = false, many = AHEAD) {
  const until = addDays(view.today, many - 1);
  const meets = new Set(meetingDays(view, until));
  const born = birthdaysIn(view, view.today, until);
  const days = [];
  for (let ahead = 0; ahead < many; ahead += 1) {
    const on = addDays(view.today, ahead);
    const { day: moon } = lunarOf(on);
    const words = [
      ...(meets.has(on) ? [{ text: "Buổi sinh hoạt", strong: true }] : []),
      ...feastsOn(on).map((text) => ({ text })),
      ...born.filter((one) => one.on === on).map((one) => ({ text: `${birthdayWords(one.row, one.lunar, one.also)}, ${one.age}\u00a0tuổi${alsoWords(one.also)}`, m: one.row.id })),
    ];
    if (words.length || all || moon === 1 || moon === 15 || ahead === 0) days.push({ on, words, meets: meets.has(on), tet: isTet(on) });
  }
  return days;
}

function draw(app) {
  const view = app.club.view();
  const memory = app.state(() => ({ all: false, many: AHEAD }));
  const days = agenda(view, memory.all, memory.many);
  const months = [...new Set(days.map((one) => one.on.slice(0, 7)))];
  const year = parts(view.today)[0];
  return {
    top: { back: history.length > 1 ? null : "viec-cho", words: "Quay lại" },
    body: [
      title("Lịch", { more: `Hôm nay ${longDay(view.today)}, ${lunarWords(view.today)}.` }),
      ...months.map((month) => [h("h2", {}, upper(monthWords(month))), h("ol", { class: "days" }, days.filter((one) => one.on.startsWith(month)).map((one) => entry(app, view, one)))]),
      memory.many < MOST && link(`Xem thêm ${AHEAD} ngày`, () => { memory.many += AHEAD; app.redraw(); }),
      link(memory.all ? "Chỉ hiện ngày có việc" : "Hiện mọi ngày", () => { memory.all = !memory.all; app.redraw(); }),
      wishes(app, view, year),
      parts(view.today)[1] > 9 && wishes(app, view, year + 1),
    ],
  };
}

function entry(app, view, { on, words, meets, tet }) {
  const line = ({ text, m, strong }) => (m ? h("p", {}, link(text, () => app.go(`thanh-vien/${m}`))) : h("p", {}, strong ? h("b", {}, text) : text));
  return h("li", { class: `day${meets ? " meets" : ""}`, "data-key": on },
    h("div", { class: "date" }, h("b", {}, String(parts(on)[2])), h("span", {}, WEEKDAYS[weekday(on)])),
    h("div", { class: "day-words" }, h("p", { class: "more" }, unbroken(moonWords(on)), on === view.today ? ", hôm nay" : "", tet ? ", Tết" : ""), words.map(line)));
}

function wishes(app, view, year) {
  const rows = wishedIn(view, year);
  if (!rows.length) return null;
  return [h("h2", {}, `Mừng thọ năm ${year}`), h("div", { class: "rows" }, rows.map(({ row: member, age }) =>
    row({ key: `${year}-${member.id}`, name: named(member), more: `Thọ ${age} tuổi, sinh ${member.born.length > 4 ? day(member.born) : `năm ${member.born}`}`, onclick: () => app.go(`thanh-vien/${member.id}`) })))];
}

export const screen = { tab: null, draw };
