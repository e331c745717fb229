/**
 * The one object that the screens use: what the club looks like, and every act of this phone.
 *
 * All that the phone knows lies in the store under "c/": parts (c/part/<name>), submissions that are not settled
 * (c/out/<uid>), settled ones (c/sent/<uid>), the draft, the clock, what the last sync told. `kept` mirrors it, and
 * changes only after the store has written. Whatever belongs together is one write, so a phone that dies at any moment
 * wakes up before or after it, never between.
 */

import { added, forgotten, isOver, replaced, takenBack, UNDO_DAYS } from "./again.js";
import { code8, randomBytes, uuid7 } from "./bytes.js";
import { asked, FRESH, judge, seen } from "./clock.js";
import { daysBetween } from "./days.js";
import { packed } from "./file.js";
import { NOTE } from "./keys.js";
import { turns } from "./lock.js";
import { look } from "./look.js";
import { farewell, runSync } from "./rounds.js";
import { APP } from "./sync.js";
import { FINAL, Problem, SAY } from "./texts.js";

const HELPER_MOST = 240; // minutes

/**
 * Opens the club that lies in a store.
 * @param {{store, transport, clock?: {now(): number, awake?(): number}, random?: (n) => Uint8Array, lock?: (name, fn) => Promise,
 *   bus?: {post(), listen(fn)}, practice?: boolean, device?: {uid, secret}}} options
 *   store: sealed or in memory; transport(path, json) → {status, json, retryAfter}, throws where there is no network;
 *   lock: one at a time over all tabs; bus: tells other tabs that the store has changed
 */
export async function openClub(options) {
  const club = new Club(options);
  await club.reload();
  return club;
}

/** See `openClub`. */
class Club {
  constructor({ store, transport, clock, random = randomBytes, lock = turns(), bus = null, practice = false, device = null }) {
    Object.assign(this, { store, transport, random, lock, bus, practice, device });
    this.clock = clock ?? { now: () => Date.now() };
    this.kept = new Map();
    this.listeners = new Set();
    this.cache = null;
    this.online = null; // not known before the first try
    this.stuck = ""; // why the last round could not be written down
    this.failures = 0;
    this.closed = false;
    this.running = null;
    [this.lastN, this.writes] = [0, 0]; // the newest row's number; how often the mirror was brought up to date
    bus?.listen(() => this.reload());
    this.draft = { save: (d) => this.saveDraft(d), clear: () => this.commit({ remove: ["c/draft"] }) };
    this.helper = { start: (name, minutes = 60) => this.startHelper(name, minutes), stop: () => this.commit({ remove: ["c/helper"] }) };
  }

  /** Reads the store again: another tab has written. */
  async reload() {
    if (this.closed) return undefined;
    const { writes } = this;
    const rows = await this.store.getMany("c/");
    this.device ??= (await this.store.get("device")) ?? null;
    this.closed = await this.isGone();
    if (writes !== this.writes) return this.reload(); // what was read is older than what this tab has written meanwhile
    this.kept = new Map(rows);
    for (const [, row] of rows) this.lastN = Math.max(this.lastN, row?.n ?? 0);
    const clock = this.kept.get("c/clock") ?? FRESH;
    this.doubt = judge(clock, this.clock.now()).doubt;
    return this.changed();
  }

  /** A snapshot of everything, the same object until something changes. See look.js for its fields. */
  view() {
    const day = this.now().day;
    const { cache } = this;
    if (!cache || cache.today !== day || cache.doubt !== this.doubt || (cache.helper && !this.helping())) this.cache = look(this, day);
    return this.cache;
  }

  /** Lets go of a club that is no longer shown: it hears nothing any more; what it is still writing, others hear of. */
  close() {
    this.bus?.listen(null);
    this.listeners.clear();
  }

  /** Everything leaves this phone, as its holder wishes; all tabs hear of it, a call on its way brings nothing back. @throws {Problem} unsent */
  giveBack() {
    return farewell(this, SAY.given, { owing: false });
  }

  /** Calls `fn` after each change; gives the function that ends it. */
  onChange(fn) {
    this.listeners.add(fn);
    return () => this.listeners.delete(fn);
  }

  /**
   * Writes an act down; done when the store has it. `uid`: the same one twice is one act (a draft brings its own);
   * `endsDraft` clears the draft in the same write; `words` name it in the list; `instead`: the act whose place it takes.
   * @returns {Promise<{uid: string, code: string}>} code: 8 digits for the paper minute book
   * @throws {Problem} full, gone
   */
  act(kind, body, { base, words, uid, endsDraft = false, instead } = {}) {
    return this.alone(async () => {
      const again = uid && (await this.find(uid));
      if (again) {
        if (endsDraft) await this.commit({ remove: ["c/draft"] });
        return { uid, code: again.code8 };
      }
      return added(this, kind, body, { base, words, uid }, { old: instead && (await this.find(instead)), endsDraft });
    });
  }

  /**
   * Takes an act back. One that never left the phone is simply gone, and what it stood in for is back; any other is taken back
   * by a new submission. One that was given up here waits for a decision again.
   * @returns {Promise<{uid: string, code: string}|null>} the new submission, or null
   * @throws {Problem} unknown, too_late, final
   */
  undo(uid) {
    return this.alone(async () => {
      const row = await this.find(uid);
      if (!row) throw new Problem("unknown", "Việc này không còn trong máy nên không hoàn tác được. Mời gọi cán bộ xã.");
      if (daysBetween(JSON.parse(row.text).made_at, this.now().day) > UNDO_DAYS) throw new Problem("too_late", "Đã quá 30 ngày nên không hoàn tác được. Mời gọi cán bộ xã.");
      if (row.state === "refused") return this.discard(row);
      if (row.state === "dropped") return this.pickUp(row);
      if (row.settledAt === undefined && !row.tried) {
        await this.commit(forgotten(this, uid));
        return null;
      }
      if (FINAL.has(row.kind)) throw new Problem("final", "Việc này đã gửi nên không hoàn tác được. Cần đổi lại thì mời sửa trong sổ.");
      const standing = takenBack(this, uid);
      if (standing) return { uid: standing.uid, code: standing.code8 };
      const back = await this.written("take_back", { uid }, { words: `Hoàn tác: ${row.words}` });
      await this.commit({ put: { [`c/out/${back.uid}`]: back } });
      return { uid: back.uid, code: back.code8 };
    });
  }

  /** Gives up an act that the server has refused. It stays in the list of what was sent, as dropped. */
  drop(uid) {
    return this.alone(async () => this.discard(await this.refused(uid)));
  }

  /** Sends a refused act once more as it is. */
  retry(uid) {
    return this.alone(async () => {
      const row = await this.refused(uid);
      await this.commit({ put: { [`c/out/${uid}`]: { ...row, state: "new" } } });
    });
  }

  /** Puts a corrected act in the place of a refused one, in one write. */
  amend(uid, body, how = {}) {
    return this.alone(async () => {
      const old = await this.refused(uid);
      return added(this, old.kind, body, how, { old });
    });
  }

  /** Says what day it is, where the phone's clock is in doubt. Holds until the server tells. */
  async setDay(day) {
    this.doubt = false;
    await this.commit({ put: { "c/clock": asked(this.kept.get("c/clock") ?? FRESH, day, this.clock.now()) } });
  }

  /**
   * One round: everything unsent goes out, then what is new comes in. Two calls at once are one round.
   * @returns {Promise<{ok: boolean, why: string, retryIn: number}>} why: "" · offline · busy · revoked · unknown · failed ·
   *   practice · gone; retryIn in seconds
   */
  sync() {
    if (this.practice) return Promise.resolve({ ok: true, why: "practice", retryIn: 0 });
    if (this.closed) return Promise.resolve({ ok: false, why: "gone", retryIn: 0 });
    this.running ??= this.lock("sync", () => runSync(this)).finally(() => {
      this.running = null;
    });
    return this.running;
  }

  /** The unsent work as an encrypted file, for an officer to take in. @returns {Promise<Uint8Array>} */
  file() {
    const rows = [...this.kept].filter(([key]) => key.startsWith("c/out/")).map(([, row]) => row);
    return packed(rows, this.device);
  }

  /** Keeps something of a screen's own (what is being typed), sealed like all else; null forgets it. Nobody is told. */
  async keep(name, value) {
    if (this.closed) return;
    const key = `c/keep/${name}`;
    await this.store.write(value === null ? { remove: [key] } : { put: { [key]: value } });
    this.writes += 1;
    if (value === null) this.kept.delete(key);
    else this.kept.set(key, value);
  }

  /** A refused row becomes a dropped one, given up here. */
  async discard(row) {
    const dropped = { ...row, state: "dropped", settledAt: this.clock.now(), fresh: false, here: true };
    await this.commit({ put: { [`c/sent/${row.uid}`]: dropped }, remove: [`c/out/${row.uid}`] });
    return null;
  }

  /** The other way: only for what was given up on this phone with nothing in its stead. */
  async pickUp({ settledAt, fresh, here, ...row }) {
    if (isOver({ ...row, here })) throw replaced();
    await this.commit({ put: { [`c/out/${row.uid}`]: { ...row, state: "refused" } }, remove: [`c/sent/${row.uid}`] });
    return null;
  }

  /** Keeps the draft; one whose meeting was finished in the meantime does not come back. */
  saveDraft(d) {
    return this.alone(async () => {
      if (!(d.uid && (this.kept.has(`c/out/${d.uid}`) || this.kept.has(`c/sent/${d.uid}`)))) await this.commit({ put: { "c/draft": d } });
    });
  }

  async startHelper(name, minutes) {
    const from = this.clock.now();
    await this.commit({ put: { "c/helper": { name, from, until: from + Math.min(minutes, HELPER_MOST) * 60_000 } } });
  }

  /** The helper who types at the moment, or null: his hour is over, or the clock went back behind its beginning. */
  helping() {
    const helper = this.kept.get("c/helper");
    const now = this.clock.now();
    return helper && now >= helper.from && now < helper.until ? helper : null;
  }

  /** {day, iso, doubt} by the club's clock. */
  now() {
    const now = this.clock.now();
    const memory = this.kept.get("c/clock") ?? FRESH;
    const judged = judge(memory, now, this.clock.awake?.() ?? 0);
    if (judged.doubt && !this.practice) this.doubt = true;
    else this.kept.set("c/clock", seen(memory, now));
    return judged;
  }

  clockNow() {
    this.now();
    return this.kept.get("c/clock") ?? FRESH;
  }

  /** A submission as a row of the outbox; its text is made once and never again. */
  async written(kind, body, { base = {}, words = "", uid = uuid7(this.clock.now(), this.random) }) {
    const text = JSON.stringify({
      uid, kind, club: this.kept.get("c/part/club")?.body.id ?? "", made_at: this.now().iso, app: APP,
      helper: this.helping()?.name ?? "", base, body,
    });
    this.lastN = Math.max(this.lastN + 1, this.clock.now());
    return { uid, n: this.lastN, kind, words, text, at: this.clock.now(), code8: await code8(text), state: "new", code: "", sentence: "", field: "", tried: 0 };
  }

  async find(uid) {
    return (await this.store.get(`c/out/${uid}`)) ?? (await this.store.get(`c/sent/${uid}`));
  }

  async refused(uid) {
    const row = await this.store.get(`c/out/${uid}`);
    if (row?.state !== "refused") throw new Problem("not_refused", "Việc này không còn chờ xem lại. Mời mở lại danh sách.");
    return row;
  }

  /** One act at a time over all tabs, none after the phone was wiped by any of them. */
  alone(fn) {
    return this.lock("act", async () => {
      if (await this.isGone()) throw new Problem("gone", SAY.gone);
      return fn();
    });
  }

  async isGone() {
    return this.closed || Boolean(await this.store.get(NOTE));
  }

  /** Writes to the store, then to the mirror, then tells everybody. */
  async commit({ put = {}, remove = [] }) {
    await this.store.write({ put, remove });
    this.mirror({ put, remove });
  }

  mirror({ put = {}, remove = [], clear = false }) {
    this.writes += 1;
    if (clear) this.kept.clear();
    for (const key of remove) this.kept.delete(key);
    for (const [key, value] of Object.entries(put)) this.kept.set(key, value);
    this.bus?.post();
    this.changed();
  }

  changed() {
    this.cache = null;
    for (const fn of this.listeners) fn();
  }
}
