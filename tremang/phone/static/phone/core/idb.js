/** The store of `store.js` in the browser's IndexedDB: one object store, every write one durable transaction. */

import { Problem, SAY } from "./texts.js";

const ROWS = "rows";

const asked = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(reason(request.error));
  });

/**
 * Opens the database `name`. A browser may close it at any time (a disk that is full, a phone that wakes up): then it is opened
 * again. `vanished()` is called where the browser has thrown its rows away meanwhile; from then on nothing is read or written.
 * @throws {Problem} no_store where the browser gives none (private windows), full where no room is left
 */
export async function idbStore(name, vanished = () => {}) {
  let [open, gone] = [await opened(name), false];
  const listen = ({ db }) => {
    db.onclose = () => {
      open = null;
      again().catch(() => {}); // whoever writes next is told
    };
  };
  const again = async () => {
    if (gone) throw new Problem("lost", SAY.lost);
    const found = open ?? (await opened(name).catch(() => { throw new Problem("unsaved", SAY.unsaved); }));
    if (found !== open && found.isNew) {
      gone = true;
      found.db.close();
      vanished();
      throw new Problem("lost", SAY.lost);
    }
    if (found !== open) listen((open = found));
    return open.db;
  };
  const begun = async (...how) => {
    const db = await again();
    try {
      return db.transaction(ROWS, ...how);
    } catch {
      open = null; // closed, and nobody has told so yet
      return (await again()).transaction(ROWS, ...how);
    }
  };
  listen(open);
  const write = async ({ put = {}, remove = [], clear = false }) => {
    const transaction = await begun("readwrite", { durability: "strict" });
    return new Promise((resolve, reject) => {
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
  };
  return {
    get: async (key) => asked((await begun()).objectStore(ROWS).get(key)),
    getMany: async (prefix = "") => {
      const rows = (await begun()).objectStore(ROWS);
      const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`);
      const [keys, values] = await Promise.all([asked(rows.getAllKeys(range)), asked(rows.getAll(range))]);
      return keys.map((key, index) => [key, values[index]]);
    },
    write,
  };
}

/** {db, isNew}: `isNew` where there was none of that name. */
function opened(name) {
  const failed = () => new Problem("no_store", "Trình duyệt này không cho lưu. Mời mở bằng cửa sổ thường, không ẩn danh.");
  return new Promise((resolve, reject) => {
    if (!globalThis.indexedDB) return reject(failed());
    let [request, isNew] = [null, false];
    try {
      request = indexedDB.open(name, 1);
    } catch {
      return reject(failed());
    }
    request.onupgradeneeded = () => {
      isNew = true;
      request.result.createObjectStore(ROWS);
    };
    request.onerror = () => reject(failed());
    request.onsuccess = () => {
      request.result.onversionchange = () => request.result.close();
      resolve({ db: request.result, isNew });
    };
  });
}

/** What went wrong, in words: browsers call a full disk by several names. */
const reason = (error) => (error?.name === "QuotaExceededError" || /NO_SPACE|write blobs/.test(error?.message) ? new Problem("full", SAY.full) : new Problem("unsaved", SAY.unsaved));
