/** Step 4, "Tám nội dung": what was done today, each with its line and its counts. */

import { waits } from "../../core/meeting-more.js";
import { content, theme } from "../../core/meeting.js";
import { h, icon } from "../dom.js";
import { field, keypad, primary, secondary, tickRow, title } from "../kit.js";
import { at, figure, keep, page, save, soon } from "./flow.js";

const PATH = "noi-dung";
const HERE = `buoi/${PATH}`;
const MOST = 9_999; // people, as the server has it
const LONGEST = 300; // letters of a line

/** The eight, ticked where done; with a number, the line and the counts of one. */
export function contents(app, [n, count] = []) {
  const { view, draft } = at(app);
  const areas = view.club.areas ?? [];
  const wanted = areas.find((area) => String(area.n) === n);
  if (wanted) return one(app, view, draft, wanted, count);
  const waiting = waits(draft, view);
  const done = Object.keys(draft.said.contents ?? {}).length;
  return page(app, PATH, {
    body: [
      title("Tám nội dung", { figure: figure(done, areas.length), more: "Chạm vào nội dung đã làm hôm nay." }),
      h("div", { class: "rows" }, areas.map((area) => line(app, draft, area, waiting[area.n]))),
      themes(app, view, draft),
    ],
    rest: "Còn % nội dung ở dưới",
  });
}

function line(app, draft, area, wait) {
  const said = draft.said.contents?.[area.n];
  const name = `${area.n}. ${area.name}`;
  const toggle = () => keep(app, content(at(app).draft, area.n, said ? null : { note: "", counts: {} }), said ? `Đã bỏ nội dung ${area.n}.` : `Đã ghi nội dung ${area.n}.`);
  if (!said) return tickRow({ key: `${area.n}`, name, more: waitWords(wait), ticked: false, onclick: toggle });
  const words = told(area, said);
  return ticked(`${area.n} done`, name, toggle,
    h("button", { type: "button", class: "area-note", onclick: () => app.go(`${HERE}/${area.n}`), "data-key": "note", "aria-label": `${words || "Ghi việc đã làm"}, nội dung ${area.n}` },
      h("span", {}, words || "Ghi việc đã làm"), icon("right")));
}

function waitWords(months) {
  if (months === null) return "Chưa làm lần nào";
  return months > 1 ? `${months} tháng chưa làm` : "";
}

function told(area, said) {
  const counts = (area.counts ?? []).filter(({ key }) => said.counts?.[key]).map(({ key, label }) => `${label}: ${said.counts[key]}`);
  return [said.note, ...counts].filter(Boolean).join(". ");
}

function themes(app, view, draft) {
  const all = view.club.themes ?? [];
  if (!all.length) return null;
  const on = (key) => (draft.said.themes ?? []).includes(key);
  return [
    h("h2", {}, "Có nói về chủ đề nào không?"),
    h("div", { class: "rows uncounted" }, all.map((row) => (on(row.key) ? spoken(app, draft, row) : tickRow({
      key: row.key, name: row.label, ticked: false, onclick: () => keep(app, theme(at(app).draft, row.key, true), `Đã ghi chủ đề ${row.label}.`),
    })))),
  ];
}

/** A theme that was spoken of; beneath it, whether the club itself did something of it. */
function spoken(app, draft, { key, label }) {
  const own = (draft.said.own_themes ?? []).includes(key);
  const drop = () => keep(app, theme(at(app).draft, key, false), `Đã bỏ chủ đề ${label}.`);
  const turn = () => keep(app, theme(at(app).draft, key, true, !own), own ? `${label}: chỉ nghe nói.` : `${label}: câu lạc bộ tự làm.`);
  return ticked(`${key} on`, label, drop, h("button", { type: "button", role: "checkbox", "aria-checked": String(own), class: "area-note own", onclick: turn, "data-key": "own" },
    h("span", { class: `tick${own ? " on" : ""}` }, own && icon("tick")), h("span", {}, "Câu lạc bộ tự làm")));
}

/** A ticked row with a second part beneath, which is tapped by itself. */
const ticked = (key, name, drop, beneath) =>
  h("div", { class: "row chosen done-area", "data-key": key },
    h("button", { type: "button", role: "checkbox", "aria-checked": "true", class: "area-name", onclick: drop, "data-key": "tick" },
      h("span", { class: "tick on" }, icon("tick")), h("span", { class: "name" }, name)), beneath);

function one(app, view, draft, area, counting) {
  const said = draft.said.contents?.[area.n] ?? { note: "", counts: {} };
  const now = app.state(() => ({ note: said.note ?? "", counts: { ...said.counts } }));
  const counted = (area.counts ?? []).find(({ key }) => key === counting);
  const next = (old = at(app).draft) => content(old, area.n, { note: now.note.trim().slice(0, LONGEST), counts: now.counts });
  const write = async () => {
    await keep(app, next(), `Đã ghi nội dung ${area.n}.`);
    app.go(HERE);
  };
  const drop = async () => {
    await keep(app, content(at(app).draft, area.n, null), `Đã bỏ nội dung ${area.n}.`);
    app.go(HERE);
  };
  const ask = async (key) => {
    await save(app, next());
    app.go(`${HERE}/${area.n}/${key}`);
  };
  if (counted) return howMany(app, area, counted, now, write);
  return page(app, PATH, {
    body: [
      title(`${area.n}. ${area.name}`, { more: area.note_label ?? "Ghi một dòng, số người có thể để trống." }),
      field({ name: "note", label: "Việc đã làm", value: now.note, rows: 2, oninput: (event) => { now.note = event.target.value; soon(app, next); } }),
      h("div", { class: "rows" }, (area.counts ?? []).map(({ key, label }) => h("button", { type: "button", class: "row", "data-key": key, onclick: () => ask(key) },
        h("span", { class: "row-words" }, h("span", { class: "name" }, label)), h("b", { class: "figure" }, now.counts[key] ? String(now.counts[key]) : "–"), icon("right")))),
    ],
    foot: [secondary("Chưa làm", drop), primary("Ghi lại", write)],
    quiet: true,
  });
}

function howMany(app, area, { key, label }, now, write) {
  const many = now.counts[key] ?? 0;
  const set = (next) => {
    if (next) now.counts[key] = Math.min(next, MOST);
    else delete now.counts[key];
    app.redraw();
  };
  return page(app, PATH, {
    body: [title(label, { more: `${area.n}. ${area.name}` }), h("p", { class: "sum", role: "status" }, h("b", {}, String(many))), keypad(many, set, { plain: true })],
    foot: [secondary("Quay lại", () => app.go(`${HERE}/${area.n}`)), primary(many ? `Ghi ${many}` : "Để trống", write)],
    quiet: true,
    kind: "keys",
  });
}
