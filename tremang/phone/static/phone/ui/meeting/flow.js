/** The way through a meeting: which steps a post sees, the frame around each screen, how a change is kept and taken back. */

import { fillContents } from "../../core/meeting-more.js";
import { go, READ, renewed } from "../../core/meeting.js";
import { h } from "../dom.js";
import { primary, secondary } from "../kit.js";

const WAY = [
  { path: "co-mat", step: 0, words: "điểm danh", needs: "record" },
  { path: "dong-gop", step: 1, words: "thu tiền", needs: "money" },
  { path: "tra-no", step: 1, words: "trả nợ", needs: "money", when: hasLoans },
  { path: "cho-vay", step: 2, words: "cho vay", needs: "money" },
  { path: "noi-dung", step: 3, words: "tám nội dung", needs: "record" },
  { path: "quyet-dinh", step: 4, words: "quyết định", needs: "record" },
  { path: "dem-hop", step: 5, words: "đếm hộp", needs: "money" },
  { path: "doc-lai", step: READ, words: "đọc lại", needs: "" },
  { path: "xong", step: 7, words: "mã buổi", needs: "" },
];

function hasLoans(view) {
  return (view.loans ?? []).some((loan) => ["running", "extended"].includes(loan.state) && loan.left > 0);
}

/** Whether this phone's post writes the record of meetings. */
export const mayRecord = (view) => view.club.powers?.includes("record_meeting") ?? true;

/** The screens that this post goes through, in order. */
export function way(view) {
  const has = { record: mayRecord(view), money: Boolean(view.money), "": true };
  return WAY.filter((one) => has[one.needs] && (!one.when || one.when(view)));
}

/** [number of a screen's step, of how many] as this post counts them. */
export function stepOf(view, path) {
  const steps = [...new Set(way(view).map((one) => one.step))];
  const one = WAY.find((each) => each.path === path);
  return [steps.indexOf(one.step) + 1, steps.length];
}

/** "phần 1 trong 2": which screen of its step this is, where there are several. */
function partOf(view, path) {
  const same = way(view).filter((one) => one.step === WAY.find((each) => each.path === path).step);
  return same.length > 1 ? `phần ${same.findIndex((one) => one.path === path) + 1} trong ${same.length}` : "";
}

/** The address of the screen where a draft was left. */
export const leftAt = (view, draft) => `buoi/${(way(view).find((one) => one.step >= draft.step) ?? way(view)[0]).path}`;

/** The address of the screen that shows a step of `readBack`. */
export const screenOf = (view, step, last = false) => {
  const found = way(view).filter((one) => one.step === step);
  return found.length ? `buoi/${(last ? found.at(-1) : found[0]).path}` : null;
};

/** The screen after `path`, or null. */
export function after(view, path) {
  const screens = way(view);
  return screens[screens.findIndex((one) => one.path === path) + 1] ?? null;
}

const TYPED = 400; // ms after the last letter
let typing = 0;
const latest = new WeakMap(); // a club → its draft on the way into the store, so that two quick taps are two changes

/** The view and the draft of the meeting being written. */
export function at(app) {
  const view = app.club.view();
  const draft = latest.get(app.club) ?? view.draft;
  const stale = draft?.roll.some((m) => !view.byId[m]); // somebody was taken out of the register meanwhile
  return { view, draft: stale ? renewed(draft, view) : draft };
}

/** Put a draft into the store; resolves when it is there. What `soon` still waits to write is left to the draft. */
export async function save(app, draft) {
  const { club } = app;
  clearTimeout(typing);
  latest.set(club, draft);
  try {
    await club.draft.save(draft);
  } finally {
    if (latest.get(club) === draft) latest.delete(club);
  }
}

/** While somebody types: `change` of the draft is stored a moment after the last letter, so leaving loses nothing. */
export function soon(app, change) {
  clearTimeout(typing);
  typing = setTimeout(() => app.club && at(app).draft && save(app, change(at(app).draft)), TYPED);
}

/** Hold on to what is half typed under a name of its own, until its button takes it or `value` is null. */
export const hold = (app, name, value) => soon(app, (old) => held(old, name, value));

/** The draft with what is half typed; null lets go of it. */
export const held = (draft, name, value = null) => ((draft.typed?.[name] ?? null) === value ? draft : { ...draft, typed: { ...draft.typed, [name]: value } });

/** Keep a changed draft; `words` say what was done once it is stored, and the bar below takes it back. */
export async function keep(app, next, words) {
  const { draft: before } = at(app);
  if (next === before) return;
  try {
    await save(app, next);
  } catch (problem) {
    app.said(problem.sentence ?? "Máy chưa lưu được việc vừa rồi. Mời chạm lại lần nữa.");
    return;
  }
  app.said(words, () => save(app, { ...at(app).draft, said: before.said, undo: before.undo }));
}

/** Where a screen leads: on, or back to the reading where that is where the meeting was left. */
const leadsTo = (view, draft, path) => (draft.step === READ && path !== "doc-lai" ? WAY.find((one) => one.step === READ) : after(view, path));

/** Go on from a screen: the draft remembers where it was left. `change` of the draft goes with it. */
export async function onward(app, path, change = (draft) => draft) {
  const { view, draft } = at(app);
  const next = leadsTo(view, draft, path);
  const changed = go(change(draft), next.step);
  const fills = mayRecord(view) && (next.path === "noi-dung" || next.step === READ);
  await save(app, fills ? fillContents(changed, view) : changed);
  app.go(`buoi/${next.path}`);
}

/** The one solid button that leads on. `change` goes with it. */
export function onwardKey(app, path, change) {
  const { view, draft } = at(app);
  const next = leadsTo(view, draft, path);
  const words = next.step === READ ? "Xong, đọc lại" : `Xong, sang ${next.words}`;
  return primary(words, () => onward(app, path, change), { "data-key": "onward" });
}

/** The way past a screen on which nothing was done; the words say what that means. */
export const skipKey = (app, path, words) => secondary(words, () => onward(app, path), { "data-key": "skip" });

/**
 * What a screen of the meeting gives to the frame. `foot` null: no keys below. `quiet` leaves the
 * undo bar away, where a keypad needs the room; `kind` "keys": a screen with a keypad, set closer.
 */
export function page(app, path, { body, foot, rest = "", quiet = false, kind = "" }) {
  return {
    top: { back: "viec-cho", words: "Để lại sau", step: stepOf(app.club.view(), path), part: partOf(app.club.view(), path) }, kind: kind ? `meeting ${kind}` : "meeting", body,
    foot: foot === undefined ? [onwardKey(app, path)] : foot, rest, quiet,
  };
}

/** "58 / 62" with the first number strong. */
export const figure = (part, whole) => [h("b", {}, String(part)), ` / ${whole}`];
