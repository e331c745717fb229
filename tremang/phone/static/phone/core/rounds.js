/** The rounds of a sync: batches out, parts in, each answer one write; a phone that was cut off delivers, then wipes itself. */

import { hanoi } from "./days.js";
import { NOTE } from "./keys.js";
import { batchOf, byAge, delay, PATH, request, settle, unreadable } from "./sync.js";
import { Problem, SAY } from "./texts.js";

const CALLS_MOST = 200;

/** One round of `club`; see `Club.sync`. Runs under the lock "sync". Where the phone cannot write, `club.stuck` says why. */
export async function runSync(club) {
  try {
    const result = await rounds(club);
    if (club.stuck) tell(club, "");
    return result;
  } catch (error) {
    tell(club, error.sentence ?? SAY.unsaved);
    throw error;
  }
}

function tell(club, stuck) {
  club.stuck = stuck;
  club.changed();
}

async function rounds(club) {
  const heard = new Set();
  let single = false; // the server could not read a batch: one by one, to find the row that it cannot read
  for (let call = 0; call < CALLS_MOST; call += 1) {
    const revoked = Boolean(club.kept.get("c/meta")?.revoked);
    const open = (await outbox(club)).filter((row) => !heard.has(row.uid) && (row.state === "new" || revoked));
    const batch = await marked(club, single ? open.slice(0, 1) : batchOf(open));
    const last = open.length <= batch.length;
    const outcome = await exchange(club, batch, last ? haves(club) : null);
    if (outcome.why === "unread") {
      single = true;
      if (batch.length === 1) heard.add(batch[0].uid);
      continue;
    }
    if (outcome.why) return outcome;
    if (batch.length && !outcome.heard.length) return failed(club, "failed", 0); // an answer without outcomes: later again
    for (const uid of outcome.heard) heard.add(uid);
    if (!last || outcome.heard.length < batch.length) continue; // a server in haste leaves some for the next call
    if (!club.kept.get("c/meta")?.revoked) return ended(club, "");
    if (!(await outbox(club)).some((row) => !heard.has(row.uid))) return farewell(club);
  }
  return failed(club, "failed", 0);
}

const outbox = async (club) => (await club.store.getMany("c/out/")).map(([, row]) => row).sort(byAge);

const haves = (club) =>
  Object.fromEntries([...club.kept].filter(([key]) => key.startsWith("c/part/")).map(([key, part]) => [key.slice(7), part.hash]));

/** Notes that these rows may have reached the server, before they leave: from now on they are taken back, not forgotten. */
async function marked(club, batch) {
  if (!batch.length) return batch;
  return club.lock("act", async () => {
    const put = {};
    const rows = [];
    for (const row of batch) {
      const now = await club.store.get(`c/out/${row.uid}`);
      if (!now) continue; // taken back a moment ago
      put[`c/out/${row.uid}`] = { ...now, tried: now.tried + 1 };
      rows.push(put[`c/out/${row.uid}`]);
    }
    if (rows.length) await club.commit({ put });
    return rows;
  });
}

/** One call and the write of its answer. {ok, why: "" where it went well, retryIn} */
async function exchange(club, batch, have) {
  let answer;
  try {
    answer = await club.transport(PATH, request(batch, have, hanoi(club.clock.now())));
  } catch {
    return failed(club, "offline", 0);
  }
  const { status, json, retryAfter = 0 } = answer;
  if (status === 200 && Array.isArray(json?.outcomes)) {
    const heard = await club.lock("act", () => took(club, json, batch, have !== null));
    return { ...ended(club, ""), heard };
  }
  if (status === 401 && json?.code === "device_unknown") return unknown(club, json);
  if ([400, 413, 422].includes(status) && batch.length) return unread(club, status, batch);
  return failed(club, [429, 503].includes(status) ? "busy" : "failed", retryAfter);
}

/** What an answer is held against, as the store has it: another tab may have written since. */
async function known(club) {
  const one = async (key) => [key, await club.store.get(key)];
  const rows = await Promise.all(["c/out/", "c/sent/"].map((prefix) => club.store.getMany(prefix)));
  return new Map([...rows.flat(), await one("c/meta"), await one("c/part/inbox")]);
}

async function took(club, json, batch, pulled) {
  if (await club.isGone()) return []; // another tab has wiped the phone: nothing is written into it any more
  const { put, remove, heard } = settle(json, batch, await known(club), { phoneNow: club.clock.now(), pulled });
  await club.store.write({ put, remove });
  club.doubt = false;
  club.online = true;
  club.failures = 0;
  club.mirror({ put, remove });
  return heard;
}

/** The server cannot read what was sent. A single row waits for a decision; a batch is tried one by one. */
async function unread(club, status, batch) {
  if (batch.length === 1) await club.lock("act", () => club.commit(unreadable(batch[0], status)));
  return ended(club, "unread");
}

function failed(club, why, retryAfter) {
  club.failures += 1;
  club.online = why !== "offline";
  club.changed();
  return { ok: false, why, retryIn: delay(club.failures, dice(club), retryAfter) };
}

const ended = (club, why) => ({ ok: !why, why, retryIn: 0 });
const dice = (club) => club.random(1)[0] / 256;

/** The server does not know this phone. What is unsent is not thrown away for that: it can still leave as a file. */
async function unknown(club, json) {
  const sentence = json.sentence || SAY.unknownDevice;
  if (!(await outbox(club)).length && !club.kept.get("c/draft")) return farewell(club, sentence);
  await club.commit({ put: { "c/meta": { ...club.kept.get("c/meta"), unknown: sentence } } });
  return ended(club, "unknown");
}

/**
 * Sends what is unsent out of memory, where the phone's store is gone; what the server has answered is no longer unsent.
 * @returns {Promise<number>} how many are left
 */
export async function salvage(club) {
  const rows = () => [...club.kept].filter(([key]) => key.startsWith("c/out/")).map(([, row]) => row).sort(byAge);
  for (let batch = batchOf(rows()); batch.length; batch = batchOf(rows())) {
    const { json } = await club.transport(PATH, request(batch, null, hanoi(club.clock.now()))).catch(() => ({}));
    const heard = new Set((json?.outcomes ?? []).map((outcome) => `c/out/${outcome.uid}`));
    if (!heard.size) break;
    club.mirror({ remove: [...heard] });
  }
  return rows().length;
}

/** Rows that would be lost with the phone, looks too, as the law wants them told. A look that was refused the server has kept. */
const owed = (rows) => rows.filter((row) => row.kind !== "looked" || row.state === "new");

/**
 * What would be lost with the phone: {acts} not sent or half written, {looks} not told yet. A server that does not know the
 * phone takes no look of it any more: those keep nobody from giving it back.
 */
export function losses({ kept }) {
  const out = owed([...kept].filter(([key]) => key.startsWith("c/out/")).map(([, row]) => row));
  const silent = out.filter((row) => row.kind === "looked").length;
  const looks = kept.get("c/meta")?.unknown ? 0 : silent;
  const begun = Object.keys(kept.get("c/keep/acts") ?? {}).length + (kept.has("c/draft") ? 1 : 0);
  const isBack = (row) => row.kind === "take_back" && kept.has(`c/out/${JSON.parse(row.text).body.uid}`); // one thing with what it takes back
  return { acts: out.filter((row) => !isBack(row)).length - silent + begun, looks };
}

/** Whether anything would be lost, as the store has it: another tab may have written since. */
async function isOwing(club) {
  const { acts, looks } = losses({ kept: new Map(await club.store.getMany("c/")) });
  return acts + looks > 0;
}

/**
 * Everything of the club leaves the phone; one note stays and says why. `owing` false: only where nothing is lost by it.
 * @throws {Problem} unsent
 */
export function farewell(club, sentence = club.kept.get("c/meta")?.revoked || SAY.gone, { owing = true } = {}) {
  return club.lock("act", async () => {
    if (!owing && (await isOwing(club))) throw new Problem("unsent", SAY.unsent);
    await club.store.write({ clear: true, put: { [NOTE]: { why: "revoked", sentence, at: club.clock.now() } } });
    club.closed = true;
    club.mirror({ clear: true });
    return ended(club, "revoked");
  });
}
