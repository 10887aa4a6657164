/** Where a desk keeps things on its device: encrypted, or in memory where the browser offers no more. */
import { openDatabase } from "./database.js";
import { EncryptedStore } from "./encrypted_store.js";

/**
 * @typedef {import("./database.js").StoreName} StoreName
 * @typedef {{key: IDBValidKey, value: any}} Item value: what was put there, as JSON; each store has its own kind
 * @typedef {Map<IDBValidKey, Item["value"]>} Items
 */
/**
 * @typedef {object} DeviceStore
 * @property {boolean} durable whether what is kept survives the page
 * @property {(name: StoreName, value: unknown) => Promise<void>} append
 * @property {(name: StoreName, key: IDBValidKey, value: unknown) => Promise<void>} put
 * @property {(name: StoreName) => Promise<Item[]>} all oldest first
 * @property {(name: StoreName) => Promise<number>} count
 * @property {(name: StoreName, key: IDBValidKey) => Promise<void>} drop
 * @property {() => Promise<void>} wipe
 */
/**
 * @typedef {{store: DeviceStore}} Device its store may be exchanged: first for the opened one, at the end for memory
 */

/**
 * Some browsers leave a request to open a database without any answer, and a busy disk answers late; the desk must not
 * wait for it, ms.
 */
const PATIENCE = 5000;

/**
 * @param {string} name of the database
 * @param {(store: DeviceStore) => void} late called with the database if it opens when nobody waits for it any more
 * @returns {Promise<DeviceStore>}
 */
export function openDeviceStore(name, late) {
  const opened = openEncrypted(name);
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      resolve(new MemoryStore());
      void opened.then((store) => store.durable && late(store));
    }, PATIENCE);
    void opened.then((store) => {
      clearTimeout(timer);
      resolve(store);
    });
  });
}

/** @param {string} name of the database @returns {Promise<DeviceStore>} */
async function openEncrypted(name) {
  try {
    if (!globalThis.crypto?.subtle || !globalThis.indexedDB) return new MemoryStore();
    const store = new EncryptedStore(await openDatabase(name));
    await store.key();
    return store;
  } catch {
    return new MemoryStore(); // private windows of some browsers have a database that does not open, or takes no keys
  }
}

export class MemoryStore {
  durable = false;
  /** @type {Map<StoreName, Items>} */
  #stores = new Map();
  #n = 0;

  /** @param {StoreName} name */
  #on(name) {
    return this.#stores.get(name) ?? /** @type {Items} */ (this.#stores.set(name, new Map()).get(name));
  }

  /** @param {StoreName} name @param {unknown} value */
  append = async (name, value) => void this.#on(name).set(++this.#n, value);
  /** @param {StoreName} name @param {IDBValidKey} key @param {unknown} value */
  put = async (name, key, value) => void this.#on(name).set(key, value);
  /** @param {StoreName} name */
  all = async (name) => [...this.#on(name)].map(([key, value]) => ({ key, value }));
  /** @param {StoreName} name */
  count = async (name) => this.#on(name).size;
  /** @param {StoreName} name @param {IDBValidKey} key */
  drop = async (name, key) => void this.#on(name).delete(key);
  wipe = async () => this.#stores.clear();
}
