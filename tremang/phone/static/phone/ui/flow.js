/**
 * One question a screen, then everything read back, then "Ghi …". An act is data (ui/acts/*.js):
 *
 * {slug, kind, name, about, may(view), questions(view, a), start(m) → answers, body(a, view, q), base(a, view), words(a, view),
 *  again: words of the button for one more, title(a, view), lead(a, view), save(a, view), nothing(a, view) → why there is nothing to write yet, said(a, view), after(a, view) → [[words, path]],
 *  atOnce: the read-back comes first, lost(a, view): what it is about is no longer on the phone}
 * A question is {key, kind, ask, more, label, initial, quiet, optional, options, among, first, other, usual, example, rows, check(value, a) → sentence, told(value, a) → words}.
 * `quiet` ones are nearly always right: not asked, only read back; `unread` ones are not read back either. Addresses: ghi/<slug>/<about whom or ->/<number|xem|xong>.
 */

import { without } from "../core/again.js";
import { uuid7 } from "../core/bytes.js";
import { renamed } from "../core/draft.js";
import { h } from "./dom.js";
import { card, primary, secondary, title } from "./kit.js";
import { ask, toldOf } from "./asks.js";
import { invite } from "./words.js";

const NOBODY = "-";
const AGAIN = "lai-"; // about whom: a refused act, by its uid, put right
const REST_MS = 400;
let waiting = 0;
let leaving = null; // the write that still waits
const kept = new WeakMap(); // a club → what is being typed, by address
const drafts = (app) => {
  if (!kept.has(app.club)) {
    const written = ({ uid }) => app.club.kept.has(`c/out/${uid}`) || app.club.kept.has(`c/sent/${uid}`); // closed between the act and this
    kept.set(app.club, new Map(Object.entries(app.club.kept.get("c/keep/acts") || {}).filter(([, draft]) => !written(draft))));
  }
  return kept.get(app.club);
};

/** Hold on to what is being typed: in memory, and soon in the phone's sealed store. */
export function keep(app, draft, how = {}) {
  drafts(app).set(draft.at, draft);
  store(app, how);
}

function drop(app, at) {
  drafts(app).delete(at);
  store(app);
}

/** What is typed goes into the sealed store when the finger rests; an answer, and whatever waits when the app is left, at once. */
function store(app, { atOnce = false } = {}) {
  clearTimeout(waiting);
  const { club } = app;
  leaving = () => {
    clearTimeout(waiting);
    leaving = null;
    const open = [...drafts({ club })].filter(([, draft]) => draft.touched && !draft.saved);
    club.keep("acts", open.length ? Object.fromEntries(open) : null).catch(() => {}); // full: it stays in memory, saving says so
  };
  if (atOnce) leaving();
  else waiting = setTimeout(leaving, REST_MS);
}
addEventListener("pagehide", () => leaving?.());
addEventListener("visibilitychange", () => document.hidden && leaving?.());

/** What was begun and not yet written: [{at, slug, draft}]. */
export const begun = (app) => [...drafts(app).values()].filter((draft) => draft.touched && !draft.saved);

/** Forget something that was begun; gives the way to take that back. */
export function forget(app, draft) {
  drop(app, draft.at);
  return () => keep(app, draft);
}

/** All answers: those given, and what stands there by itself for the others. */
export function answers(act, view, draft) {
  const found = { ...draft.answers };
  for (const question of act.questions(view, found)) {
    if (question.key in found) continue;
    const initial = typeof question.initial === "function" ? question.initial(view, found) : question.initial;
    if (initial !== undefined) found[question.key] = initial;
  }
  return found;
}

/** The screen of an act at its address. */
export function drawFlow(app, act, [about = NOBODY, place = "", ...rest]) {
  const again = about.startsWith(AGAIN) && about.slice(AGAIN.length);
  const view = again ? without(app.club, again) : app.club.view();
  const at = `${act.slug}/${about}`;
  const path = (where) => `ghi/${at}/${where}`;
  let draft = drafts(app).get(at);
  if (!draft || (draft.saved && place !== "xong")) {
    const refused = again && app.club.view().unsent.find((row) => row.state === "refused" && row.uid === again);
    const given = refused ? act.from(renamed(refused.data.body, view.alias), view) : about === NOBODY ? {} : act.start(about, view);
    if (again && !(refused && given)) return void app.go("chua-gui", { replace: true });
    draft = { uid: uuid7(Date.now()), at, slug: act.slug, answers: given, done: {}, touched: false, instead: refused?.uid, why: refused?.sentence };
    for (const key of refused ? act.questions(view, given).map((one) => one.key) : Object.keys(given)) draft.done[key] = true;
    drafts(app).set(at, draft);
  }
  const flow = { app, act, view, draft, path, rest, a: answers(act, view, draft) };
  flow.questions = act.questions(view, flow.a);
  if (place === "xong" && draft.saved) return drawDone(flow);
  if (act.lost?.(flow.a, view)) {
    drop(app, at);
    app.go("ghi", { replace: true });
    return null;
  }
  if (place === "xem" && missing(flow) < 0) return drawRead(flow);
  const index = Number(place) - 1;
  if (flow.questions[index]) return drawQuestion(flow, index);
  app.go(next(flow), { replace: true });
  return null;
}

const missing = ({ questions, draft }) => questions.findIndex((one) => !(draft.done[one.key] ?? one.quiet));

function next(flow) {
  const index = missing(flow);
  return flow.path(index < 0 ? "xem" : index + 1);
}

function drawQuestion(flow, index) {
  const { app, draft, questions } = flow;
  const question = questions[index];
  const asked = questions.filter((one) => !one.quiet);
  const put = (value, { finish = false } = {}) => {
    draft.answers[question.key] = value;
    draft.touched = true;
    draft.done[question.key] = finish; // what is half typed is no answer yet: its checks come with its button
    keep(app, draft, { atOnce: finish });
    if (!finish) return app.redraw();
    const after = { ...flow, a: answers(flow.act, flow.view, draft) };
    after.questions = flow.act.questions(flow.view, after.a);
    return app.go(next(after));
  };
  const drawn = ask(question, { ...flow, index, value: flow.a[question.key], put });
  const at = asked.indexOf(question);
  const step = at < 0 || flow.act.atOnce || flow.rest.length ? null : [at + 1, asked.length + 1];
  return { ...drawn, top: { back: history.length > 1 ? null : "ghi", words: "Quay lại", step } };
}

function drawRead(flow) {
  const { app, act, view, draft, questions, a } = flow;
  const memory = app.state(() => ({ saving: false, error: "" }));
  const rows = questions.map((question, index) => ({ question, index, words: toldOf(question, a[question.key], a, view) }));
  const shown = rows.filter(({ question, words }) => !question.unread && (words || question.quiet));
  const save = async () => {
    if (memory.saving) return;
    memory.error = act.nothing?.(a, view) || "";
    if (memory.error) return void app.redraw();
    memory.saving = true;
    app.redraw();
    try {
      const said = act.words(a, view);
      const { club } = app;
      const how = { base: act.base?.(a, view) || {}, words: said, uid: draft.uid };
      const { uid } = await (draft.instead ? club.amend(draft.instead, act.body(a, view), how) : club.act(act.kind, act.body(a, view), how));
      draft.saved = { uid, words: act.said?.(a, view) || `Đã ghi: ${said}.`, answers: a, undone: false };
      store(app, { atOnce: true });
      app.go(flow.path("xong"), { replace: true });
      app.said(draft.saved.words, async () => {
        await app.club.undo(uid);
        draft.saved.undone = true;
      });
    } catch (problem) {
      memory.saving = false;
      memory.error = problem.sentence || "Máy chưa lưu được. Mời bấm lại lần nữa, chưa mất gì.";
      app.redraw();
    }
  };
  const asked = questions.filter((one) => !one.quiet).length;
  return {
    top: { back: history.length > 1 ? null : "ghi", words: "Quay lại", step: act.atOnce ? null : [asked + 1, asked + 1] },
    body: [
      title(act.title?.(a, view) || act.name, { more: act.lead?.(a, view) || `${invite(view)} đọc lại. Chạm vào dòng cần sửa.` }),
      (memory.error || draft.why) && card("brick", h("p", { class: "error", role: "alert" }, memory.error || `Lần trước chưa vào sổ. ${draft.why}`)),
      h("div", { class: "rows" }, shown.map(({ question, index, words }) => readRow(flow, question, index, words))),
      ...(act.warn?.(a, view) || []).map((words) => card("ochre", h("p", {}, words))),
    ],
    foot: [primary(memory.saving ? "Đang ghi" : act.save?.(a, view) || "Ghi vào sổ", save, { class: `press solid${memory.saving ? " waiting" : ""}` })],
  };
}

function readRow({ app, path, draft }, question, index, words) {
  const [first, more = ""] = Array.isArray(words) ? words : [words];
  const changed = question.was !== undefined && draft.answers[question.key] !== undefined && draft.answers[question.key] !== question.was;
  return h(
    "button",
    { type: "button", class: `row read${changed ? " chosen" : ""}`, "data-key": question.key, onclick: () => app.go(path(index + 1)) },
    h("span", { class: "row-words" },
      h("span", { class: "more" }, question.label),
      h("span", { class: first ? "name" : "blank" }, first || "Chưa ghi"),
      more && h("span", { class: "more" }, more),
      changed && h("span", { class: "more" }, `Trước đây: ${question.wasTold || "chưa ghi"}`)),
    h("span", { class: "mend" }, "Sửa"),
  );
}

function drawDone({ app, act, view, draft }) {
  const { words, answers: a, undone } = draft.saved;
  const links = undone ? [] : act.after?.(a, view) || [];
  const back = undone && app.club.view().unsent.some((row) => row.uid === draft.instead); // what this was to put right waits again
  const home = draft.instead ? "chua-gui" : draft.at.endsWith(`/${NOBODY}`) ? "viec-cho" : act.home?.(a, view) || `thanh-vien/${draft.at.split("/")[1]}`;
  const sent = app.practice ? "Đang tập nên không gửi đi đâu." : navigator.onLine && view.online !== false ? "Máy gửi ngay khi có thể." : "Chưa có mạng. Máy giữ việc này, có mạng sẽ tự gửi.";
  const again = () => {
    drop(app, draft.at);
    app.go(`ghi/${act.slug}/${NOBODY}/1`, { replace: true });
  };
  return {
    top: null,
    body: [
      title(undone ? "Đã hoàn tác" : act.done?.(a, view) || "Đã ghi vào sổ", { more: !undone ? "" : back ? "Bản trước lại chờ ở “Việc chưa gửi”." : "Việc này không còn trong sổ." }),
      !undone && app.last?.words !== words && h("p", {}, words),
      !undone && act.comfort && h("p", {}, act.comfort(a, view)),
      !undone && h("p", {}, sent),
      links.map(([label, path]) => secondary(label, () => app.go(path))),
      !back && (undone || act.again) && secondary(undone ? "Ghi lại từ đầu" : act.again, again),
    ],
    foot: [primary("Xong", () => { drop(app, draft.at); app.last = null; app.go(home, { replace: true }); })],
  };
}
