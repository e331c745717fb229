/** Step 7, "Đọc lại": the minutes in words before everybody, each line leading back to its step; then all of it is written. */

import { longDay } from "../../core/days.js";
import { bodyOf, likely, READ, readBack, text, unsaid, wordsOf } from "../../core/meeting.js";
import { upper } from "../../core/people.js";
import { h } from "../dom.js";
import { primary, row, secondary, title, unbroken, working } from "../kit.js";
import { canSpeak, hush, isReading, say } from "../speak.js";
import { at, mayRecord, page, save, screenOf } from "./flow.js";
import { hurdle } from "./parts.js";

const PATH = "doc-lai";
const DAY = "Buổi họp";
const MONEY = new Set([1, 2, 5]); // the steps of who only takes the money
const HEARD = ["place", "chaired_by", "written_by"]; // stood there by itself, was read aloud, so it is said

/** What was written down, to be read aloud. */
export function read(app) {
  const { view, draft } = at(app);
  const now = app.state(() => ({ writing: false, error: "" }));
  const all = readBack(draft, view);
  const sections = mayRecord(view) ? all : [{ title: DAY, step: 0, lines: [`${upper(longDay(draft.day))}.`] }, ...all.filter((section) => MONEY.has(section.step))];
  const gaps = unsaid(draft, view).filter((gap) => mayRecord(view) || MONEY.has(gap.step));
  const isEmpty = !mayRecord(view) && !Object.keys(bodyOf(draft)).some((key) => key !== "held_on");
  const write = async () => {
    if (now.writing) return;
    Object.assign(now, { writing: true, error: "" });
    app.redraw();
    try {
      const { uid } = await written(app);
      hush();
      app.last = null;
      app.go(`buoi/xong/${uid}`, { replace: true });
    } catch (problem) {
      Object.assign(now, { writing: false, error: problem.sentence ?? "Máy chưa lưu được. Mời chạm lại, chưa mất gì." });
      app.redraw();
    }
  };
  const listen = () => {
    if (isReading()) hush();
    else say(sections.flatMap((section) => [`${section.title}.`, ...section.lines]).join("\n"), () => app.redraw());
    app.redraw();
  };
  return page(app, PATH, {
    body: [
      title("Đọc lại", { more: "Mời đọc to cho mọi người nghe. Chạm vào chỗ cần sửa." }),
      hurdle(now.error || (draft.why && `Lần trước chưa vào sổ. ${draft.why}`)),
      canSpeak() && secondary(isReading() ? "Thôi đọc" : "Nghe máy đọc", listen, { "data-key": "say" }),
      h("div", { class: "rows" }, sections.map((section) => told(app, view, section))),
      gaps.length > 0 && [h("h2", {}, "Chưa ghi"), h("div", { class: "rows" }, gaps.map((gap) => row({ key: `gap-${gap.step}`, name: gap.title, more: gap.words, onclick: () => app.go(screenOf(view, gap.step)) })))],
    ],
    foot: isEmpty ? [secondary("Chưa ghi khoản nào, quay lại", () => app.go(screenOf(view, 1)))] : [primary(now.writing ? working("Đang ghi") : "Đúng cả, ghi vào sổ", write, { class: `press solid${now.writing ? " waiting" : ""}` })],
  });
}

function told(app, view, section) {
  const path = section.title === DAY ? "buoi/ngay" : screenOf(view, section.step, section.title === "Trả nợ");
  return h("button", { type: "button", class: "row minutes", "data-key": section.title, onclick: () => app.go(path) },
    h("span", { class: "row-words" }, h("span", { class: "name" }, section.title), section.lines.map((words) => h("span", { class: "said" }, unbroken(words)))),
    h("span", { class: "mend" }, "Sửa"));
}

/** Write the whole meeting as one act; the draft goes in the same write. */
async function written(app) {
  const { view, draft } = at(app);
  let whole = draft;
  if (mayRecord(view)) for (const name of HEARD) if (draft.said[name] === undefined) whole = text(whole, name, likely(draft, view)[name] || null);
  await save(app, { ...draft, step: READ });
  return app.club.act("meeting", bodyOf(whole), { uid: draft.uid, words: wordsOf(draft, view), endsDraft: true, instead: draft.instead });
}
