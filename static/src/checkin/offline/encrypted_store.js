/** What a desk keeps on its device, encrypted with a key that no script can read out. Without a secure context, in memory. */
import { freshId } from "../../core/outbox.js";
import { clearStore, openStore, transact } from "./database.js";

/**
 * @typedef {import("./database.js").Database} Database
 * @typedef {import("./database.js").ObjectStore} ObjectStore
 * @typedef {import("./database.js").Shelf} Shelf
 * @typedef {{key: any, value: any}} Item
 * @typedef {{id: string, key: CryptoKey}} Named
 * @typedef {{durable: boolean, append: (shelf: Shelf, value: any) => Promise<void>, put: (shelf: Shelf, key: string, value: any) => Promise<void>,
 *   all: (shelf: Shelf) => Promise<Item[]>, count: (shelf: Shelf) => Promise<number>, drop: (shelf: Shelf, key: any) => Promise<void>,
 *   wipe: () => Promise<void>}} Box
 */

/** Some browsers leave a request to open a store without any answer; the desk must not wait for it, ms. */
const PATIENCE = 5000;

/** @param {string} name of the store @returns {Promise<Box>} */
export function openBox(name) {
  const late = new Promise((resolve) => setTimeout(() => resolve(new Memory()), PATIENCE));
  return Promise.race([/** @type {Promise<Box>} */ (openSealed(name)), /** @type {Promise<Box>} */ (late)]);
}

/** @param {string} name of the store @returns {Promise<Box>} */
async function openSealed(name) {
  try {
    if (!globalThis.crypto?.subtle || !globalThis.indexedDB) return new Memory();
    const box = new Sealed(await openStore(name));
    await box.key();
    return box;
  } catch {
    return new Memory(); // private windows of some browsers have a store that does not open, or takes no keys
  }
}

export class Memory {
  durable = false;
  /** @type {Map<string, Map<any, any>>} */
  #shelves = new Map();
  #n = 0;

  /** @param {Shelf} shelf */
  #on(shelf) {
    return this.#shelves.get(shelf) ?? /** @type {Map<any, any>} */ (this.#shelves.set(shelf, new Map()).get(shelf));
  }

  /** @param {Shelf} shelf @param {any} value */
  append = async (shelf, value) => void this.#on(shelf).set(++this.#n, value);
  /** @param {Shelf} shelf @param {string} key @param {any} value */
  put = async (shelf, key, value) => void this.#on(shelf).set(key, value);
  /** @param {Shelf} shelf */
  all = async (shelf) => [...this.#on(shelf)].map(([key, value]) => ({ key, value }));
  /** @param {Shelf} shelf */
  count = async (shelf) => this.#on(shelf).size;
  /** @param {Shelf} shelf @param {any} key */
  drop = async (shelf, key) => void this.#on(shelf).delete(key);
  wipe = async () => this.#shelves.clear();
}

export class Sealed {
  durable = true;
  #db;
  /** @type {Promise<Named>|null} */
  #key = null;

  /** @param {Database} db */
  constructor(db) {
    this.#db = db;
  }

  /** The device's key, made when it is first needed; of two tabs that make one, the first one's. @returns {Promise<Named>} */
  key() {
    return (this.#key ??= this.#firstKey());
  }

  async #firstKey() {
    const made = {
      id: freshId(),
      key: await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]),
    };
    return transact(this.#db, ["keys"], "readwrite", async (shelf) => {
      const known = await shelf("keys").get("key");
      if (!known) await shelf("keys").put(made, "key");
      return known ?? made;
    });
  }

  /** @param {Shelf} shelf @param {any} value */
  append(shelf, value) {
    return this.#write(shelf, value, (store, sealed) => store.add(sealed));
  }

  /** @param {Shelf} shelf @param {string} key @param {any} value */
  put(shelf, key, value) {
    return this.#write(shelf, value, (store, sealed) => store.put(sealed, key));
  }

  /** @param {Shelf} shelf @param {any} value @param {(store: ObjectStore, sealed: object) => Promise<any>} act */
  async #write(shelf, value, act) {
    for (;;) {
      const { id, key } = await this.key();
      const sealed = await seal(key, shelf, value);
      const done = await transact(this.#db, ["keys", shelf], "readwrite", async (name) => {
        const known = await name("keys").get("key");
        // Another tab may have wiped everything meanwhile: what is sealed with the old key could never be read again.
        if (known?.id !== id) return false;
        await act(name(shelf), sealed);
        return true;
      });
      if (done) return;
      this.#key = null;
    }
  }

  /** Oldest first. @param {Shelf} shelf @returns {Promise<Item[]>} */
  async all(shelf) {
    const [named, keys, values] = await transact(this.#db, ["keys", shelf], "readonly", (name) =>
      Promise.all([name("keys").get("key"), name(shelf).getAllKeys(), name(shelf).getAll()]),
    );
    if (!named) return [];
    const opened = await Promise.all(values.map((sealed) => open(named.key, shelf, sealed)));
    return opened.map((value, i) => ({ key: keys[i], value })).filter(({ value }) => value !== undefined);
  }

  /** @param {Shelf} shelf @returns {Promise<number>} */
  count(shelf) {
    return this.#db.count(shelf);
  }

  /** @param {Shelf} shelf @param {any} key */
  async drop(shelf, key) {
    await transact(this.#db, [shelf], "readwrite", (name) => name(shelf).delete(key));
  }

  async wipe() {
    this.#key = null;
    await clearStore(this.#db);
  }
}

/** @param {CryptoKey} key @param {string} shelf @param {any} value */
async function seal(key, shelf, value) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const text = new TextEncoder().encode(JSON.stringify(value));
  return {
    iv,
    data: await crypto.subtle.encrypt(
      { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(shelf) },
      key,
      text,
    ),
  };
}

/** @param {CryptoKey} key @param {string} shelf @param {{iv: BufferSource, data: BufferSource}} sealed @returns {Promise<any>} undefined if it cannot be read */
async function open(key, shelf, { iv, data }) {
  try {
    const text = await crypto.subtle.decrypt(
      { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(shelf) },
      key,
      data,
    );
    return JSON.parse(new TextDecoder().decode(text));
  } catch {
    return undefined;
  }
}
