/** Bytes and their texts: base64url, hex, SHA-256, UUIDv7, the 8-digit code of a paper minute book. */

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const VALUE = new Map([...ALPHABET].map((char, index) => [char, index]));

/** Text → bytes. */
export const utf8 = (text) => new TextEncoder().encode(text);
/** Bytes → text. */
export const fromUtf8 = (bytes) => new TextDecoder().decode(bytes);
/** Bytes → small hex digits. */
export const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** Bytes → base64url without padding. */
export function b64url(bytes) {
  let text = "";
  for (let i = 0; i < bytes.length; i += 3) {
    const block = (bytes[i] << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    for (let j = 0; j <= Math.min(3, bytes.length - i); j += 1) text += ALPHABET[(block >> (18 - 6 * j)) & 63];
  }
  return text;
}

/** base64url → bytes. */
export function fromB64url(text) {
  const out = new Uint8Array(Math.floor((text.length * 3) / 4));
  let [held, bits, place] = [0, 0, 0];
  for (const char of text) {
    held = ((held << 6) | VALUE.get(char)) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out[place++] = (held >> bits) & 255;
    }
  }
  return out;
}

/** `count` bytes that nobody can guess. */
export const randomBytes = (count) => globalThis.crypto.getRandomValues(new Uint8Array(count));

/** SHA-256 of bytes. */
export const sha256 = async (bytes) => new Uint8Array(await globalThis.crypto.subtle.digest("SHA-256", bytes));
/** SHA-256 of a text as hex. */
export const sha256hex = async (text) => hex(await sha256(utf8(text)));

/** A UUIDv7 of the moment in ms; `random(count)` gives bytes. Any clock will do, also one before 1970. */
export function uuid7(nowMs, random = randomBytes) {
  const bytes = random(16);
  let ms = Math.min(Math.max(0, Math.floor(nowMs) || 0), 2 ** 48 - 1);
  for (let i = 5; i >= 0; i -= 1) {
    bytes[i] = ms % 256;
    ms = Math.floor(ms / 256);
  }
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return dashed(bytes);
}

/** A UUIDv4: the name of a device. */
export function uuid4(random = randomBytes) {
  const bytes = random(16);
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return dashed(bytes);
}

function dashed(bytes) {
  const all = hex(bytes);
  return [all.slice(0, 8), all.slice(8, 12), all.slice(12, 16), all.slice(16, 20), all.slice(20)].join("-");
}

/** The 8 digits that the secretary writes into the paper book: SHA-256 of the submission's text modulo 10^8. */
export async function code8(text) {
  return (BigInt(`0x${await sha256hex(text)}`) % 100_000_000n).toString().padStart(8, "0");
}
