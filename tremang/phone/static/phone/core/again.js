/** What is put right and written anew in the place of what was: against the books without it, a meeting as a draft once more. */

import { daysBetween } from "./days.js";
import { begin, READ, renamed } from "./draft.js";
import { look } from "./look.js";
import { Problem } from "./texts.js";

export const UNDO_DAYS = 30; // as the server
const NOT_KEPT = ["garbage", "too_large", "wrong_club", "changed_body"]; // refused by their envelope: the server has nothing of these
const bare = new WeakMap(); // a club → the snapshot without one row, as long as nothing changes

/**
 * The snapshot as it is without one submission of this phone. What was refused still lies over the books that are shown; held
 * against those it would have changed nothing, and its sum would count twice.
 */
export function without(club, uid) {
  const now = club.view();
  const last = bare.get(club);
  if (last?.now === now && last.uid === uid) return last.view;
  const kept = new Map(club.kept);
  kept.delete(`c/out/${uid}`);
  const view = look(Object.create(club, { kept: { value: kept }, books: { value: null, writable: true } }), now.today);
  bare.set(club, { now, uid, view });
  return view;
}

/** A written meeting as a draft once more, to be read back: under an id of its own, what joined since under the ids it has got. */
function meetingAgain(view, body, options) {
  const { held_on: day, ...said } = renamed(body, view.alias);
  return { ...begin(view, day, options), said, step: READ };
}

/**
 * A written meeting, refused or not, becomes the draft again; asked twice, it is the draft that lies open. It stays what it
 * is until the draft is written: a draft that is given up loses nothing.
 * @throws {Problem} drafting: another meeting is being written; unknown, too_late, replaced
 */
export function takeUp(club, uid) {
  return club.alone(async () => {
    const open = await club.store.get("c/draft");
    if (open?.instead === uid) return open;
    if (open) throw new Problem("drafting", "Máy đang ghi dở một buổi khác. Mời ghi xong hoặc bỏ buổi ấy, rồi sửa buổi này.");
    const row = await club.find(uid);
    if (!row) throw new Problem("unknown", "Buổi này không còn trong máy nên không sửa ở đây được. Mời gọi cán bộ xã.");
    if (isOver(row)) throw replaced();
    const { body, made_at: madeAt } = JSON.parse(row.text);
    const isRefused = row.state === "refused";
    if (!isRefused && daysBetween(madeAt, club.now().day) > UNDO_DAYS) throw new Problem("too_late", `Đã quá ${UNDO_DAYS} ngày nên không sửa ở đây được. Mời gọi cán bộ xã.`);
    const made = meetingAgain(without(club, uid), body, { now: club.clock.now(), random: club.random });
    const draft = { ...made, instead: uid, why: isRefused ? row.sentence : "" };
    await club.commit({ put: { "c/draft": draft } });
    return draft;
  });
}

/** Whether another stands in its place already, or somebody else has dropped it. */
export const isOver = (row) => Boolean(row.instead) || (row.state === "dropped" && !row.here);
export const replaced = () => new Problem("replaced", "Việc này đã có bản khác thay, hoặc người khác đã bỏ. Mời ghi việc mới.");

/** The take-back of an act that stands on this phone, sent or not. */
export const takenBack = (club, uid) =>
  [...club.kept.values()].find((each) => each?.kind === "take_back" && each.state !== "dropped" && JSON.parse(each.text).body.uid === uid);

/** A new row of the outbox, in one write with the end of the draft and with what becomes of the act whose place it takes (`old`). */
export async function added(club, kind, body, how, { old = null, endsDraft = false }) {
  const back = old && (await retraction(club, old)); // first, so that it arrives first
  const row = await club.written(kind, body, how);
  const aside = old ? setAside(old, row.uid, back, club.clock.now()) : { put: {}, remove: [] };
  const put = { ...aside.put, [`c/out/${row.uid}`]: row, "c/clock": club.clockNow() };
  await club.commit({ put, remove: endsDraft ? [...aside.remove, "c/draft"] : aside.remove });
  return { uid: row.uid, code: row.code8 };
}

/**
 * What tells the server to let go of an act whose place another takes, as a row; null where it has nothing of it, or was told.
 * It must arrive before the other: an officer may have let the old one in, so the new one would find everything there, change
 * nothing, and what then takes the old one back would leave nothing in the books.
 */
async function retraction(club, row) {
  const unheard = row.state === "new" && !row.tried;
  const unkept = ["refused", "dropped"].includes(row.state) && (NOT_KEPT.includes(row.code) || row.code.startsWith("http_"));
  if (unheard || unkept || isOver(row) || takenBack(club, row.uid)) return null;
  return club.written("take_back", { uid: row.uid }, { words: `Bỏ bản cũ: ${row.words}` });
}

/**
 * The act whose place `next` (a uid) takes, as a change of the store: it names that one, and the take-back that goes with it.
 * What waited here lies among what was sent from now on; what may be on its way is sent on, the take-back comes behind it.
 */
function setAside(row, next, back, at) {
  const told = back ? { [`c/out/${back.uid}`]: back } : {};
  const named = { ...row, instead: next, back: back?.uid };
  if (!["new", "refused"].includes(row.state)) return { put: { ...told, [`c/sent/${row.uid}`]: named }, remove: [] };
  if (row.state === "new" && row.tried) return { put: { ...told, [`c/out/${row.uid}`]: named }, remove: [] };
  const dropped = { ...named, state: "dropped", was: row.state, settledAt: at, fresh: false };
  return { put: { ...told, [`c/sent/${row.uid}`]: dropped }, remove: [`c/out/${row.uid}`] };
}

/**
 * An act that never left the phone is gone, as a change of the store; what it stood in for is again what it was, unless the
 * server may have let go of that meanwhile.
 */
export function forgotten(club, uid) {
  const remove = [`c/out/${uid}`];
  const [key, old] = [...club.kept].find(([name, row]) => /^c\/(out|sent)\//.test(name) && row.instead === uid) ?? [];
  const back = old?.back && club.kept.get(`c/out/${old.back}`);
  if (!old || (old.back && (!back || back.tried))) return { put: {}, remove };
  if (back) remove.push(`c/out/${old.back}`);
  const { instead: _, back: __, was, ...row } = old;
  if (!was) return { put: { [key]: row }, remove };
  const { settledAt, fresh, ...open } = row;
  return { put: { [`c/out/${row.uid}`]: { ...open, state: was } }, remove: [...remove, key] };
}
