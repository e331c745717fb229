/** What surrounds every screen: bands above, the top line, the fixed foot, the tabs. */

import { clockWords, hanoi } from "../core/days.js";
import { upper } from "../core/people.js";
import { h, icon } from "./dom.js";
import { secondary, stem } from "./kit.js";
import { canSpeak, isReading } from "./speak.js";

const TABS = [["viec-cho", "Việc chờ"], ["thanh-vien", "Thành viên"], ["so-sach", "Sổ sách"]];

/** The page of one drawn screen. */
export function frame(app, { top = null, body, foot = null, rest = "", kind = "", quiet = false }, tab) {
  const undo = quiet ? null : app.last;
  const keys = foot?.filter(Boolean).length ?? 0;
  const scrolls = undo && rest && keys > 1; // two keys and a list leave no room for it
  return h(
    "div",
    { class: `screen${app.practice ? " practising" : ""}${foot || tab ? " footed" : ""}${kind && ` ${kind}`}` },
    app.practice && practiceBand(app),
    helperBand(app),
    app.fresh && freshBand(app),
    top ? topLine(app, top) : tab && tab !== TABS[0][0] && listenLine(app), // home has a place of its own for it
    h("main", { id: "main", "data-key": app.path.split("/")[0] }, body, scrolls && undoBar(app)),
    h(
      "div",
      { class: "bottom" },
      h(
        "footer",
        { class: `foot${undo?.undo && keys === 1 ? " folds" : ""}` },
        rest && h("p", { class: "rest", hidden: true, "data-rest": rest }),
        undo && !scrolls && undoBar(app),
        foot && h("div", { class: "foot-keys" }, foot),
      ),
      tab && tabs(app, tab),
    ),
  );
}

function topLine(app, { back, words = "Quay lại", step = null, part = "" }) {
  return h(
    "header",
    { class: "top" },
    h("div", { class: "top-line" },
      h("button", { type: "button", class: "link back", onclick: () => (typeof back === "function" ? back() : back === null ? history.back() : app.go(back)) }, icon("left"), h("span", {}, words)),
      listenKey(app),
      step && h("p", {}, h("span", { class: "step" }, `Bước ${step[0]} trong ${step[1]}`), part && h("span", {}, part))),
    step && stem(...step),
  );
}

/** What stands above a screen that has no way back. */
function listenLine(app) {
  const key = listenKey(app);
  return key && h("header", { class: "top" }, h("div", { class: "top-line" }, h("span"), key));
}

/** "Nghe đọc": reads the screen aloud; null where the phone has no Vietnamese voice or nobody wished for it. */
export function listenKey(app) {
  if (!app.look.voice || !canSpeak()) return null;
  return h("button", { type: "button", class: "link listen", "data-key": "listen", onclick: () => app.listen() }, icon("sound"), h("span", {}, isReading() ? "Thôi đọc" : "Nghe đọc"));
}

function undoBar(app) {
  const { words, undo, still } = app.last;
  const take = async () => {
    app.last = null;
    await undo();
    app.redraw();
  };
  return h("div", { class: "undo", role: "status" }, h("span", {}, words), undo && still() && h("button", { type: "button", class: "link", onclick: take }, "Hoàn tác"));
}

function tabs(app, chosen) {
  const one = ([path, words]) =>
    h("button", { type: "button", class: path === chosen ? "here" : "", "aria-current": path === chosen ? "page" : null, onclick: () => app.go(path) }, words);
  return h("nav", { class: "tabs", "aria-label": "Các mục" }, TABS.map(one));
}

function practiceBand(app) {
  return h("section", { class: "band plum", "aria-label": "Đang tập" }, h("p", {}, h("b", {}, "Đang tập."), " Không gửi đi đâu."),
    secondary("Thôi tập", () => app.leavePractice()));
}

function helperBand(app) {
  const helper = app.club && app.club.view().helper;
  if (!helper) return null;
  return h("section", { class: "band sunk", "aria-label": "Người gõ giúp" }, h("p", {}, h("b", {}, `${upper(helper.name)} đang gõ giúp`), ` đến ${clockWords(hanoi(helper.until))}.`),
    secondary("Thôi gõ giúp", () => app.club.helper.stop()));
}

function freshBand(app) {
  if (app.club?.view().draft) return null; // a meeting is being written: not now
  return h("section", { class: "band sunk", "aria-label": "Bản mới" }, h("p", {}, h("b", {}, "Có bản mới."), " Những gì đã ghi vẫn còn."), secondary("Dùng bản mới", () => app.fresh()));
}
