// What the tests of the core share: a server that keeps the contract in a few lines, stores that fail on demand, a clock.
import { createHash } from "node:crypto";
import { openClub } from "../../static/phone/core/club.js";
import { practiceParts } from "../../static/phone/core/practice.js";
import { memoryStore } from "../../static/phone/core/store.js";

export const START = Date.parse("2026-09-25T08:00:00+07:00");
export const TODAY = "2026-09-25";
const hashOf = (body) => createHash("sha256").update(JSON.stringify(body)).digest("hex").slice(0, 16);

/** A clock that is moved by hand. */
export function clockAt(ms = START) {
  return { at: ms, now() { return this.at; }, pass(seconds) { this.at += seconds * 1000; } };
}

/** Random bytes from a seed. */
export function seeded(seed) {
  let state = seed >>> 0 || 1;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  };
  return (count) => Uint8Array.from({ length: count }, next);
}

/**
 * A server: keeps each uid's first text for ever, answers the same again, counts how often each was applied. `rule(said)`
 * gives an outcome's fields, else it is applied. `fault(call)` may return "before" or "after" to cut the connection, or an answer.
 */
export function serverOf({ rule = () => ({}), fault = () => null, clock = clockAt(), parts = practiceParts(TODAY) } = {}) {
  const server = { kept: new Map(), applied: new Map(), calls: 0, parts, revoked: "", app: 1, requests: [], rule, fault };
  const takeIn = (text) => {
    const said = JSON.parse(text);
    const first = server.kept.get(said.uid);
    if (first && first.text !== text) return { uid: said.uid, state: "refused", code: "changed_body", sentence: "Việc này đã gửi với nội dung khác." };
    if (first && first.outcome.state !== "refused") return first.outcome;
    const outcome = { uid: said.uid, state: "applied", code: "", sentence: "", field: "", result: {}, ...server.rule(said) };
    server.kept.set(said.uid, { text, outcome });
    if (outcome.state === "applied") server.applied.set(said.uid, (server.applied.get(said.uid) ?? 0) + 1);
    return outcome;
  };
  server.transport = async (path, asked) => {
    server.calls += 1;
    server.requests.push(asked);
    const fault = server.fault(server.calls, asked);
    if (fault === "before") throw new TypeError("no network");
    if (fault && typeof fault === "object") return fault;
    const outcomes = asked.send.map(takeIn);
    const told = {};
    const parts = { ...server.parts, inbox: inboxOf(server) };
    if (asked.have && !server.revoked)
      for (const [name, body] of Object.entries(parts)) if (asked.have[name] !== hashOf(body)) told[name] = { hash: hashOf(body), body };
    const gone = asked.have && !server.revoked ? Object.keys(asked.have).filter((name) => !(name in server.parts)) : [];
    if (fault === "after") throw new TypeError("cut");
    const now = new Date(clock.now()).toISOString();
    return { status: 200, retryAfter: 0, json: { now, today: TODAY, outcomes, parts: told, gone, revoked: server.revoked, app: server.app } };
  };
  return server;
}

/** The part of the inbox: what is open of this phone's submissions; what a test says of one goes before. */
function inboxOf({ parts, kept }) {
  const { choices, mine } = parts.inbox;
  const said = new Set(mine.map((row) => row.uid));
  const open = [...kept.values()].map((row) => row.outcome).filter(({ uid, state }) => !said.has(uid) && !["applied", "nothing", "dropped"].includes(state));
  return { choices, mine: [...mine, ...open.map(({ uid, state, code, sentence }) => ({ uid, state, code, sentence }))] };
}

export class Killed extends Error {}

/** A store whose writes die after `left` of them: "before" the write took hold, or "after" it did but before anybody heard. */
export function dying(store, left, when) {
  return {
    ...store,
    write: async (change) => {
      left -= 1;
      if (left < 0) throw new Killed("dead");
      if (left === 0 && when === "before") throw new Killed("before");
      await store.write(change);
      if (left === 0) throw new Killed("after");
    },
  };
}

/** What lies in the outbox, the oldest first; the lists of screens fold some of it. */
export const outbox = (club) => [...club.kept].filter(([key]) => key.startsWith("c/out/")).map(([, row]) => ({ ...row, data: JSON.parse(row.text) })).sort((a, b) => a.n - b.n);

/** A club that has synced once with a server. */
export async function synced({ server = serverOf(), store = memoryStore(), clock = clockAt(), seed = 1, ...more } = {}) {
  const club = await openClub({ store, transport: server.transport, clock, random: seeded(seed), device: { uid: "d1", secret: "geheim" }, ...more });
  await club.sync();
  return { club, server, store, clock };
}
