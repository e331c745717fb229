/** A store whose values are sealed with AES-GCM under one key. Names of keys stay in clear; so do values under "plain/". */

import { fromUtf8, randomBytes, utf8 } from "./bytes.js";

export const PLAIN = "plain/";
const { subtle } = globalThis.crypto;
const params = (iv, name) => ({ name: "AES-GCM", iv, additionalData: utf8(name) });

/**
 * The same three acts as `store`. A value is bound to the name of its key: two sealed values cannot be exchanged.
 * @param {object} store the store beneath
 * @param {CryptoKey} key AES-GCM
 */
export function sealed(store, key) {
  const seal = async (name, value) => {
    if (name.startsWith(PLAIN)) return value;
    const iv = randomBytes(12);
    return { iv, data: new Uint8Array(await subtle.encrypt(params(iv, name), key, utf8(JSON.stringify(value)))) };
  };
  const open = async (name, value) => {
    if (value === undefined || name.startsWith(PLAIN)) return value;
    return JSON.parse(fromUtf8(await subtle.decrypt(params(value.iv, name), key, value.data)));
  };
  return {
    get: async (name) => open(name, await store.get(name)),
    getMany: async (prefix = "") => {
      const rows = await store.getMany(prefix);
      return Promise.all(rows.map(async ([name, value]) => [name, await open(name, value)]));
    },
    write: async ({ put = {}, remove = [], clear = false }) => {
      const rows = await Promise.all(Object.entries(put).map(async ([name, value]) => [name, await seal(name, value)]));
      await store.write({ put: Object.fromEntries(rows), remove, clear });
    },
  };
}
