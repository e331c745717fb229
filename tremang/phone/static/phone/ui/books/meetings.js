/** Past meetings: the list, and one of them to read, with its code and the way to put it right. */

import { longDay } from "../../core/days.js";
import { vnd } from "../../core/money.js";
import { byGivenName } from "../../core/names.js";
import { upper } from "../../core/people.js";
import { h } from "../dom.js";
import { card, empty, line, row, secondary, state, title } from "../kit.js";
import { MARK_WORDS } from "../acts/fix.js";
import { called, codeWords, keeps, memberOf, moonWords, named, unsentWord } from "../words.js";

const PAGE = 12;

export function drawMeetings(app, view) {
  const memory = app.state(() => ({ shown: PAGE }));
  const shown = view.meetings.slice(0, memory.shown);
  return {
    top: { back: "so-sach", words: "Sổ sách" },
    body: [
      title("Buổi sinh hoạt", { figure: h("b", {}, String(view.meetings.length)) }),
      h("div", { class: "rows" }, shown.map((one) => row({
        key: one.id, name: upper(longDay(one.on)), more: `${one.present ?? "–"} / ${one.expected ?? "–"} người có mặt, ${Object.keys(one.contents || {}).length}\u00a0nội\u00a0dung`,
        state: one.pending ? state("clock", upper(unsentWord(view))) : null, onclick: () => app.go(`so-sach/buoi/${one.id}`),
      }))),
      !shown.length && empty("Chưa có buổi sinh hoạt nào.", "Ghi xong buổi đầu tiên, danh sách này tự có."),
      view.meetings.length > shown.length && secondary(`Xem thêm ${Math.min(PAGE, view.meetings.length - shown.length)} buổi`, () => { memory.shown += PAGE; app.redraw(); }),
    ],
  };
}

export function drawMeeting(app, view, one) {
  return {
    top: { back: "so-sach/buoi", words: "Các buổi" },
    body: [
      title(upper(longDay(one.on)), { more: `${one.present ?? "–"} / ${one.expected ?? "–"} người có mặt. ${moonWords(one.on)}.${one.place ? ` ${upper(one.place)}.` : ""}` }),
      one.pending && card("sunk", h("p", {}, `Ghi trên máy này, ${unsentWord(view)}.`)),
      one.code && card("main", h("p", {}, "Mã ghi vào sổ giấy"), h("p", { class: "code-8" }, codeWords(one.code))),
      away(view, one),
      contents(view, one),
      text("Quyết định", one.decisions),
      text("Việc tháng tới", one.next_plan),
      money(view, one),
      h("div", { class: "ruled" },
        one.chaired_by && line("Người chủ trì", one.chaired_by), one.written_by && line("Người ghi", one.written_by),
        one.guests ? line("Khách", `${one.guests}${one.guest_names ? `, ${one.guest_names}` : ""}`) : null,
        one.next_on && line("Hẹn buổi sau", longDay(one.next_on))),
      keeps(view, "meeting") && secondary("Sửa buổi này", () => app.go(`ghi/sua-buoi/${one.id}`)),
    ],
  };
}

const text = (label, words) => words && [h("h2", {}, label), h("p", { class: "written" }, words)];

function away(view, one) {
  const by = { absent: [], excused: [], represented: [] };
  const marked = Object.entries(one.marks || {}).map(([m, mark]) => [memberOf(view, m), mark]).sort(([a], [b]) => byGivenName(a, b));
  for (const [row, mark] of marked) by[mark]?.push(named(row));
  const lists = Object.entries(by).filter(([, names]) => names.length);
  if (!lists.length) return h("p", {}, "Không ai vắng.");
  return h("div", { class: "ruled" }, lists.map(([mark, names]) => h("div", { class: "entry" }, h("b", {}, `${MARK_WORDS[mark][1]}: ${names.length}`), h("span", {}, names.join(", ")))));
}

function contents(view, one) {
  const done = (view.club.areas || []).filter(({ n }) => one.contents?.[n]);
  if (!done.length) return null;
  const counts = (area) => area.counts.filter(({ key }) => one.contents[area.n].counts?.[key]).map(({ key, label }) => `${label.toLowerCase()}: ${one.contents[area.n].counts[key]}`).join(", ");
  return [h("h2", {}, `${done.length} nội dung đã làm`), h("div", { class: "ruled" }, done.map((area) => h("div", { class: "entry" }, h("b", {}, `${area.n}. ${area.name}`), h("span", {}, [one.contents[area.n].note, counts(area)].filter(Boolean).join("; ")))))];
}

/** What came in and went out at the meeting, by kind. */
function money(view, one) {
  const rows = (view.money?.months?.[one.on.slice(0, 7)]?.rows || []).filter((row) => !row.takenBack && (row.meeting === one.id || (one.uid && row.id === `new:${one.uid}`)));
  if (!rows.length) return null;
  const kinds = new Map();
  for (const row of rows) {
    const label = { dues: "Thu đóng góp", principal: "Thu nợ gốc", interest: "Thu lãi", repayment: "Thu nợ", payout: "Cho vay" }[row.kind] || upper(row.words);
    const held = kinds.get(label) || { sum: 0, people: new Set() };
    held.sum += row.in - row.out;
    if (row.m) held.people.add(row.m);
    kinds.set(label, held);
  }
  return [h("h2", {}, "Tiền trong buổi"), h("div", { class: "ruled" }, [...kinds].map(([label, { sum, people }]) => line(people.size > 1 ? `${label}, ${people.size} người` : people.size ? `${label}, ${called(view, [...people][0])}` : label, sum < 0 ? `chi\u00a0${vnd(-sum)}` : vnd(sum))))];
}
