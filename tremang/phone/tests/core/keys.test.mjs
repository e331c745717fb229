// The PIN, the keys and the sealed store.
import assert from "node:assert/strict";
import { test } from "node:test";
import { b64url, fromB64url, randomBytes, sha256hex, code8, uuid7 } from "../../static/phone/core/bytes.js";
import { openClub } from "../../static/phone/core/club.js";
import { changePin, hasKeys, makeKeys, NOTE, rescuePin, unlock } from "../../static/phone/core/keys.js";
import { tabBus } from "../../static/phone/core/lock.js";
import { sealed } from "../../static/phone/core/sealed.js";
import { memoryStore } from "../../static/phone/core/store.js";
import { createHash } from "node:crypto";

const NOW = 1_000_000_000_000;
const quick = { rounds: 1_000 };
const rescue = b64url(randomBytes(32));

async function phone(pin = "4711") {
  const store = memoryStore();
  const { key } = await makeKeys(pin, store, rescue, quick);
  await sealed(store, key).write({ put: { "c/x": { secret: "Trần Thị Lụa" }, device: { uid: "d", secret: "s" } } });
  return store;
}

const read = async (store, opened) => (await sealed(store, opened.key).get("c/x")).secret;

test("the right PIN opens, also after wrong ones, and the count begins anew", async () => {
  const store = await phone();
  assert.equal(await hasKeys(store), true);
  assert.deepEqual(await unlock("0000", store, NOW), { wrong: 1, left: 9, waitUntil: 0 });
  assert.deepEqual(await unlock("0001", store, NOW), { wrong: 2, left: 8, waitUntil: 0 });
  assert.equal(await read(store, await unlock("4711", store, NOW)), "Trần Thị Lụa");
  assert.equal((await unlock("0000", store, NOW)).wrong, 1);
});

test("after three wrong tries each further one has to wait longer, and a try while waiting is neither checked nor counted", async () => {
  const store = await phone();
  let now = NOW;
  const waits = [];
  for (let n = 1; n <= 9; n += 1) {
    const told = await unlock("0000", store, now);
    assert.equal(told.wrong, n);
    waits.push(told.waitUntil ? (told.waitUntil - now) / 1000 : 0);
    if (told.waitUntil) {
      assert.deepEqual(await unlock("4711", store, told.waitUntil - 1), { wrong: n, left: 10 - n, waitUntil: told.waitUntil });
      now = told.waitUntil;
    }
  }
  assert.deepEqual(waits.slice(0, 6), [0, 0, 30, 60, 300, 900]);
  assert.ok(waits.every((each, i) => i === 0 || each >= waits[i - 1]));
});

test("ten wrong tries wipe everything and leave one note", async () => {
  const store = await phone();
  let [now, last] = [NOW, null];
  for (let n = 0; n < 10; n += 1) {
    last = await unlock("0000", store, now);
    now += 7_200_000;
  }
  assert.deepEqual(last, { wiped: true });
  assert.deepEqual((await store.getMany("")).map(([key]) => key), [NOTE]);
  assert.deepEqual(await unlock("4711", store, now), { wiped: true });
});

test("a tab in which the club is open hears that another one has wiped the phone", { timeout: 20_000 }, async (t) => {
  const beneath = await phone();
  const store = sealed(beneath, (await unlock("4711", beneath, NOW)).key);
  const club = await openClub({ store, transport: () => Promise.reject(new TypeError()), clock: { now: () => NOW }, bus: tabBus() });
  t.after(() => club.bus.close());
  const heard = new Promise((tell) => club.onChange(() => club.closed && tell()));
  for (let n = 0; n < 10; n += 1) await unlock("0000", beneath, NOW + n * 7_200_000);
  await heard;
  assert.equal(club.kept.size, 0);
});

test("killing the app while a PIN is checked gives no free try", async () => {
  const store = await phone();
  const killed = { ...store, write: async (change) => {
    await store.write(change);
    throw new Error("killed");
  } };
  let now = NOW;
  for (let n = 1; n <= 10; n += 1) {
    await assert.rejects(unlock("0000", killed, now));
    now += 7_200_000;
  }
  assert.deepEqual(await unlock("4711", store, now), { wiped: true });
});

test("a clock that is set back does not lock the owner out for longer than the wait itself", async () => {
  const store = await phone();
  for (let n = 0; n < 3; n += 1) await unlock("0000", store, NOW);
  const year = 365 * 86_400_000;
  assert.equal((await unlock("4711", store, NOW - year)).waitUntil, NOW - year + 30_000);
});

test("a new PIN replaces the old one; a wrong old one counts as a try", async () => {
  const store = await phone();
  assert.equal((await changePin("0000", "2222", store, NOW)).wrong, 1);
  assert.ok((await changePin("4711", "2222", store, NOW)).key);
  assert.equal((await unlock("4711", store, NOW)).wrong, 1);
  assert.equal(await read(store, await unlock("2222", store, NOW)), "Trần Thị Lụa");
});

test("the rescue bytes give a new PIN without the old one, and free a phone that has to wait", async () => {
  const store = await phone();
  for (let n = 0; n < 4; n += 1) await unlock("0000", store, NOW + n * 7_200_000);
  await assert.rejects(rescuePin(b64url(randomBytes(32)), "3333", store), { code: "wrong_rescue" });
  assert.ok((await rescuePin(rescue, "3333", store)).key);
  assert.equal(await read(store, await unlock("3333", store, NOW)), "Trần Thị Lụa");
});

test("neither the data key nor the device key can be read out, and nothing of a person stands in clear", async () => {
  const store = await phone();
  const { key } = await unlock("4711", store, NOW);
  assert.equal(key.extractable, false);
  const row = await store.get("plain/keys");
  assert.equal(row.device.extractable, false);
  const all = (await store.getMany("")).map(([, value]) => Buffer.from(value.data ?? []).toString("latin1") + JSON.stringify(value)).join("");
  assert.doesNotMatch(all, /Lụa|4711|Tr.n Th/);
});

test("a copy of the store without its device key opens with no PIN", async () => {
  const store = await phone();
  const other = await phone();
  const row = await store.get("plain/keys");
  const thief = memoryStore();
  await thief.write({ put: { "plain/keys": { ...row, device: (await other.get("plain/keys")).device } } });
  await assert.rejects(unlock("4711", thief, NOW));
});

test("new keys are not made over sealed work that they could not open", async () => {
  const store = await phone();
  await assert.rejects(makeKeys("1111", store, rescue, quick), { code: "taken" });
  assert.equal(await read(store, await unlock("4711", store, NOW)), "Trần Thị Lụa");
});

test("a sealed value cannot be moved to another name", async () => {
  const store = await phone();
  const opened = await unlock("4711", store, NOW);
  await store.write({ put: { "c/y": await store.get("c/x") } });
  await assert.rejects(sealed(store, opened.key).get("c/y"));
});

test("checking a PIN takes long enough to slow a guesser and not too long for an old phone", async () => {
  const store = memoryStore();
  await makeKeys("4711", store, rescue);
  const { rounds } = await store.get("plain/keys");
  assert.ok(rounds >= 120_000 && rounds <= 900_000, String(rounds));
  const began = performance.now();
  await unlock("4711", store, NOW);
  assert.ok(performance.now() - began < 1_000);
});

test("bytes, hashes and codes are what the server makes of the same text", async () => {
  for (let length = 0; length < 40; length += 1) {
    const bytes = randomBytes(length);
    assert.equal(b64url(bytes), Buffer.from(bytes).toString("base64url"));
    assert.deepEqual(fromB64url(b64url(bytes)), bytes);
  }
  const text = '{"kind":"meeting","place":"Nhà văn hóa thôn Đồng Vàng"}';
  const digest = createHash("sha256").update(text, "utf8").digest("hex");
  assert.equal(await sha256hex(text), digest);
  assert.equal(await code8(text), (BigInt(`0x${digest}`) % 10n ** 8n).toString().padStart(8, "0"));
});

test("a UUIDv7 sorts by its moment and comes from any clock", () => {
  const made = [0, 1, 1_700_000_000_000, 1_700_000_000_001].map((ms) => uuid7(ms));
  assert.deepEqual(made, [...made].sort());
  for (const ms of [-5, Number.NaN, 2 ** 50, 1.5]) assert.match(uuid7(ms), /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal(new Set(Array.from({ length: 1_000 }, () => uuid7(1))).size, 1_000);
});
