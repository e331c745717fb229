/** The first card of home: the meeting that is being written, is due, was forgotten or comes next. */

import { clockWords, day, daysBetween, longDay } from "../../core/days.js";
import { lunarWords } from "../../core/lunar.js";
import { upper } from "../../core/people.js";
import { lackingDay, nextOn } from "../../core/waiting.js";
import { h } from "../dom.js";
import { card, primary, secondary, unbroken } from "../kit.js";
import { codeWords } from "../words.js";

/** {waits, card}: `waits` when it is one of the things that wait. */
export function meetingCard(app, view) {
  const go = () => app.go("buoi");
  if (view.draft) return { waits: true, card: drawn(`Buổi ${day(view.draft.day, false)} đang ghi dở`, "Những gì đã ghi vẫn còn trong máy.", primary("Ghi tiếp", go)) };
  const today = view.meetings.find((one) => one.on === view.today && !one.takenBack);
  const lacking = lackingDay(view);
  if (lacking && lacking < view.today) return { waits: true, card: drawn(`Buổi ${longDay(lacking, false)} chưa ghi`, `Đã qua ${daysBetween(lacking, view.today)} ngày. Ghi theo sổ giấy vẫn kịp.`, primary("Ghi buổi này", go)) };
  if (today) return { waits: false, card: recorded(app, today) };
  const next = nextOn(view);
  if (next === view.today) return { waits: true, card: drawn(`Hôm nay, ${longDay(next, false)}`, whereabouts(view, next), primary("Bắt đầu buổi sinh hoạt", go)) };
  if (next) return { waits: false, card: drawn(`Buổi tới: ${longDay(next, false)}`, `${whereabouts(view, next)} Còn ${daysBetween(view.today, next)} ngày.`, secondary("Ghi buổi sinh hoạt", go)) };
  return { waits: false, card: drawn("Buổi sinh hoạt", "Chưa hẹn ngày.", secondary("Ghi buổi sinh hoạt", go)) };
}

const drawn = (what, more, key) => h("section", { class: "card main", "data-key": "meeting" }, h("h2", {}, unbroken(what)), h("p", { class: "lead" }, unbroken(more)), key);

function recorded(app, meeting) {
  const more = meeting.code ? `Mã ghi vào sổ giấy: ${codeWords(meeting.code)}.` : "Đã vào sổ.";
  return card("main", h("h2", {}, "Buổi hôm nay đã ghi"), h("p", { class: "lead" }, more), secondary("Xem buổi này", () => app.go(`so-sach/buoi/${meeting.id}`)));
}

function whereabouts(view, on) {
  const said = [view.club.lunar && lunarWords(on), view.club.time && clockWords(view.club.time), view.club.place].filter(Boolean).join(", ");
  return said ? `${upper(said)}.` : "";
}
