// One call and many: what is sent and heard, when the phone comes back, how it takes leave, and what day it believes in.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openClub } from "../../static/phone/core/club.js";
import { NOTE } from "../../static/phone/core/keys.js";
import { pace } from "../../static/phone/core/pace.js";
import { salvage } from "../../static/phone/core/rounds.js";
import { batchOf, delay } from "../../static/phone/core/sync.js";
import { clockAt, seeded, serverOf, START, synced, TODAY } from "./world.mjs";

const gift = (amount, words = "") => ["gift", { day: TODAY, fund: "activity", amount, words }];
const rows = (count, size) => Array.from({ length: count }, (_, n) => ({ uid: `u${n}`, n, text: "ệ".repeat(size) }));

test("a call carries at most 50 submissions and 500 kB, and one that is too large goes alone", () => {
  assert.equal(batchOf(rows(120, 10)).length, 50);
  assert.equal(batchOf(rows(10, 60_000)).length, 2); // three bytes a letter
  assert.equal(batchOf(rows(3, 400_000)).length, 1);
});

test("hundreds of unsent acts leave in order, in batches, and the parts come with the last", async () => {
  const { club, server } = await synced();
  for (let i = 0; i < 130; i += 1) await club.act(...gift(1_000 + i));
  const before = server.requests.length;
  assert.equal((await club.sync()).ok, true);
  const calls = server.requests.slice(before);
  assert.deepEqual(calls.map((each) => each.send.length), [50, 50, 30]);
  assert.deepEqual(calls.map((each) => each.have === null), [true, true, false]);
  const amounts = calls.flatMap((each) => each.send).map((text) => JSON.parse(text).body.amount);
  assert.deepEqual(amounts, [...amounts].sort((a, b) => a - b));
});

test("only parts that differ travel, and what the server lists as gone is dropped", async () => {
  const { club, server } = await synced();
  const { hash } = club.kept.get("c/part/members");
  assert.equal(server.requests.at(-1).have !== null && typeof hash, "string");
  server.parts = { ...server.parts, club: { ...server.parts.club, name: "Câu lạc bộ mới" } };
  delete server.parts.help;
  await club.sync();
  assert.equal(club.view().club.name, "Câu lạc bộ mới");
  assert.equal(club.view().help, null);
});

test("a server that answers only some of a batch hears the rest at once", async () => {
  const { club, server } = await synced();
  for (let i = 0; i < 6; i += 1) await club.act(...gift(i + 1));
  const whole = server.transport;
  club.transport = async (path, asked) => {
    const answer = await whole(path, asked);
    return { ...answer, json: { ...answer.json, outcomes: answer.json.outcomes.slice(0, 2) } };
  };
  assert.equal((await club.sync()).ok, true);
  assert.equal(club.view().unsent.length, 0);
  assert.ok([...server.applied.values()].every((n) => n === 1));
});

test("a word for a state that this app does not know leaves the act in the outbox", async () => {
  const { club } = await synced({ server: serverOf({ rule: () => ({ state: "pondering" }) }) });
  await club.act(...gift(1));
  await club.sync();
  assert.equal(club.view().unsent[0].state, "new");
});

test("what the server cannot read is found one by one and stays with a sentence; the rest goes through", async () => {
  const server = serverOf({ fault: (_call, asked) => (asked.send.some((text) => text.includes("XX")) ? { status: 400, json: { code: "unread" } } : null) });
  const { club } = await synced({ server });
  await club.act(...gift(1));
  const bad = await club.act(...gift(2, "XX"));
  await club.act(...gift(3));
  assert.equal((await club.sync()).ok, true);
  assert.deepEqual(club.view().unsent.map((row) => [row.uid, row.state, row.code]), [[bad.uid, "refused", "http_400"]]);
  assert.equal(server.applied.size, 2);
});

test("a page of a hotel's network is no answer: nothing leaves the outbox", async () => {
  for (const strange of [{ status: 200, json: null }, { status: 200, json: { hello: 1 } }, { status: 302, json: null }, { status: 401, json: null }, { status: 500, json: {} }]) {
    const { club } = await synced({ server: serverOf({ fault: (call) => (call > 1 ? strange : null) }) });
    await club.act(...gift(1));
    const result = await club.sync();
    assert.deepEqual([result.ok, result.why], [false, "failed"]);
    assert.equal(club.view().unsent.length, 1);
  }
});

test("delays grow to a quarter of an hour, are spread, and never come before the server's word", () => {
  for (const dice of [0, 0.5, 0.999]) {
    const own = Array.from({ length: 14 }, (_, n) => delay(n + 1, dice));
    assert.ok(own.every((each, i) => i === 0 || each >= own[i - 1]));
    assert.ok(own.every((each, i) => each >= Math.min(600, 2 ** (i + 1)) * 0.5 && each <= 900));
    assert.ok(delay(3, dice, 30) >= 30 && delay(3, dice, 30) <= 45);
  }
  assert.notEqual(delay(5, 0.1), delay(5, 0.9));
  assert.notEqual(delay(1, 0.1, 30), delay(1, 0.9, 30));
});

test("a busy server is left alone for as long as it asked, also when something new was written", async () => {
  const busy = { status: 503, json: { code: "busy" }, retryAfter: 20 };
  const { club, server, clock } = await synced({ server: serverOf({ fault: (call) => (call === 2 ? busy : null) }) });
  const jobs = [];
  const timers = { set: (fn, ms) => jobs.push({ fn, at: clock.now() + ms }), clear: (id) => id && (jobs[id - 1].off = true) };
  const run = async () => {
    const next = jobs.filter((job) => !job.off && !job.done).sort((a, b) => a.at - b.at)[0];
    next.done = true;
    clock.at = Math.max(clock.at, next.at);
    await next.fn();
  };
  const pacer = pace(club, timers);
  await run();
  assert.equal(server.calls, 2);
  const told = clock.now();
  await club.act(...gift(1));
  await run();
  assert.ok(clock.now() - told >= 20_000, "not before the server's word");
  assert.equal(server.calls, 3);
  assert.equal(club.view().unsent.length, 0);
  pacer.stop();
});

test("a choice waits ten seconds, in which it can be taken back; any other act takes it along at once", async () => {
  const { club, clock } = await synced();
  const jobs = [];
  const pacer = pace(club, { set: (fn, ms) => jobs.push({ fn, ms }), clear: () => {} });
  await jobs.at(-1).fn();
  const { uid } = await club.act("choose", { choice: "7", pick: "second" }, {});
  assert.equal(jobs.at(-1).ms, 10_000);
  clock.pass(4);
  await club.act("choose", { choice: "8", pick: "first" }, {});
  assert.equal(jobs.at(-1).ms, 10_000, "counted from the last one");
  clock.pass(4);
  await club.setDay(TODAY);
  assert.equal(jobs.at(-1).ms, 6_000, "what else is written meanwhile puts it off no further");
  assert.equal(await club.undo(uid), null, "it never left");
  await club.act(...gift(1));
  assert.equal(jobs.at(-1).ms, 0);
  await jobs.at(-1).fn();
  assert.equal(club.view().unsent.length, 0);
  pacer.stop();
});

test("an act that is written during a round goes out right after it", async () => {
  const { club, clock } = await synced();
  const jobs = [];
  const pacer = pace(club, { set: (fn, ms) => jobs.push({ fn, ms }), clear: () => {} });
  const inner = club.transport;
  let once = true;
  club.transport = async (...args) => {
    if (once) {
      once = false;
      await club.act(...gift(5));
    }
    return inner(...args);
  };
  await jobs.at(-1).fn();
  assert.equal(jobs.at(-1).ms, 0);
  await jobs.at(-1).fn();
  assert.equal(club.view().unsent.length, 0);
  assert.ok(clock.now() >= START);
  pacer.stop();
});

test("a revoked phone delivers all it has, also what was refused before, then wipes itself and keeps one note", async () => {
  const server = serverOf({ rule: (said) => (server.revoked ? { state: "held" } : said.body.amount === 9 ? { state: "refused", sentence: "Chưa được." } : {}) });
  const { club, store } = await synced({ server });
  await club.act(...gift(9));
  await club.sync();
  for (let i = 0; i < 60; i += 1) await club.act(...gift(100 + i));
  server.revoked = "Máy này đã được báo mất.";
  const result = await club.sync();
  assert.equal(result.why, "revoked");
  assert.equal([...server.kept.values()].filter((row) => row.outcome.state === "held").length, 61);
  assert.deepEqual((await store.getMany("")).map(([key]) => key), [NOTE]);
  assert.equal((await store.get(NOTE)).sentence, "Máy này đã được báo mất.");
  await assert.rejects(club.act(...gift(1)), { code: "gone" });
  assert.equal((await club.sync()).why, "gone");
  const later = await openClub({ store, transport: server.transport, clock: clockAt() });
  await assert.rejects(later.act(...gift(1)), { code: "gone" }, "also in a tab that was open");
});

test("a revoked phone whose farewell is cut off keeps its work and tries again", async () => {
  const server = serverOf({ fault: (call) => (call === 3 ? "before" : null) });
  const { club } = await synced({ server });
  for (let i = 0; i < 60; i += 1) await club.act(...gift(i));
  server.revoked = "Đã ngắt.";
  assert.equal((await club.sync()).why, "offline");
  assert.equal(club.view().unsent.length, 10);
  assert.equal((await club.sync()).why, "revoked");
  assert.equal(server.applied.size, 60);
});

test("an answer that comes after another tab has wiped the phone writes nothing into it", async () => {
  const { club, store } = await synced();
  await club.act(...gift(1));
  const inner = club.transport;
  club.transport = async (...call) => {
    const answer = await inner(...call);
    await store.write({ clear: true, put: { [NOTE]: { why: "pin", sentence: "Đã xóa." } } });
    return answer;
  };
  assert.equal((await club.sync()).ok, false);
  assert.deepEqual((await store.getMany("")).map(([key]) => key), [NOTE]);
});

test("a phone that was given back stays empty, whatever is still on its way, and can be bound anew", async () => {
  const { club, server, store } = await synced();
  await club.act(...gift(1000));
  await club.sync();
  server.parts = { ...server.parts, help: { rows: {}, changed: true } };
  const answer = server.transport;
  let slow = null;
  club.transport = async (...asked) => {
    const told = await answer(...asked);
    await new Promise((go) => { slow = go; });
    return told;
  };
  const round = club.sync();
  while (!slow) await new Promise((go) => setTimeout(go));
  await club.giveBack();
  slow();
  await round;
  await club.keep("acts", { typed: "half" });
  await assert.rejects(club.act(...gift(2000)), { code: "gone" });
  assert.ok(club.closed);
  assert.deepEqual(store.dump().map(([key]) => key), [NOTE]);
});

test("what this tab writes while it reads what another tab wrote is not lost from sight", async () => {
  const { club, store } = await synced();
  let read = null;
  const { getMany } = store;
  store.getMany = async (prefix) => {
    const rows = await getMany(prefix);
    if (prefix === "c/" && !read) await new Promise((go) => { read = go; });
    return rows;
  };
  const reading = club.reload();
  while (!read) await new Promise((go) => setTimeout(go));
  const { uid } = await club.act(...gift(1000));
  read();
  await reading;
  assert.deepEqual(club.view().unsent.map((row) => row.uid), [uid]);
});

test("a server that does not know the phone wipes it only where nothing unsent would be lost", async () => {
  const unknown = { status: 401, json: { code: "device_unknown", sentence: "Máy chủ không nhận ra máy này." } };
  const fault = (call) => (call > 1 ? unknown : null);
  const { club } = await synced({ server: serverOf({ fault }) });
  await club.act(...gift(1));
  assert.equal((await club.sync()).why, "unknown");
  assert.equal(club.view().unsent.length, 1);
  assert.equal(club.view().revoked, "Máy chủ không nhận ra máy này.");
  const empty = await synced({ server: serverOf({ fault }) });
  assert.equal((await empty.club.sync()).why, "revoked");
  assert.equal((await empty.store.getMany("c/")).length, 0);
});

test("an app older than the server still delivers, and says that a newer one is there", async () => {
  const { club, server } = await synced();
  server.app = 7;
  await club.act(...gift(1));
  await club.sync();
  assert.equal(server.applied.size, 1);
  assert.equal(club.view().newer, true);
});

test("the day is the server's, whatever the phone's clock says, and what is written carries it", async () => {
  const clock = clockAt(START - 400 * 86_400_000);
  const { club, server } = await synced({ clock, server: serverOf({ clock: clockAt() }) });
  assert.deepEqual([club.view().today, club.view().doubt], [TODAY, false]);
  await club.act(...gift(1));
  await club.sync();
  const said = JSON.parse(server.requests.at(-1).send[0]);
  assert.match(said.made_at, /^2026-09-25T08:0\d:\d\d\+07:00$/);
});

test("a clock that went back, or leapt ahead, is doubted; the answer holds until the server tells", async () => {
  for (const leap of [-3 * 86_400, 90 * 86_400]) {
    const { club, clock, store, server } = await synced();
    clock.pass(leap);
    assert.equal(club.view().doubt, true);
    const again = await openClub({ store, transport: server.transport, clock, random: seeded(4), device: club.device });
    assert.equal(again.view().doubt, true, "also after a restart");
    await again.setDay("2026-09-26");
    assert.deepEqual([again.view().today, again.view().doubt], ["2026-09-26", false]);
    clock.pass(86_400);
    assert.equal(again.view().today, "2026-09-27");
    await again.sync();
    assert.deepEqual([again.view().today, again.view().doubt], [TODAY, false]);
  }
});

test("days without network are no reason to doubt the clock", async () => {
  const { club, clock } = await synced();
  clock.pass(30 * 86_400);
  assert.equal(club.view().doubt, false);
  assert.equal(club.view().today, "2026-10-25");
});

test("a helper types under an own name for an hour, and no longer", async () => {
  const { club, clock } = await synced();
  await club.helper.start("cháu Minh", 60);
  await club.act(...gift(1));
  clock.pass(59 * 60);
  assert.equal(club.view().helper.name, "cháu Minh");
  clock.pass(2 * 60);
  assert.equal(club.view().helper, null);
  await club.act(...gift(2));
  assert.deepEqual(club.view().unsent.map((row) => row.data.helper), ["cháu Minh", ""]);
});

test("screens hear of each change, and the same snapshot is given until something changes", async () => {
  const { club } = await synced();
  let heard = 0;
  const stop = club.onChange(() => (heard += 1));
  assert.equal(club.view(), club.view());
  const before = club.view();
  await club.act(...gift(1));
  assert.notEqual(club.view(), before);
  stop();
  await club.act(...gift(2));
  assert.equal(heard, 1);
});

test("what a person decides at the server about a refused act ends its waiting on the phone", async () => {
  const { club, server } = await synced({ server: serverOf({ rule: () => ({ state: "refused", sentence: "Chưa được." }) }) });
  const { uid } = await club.act(...gift(1));
  await club.sync();
  assert.equal(club.view().unsent[0].state, "refused");
  server.parts = { ...server.parts, inbox: { choices: [], mine: [{ uid, state: "applied", code: "", sentence: "" }] } };
  await club.sync();
  assert.deepEqual([club.view().unsent.length, club.view().sent[0].state], [0, "applied"]);
});

test("an act of which the server no longer tells is asked for once, and what it answers holds", async () => {
  const { club, server } = await synced({ server: serverOf({ rule: () => ({ state: "waiting" }) }) });
  const { uid } = await club.act(...gift(1));
  await club.sync();
  server.kept.get(uid).outcome.state = "applied";
  await club.sync();
  await club.sync();
  assert.deepEqual([club.view().unsent.length, club.view().sent[0].state], [0, "applied"]);
  const times = server.requests.filter((asked) => asked.send.some((text) => text.includes(uid))).length;
  await club.sync();
  assert.equal(server.requests.filter((asked) => asked.send.some((text) => text.includes(uid))).length, times);
});

test("a round that cannot be written down says why until one can", async () => {
  const { club, server, store } = await synced();
  await club.act(...gift(1));
  club.store = { ...store, write: () => Promise.reject(Object.assign(new Error(), { sentence: "Máy hết chỗ lưu." })) };
  const before = server.kept.size;
  await assert.rejects(club.sync());
  assert.deepEqual([club.view().stuck, server.kept.size], ["Máy hết chỗ lưu.", before], "nothing leaves that could not be noted as sent");
  club.store = store;
  await club.sync();
  assert.deepEqual([club.view().stuck, club.view().unsent.length], ["", 0]);
});

test("where the store is gone, what is unsent still leaves out of memory, once", async () => {
  const { club, server } = await synced();
  for (let n = 1; n <= 60; n += 1) await club.act(...gift(n));
  const lost = () => Promise.reject(new Error("gone"));
  club.store = { get: lost, getMany: lost, write: lost };
  server.fault = () => "before";
  assert.equal(await salvage(club), 60);
  server.fault = () => null;
  assert.equal(await salvage(club), 0);
  assert.deepEqual([server.applied.size, club.view().unsent.length], [60, 0]);
});
