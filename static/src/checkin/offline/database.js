/** The IndexedDB of a desk: one database for each event. */
import { deleteDB, openDB } from "idb";

/** @typedef {"keys"|"roster"|"noted"|"refused"} Shelf */
/** @typedef {import("idb").IDBPDatabase} Database */
/** @typedef {import("idb").IDBPObjectStore<unknown, Shelf[], Shelf, "readwrite">} ObjectStore */

/** @type {Shelf[]} */
const SHELVES = ["keys", "roster", "noted", "refused"];

/** @param {string} event */
export const storeOf = (event) => `companion-desk-${event}`;

/** @param {string} name @returns {Promise<Database>} */
export const openStore = (name) =>
  openDB(name, 1, {
    upgrade(db) {
      // The queue's keys are counted up, so its order is that of the scans, in however many tabs they were made.
      for (const shelf of SHELVES) db.createObjectStore(shelf, shelf === "noted" ? { autoIncrement: true } : undefined);
    },
    blocking: (_from, _to, event) => /** @type {IDBDatabase} */ (event.target).close(),
  });

/**
 * One transaction; what `act` returns is known when all of it is on the disk.
 * @template T
 * @param {Database} db @param {Shelf[]} shelves @param {"readonly"|"readwrite"} mode
 * @param {(shelf: (name: Shelf) => ObjectStore) => Promise<T>} act awaits nothing but requests of this transaction
 * @returns {Promise<T>}
 */
export async function transact(db, shelves, mode, act) {
  // "strict": what was said to be noted survives a battery that falls out.
  const work = db.transaction(shelves, mode, { durability: "strict" });
  const shelf = (/** @type {Shelf} */ name) => /** @type {ObjectStore} */ (work.objectStore(name));
  const [result] = await Promise.all([act(shelf), work.done]);
  return result;
}

/** Everything on all shelves goes, in one step, and then the shelves. @param {Database} db */
export async function clearStore(db) {
  await transact(db, SHELVES, "readwrite", (shelf) => Promise.all(SHELVES.map((name) => shelf(name).clear())));
  db.close();
  void deleteDB(db.name); // when no other tab has it open any more; they hear of it
}

/** This is no desk any more: the list goes, and with it everything, unless something waits to be sent. @param {string} name */
export async function leaveStore(name) {
  const db = await openStore(name);
  const waiting = await transact(db, ["roster", "noted"], "readwrite", async (shelf) => {
    await shelf("roster").clear();
    return shelf("noted").count();
  });
  if (waiting) db.close();
  else await clearStore(db);
}
