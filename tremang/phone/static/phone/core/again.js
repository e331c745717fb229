/** What was refused, put right and sent anew: against the books without it, a meeting as a draft once more. */

import { begin, renamed } from "./draft.js";
import { look } from "./look.js";
import { Problem } from "./texts.js";

const READ = 6; // the step in which all of a meeting is read back
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
export function meetingAgain(view, body, options) {
  const { held_on: day, ...said } = renamed(body, view.alias);
  return { ...begin(view, day, options), said, step: READ };
}

/**
 * A refused meeting becomes the draft again, in one write; it stays in the list of what was sent, as dropped.
 * @throws {Problem} drafting: another meeting is being written; not_refused
 */
export function takeUp(club, uid) {
  return club.alone(async () => {
    if (club.kept.has("c/draft")) throw new Problem("drafting", "Máy đang ghi dở một buổi khác. Mời ghi xong hoặc bỏ buổi ấy, rồi sửa buổi này.");
    const row = await club.refused(uid);
    const made = meetingAgain(without(club, uid), JSON.parse(row.text).body, { now: club.clock.now(), random: club.random });
    const draft = { ...made, instead: uid, why: row.sentence };
    await club.discard({ ...row, instead: draft.uid }, { "c/draft": draft });
    return draft;
  });
}

/**
 * What tells the server that a refused act has another in its place, as rows to be put: else somebody could let the first one
 * in later, beside that. Nothing where the server has not kept it.
 */
export async function retraction(club, row) {
  if (!row || NOT_KEPT.includes(row.code) || row.code.startsWith("http_")) return {};
  const back = await club.written("take_back", { uid: row.uid }, { words: `Bỏ bản cũ: ${row.words}` });
  return { [`c/out/${back.uid}`]: back };
}
