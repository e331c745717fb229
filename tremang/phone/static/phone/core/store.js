/**
 * Where a phone keeps things: keys (texts) and values that can be cloned. Every store has the same three acts:
 * get(key) · getMany(prefix) → [[key, value]] in the order of keys · write({put, remove, clear}) all or nothing, `clear`
 * first. This one lives in memory: for tests, histories and the practice club.
 */

/** A store in memory. `from`: another such store's `dump()`, as if the phone were restored from a copy. */
export function memoryStore(from = []) {
  let rows = new Map(structuredCloned(from));
  return {
    get: async (key) => clone(rows.get(key)),
    getMany: async (prefix = "") =>
      [...rows].filter(([key]) => key.startsWith(prefix)).sort(byKey).map(([key, value]) => [key, clone(value)]),
    write: async ({ put = {}, remove = [], clear = false }) => {
      const next = clear ? new Map() : new Map(rows);
      for (const key of remove) next.delete(key);
      for (const [key, value] of Object.entries(put)) next.set(key, clone(value));
      rows = next;
    },
    dump: () => structuredCloned([...rows]),
  };
}

const byKey = ([a], [b]) => (a < b ? -1 : a > b ? 1 : 0);

/** Keys of WebCrypto are not cloned by every engine outside IndexedDB; they never change, so they are passed on. */
function clone(value) {
  if (isKey(value)) return value;
  if (value && typeof value === "object" && Object.values(value).some(isKey))
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, clone(each)]));
  return structuredClone(value);
}

const isKey = (value) => typeof CryptoKey !== "undefined" && value instanceof CryptoKey;
const structuredCloned = (rows) => rows.map(([key, value]) => [key, clone(value)]);
