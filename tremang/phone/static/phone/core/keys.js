/**
 * The PIN and the key of a phone's data.
 *
 * The data key is random. It lies in the store twice: wrapped under the PIN (PBKDF2) and under the rescue bytes that
 * only the server keeps, each of them once more under the device key, a key that the browser keeps and never gives out.
 * Wrong tries are counted in the store before a PIN is checked, so killing the app gives no free try. Ten wrong ones
 * wipe everything.
 */

import { fromB64url, randomBytes, utf8 } from "./bytes.js";
import { tellTabs } from "./lock.js";
import { PLAIN } from "./sealed.js";
import { Problem, SAY } from "./texts.js";

const KEYS = `${PLAIN}keys`;
export const NOTE = `${PLAIN}note`;
const MOST_WRONG = 10;
const WAITS = [0, 0, 0, 30, 60, 300, 900, 1800, 3600, 3600]; // seconds after the n-th wrong try in a row
const TARGET_MS = 700; // what one check may take on this phone
const FEWEST = 120_000;
const MOST = 900_000;
const { subtle } = globalThis.crypto;

/** Whether this store has keys: a PIN was chosen. */
export const hasKeys = async (store) => Boolean(await store.get(KEYS));

/**
 * Makes the keys of a phone and keeps them. What was sealed before could never be opened again, so there must be none.
 * @param {string} pin 4 digits
 * @param {object} store the store beneath, not a sealed one
 * @param {Uint8Array|string} rescue 32 bytes, or their base64url
 * @param {{rounds?: number, put?: object}} options `put`: what else is written in the same moment
 * @returns {Promise<{key: CryptoKey}>}
 * @throws {Problem} taken
 */
export async function makeKeys(pin, store, rescue, options = {}) {
  if ((await store.getMany("c/")).length) throw new Problem("taken", "Máy này đang giữ sổ của một câu lạc bộ. Mời gửi hết việc rồi trả máy trước.");
  const data = randomBytes(32);
  const device = await subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  const rounds = options.rounds ?? (await measured());
  const row = { v: 1, device, rescue: await twice(await rescueKey(rescue), device, data), wrong: 0, waitUntil: 0 };
  const made = { ...row, ...(await underPin(pin, rounds, device, data)) };
  await store.write({ put: { ...options.put, [KEYS]: made }, remove: [NOTE] });
  return { key: await dataKey(data) };
}

/**
 * Opens with a PIN. `now` in ms. {key}, or {wrong, left, waitUntil} (`waitUntil` in ms, 0 for none), or {wiped: true}.
 * A try while a wait runs is neither checked nor counted.
 */
export async function unlock(pin, store, now) {
  const opened = await check(pin, store, now);
  return opened.data ? { key: await dataKey(opened.data) } : opened;
}

/** Another PIN in place of the one known; answers as `unlock`. */
export async function changePin(pin, newPin, store, now) {
  const opened = await check(pin, store, now);
  return opened.data ? rewrap(newPin, store, opened.data) : opened;
}

/**
 * A new PIN by the rescue bytes that the server gave for a code of the officer or the chair.
 * @throws {Problem} wrong_rescue
 */
export async function rescuePin(rescue, newPin, store) {
  const row = await store.get(KEYS);
  const data = row && (await opened(await rescueKey(rescue), row.device, row.rescue));
  if (!data) throw new Problem("wrong_rescue", "Mã này không mở được máy. Mời gọi cán bộ xã.");
  return rewrap(newPin, store, data);
}

async function rewrap(newPin, store, data) {
  const row = await store.get(KEYS);
  const made = await underPin(newPin, row.rounds, row.device, data);
  await store.write({ put: { [KEYS]: { ...row, ...made, wrong: 0, waitUntil: 0 } } });
  return { key: await dataKey(data) };
}

async function check(pin, store, now) {
  const row = await store.get(KEYS);
  if (!row) return { wiped: true };
  if (row.wrong >= MOST_WRONG) return wipe(store, now);
  const pause = WAITS[row.wrong] * 1000;
  const waitUntil = Math.min(row.waitUntil, now + pause); // a clock set back does not lock the owner out for years
  if (waitUntil > now) return { wrong: row.wrong, left: MOST_WRONG - row.wrong, waitUntil };
  const wrong = row.wrong + 1;
  const next = (WAITS[wrong] ?? 0) * 1000;
  await store.write({ put: { [KEYS]: { ...row, wrong, waitUntil: next ? now + next : 0 } } });
  const data = await opened(await pinKey(pin, row.salt, row.rounds), row.device, row.pin);
  if (data) {
    await store.write({ put: { [KEYS]: { ...row, wrong: 0, waitUntil: 0 } } });
    return { data };
  }
  if (wrong >= MOST_WRONG) return wipe(store, now);
  return { wrong, left: MOST_WRONG - wrong, waitUntil: next ? now + next : 0 };
}

async function wipe(store, now) {
  await store.write({ clear: true, put: { [NOTE]: { why: "pin", sentence: SAY.wiped, at: now } } });
  tellTabs(); // one in which the club is still open must not go on showing it
  return { wiped: true };
}

const aes = (raw, ...uses) => subtle.importKey("raw", raw, "AES-GCM", false, uses);
const dataKey = (raw) => aes(raw, "encrypt", "decrypt");
const rescueKey = (rescue) => aes(typeof rescue === "string" ? fromB64url(rescue) : rescue, "encrypt", "decrypt");

async function derived(pin, salt, rounds) {
  const base = await subtle.importKey("raw", utf8(pin), "PBKDF2", false, ["deriveBits"]);
  return new Uint8Array(await subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds }, base, 256));
}

const pinKey = async (pin, salt, rounds) => aes(await derived(pin, salt, rounds), "encrypt", "decrypt");

async function underPin(pin, rounds, device, data) {
  const salt = randomBytes(16);
  return { rounds, salt, pin: await twice(await pinKey(pin, salt, rounds), device, data) };
}

async function seal(key, bytes) {
  const iv = randomBytes(12);
  const sealed = new Uint8Array(await subtle.encrypt({ name: "AES-GCM", iv }, key, bytes));
  const out = new Uint8Array(12 + sealed.length);
  out.set(iv);
  out.set(sealed, 12);
  return out;
}

const unseal = async (key, bytes) =>
  new Uint8Array(await subtle.decrypt({ name: "AES-GCM", iv: bytes.subarray(0, 12) }, key, bytes.subarray(12)));

const twice = async (inner, device, data) => seal(device, await seal(inner, data));

/** The data key's bytes, or null where `inner` is not the right key. */
async function opened(inner, device, wrapped) {
  const once = await unseal(device, wrapped); // fails only where the store was damaged or copied without its device key
  return unseal(inner, once).catch(() => null);
}

/** How many rounds of PBKDF2 this phone does in `TARGET_MS`, within bounds. */
async function measured() {
  const sample = 20_000;
  await derived("0000", new Uint8Array(16), 1_000);
  const began = performance.now();
  await derived("0000", new Uint8Array(16), sample);
  const each = Math.max(0.01, performance.now() - began) / sample;
  return Math.round(Math.min(MOST, Math.max(FEWEST, TARGET_MS / each)) / 1000) * 1000;
}
