/**
 * Phones without a browser: the real core, one process for all phones of a history. Commands come as lines of JSON
 * {id, op, p, now, …} and are answered as {id, value} or {id, error}; a phone that calls the server writes {call, p, body}
 * and waits for {answer: call, …}. Nothing here is chance: each phone's random bytes follow from its seed.
 */

import { createHash } from "node:crypto";
import { createInterface } from "node:readline";

const core = process.argv[2];
const { openClub } = await import(`${core}/club.js`);
const { memoryStore } = await import(`${core}/store.js`);
const { NOTE } = await import(`${core}/keys.js`);
const meeting = await import(`${core}/meeting.js`);

class Killed extends Error {}

let now = 0;
let calls = 0;
const waiting = new Map();
const phones = new Map();
const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);

/** Bytes that follow from a seed (mulberry32). */
function dice(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) & 255;
  };
  return (count) => Uint8Array.from({ length: count }, next);
}

/** A store that dies with its phone: at its `left`-th write, just before it or just after. Dead, it answers nobody. */
function mortal(store, phone) {
  const alive = () => {
    if (phone.dead) throw new Killed();
  };
  return {
    get: async (key) => (alive(), store.get(key)),
    getMany: async (prefix) => (alive(), store.getMany(prefix)),
    write: async (change) => {
      alive();
      phone.writes += 1;
      if (phone.fuse && (phone.fuse.left -= 1) <= 0) {
        if (phone.fuse.after) await store.write(change);
        phone.dead = true;
        throw new Killed();
      }
      await store.write(change);
    },
  };
}

async function start(phone) {
  phone.dead = false;
  phone.fuse = null;
  const me = { dead: false, writes: 0, get fuse() { return phone.fuse; } };
  phone.me = me;
  phone.club = await openClub({
    store: mortal(phone.store, me), random: phone.random,
    clock: { now: () => now + phone.skew, awake: () => 0 },
    transport: (path, body) => {
      if (me.dead) throw new Killed();
      const call = ++calls;
      say({ call, p: phone.p, path, body });
      return new Promise((done, lost) => waiting.set(call, { done, lost, me }));
    },
  });
}

function answered({ answer, kill, lost, status, json, retryAfter }) {
  const { done, lost: fail, me } = waiting.get(answer);
  waiting.delete(answer);
  if (kill) me.dead = true;
  if (kill || lost) fail(new Error("no network"));
  else done({ status, json, retryAfter });
}

const some = (row, names) => Object.fromEntries(names.filter((name) => row[name] !== undefined && row[name] !== null).map((name) => [name, row[name]]));
const MEMBER = ["id", "name", "version", "phone", "nickname", "born", "sex", "left_on", "pending", "own_title", "joined_on"];
const MEETING = ["id", "on", "version", "marks", "contents", "place", "decisions", "next_plan", "guests", "guest_names", "next_on", "chaired_by", "pending", "themes"];
const LOAN = ["id", "m", "state", "left", "due_now", "principal"];

/** What a person needs to see to act. */
function shown(club) {
  const v = club.view();
  return {
    today: v.today, doubt: Boolean(v.doubt), revoked: v.revoked, closed: club.closed,
    members: v.members.map((row) => some(row, MEMBER)), gone: Object.values(v.byId).filter((row) => row.left_on).map((row) => row.id),
    meetings: v.meetings.map((row) => some(row, MEETING)), loans: v.loans?.map((row) => some(row, LOAN)) ?? null,
    choices: v.choices.map((row) => some(row, ["id", "may", "what"])), groups: Object.keys(v.club.groups ?? {}),
    board: (v.club.board ?? []).map((row) => row.m), care: Object.keys(v.care?.cared ?? {}),
    unsent: v.unsent.flatMap((row) => (row.back ? [row, row.back] : [row])).map((row) => some(row, ["uid", "kind", "state", "code", "tried"])),
    sent: v.sent.map((row) => some(row, ["uid", "kind", "state", "code"])),
    balances: v.money?.balances ?? null,
  };
}

const hash = (text) => createHash("sha256").update(text).digest("hex");

/** Everything on the phone by which it is judged. */
async function told(phone) {
  const rows = new Map(await phone.store.getMany(""));
  const found = { out: {}, sent: {}, parts: {}, digests: {}, note: rows.get(NOTE) ?? null, keys: rows.size };
  for (const [key, value] of rows) {
    if (key.startsWith("c/part/")) [found.parts[key.slice(7)], found.digests[key.slice(7)]] = [value.hash, value.body];
    for (const box of ["out", "sent"])
      if (key.startsWith(`c/${box}/`)) found[box][value.uid] = { state: value.state, code: value.code, sha: hash(value.text), tried: value.tried, kind: value.kind };
  }
  const v = phone.club.view();
  found.view = hash(JSON.stringify([v.members, v.meetings, v.loans, v.money, v.care, v.health, v.help, v.choices.map((row) => [row.id, row.may])]));
  found.balances = v.money?.balances ?? null;
  return found;
}

/** A meeting led on the screen: the draft is begun, changed, kept, taken up again and finished. */
async function held(phone, { day, said, words, finish = true, uid }) {
  const { club } = phone;
  const view = club.view();
  let d = meeting.begin(view, day, { now: now + phone.skew, random: phone.random });
  for (const [m, status] of Object.entries(said.marks ?? {})) d = meeting.mark(d, m, status);
  for (const [n, done] of Object.entries(said.contents ?? {})) d = meeting.content(d, n, done);
  for (const [field, value] of Object.entries(said.texts ?? {})) d = meeting.text(d, field, value);
  for (const [m, sum] of Object.entries(said.dues ?? {})) d = meeting.due(d, m, sum);
  for (const [loan, sum] of Object.entries(said.repayments ?? {})) d = meeting.repay(d, loan, sum);
  await club.draft.save(d);
  const body = { ...meeting.bodyOf(club.view().draft), ...said.more };
  return club.act("meeting", body, { uid: d.uid, endsDraft: true, words });
}

const OPS = {
  new: async ({ p, seed, device, copy, skew = 0 }) => {
    const phone = { p, random: dice(seed), skew, store: memoryStore(copy ? copies.get(copy) : []) };
    if (!copy) await phone.store.write({ put: { device } });
    phones.set(p, phone);
    await start(phone);
  },
  reopen: async ({ phone }) => start(phone),
  keep: async ({ phone, name }) => void copies.set(name, phone.store.dump()),
  restore: async ({ phone, name }) => {
    phone.store = memoryStore(copies.get(name));
    await start(phone);
  },
  skew: async ({ phone, ms }) => void (phone.skew = ms),
  fuse: async ({ phone, left, after }) => void (phone.fuse = { left, after }),
  dead: async ({ phone }) => phone.me.dead,
  act: async ({ phone, kind, body, base, words }) => phone.club.act(kind, body, { base, words }),
  hold: async ({ phone, ...more }) => held(phone, more),
  undo: async ({ phone, uid }) => phone.club.undo(uid),
  drop: async ({ phone, uid }) => phone.club.drop(uid),
  retry: async ({ phone, uid }) => phone.club.retry(uid),
  amend: async ({ phone, uid, body }) => phone.club.amend(uid, body),
  day: async ({ phone, day }) => phone.club.setDay(day),
  helper: async ({ phone, name }) => phone.club.helper.start(name, 60),
  sync: async ({ phone }) => phone.club.sync(),
  view: async ({ phone }) => shown(phone.club),
  told: async ({ phone }) => told(phone),
  file: async ({ phone }) => Buffer.from(await phone.club.file()).toString("base64"),
  text: async ({ phone, uid }) => ((await phone.store.get(`c/out/${uid}`)) ?? (await phone.store.get(`c/sent/${uid}`)))?.text ?? null,
  clear: async () => phones.clear(),
};
const copies = new Map();
const SEEN = ["told", "dead", "keep"];

async function obey(line) {
  const command = JSON.parse(line);
  if (command.answer) return answered(command);
  now = command.now ?? now;
  const phone = phones.get(command.p);
  try {
    const value = (await OPS[command.op]({ ...command, phone })) ?? null;
    if (phone?.me?.dead && !SEEN.includes(command.op)) throw new Killed();
    say({ id: command.id, value });
  } catch (error) {
    say({ id: command.id, error: { code: error.code ?? "", words: String(error.message), killed: error instanceof Killed || Boolean(phone?.me?.dead), stack: error.stack } });
  }
}

createInterface({ input: process.stdin }).on("line", obey);
