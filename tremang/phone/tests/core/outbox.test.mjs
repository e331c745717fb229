// Nothing that was acknowledged is lost or doubled, wherever the phone dies.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openClub } from "../../static/phone/core/club.js";
import { begin, bodyOf, dueAll, mark, renewed } from "../../static/phone/core/meeting.js";
import { losses } from "../../static/phone/core/rounds.js";
import { memoryStore } from "../../static/phone/core/store.js";
import { stateWords } from "../../static/phone/core/texts.js";
import { turns } from "../../static/phone/core/lock.js";
import { clockAt, dying, seeded, serverOf, synced, TODAY } from "./world.mjs";

const gift = (amount) => ["gift", { day: TODAY, fund: "activity", amount, giver: "ông Khế", kind: "money" }, { words: `Ủng hộ ${amount}` }];

test("an act is in the outbox once it is acknowledged, and gone from it once the server has settled it", async () => {
  const { club, server } = await synced();
  const { uid, code } = await club.act(...gift(100_000));
  assert.match(code, /^\d{8}$/);
  assert.deepEqual(club.view().unsent.map((row) => row.uid), [uid]);
  assert.equal((await club.sync()).ok, true);
  assert.equal(club.view().unsent.length, 0);
  assert.equal(club.view().sent[0].state, "applied");
  assert.deepEqual([...server.applied.values()], [1]);
});

test("the text of a submission is made once: what is sent again is the same to the byte", async () => {
  const { club, server, clock } = await synced({ server: serverOf({ fault: (call) => (call === 2 ? "after" : null) }) });
  await club.act(...gift(50_000));
  assert.equal((await club.sync()).why, "offline");
  clock.pass(4_000_000);
  await club.sync();
  const [first, second] = server.requests.filter((each) => each.send.length).map((each) => each.send[0]);
  assert.equal(first, second);
  assert.deepEqual([...server.applied.values()], [1]);
});

test("older acts leave before newer ones, also after the clock went back by a year", async () => {
  const { club, server, clock } = await synced();
  const first = await club.act(...gift(1_000));
  clock.pass(-365 * 86_400);
  const second = await club.act(...gift(2_000));
  await club.sync();
  assert.deepEqual(server.requests.at(-1).send.map((text) => JSON.parse(text).uid), [first.uid, second.uid]);
});

test("a choice is taken back only while it has not left the phone: the server could undo nothing of it", async () => {
  const { club } = await synced();
  const first = await club.act("choose", { choice: "1", pick: "first" });
  assert.equal(await club.undo(first.uid), null);
  assert.equal(club.view().unsent.length, 0);
  const second = await club.act("choose", { choice: "1", pick: "second" });
  await club.sync();
  await assert.rejects(club.undo(second.uid), { code: "final" });
  assert.equal(club.view().unsent.length, 0);
});

/** One life of a phone: acts, a draft, a meeting, an undo, two syncs. Dies at the given write. Tells what was acknowledged. */
async function life(store, server, clock, seed, told) {
  const club = await openClub({ store, transport: server.transport, clock, random: seeded(seed), device: { uid: "d", secret: "s" } });
  await club.sync();
  const keep = async (promise) => told.acked.push((await promise).uid);
  await keep(club.act(...gift(10_000)));
  const view = club.view();
  const draft = dueAll(begin(view, TODAY, { now: clock.now(), random: seeded(seed + 50) }), view);
  await club.draft.save(draft);
  told.draft = draft.uid;
  await club.sync();
  await keep(club.act("meeting", bodyOf(draft), { uid: draft.uid, endsDraft: true }));
  const wrong = await club.act(...gift(99_000));
  told.acked.push(wrong.uid);
  told.undoing = wrong.uid; // from here on either outcome is right: gone, or taken back
  await club.undo(wrong.uid);
  told.undone = wrong.uid;
  await club.sync();
  await keep(club.act(...gift(20_000)));
  await club.sync();
}

for (const when of ["before", "after"])
  test(`a phone that dies ${when} any one write wakes up with all that was acknowledged, once`, async () => {
    let deaths = 0;
    for (let k = 1; k < 40; k += 1) {
      const [disk, clock, told] = [memoryStore(), clockAt(), { acked: [] }];
      const server = serverOf({ clock });
      const died = await life(dying(disk, k, when), server, clock, k, told).then(() => false, (error) => error.constructor.name === "Killed" || Promise.reject(error));
      if (!died) break;
      deaths += 1;
      clock.pass(60);
      const club = await openClub({ store: disk, transport: server.transport, clock, random: seeded(k + 900), device: { uid: "d", secret: "s" } });
      const open = new Set(club.view().unsent.map((row) => row.uid));
      for (const uid of told.acked)
        if (uid !== told.undoing) assert.ok(open.has(uid) || server.applied.get(uid) === 1, `${uid} lost at write ${k} ${when}`);
      const finished = told.draft && (open.has(told.draft) || server.applied.has(told.draft));
      if (told.draft) assert.equal(Boolean(club.view().draft), !finished, `draft at write ${k}: cleared with its meeting, not before, not after`);
      assert.equal((await club.sync()).ok, true);
      assert.equal(club.view().unsent.length, 0);
      for (const uid of told.acked) if (uid !== told.undoing) assert.equal(server.applied.get(uid), 1, `${uid} after healing`);
      if (told.undone && server.applied.has(told.undone)) {
        const back = [...server.kept.values()].map((row) => JSON.parse(row.text)).filter((said) => said.kind === "take_back");
        assert.deepEqual(back.map((said) => said.body.uid), [told.undone]);
      }
      assert.ok([...server.applied.values()].every((n) => n === 1));
    }
    assert.ok(deaths >= 9, `the phone died only ${deaths} times`);
  });

test("a connection that is cut before or after the server heard doubles nothing", async () => {
  for (let seed = 1; seed <= 60; seed += 1) {
    const dice = seeded(seed);
    const server = serverOf({ fault: (call) => (call > 1 && dice(1)[0] < 150 ? (dice(1)[0] < 128 ? "before" : "after") : null) });
    const { club } = await synced({ server, seed });
    const uids = [];
    for (let i = 0; i < 8; i += 1) {
      uids.push((await club.act(...gift(1_000 * (i + 1)))).uid);
      if (dice(1)[0] < 128) await club.sync();
    }
    for (let tries = 0; club.view().unsent.length && tries < 60; tries += 1) await club.sync();
    assert.equal(club.view().unsent.length, 0);
    assert.deepEqual([...server.applied.keys()].sort(), uids.sort());
    assert.ok([...server.applied.values()].every((n) => n === 1));
  }
});

test("a phone restored from an old copy sends again what it had sent, and the server says the same", async () => {
  const { club, server, store, clock } = await synced();
  await club.act(...gift(10_000));
  const copy = store.dump();
  await club.sync();
  const restored = await openClub({ store: memoryStore(copy), transport: server.transport, clock, random: seeded(77), device: club.device });
  assert.equal(restored.view().unsent.length, 1);
  await restored.sync();
  assert.equal(restored.view().unsent.length, 0);
  assert.deepEqual([...server.applied.values()], [1]);
});

test("two tabs of one phone write and sync at once without a clash", async () => {
  const [store, server, clock, lock] = [memoryStore(), serverOf(), clockAt(), turns()];
  const ears = [];
  const bus = () => ({ post() { for (const hear of ears) if (hear.owner !== this) hear.fn(); }, listen(fn) { ears.push({ owner: this, fn }); } });
  const open = (seed) => openClub({ store, transport: server.transport, clock, random: seeded(seed), lock, bus: bus(), device: { uid: "d", secret: "s" } });
  const [one, other] = [await open(1), await open(2)];
  await one.sync();
  const acks = await Promise.all(Array.from({ length: 20 }, (_, i) => (i % 2 ? one : other).act(...gift(1_000 + i))));
  await Promise.all([one.sync(), other.sync(), one.act(...gift(7))]);
  await Promise.all([one.sync(), other.sync()]);
  await other.reload();
  assert.equal(new Set(acks.map((ack) => ack.uid)).size, 20);
  assert.equal(server.applied.size, 21);
  assert.ok([...server.applied.values()].every((n) => n === 1));
  assert.equal(one.view().unsent.length + other.view().unsent.length, 0);
});

test("finishing the same draft twice, in two tabs or by two taps, is one meeting", async () => {
  const { club, server, clock } = await synced();
  const draft = begin(club.view(), TODAY);
  await club.draft.save(draft);
  clock.now = () => (clock.at += 1_000); // so that two texts made one after the other would differ
  const finish = () => club.act("meeting", bodyOf(draft), { uid: draft.uid, endsDraft: true });
  const [one, other] = await Promise.all([finish(), finish()]);
  assert.deepEqual(one, other);
  await club.sync();
  assert.deepEqual(await finish(), one);
  assert.equal(club.view().unsent.length, 0);
  await club.draft.save(draft); // a save that comes late
  assert.equal(club.view().draft, null);
  assert.deepEqual([...server.applied.values()], [1]);
});

test("a refused act stays with its sentence until it is retried, put right or dropped, and nothing else waits for it", async () => {
  const server = serverOf({ rule: (said) => (said.body.amount === 13 ? { state: "refused", code: "closed_month", sentence: "Tháng 8 đã khóa sổ." } : {}) });
  const { club } = await synced({ server });
  const bad = await club.act(...gift(13));
  const good = await club.act(...gift(14));
  await club.sync();
  assert.deepEqual(club.view().unsent.map((row) => [row.uid, row.state, row.sentence]), [[bad.uid, "refused", "Tháng 8 đã khóa sổ."]]);
  assert.equal(server.applied.get(good.uid), 1);
  const before = server.requests.length;
  await club.sync();
  assert.deepEqual(server.requests.slice(before).flatMap((each) => each.send), [], "not sent again by itself");
  await club.retry(bad.uid);
  await club.sync();
  assert.equal(server.requests.at(-1).send.length, 1);
  const next = await club.amend(bad.uid, { day: TODAY, fund: "activity", amount: 15 });
  await club.sync();
  assert.equal(club.view().unsent.length, 0);
  assert.equal(server.applied.get(next.uid), 1);
  assert.equal(club.view().sent.find((row) => row.uid === bad.uid).state, "dropped");
  await assert.rejects(club.drop(next.uid), { code: "not_refused" });
});

test("whoever was put right after a refusal is the same person for what was written of him before", async () => {
  const server = serverOf({ rule: ({ body }) => (body.person?.born === "2090" ? { state: "refused", sentence: "Năm 2090 chưa tới." } : { result: { membership: "77" } }) });
  const { club } = await synced({ server });
  const person = { full_name: "Lê Thị Na", sex: "F", born: "2090" };
  const first = await club.act("joined", { person, joined_on: TODAY });
  await club.sync();
  const draft = mark(begin(club.view(), TODAY), `new:${first.uid}`, "absent");
  const second = await club.amend(first.uid, { person: { ...person, born: "1957" }, joined_on: TODAY });
  const renewedMarks = renewed(draft, club.view()).said.marks;
  assert.deepEqual(renewedMarks, { [`new:${second.uid}`]: "absent" });
  assert.equal(club.view().byId[`new:${first.uid}`].born, "1957");
  assert.equal(club.view().members.filter((row) => row.name === "Lê Thị Na").length, 1);
  await club.sync();
  assert.equal(club.view().alias[`new:${first.uid}`], "77");
});

test("a phone is not given back while anything would be lost by it, a look at a private book no less", async () => {
  const rule = ({ body }) => (body.membership === "gone" ? { state: "refused", sentence: "Không thấy người này." } : {});
  const { club } = await synced({ server: serverOf({ rule }) });
  await club.act("looked", { what: "care", at: club.now().iso });
  await club.act("looked", { what: "care", membership: "gone", at: club.now().iso });
  assert.deepEqual(losses(club), { acts: 0, looks: 2 });
  await assert.rejects(club.giveBack(), { code: "unsent" });
  assert.equal(club.closed, false);
  await club.act(...gift(1_000));
  await club.keep("acts", { "chi/-": { at: "chi/-" } });
  assert.deepEqual(losses(club), { acts: 2, looks: 2 });
  await club.keep("acts", null);
  await club.sync();
  assert.deepEqual(losses(club), { acts: 0, looks: 0 }, "what the server has refused it has kept");
  await club.keep("acts", { "chi/-": { at: "chi/-" } });
  await assert.rejects(club.giveBack(), { code: "unsent" }, "what is half written would be lost no less");
  await club.keep("acts", null);
  await club.giveBack();
  assert.equal(club.closed, true);
});

test("a phone that the server does not know can be given back although it looked at a book: no server takes that look any more", async () => {
  const { club, server } = await synced();
  server.fault = () => ({ status: 401, json: { code: "device_unknown", sentence: "Không biết máy này." } });
  await club.act("looked", { what: "care", at: club.now().iso });
  const { uid } = await club.act(...gift(1_000));
  await club.sync();
  assert.deepEqual(losses(club), { acts: 1, looks: 0 });
  await assert.rejects(club.giveBack(), { code: "unsent" });
  await club.undo(uid); // it may have left, so its taking back waits too
  await club.commit({ remove: [...club.kept.keys()].filter((key) => key.startsWith("c/out/")) });
  await club.giveBack();
  assert.equal(club.closed, true);
});

test("what was given up can be taken up again; what was replaced cannot", async () => {
  const server = serverOf({ rule: () => ({ state: "refused", sentence: "Chưa được." }) });
  const { club } = await synced({ server });
  const { uid } = await club.act(...gift(13));
  await club.sync();
  await club.drop(uid);
  assert.equal(club.view().unsent.length, 0);
  await club.undo(uid);
  assert.deepEqual(club.view().unsent.map((row) => [row.uid, row.state, row.sentence]), [[uid, "refused", "Chưa được."]]);
  await club.amend(uid, { day: TODAY, fund: "activity", amount: 14 });
  await assert.rejects(club.undo(uid), { code: "replaced" });
});

test("an act that never left is undone without a trace; one that may have left is taken back by a submission", async () => {
  const { club, server } = await synced({ server: serverOf({ fault: (call) => (call === 2 ? "after" : null) }) });
  const quiet = await club.act(...gift(1));
  assert.equal(await club.undo(quiet.uid), null);
  assert.equal(club.view().unsent.length, 0);
  const loud = await club.act(...gift(2));
  await club.sync();
  const back = await club.undo(loud.uid);
  assert.deepEqual(await club.undo(loud.uid), back, "undone twice is undone once");
  await club.sync();
  const [text] = server.requests.at(-1).send.slice(-1);
  assert.deepEqual(JSON.parse(text).body, { uid: loud.uid });
  assert.equal(server.kept.size, 2);
});

test("one thing is one row: what is taken back says what becomes of it, and its taking back stands nowhere else", async () => {
  let cut = true;
  const rule = (said) => (said.kind === "take_back" && said.body.uid === kept.uid ? { state: "refused", sentence: "Đã quá 30 ngày." } : {});
  const { club } = await synced({ server: serverOf({ rule, fault: () => (cut ? "after" : null) }) });
  const told = (view) => ["unsent", "sent"].map((list) => view[list].map((row) => [row.words, row.state, stateWords(row)]));
  const kept = await club.act(...gift(1));
  const tried = await club.act(...gift(2));
  await club.sync(); // it arrived, but nobody heard so
  const back = await club.undo(tried.uid);
  assert.deepEqual(told(club.view()), [[["Ủng hộ 1", "new", "chưa gửi"], ["Ủng hộ 2", "new", "chờ hoàn tác"]], []]);
  assert.deepEqual(losses(club), { acts: 2, looks: 0 });
  await club.undo(back.uid); // has not left yet, so it may be thought better of
  assert.deepEqual(told(club.view())[0], [["Ủng hộ 1", "new", "chưa gửi"], ["Ủng hộ 2", "new", "chưa gửi"]]);
  await club.undo(tried.uid);
  cut = false;
  await club.sync();
  assert.deepEqual(told(club.view()), [[], [["Ủng hộ 2", "dropped", "đã hoàn tác"], ["Ủng hộ 1", "applied", "đã vào sổ"]]]);
  await club.undo(kept.uid);
  assert.deepEqual(told(club.view())[0], [["Ủng hộ 1", "new", "chờ hoàn tác"]], "what was sent long ago waits no less");
  await club.sync();
  assert.deepEqual(told(club.view()), [[["Hoàn tác: Ủng hộ 1", "refused", "cần xem lại"]], [["Ủng hộ 2", "dropped", "đã hoàn tác"], ["Ủng hộ 1", "applied", "đã vào sổ"]]]);
  await club.drop(club.view().unsent[0].uid);
  assert.deepEqual(told(club.view()), [[], [["Ủng hộ 2", "dropped", "đã hoàn tác"], ["Ủng hộ 1", "applied", "đã vào sổ"]]]);
});

test("what was put right is over as soon as its new copy is written, whether or not the first has been heard of", async () => {
  const { club } = await synced({ server: serverOf({ fault: (call) => (call === 2 ? "after" : null) }) });
  const draft = begin(club.view(), TODAY);
  const first = await club.act("meeting", bodyOf(draft), { uid: draft.uid, words: "Buổi 25/9" });
  await club.sync();
  const second = await club.act("meeting", bodyOf(draft), { words: "Buổi 25/9", instead: first.uid });
  const told = (view) => ["unsent", "sent"].map((list) => view[list].map((row) => [row.uid, stateWords(row)]));
  assert.deepEqual(told(club.view()), [[[second.uid, "chưa gửi"]], [[first.uid, "có bản mới thay"]]]);
  await club.sync();
  assert.deepEqual(told(club.view()), [[], [[second.uid, "đã vào sổ"], [first.uid, "có bản mới thay"]]]);
});

test("what waits or is held at the server moves to the sent ones, and comes back if it is refused after all", async () => {
  const server = serverOf({ rule: (said) => (said.kind === "dues" ? { state: "waiting", sentence: "Chờ buổi sinh hoạt." } : {}) });
  const { club } = await synced({ server });
  const { uid } = await club.act("dues", { day: TODAY, sums: { 2: 20_000 } });
  server.parts = { ...server.parts, inbox: { choices: [], mine: [{ uid, state: "waiting" }] } };
  await club.sync();
  assert.deepEqual([club.view().unsent.length, club.view().sent[0].state], [0, "waiting"]);
  assert.equal(club.view().money.dues["2"].owed, 0, "still laid over");
  server.parts = { ...server.parts, inbox: { choices: [], mine: [{ uid, state: "refused", code: "closed_month", sentence: "Tháng này đã khóa sổ." }] } };
  await club.sync();
  assert.deepEqual(club.view().unsent.map((row) => [row.uid, row.state]), [[uid, "refused"]]);
  server.parts = { ...server.parts, inbox: { choices: [], mine: [{ uid, state: "dropped", code: "dropped", sentence: "Cán bộ không nhận." }] } };
  await club.sync();
  assert.deepEqual([club.view().unsent.length, club.view().sent[0].state], [0, "dropped"], "somebody else has decided");
});

test("what the server no longer lists is asked for once more, and the answer is what became of it", async () => {
  let state = "waiting";
  const server = serverOf({ rule: (said) => (said.kind === "dues" ? { state } : {}) });
  const { club } = await synced({ server });
  const { uid } = await club.act("dues", { day: TODAY, sums: { 2: 20_000 } });
  server.parts = { ...server.parts, inbox: { choices: [], mine: [{ uid, state }] } };
  await club.sync();
  state = "applied";
  server.kept.delete(uid);
  server.parts = { ...server.parts, inbox: { choices: [], mine: [] } };
  await club.sync();
  await club.sync();
  assert.deepEqual([club.view().unsent.length, club.view().sent[0].state], [0, "applied"]);
});

test("what was settled is kept for 60 days and then forgotten, whatever the phone's clock says meanwhile", async () => {
  const time = clockAt();
  const { club, clock } = await synced({ server: serverOf({ clock: time }) });
  await club.act(...gift(5));
  await club.sync();
  clock.pass(400 * 86_400);
  await club.sync();
  time.pass(59 * 86_400);
  await club.sync();
  assert.equal(club.view().sent.length, 1);
  time.pass(2 * 86_400);
  await club.sync();
  assert.equal(club.view().sent.length, 0);
});

test("a store that is full refuses the act and says so; what was there before is untouched", async () => {
  const { club, store } = await synced();
  await club.act(...gift(5));
  club.store = { ...store, write: () => Promise.reject(Object.assign(new Error("full"), { code: "full" })) };
  await assert.rejects(club.act(...gift(6)), { code: "full" });
  assert.equal(club.view().unsent.length, 1);
});

test("the file of unsent work opens with what the server knows of the phone, and holds the texts as they are", async () => {
  const { club } = await synced();
  await club.act(...gift(5));
  const { createHash, webcrypto } = await import("node:crypto");
  const file = JSON.parse(new TextDecoder().decode(await club.file()));
  const keyHex = createHash("sha256").update("geheim").digest("hex");
  const raw = createHash("sha256").update(`file${keyHex}`).digest();
  const key = await webcrypto.subtle.importKey("raw", raw, "AES-GCM", false, ["decrypt"]);
  const open = await webcrypto.subtle.decrypt({ name: "AES-GCM", iv: Buffer.from(file.iv, "base64url") }, key, Buffer.from(file.data, "base64url"));
  const { send } = JSON.parse(new TextDecoder().decode(open));
  assert.equal(file.device, "d1");
  assert.deepEqual(send, club.view().unsent.map((row) => row.text));
});
