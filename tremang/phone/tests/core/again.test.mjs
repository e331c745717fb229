// What another takes the place of: refused, on its way, sent or never sent. Nothing is lost by it, nothing stands twice.
import assert from "node:assert/strict";
import { test } from "node:test";
import { takeUp, without } from "../../static/phone/core/again.js";
import { openClub } from "../../static/phone/core/club.js";
import { begin, bodyOf, dueAll, mark } from "../../static/phone/core/meeting.js";
import { memoryStore } from "../../static/phone/core/store.js";
import { TODAY, clockAt, dying, outbox, seeded, serverOf, synced } from "./world.mjs";

const gift = (amount) => ["gift", { day: TODAY, fund: "activity", amount, giver: "ông Khế", kind: "money" }, { words: `Ủng hộ ${amount}` }];
const other = { day: TODAY, fund: "activity", amount: 2_000, kind: "money" };
const REFUSAL = { state: "refused", code: "month_closed", sentence: "Tháng này đã khóa sổ." };
const refusing = (kind) => serverOf({ rule: (said) => (said.kind === kind && said.body.amount !== 2_000 ? REFUSAL : {}) });
const kinds = (rows) => rows.map((row) => [row.kind, row.uid, row.state]);

/** A meeting written down: its uid. */
async function written(club) {
  const draft = dueAll(mark(begin(club.view(), TODAY), "2", "absent"), club.view());
  return (await club.act("meeting", bodyOf(draft), { uid: draft.uid, words: "Buổi sinh hoạt" })).uid;
}

/** The meeting that lies open as the draft is written down anew. */
async function rewritten(club) {
  const { draft } = club.view();
  await club.act("meeting", bodyOf(draft), { uid: draft.uid, endsDraft: true, instead: draft.instead });
  return draft.uid;
}

/** What the server heard, in its order: [kind, uid, what it takes back]. */
const heard = (server) => [...server.kept.values()].map(({ text }) => JSON.parse(text)).map(({ kind, uid, body }) => [kind, kind === "take_back" ? body.uid : uid]);

test("what was refused is put right against the books as they are without it", async () => {
  const rule = ({ kind }) => (kind === "take_back" ? {} : { state: "refused", sentence: "Chưa được." });
  const { club } = await synced({ server: serverOf({ rule }) });
  const before = club.view();
  const { uid } = await club.act("card", { membership: "1", changes: { phone: [before.byId[1].phone ?? "", "0912345678"] } });
  const paid = await club.act("dues", { day: TODAY, sums: { 3: 50_000 } });
  await club.sync();
  assert.deepEqual(club.view().unsent.map((row) => row.state), ["refused", "refused"]);
  assert.equal(club.view().byId[1].phone, "0912345678");
  assert.equal(without(club, uid).byId[1].phone, before.byId[1].phone);
  assert.equal(without(club, uid), without(club, uid), "worked out once");
  assert.equal(without(club, paid.uid).money.dues[3].owed, before.money.dues[3].owed);
  assert.equal(club.view().money.dues[3].owed, before.money.dues[3].owed - 50_000, "what is shown stays as it was");
});

test("the server is told that another stands in the place of what it refused, so that nobody lets in both; of what it has not it is not told", async () => {
  const rule = ({ kind, body }) => (kind === "take_back" || body.amount === 2_000 ? {} : { state: "refused", code: body.amount === 7 ? "changed_body" : "month_closed", sentence: "Tháng này đã khóa sổ." });
  const { club, server } = await synced({ server: serverOf({ rule }) });
  const [kept, unkept] = [await club.act(...gift(1_000)), await club.act(...gift(7))];
  await club.sync();
  for (const { uid } of [kept, unkept]) await club.amend(uid, { day: TODAY, fund: "activity", amount: 2_000 });
  await club.sync();
  const told = [...server.kept.values()].map(({ text }) => JSON.parse(text)).filter((said) => said.kind === "take_back");
  assert.deepEqual(told.map((said) => said.body), [{ uid: kept.uid }]);
});

test("a correction keeps the id of its draft, so that it is not offered again where the app died behind it", async () => {
  const { club } = await synced({ server: serverOf({ rule: () => ({ state: "refused", sentence: "Chưa được." }) }) });
  const { uid } = await club.act(...gift(1_000));
  await club.sync();
  const made = "00000000-0000-4000-8000-000000000001";
  assert.equal((await club.amend(uid, { day: TODAY, amount: 2_000 }, { uid: made })).uid, made);
});

test("a refused meeting lies open as the draft and stays refused until that is written: a draft given up loses nothing", async () => {
  const { club } = await synced({ server: refusing("meeting") });
  const uid = await written(club);
  const { body } = club.view().unsent[0].data;
  await club.sync();
  await club.draft.save(begin(club.view(), TODAY));
  await assert.rejects(takeUp(club, uid), { code: "drafting" });
  await club.draft.clear();
  const draft = await takeUp(club, uid);
  assert.deepEqual([bodyOf(club.view().draft), draft.why], [body, REFUSAL.sentence]);
  assert.notEqual(draft.uid, uid);
  assert.deepEqual(kinds(club.view().unsent), [["meeting", uid, "refused"]]);
  assert.deepEqual(await takeUp(club, uid), draft, "asked twice it is the same draft");
  await club.draft.clear();
  assert.deepEqual(kinds(club.view().unsent), [["meeting", uid, "refused"]]);
  await takeUp(club, uid);
  const next = await rewritten(club);
  const [back, meeting] = outbox(club);
  assert.deepEqual([back.kind, back.data.body, meeting.uid], ["take_back", { uid }, next], "taken back before another comes");
  assert.deepEqual(kinds(club.view().sent), [["meeting", uid, "dropped"]]);
  await assert.rejects(takeUp(club, uid), { code: "replaced" });
});

for (const when of ["before", "after"])
  test(`a phone that dies ${when} any one write has the refused meeting or the one in its place, never both and never none`, async () => {
    let deaths = 0;
    for (let k = 1; k < 20; k += 1) {
      const [disk, server, clock] = [memoryStore(), refusing("meeting"), clockAt()];
      const open = (store, seed) => openClub({ store, transport: server.transport, clock, random: seeded(seed), device: { uid: "d", secret: "s" } });
      const first = await open(disk, k);
      await first.sync();
      const uid = await written(first);
      await first.sync();
      const club = await open(dying(disk, k, when), k + 50);
      const died = await takeUp(club, uid).then(() => rewritten(club)).then(() => false, (error) => error.constructor.name === "Killed" || Promise.reject(error));
      if (!died) break;
      deaths += 1;
      const again = await open(disk, k + 90);
      const waits = outbox(again).filter((row) => row.kind === "meeting").map((row) => row.uid === uid);
      assert.equal(waits.length, 1, `write ${k}`);
      assert.equal(outbox(again).some((row) => row.kind === "take_back"), !waits[0]);
      if (!waits[0]) assert.equal(again.view().draft, null);
    }
    assert.equal(deaths, 2, "the draft, then all the rest in one");
  });

test("a meeting that the server has is taken back and written anew in one write; while it lies open it counts for nothing", async () => {
  const { club, server } = await synced();
  const uid = await written(club);
  await club.sync();
  await club.sync(); // its parts are newer than it, so what it did is theirs
  const stands = club.view().money.dues[3].owed;
  const draft = await takeUp(club, uid);
  assert.equal(club.view().money.dues[3].owed - stands, draft.said.dues[3], "it would be paid twice");
  assert.deepEqual([club.view().unsent, draft.why], [[], ""]);
  const next = await rewritten(club);
  await club.sync();
  assert.deepEqual(heard(server), [["meeting", uid], ["take_back", uid], ["meeting", next]]);
});

test("a meeting that never left is replaced without a trace at the server, and is back where its replacement is undone", async () => {
  const { club, server } = await synced();
  const uid = await written(club);
  await takeUp(club, uid);
  const second = await rewritten(club);
  assert.deepEqual(kinds(club.view().unsent), [["meeting", second, "new"]]);
  await club.undo(second);
  assert.deepEqual([kinds(club.view().unsent), club.view().sent], [[["meeting", uid, "new"]], []]);
  await takeUp(club, uid);
  const third = await rewritten(club);
  await club.sync();
  assert.deepEqual(heard(server), [["meeting", third]]);
});

test("a meeting that may have left is sent on, taken back behind it, and asks nothing more of anybody where it was refused", async () => {
  const server = refusing("");
  server.fault = (call) => (call === 2 ? "before" : null);
  const { club } = await synced({ server });
  const uid = await written(club);
  await club.sync();
  await takeUp(club, uid);
  const next = await rewritten(club);
  server.rule = (said) => (said.uid === uid ? REFUSAL : {});
  await club.sync();
  assert.deepEqual(heard(server), [["meeting", uid], ["take_back", uid], ["meeting", next]]);
  assert.deepEqual(club.view().unsent, []);
  assert.equal(club.view().sent.find((row) => row.uid === uid).state, "dropped");
});

test("an answer that comes after another has taken the place of what was sent knows of that other", async () => {
  const { club, server } = await synced();
  const uid = await written(club);
  let next;
  club.transport = async (path, asked) => {
    const answer = await server.transport(path, asked);
    if (!next) next = await takeUp(club, uid).then(() => rewritten(club));
    return answer;
  };
  await club.sync();
  await club.sync();
  assert.deepEqual(heard(server), [["meeting", uid], ["take_back", uid], ["meeting", next]]);
  assert.equal(club.view().sent.find((row) => row.uid === uid).instead, next, "its code is named as the old one");
});

test("whoever takes back a correction that has not left has what was refused again, and nothing of the correction goes out", async () => {
  const { club, server } = await synced({ server: refusing("gift") });
  const { uid } = await club.act(...gift(1_000));
  await club.sync();
  const before = club.view().unsent[0];
  const next = await club.amend(uid, other);
  assert.deepEqual(outbox(club).map((row) => row.kind), ["take_back", "gift"]);
  assert.equal(await club.undo(next.uid), null);
  assert.deepEqual([club.view().unsent, club.view().sent], [[before], []]);
  await club.sync();
  assert.deepEqual(heard(server), [["gift", uid]]);
  const last = await club.amend(uid, other);
  server.fault = () => "after";
  await club.sync();
  assert.equal((await club.undo(last.uid)).uid, outbox(club).at(-1).uid, "it may have left, so it is taken back like any other");
  assert.equal(club.view().sent.find((row) => row.uid === uid).state, "dropped", "and the server may have let go of the first");
});
