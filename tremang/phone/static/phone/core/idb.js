/** The store of `store.js` in the browser's IndexedDB: one object store, every write one durable transaction. */

import { Problem, SAY } from "./texts.js";

const ROWS = "rows";

const asked = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/**
 * Opens the database `name`.
 * @throws {Problem} no_store where the browser gives none (private windows), full where no room is left
 */
export async function idbStore(name) {
  const db = await opened(name);
  const read = () => db.transaction(ROWS).objectStore(ROWS);
  const write = ({ put = {}, remove = [], clear = false }) =>
    new Promise((resolve, reject) => {
      const transaction = db.transaction(ROWS, "readwrite", { durability: "strict" });
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(reason(transaction.error));
      const rows = transaction.objectStore(ROWS);
      try {
        if (clear) rows.clear();
        for (const key of remove) rows.delete(key);
        for (const [key, value] of Object.entries(put)) rows.put(value, key);
      } catch (error) {
        transaction.abort();
        reject(reason(error));
      }
    });
  return {
    get: async (key) => asked(read().get(key)),
    getMany: async (prefix = "") => {
      const rows = read();
      const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`);
      const [keys, values] = await Promise.all([asked(rows.getAllKeys(range)), asked(rows.getAll(range))]);
      return keys.map((key, index) => [key, values[index]]);
    },
    write,
  };
}

function opened(name) {
  const failed = () => new Problem("no_store", "Trình duyệt này không cho lưu. Mời mở bằng cửa sổ thường, không ẩn danh.");
  return new Promise((resolve, reject) => {
    if (!globalThis.indexedDB) return reject(failed());
    let request;
    try {
      request = indexedDB.open(name, 1);
    } catch {
      return reject(failed());
    }
    request.onupgradeneeded = () => request.result.createObjectStore(ROWS);
    request.onerror = () => reject(failed());
    request.onsuccess = () => {
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
  });
}

const reason = (error) => (error?.name === "QuotaExceededError" ? new Problem("full", SAY.full) : new Problem("unsaved", SAY.unsaved));
