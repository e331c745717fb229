/** One call of the sync as values: what is sent, what an answer changes in the store, when to come back. Pure. */

import { told } from "./clock.js";
import { utf8 } from "./bytes.js";
import { SAY } from "./texts.js";

export const APP = 1; // grows when the phone's half of the contract does
export const PATH = "dong-bo";
const MOST_ROWS = 50;
const MOST_BYTES = 480_000; // the server takes 500 kB; the rest is for the envelope
const LONGEST = 10 * 60; // seconds; half as long again with the spread
const KEEP_SENT = 60 * 86_400_000;
const WAITING = ["held", "waiting"];
const SETTLED = ["applied", "nothing", "part", "held", "waiting", "dropped"];

/** The next rows to send, oldest first, within the limits of one call. A single row that is too large goes alone. */
export function batchOf(rows) {
  const batch = [];
  let bytes = 0;
  for (const row of rows) {
    const size = utf8(JSON.stringify(row.text)).length + 1;
    if (batch.length && (batch.length >= MOST_ROWS || bytes + size > MOST_BYTES)) break;
    batch.push(row);
    bytes += size;
  }
  return batch;
}

/** Sorts outbox rows, the oldest first. */
export const byAge = (a, b) => a.n - b.n || (a.uid < b.uid ? -1 : 1);

/** What is asked: the texts of a batch, and the hashes at hand (null: nothing is wanted back but outcomes). */
export const request = (batch, have, nowIso) => ({ app: APP, now: nowIso, send: batch.map((row) => row.text), have });

/**
 * What an answer changes: {put, remove, heard}. `heard`: uids of the batch that got an outcome.
 * Everything is meant for one write: outcomes, parts and clock stand or fall together.
 * @param {object} answer the server's JSON
 * @param {object[]} batch rows that were sent
 * @param {Map<string, object>} kept what the store holds now
 * @param {{phoneNow: number, pulled: boolean}} at
 */
export function settle(answer, batch, kept, { phoneNow, pulled }) {
  const [put, remove, heard] = [{}, [], []];
  const rows = new Map(batch.map((row) => [row.uid, row]));
  const serverMs = Date.parse(answer.now);
  const now = serverMs || phoneNow; // ages are reckoned by the server's clock: the phone's may jump by a year
  for (const outcome of answer.outcomes ?? []) {
    if (!rows.has(outcome.uid)) continue;
    const row = kept.get(`c/out/${outcome.uid}`) ?? rows.get(outcome.uid); // another may have taken its place while it was on its way
    heard.push(row.uid);
    const change = outcomeOf(row, outcome, now, pulled);
    Object.assign(put, change);
    if (change[`c/sent/${row.uid}`]) remove.push(`c/out/${row.uid}`);
  }
  if (!Number.isNaN(serverMs)) put["c/clock"] = told(serverMs, phoneNow);
  const before = kept.get("c/meta") ?? {};
  put["c/meta"] = {
    ...before, newest: answer.app ?? before.newest ?? APP, revoked: answer.revoked || "", unknown: "",
    ...(pulled && { lastSync: phoneNow, day: answer.today ?? before.day }),
  };
  if (pulled && !answer.revoked) pull(answer, kept, put, remove, now);
  return { put, remove, heard };
}

function outcomeOf(row, outcome, now, pulled) {
  const { state, code = "", sentence = "", field = "", result = {} } = outcome;
  const heard = { ...row, state, code, sentence, field };
  const settled = (more) => ({ [`c/sent/${row.uid}`]: { ...heard, result, settledAt: now, ...more } });
  if (state === "refused") return row.instead ? settled({ state: "dropped", was: state, fresh: false }) : { [`c/out/${row.uid}`]: heard };
  if (!SETTLED.includes(state)) return {}; // a word of a newer server that this app does not know: the row stays and is sent again
  return settled({ fresh: !pulled && !WAITING.includes(state) });
}

function pull(answer, kept, put, remove, now) {
  for (const [name, part] of Object.entries(answer.parts ?? {})) put[`c/part/${name}`] = part;
  for (const name of answer.gone ?? []) remove.push(`c/part/${name}`);
  const inbox = answer.parts?.inbox ?? kept.get("c/part/inbox");
  const mine = new Map((inbox?.body.mine ?? []).map((row) => [row.uid, row]));
  const sent = new Map([...kept, ...Object.entries(put)].filter(([key]) => key.startsWith("c/sent/")));
  for (const [key, row] of sent) {
    const next = laterOf(row, mine.get(row.uid), now, Boolean(inbox));
    if (next === row) continue;
    delete put[key];
    const open = ["refused", "new"].includes(next?.state);
    if (open) put[`c/out/${row.uid}`] = next;
    if (next && !open) put[key] = next;
    else remove.push(key);
  }
  if (inbox) decided(mine, kept, put, remove, now);
}

/** Somebody else has decided about a row that waited here for a decision: it was let in after all, dropped, taken back. */
function decided(mine, kept, put, remove, ms) {
  for (const [key, row] of kept) {
    if (!key.startsWith("c/out/") || row.state !== "refused" || put[key]) continue;
    const now = mine.get(row.uid);
    const unread = row.code.startsWith("http_"); // the server could not read it, so it cannot tell of it
    if (!now && !row.asked && !unread) put[key] = askedAgain(row);
    if (!now || !SETTLED.includes(now.state)) continue;
    put[`c/sent/${row.uid}`] = { ...row, ...heardOf(now), settledAt: ms, fresh: false };
    remove.push(key);
  }
}

/** A row of which the server no longer tells: it is sent once more, and the answer is what became of it. */
const askedAgain = (row) => ({ ...row, state: "new", asked: true, fresh: false });

/** What has become of a row that was sent, after the parts came in; null where it is old enough to be forgotten. */
function laterOf(row, now, ms, listed) {
  const age = ms - row.settledAt;
  if (!WAITING.includes(row.state) && age > KEEP_SENT) return null;
  if (now && now.state !== row.state && (SETTLED.includes(now.state) || (now.state === "refused" && WAITING.includes(row.state))))
    return { ...row, ...heardOf(now), fresh: false };
  if (WAITING.includes(row.state) && !now && listed && !row.asked) return askedAgain(row);
  return row.fresh ? { ...row, fresh: false } : row;
}

const heardOf = ({ state, code = "", sentence = "" }) => ({ state, code, sentence });

/** A row that the server could not read even alone: it stays, with its sentence, until somebody decides. */
export const unreadable = (row, status) => ({
  put: { [`c/out/${row.uid}`]: { ...row, state: "refused", code: `http_${status}`, sentence: SAY.unreadable, field: "" } }, remove: [],
});

/**
 * Seconds until the next try after `failures` failed ones in a row. The server's word goes before one's own reckoning,
 * and is spread: it never comes earlier than told. `dice` in [0, 1).
 */
export function delay(failures, dice, retryAfter = 0) {
  if (!retryAfter) return Math.min(LONGEST, 2 ** Math.min(failures, 10)) * (0.5 + dice);
  return retryAfter + dice * Math.max(2, Math.min(retryAfter * 0.5, 60));
}
