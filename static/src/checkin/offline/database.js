/** IndexedDB in promises: one database for each event's desk. */

/** @typedef {"keys"|"roster"|"noted"|"refused"} Shelf */

/** @type {Shelf[]} */
const SHELVES = ["keys", "roster", "noted", "refused"];

/** @param {string} event */
export const storeOf = (event) => `companion-desk-${event}`;

/** @param {string} name @returns {Promise<IDBDatabase>} */
export function openStore(name) {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => {
      // The queue's keys are counted up, so its order is that of the scans, in however many tabs they were made.
      for (const shelf of SHELVES) {
        request.result.createObjectStore(shelf, shelf === "noted" ? { autoIncrement: true } : undefined);
      }
    };
    request.onsuccess = () => {
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
    request.onerror = request.onblocked = () => reject(request.error ?? new Error("blocked"));
  });
}

/**
 * One transaction; what `act` returns is read when all of it is on the disk.
 * @template T
 * @param {IDBDatabase} db @param {Shelf[]} shelves @param {IDBTransactionMode} mode
 * @param {(shelf: (name: Shelf) => IDBObjectStore, result: {value: T|undefined}) => void} act sets the result's value
 * @returns {Promise<T|undefined>}
 */
export function transact(db, shelves, mode, act) {
  return new Promise((resolve, reject) => {
    // "strict": what was said to be noted survives a battery that falls out.
    const work = db.transaction(shelves, mode, { durability: "strict" });
    const result = { value: /** @type {T|undefined} */ (undefined) };
    work.oncomplete = () => resolve(result.value);
    work.onerror = work.onabort = () => reject(work.error ?? new Error("aborted"));
    act((name) => work.objectStore(name), result);
  });
}

/** Everything on all shelves goes, in one step, and then the shelves. @param {IDBDatabase} db */
export async function clearStore(db) {
  await transact(db, SHELVES, "readwrite", (shelf) => SHELVES.forEach((name) => void shelf(name).clear()));
  db.close();
  indexedDB.deleteDatabase(db.name); // when no other tab has it open any more; they hear of it
}

/** This is no desk any more: the list goes, and with it everything, unless something waits to be sent. @param {string} name */
export async function leaveStore(name) {
  const db = await openStore(name);
  const waiting = await transact(db, ["roster", "noted"], "readwrite", (shelf, result) => {
    shelf("roster").clear();
    const counted = shelf("noted").count();
    counted.onsuccess = () => (result.value = counted.result);
  });
  if (waiting) db.close();
  else await clearStore(db);
}
