/** The IndexedDB of a desk: one database for each event. */
import { deleteDB, openDB, unwrap } from "idb";

/** @typedef {"keys"|"roster"|"noted"|"refused"} StoreName */
/** @typedef {import("idb").IDBPDatabase} Database */
/** @typedef {import("idb").IDBPObjectStore<unknown, StoreName[], StoreName, "readwrite">} ObjectStore */

/** @type {StoreName[]} */
const STORE_NAMES = ["keys", "roster", "noted", "refused"];

/** @param {string} event */
export const databaseName = (event) => `companion-desk-${event}`;

/** @param {string} name @returns {Promise<Database>} */
export const openDatabase = (name) =>
  openDB(name, 1, {
    upgrade(db) {
      // The queue's keys are counted up, so its order is that of the scans, in however many tabs they were made.
      for (const name of STORE_NAMES) {
        db.createObjectStore(name, name === "noted" ? { autoIncrement: true } : undefined);
      }
    },
    blocking: (_from, _to, event) => {
      const db = /** @type {IDBDatabase} */ (event.target);
      given.add(db);
      db.close();
    },
  });

/** Closed because another tab deletes them: these are not to be opened anew. @type {WeakSet<IDBDatabase>} */
const given = new WeakSet();

/** What a request says when the browser has closed the database under the page, as it does after a sleep. */
const CLOSED = new Set(["InvalidStateError", "UnknownError", "AbortError"]);

/**
 * Whether a database has failed in a way that a new one may not.
 * @param {Database} db @param {unknown} error
 */
export const mayReopen = (db, error) => error instanceof Error && CLOSED.has(error.name) && !given.has(unwrap(db));

/**
 * One transaction; what `act` returns is known when all of it is on the disk.
 * @template T
 * @param {Database} db @param {StoreName[]} names @param {"readonly"|"readwrite"} mode
 * @param {(store: (name: StoreName) => ObjectStore) => Promise<T>} act awaits nothing but requests of this transaction
 * @returns {Promise<T>}
 */
export async function transact(db, names, mode, act) {
  // "strict": what was said to be noted survives a battery that falls out.
  const work = db.transaction(names, mode, { durability: "strict" });
  const store = (/** @type {StoreName} */ name) => /** @type {ObjectStore} */ (work.objectStore(name));
  const [result] = await Promise.all([act(store), work.done]);
  return result;
}

/** Everything in all stores goes, in one step, and then the database. @param {Database} db */
export async function deleteDatabase(db) {
  await transact(db, STORE_NAMES, "readwrite", (store) => Promise.all(STORE_NAMES.map((name) => store(name).clear())));
  db.close();
  void deleteDB(db.name); // when no other tab has it open any more; they hear of it
}

/**
 * This is no desk any more: the list goes, and with it everything, unless something waits to be sent.
 * @param {string} name
 */
export async function abandonDatabase(name) {
  const db = await openDatabase(name);
  const waiting = await transact(db, ["roster", "noted"], "readwrite", async (store) => {
    await store("roster").clear();
    return store("noted").count();
  });
  if (waiting) db.close();
  else await deleteDatabase(db);
}
