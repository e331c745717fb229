/**
 * The draft of a meeting as plain JSON: how it begins, how it changes, how each change is taken back. Pure.
 *
 * `said` holds only what was touched, under the names of the submission's body. `undo` holds what each change replaced,
 * so every change can be taken back, also after the app was closed. `uid` is the submission's from the first moment:
 * finishing the same draft twice is one meeting.
 */

import { uuid7 } from "./bytes.js";
import { hanoi } from "./days.js";
import { followingMeeting } from "./lunar.js";
import { byGivenName } from "./names.js";

const UNDO_MOST = 300;

/** The eight steps in the order of a real meeting. */
export const steps = [
  { slug: "roll", name: "Điểm danh", question: "Ai có mặt?" },
  { slug: "money", name: "Đóng góp và trả nợ", question: "Ai đóng góp, ai trả nợ?" },
  { slug: "lending", name: "Cho vay", question: "Cho ai vay?" },
  { slug: "contents", name: "Tám nội dung", question: "Đã làm những nội dung nào?" },
  { slug: "decisions", name: "Quyết định và hẹn buổi sau", question: "Quyết định gì, hẹn hôm nào?" },
  { slug: "box", name: "Đếm hộp", question: "Trong hộp có bao nhiêu?" },
  { slug: "read", name: "Đọc lại", question: "Mời đọc lại cho mọi người nghe" },
  { slug: "done", name: "Xong", question: "Xong" },
];

/** The step in which all of a meeting is read back. */
export const READ = 6;

/** The states of a roll-call in the order in which taps lead through them, with their words. */
export const MARKS = { present: "có mặt", represented: "cử người đi thay", excused: "vắng có phép", absent: "vắng" };

/**
 * A new draft for a meeting on a day. `options`: now (ms), random; both only matter to tests.
 * @param {object} view a snapshot of `club.view()`
 * @param {string} day ISO
 */
export function begin(view, day, options = {}) {
  const now = options.now ?? Date.now();
  return { v: 1, uid: uuid7(now, options.random), day, step: 0, begun: hanoi(now), roll: rollOf(view, day), stands: standingOn(view, day), passed: [], said: {}, undo: [] };
}

/** Who is marked how in the meeting that the book has of the day already; empty where it has none. */
const standingOn = (view, day) => Object.values(view.meetings ?? {}).find((row) => row.on === day)?.marks ?? {};

/** Whether somebody is expected at a meeting on a day: a member by then, not gone before, not away for a while. */
export const isExpected = (row, day) =>
  !(row.joined_on > day) && !(row.left_on && row.left_on < day) && !(row.away ?? []).some(([from, to]) => from <= day && (!to || to >= day));

/** Who is expected on a day. Ids, by given name. */
export const rollOf = (view, day) =>
  Object.values(view.byId)
    .filter((row) => isExpected(row, day))
    .sort(byGivenName)
    .map((row) => row.id);

/** What stands there by itself until somebody says otherwise: shown, never sent. */
export function likely(d, view) {
  const named = (post) => view.byId[view.club.board?.find((row) => row.post === post)?.m]?.name ?? "";
  const { meeting_day: number, lunar } = view.club;
  return {
    held_on: d.day, place: view.club.place ?? "", chaired_by: named("chair"), written_by: named("secretary"), guests: 0,
    guest_names: "", decisions: "", next_plan: "", next_on: number ? followingMeeting(number, Boolean(lunar), d.day) : "",
  };
}

/** What stands in a field: what was said, else what is likely. */
export const valueOf = (d, view, field) => d.said[field] ?? likely(d, view)[field];

/** Puts one value at a path of `said` (null takes it away) and remembers what was there under the words of the change. */
export function put(d, path, value, words) {
  return putAll(d, [[path, value]], words);
}

export function putAll(d, changes, words) {
  const said = structuredClone(d.said);
  const was = [];
  for (const [path, value] of changes) {
    const before = at(said, path);
    if (same(before, value)) continue;
    was.push([path, before ?? null]);
    set(said, path, value);
  }
  if (!was.length) return d;
  return { ...d, said, undo: [...d.undo, { words, step: d.step, was }].slice(-UNDO_MOST) };
}

const same = (a, b) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
const at = (tree, path) => path.reduce((node, key) => node?.[key], tree);

function set(tree, path, value) {
  const last = path.at(-1);
  let node = tree;
  for (const key of path.slice(0, -1)) node = node[key] ??= {};
  if (value === null || value === undefined) delete node[last];
  else node[last] = value;
  for (let depth = path.length - 1; depth > 0; depth -= 1) {
    const above = at(tree, path.slice(0, depth - 1).length ? path.slice(0, depth - 1) : []);
    const key = path[depth - 1];
    if (above && above[key] && typeof above[key] === "object" && !Array.isArray(above[key]) && !Object.keys(above[key]).length)
      delete above[key];
  }
}

/** Takes the last change back. The draft stays where it is, or goes to the step of that change. */
export function undo(d) {
  const last = d.undo.at(-1);
  if (!last) return d;
  const said = structuredClone(d.said);
  for (const [path, value] of [...last.was].reverse()) set(said, path, value);
  return { ...d, said, step: last.step, undo: d.undo.slice(0, -1) };
}

/** The words of the change that `undo` would take back; "" for none. */
export const undoWords = (d) => d.undo.at(-1)?.words ?? "";

/** Goes to a step (0 to 7); the one left counts as passed. */
export function go(d, step) {
  const passed = d.passed.includes(d.step) ? d.passed : [...d.passed, d.step].sort();
  return { ...d, step: Math.max(0, Math.min(steps.length - 1, step)), passed };
}

/** Moves the meeting to another day; the roll is that day's. What was said stays. */
export const moveTo = (d, view, day) => ({ ...d, day, roll: rollOf(view, day), stands: standingOn(view, day) });

/** The draft after the register changed beneath it: the roll of today's register, new members under the ids they have got. */
export function renewed(d, view) {
  const [said, undone] = renamed([d.said, d.undo], view.alias);
  return { ...d, said, undo: undone, roll: rollOf(view, d.day), stands: standingOn(view, d.day) };
}

/** A value with those who joined on this phone under the ids that they have got since. */
export function renamed(value, alias = {}) {
  let text = JSON.stringify(value);
  for (const [id, now] of Object.entries(alias)) text = text.replaceAll(JSON.stringify(id), JSON.stringify(now));
  return JSON.parse(text);
}

/** How somebody stands in the roll-call: as was said here, else as the book has it, else present. */
export const markOf = (d, m) => d.said.marks?.[m] ?? d.stands?.[m] ?? "present";
