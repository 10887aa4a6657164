/**
 * What a desk keeps on its device: encrypted, in IndexedDB, under a key that no script can read out and that goes with it.
 * Who steals the browser's files without the key has nothing; `wipe` throws the key away.
 */

/** @typedef {{id: number, value: any}} Kept */

const STORES = ["keys", "noted", "roster"];
const ALGORITHM = "AES-GCM";

export class Vault {
  #db;
  #key;
  #name;

  /** @param {IDBDatabase} db @param {CryptoKey} key @param {string} name */
  constructor(db, key, name) {
    this.#db = db;
    this.#key = key;
    this.#name = name;
  }

  /** @param {string} event @returns {Promise<Vault|null>} null where the browser keeps nothing: without https, or in some private windows */
  static async open(event) {
    if (!globalThis.crypto?.subtle || !globalThis.indexedDB) return null;
    const name = `companion-desk-${event}`;
    try {
      const db = await opened(name);
      const kept = await done(db.transaction("keys").objectStore("keys").get(1));
      const key = kept ?? (await crypto.subtle.generateKey({ name: ALGORITHM, length: 256 }, false, ["encrypt", "decrypt"]));
      // Of two tabs that open at once the first one's key holds.
      if (!kept) await written(db, "keys", (store) => store.add(key, 1)).catch(() => {});
      return new Vault(db, kept ?? (await done(db.transaction("keys").objectStore("keys").get(1))), name);
    } catch {
      return null;
    }
  }

  /** Keep a value; it is on the disk when this is done. @param {"noted"|"roster"} store @param {any} value @param {number} [id] in the place of an older one @returns {Promise<number>} its id, rising */
  async put(store, value, id) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const box = { iv, data: await crypto.subtle.encrypt({ name: ALGORITHM, iv }, this.#key, new TextEncoder().encode(JSON.stringify(value))) };
    return written(this.#db, store, (all) => (id === undefined ? all.add(box) : all.put(box, id)));
  }

  /** Everything in a store, oldest first. @param {"noted"|"roster"} store @returns {Promise<Kept[]>} */
  async all(store) {
    const at = this.#db.transaction(store).objectStore(store);
    const [ids, boxes] = await Promise.all([done(at.getAllKeys()), done(at.getAll())]);
    return Promise.all(boxes.map(async (/** @type {any} */ box, /** @type {number} */ i) => ({ id: Number(ids[i]), value: await this.#read(box) })));
  }

  /** @param {"noted"|"roster"} store @param {number} id */
  async remove(store, id) {
    await written(this.#db, store, (all) => all.delete(id));
  }

  /** Forget everything, the key first. */
  async wipe() {
    for (const store of STORES) await written(this.#db, store, (all) => all.clear());
    this.#db.close();
    await done(indexedDB.deleteDatabase(this.#name)).catch(() => {});
  }

  /** @param {{iv: Uint8Array<ArrayBuffer>, data: ArrayBuffer}} box */
  async #read({ iv, data }) {
    return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: ALGORITHM, iv }, this.#key, data)));
  }
}

/** @param {string} name @returns {Promise<IDBDatabase>} */
function opened(name) {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => STORES.forEach((store) => request.result.createObjectStore(store, { autoIncrement: store === "noted" }));
  return done(request);
}

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
const done = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

/** @param {IDBDatabase} db @param {string} store @param {(store: IDBObjectStore) => IDBRequest} change @returns {Promise<any>} */
function written(db, store, change) {
  const transaction = db.transaction(store, "readwrite", { durability: "strict" });
  const request = change(transaction.objectStore(store));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
}
