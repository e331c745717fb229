/** Unsent work as a file that only the server can open: for Zalo or a cable, where the network does not come. */

import { b64url, randomBytes, sha256, sha256hex, utf8 } from "./bytes.js";

/**
 * AES-GCM under SHA-256("file" + SHA-256 of the device's secret as hex), which the server knows of each device.
 * The file is JSON {"device", "iv", "data"}; sealed in it is JSON {"send": [texts, the oldest first]}.
 * @returns {Promise<Uint8Array>}
 */
export async function packed(rows, device) {
  const { subtle } = globalThis.crypto;
  const raw = await sha256(utf8(`file${await sha256hex(device.secret)}`));
  const key = await subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt"]);
  const iv = randomBytes(12);
  const send = [...rows].sort((a, b) => a.n - b.n).map((row) => row.text);
  const data = new Uint8Array(await subtle.encrypt({ name: "AES-GCM", iv }, key, utf8(JSON.stringify({ send }))));
  return utf8(JSON.stringify({ device: device.uid, iv: b64url(iv), data: b64url(data) }));
}
