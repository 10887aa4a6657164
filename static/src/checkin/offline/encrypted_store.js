/**
 * Keeps things in the device's database, encrypted with a key that no script can read out. The key lies in the same
 * database, where browsers write it in clear: this keeps names out of what a search of the disk for them finds, and
 * from nobody who copies the profile.
 */
import { freshId } from "../../core/outbox.js";
import { deleteDatabase, mayReopen, openDatabase, transact } from "./database.js";

/**
 * @typedef {import("./database.js").Database} Database
 * @typedef {import("./database.js").ObjectStore} ObjectStore
 * @typedef {import("./database.js").StoreName} StoreName
 * @typedef {{id: string, key: CryptoKey}} NamedKey
 * @typedef {{iv: BufferSource, data: BufferSource}} Encrypted
 */

export class EncryptedStore {
  durable = true;
  #db;
  #name;
  /** @type {Promise<NamedKey>|null} */
  #key = null;

  /** @param {Database} db */
  constructor(db) {
    this.#db = db;
    this.#name = db.name;
  }

  /**
   * One transaction, and once more in the database opened anew, if the browser has closed it.
   * @template T
   * @param {StoreName[]} names @param {"readonly"|"readwrite"} mode
   * @param {(store: (name: StoreName) => ObjectStore) => Promise<T>} act as for `transact`
   * @returns {Promise<T>}
   */
  async #transact(names, mode, act) {
    const db = this.#db;
    try {
      return await transact(db, names, mode, act);
    } catch (error) {
      if (!mayReopen(db, error)) throw error;
      if (this.#db === db) this.#db = await openDatabase(this.#name);
      return transact(this.#db, names, mode, act);
    }
  }

  /**
   * The device's key, made when it is first needed; of two tabs that make one, the first one's.
   * @returns {Promise<NamedKey>}
   */
  key() {
    return (this.#key ??= this.#firstKey());
  }

  async #firstKey() {
    const kept = await this.#transact(["keys"], "readonly", (store) => store("keys").get("key"));
    if (kept) return kept;
    const made = {
      id: freshId(),
      key: await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]),
    };
    return this.#transact(["keys"], "readwrite", async (store) => {
      const known = await store("keys").get("key");
      if (!known) await store("keys").put(made, "key");
      return known ?? made;
    });
  }

  /** @param {StoreName} name @param {unknown} value */
  append(name, value) {
    return this.#write(name, value, (store, encrypted) => store.add(encrypted));
  }

  /** @param {StoreName} name @param {IDBValidKey} key @param {unknown} value */
  put(name, key, value) {
    return this.#write(name, value, (store, encrypted) => store.put(encrypted, key));
  }

  /**
   * @param {StoreName} name @param {unknown} value
   * @param {(store: ObjectStore, encrypted: object) => Promise<unknown>} act
   */
  async #write(name, value, act) {
    for (;;) {
      const { id, key } = await this.key();
      const encrypted = await encrypt(key, name, value);
      const done = await this.#transact(["keys", name], "readwrite", async (store) => {
        const known = await store("keys").get("key");
        // Another tab may have wiped everything meanwhile: what the old key has encrypted could never be read again.
        if (known?.id !== id) return false;
        await act(store(name), encrypted);
        return true;
      });
      if (done) return;
      this.#key = null;
    }
  }

  /** Oldest first. @param {StoreName} name @returns {Promise<import("./device_store.js").Item[]>} */
  async all(name) {
    const [named, keys, values] = await this.#transact(["keys", name], "readonly", (store) =>
      Promise.all([store("keys").get("key"), store(name).getAllKeys(), store(name).getAll()]),
    );
    if (!named) return [];
    const opened = await Promise.all(values.map((encrypted) => decrypt(named.key, name, encrypted)));
    return opened.map((value, i) => ({ key: keys[i], value })).filter(({ value }) => value !== undefined);
  }

  /** @param {StoreName} name @returns {Promise<number>} */
  count(name) {
    return this.#transact([name], "readonly", (store) => store(name).count());
  }

  /** @param {StoreName} name @param {IDBValidKey} key */
  async drop(name, key) {
    await this.#transact([name], "readwrite", (store) => store(name).delete(key));
  }

  async wipe() {
    this.#key = null;
    await deleteDatabase(this.#db).catch(async (error) => {
      if (!mayReopen(this.#db, error)) throw error;
      await deleteDatabase(await openDatabase(this.#name));
    });
  }
}

/** @param {CryptoKey} key @param {string} name @param {unknown} value */
async function encrypt(key, name, value) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const text = new TextEncoder().encode(JSON.stringify(value));
  return {
    iv,
    data: await crypto.subtle.encrypt(
      { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(name) },
      key,
      text,
    ),
  };
}

/**
 * @param {CryptoKey} key @param {string} name @param {Encrypted} encrypted
 * @returns {Promise<unknown>} undefined if it cannot be read
 */
async function decrypt(key, name, { iv, data }) {
  try {
    const text = await crypto.subtle.decrypt(
      { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(name) },
      key,
      data,
    );
    return JSON.parse(new TextDecoder().decode(text));
  } catch {
    return undefined;
  }
}
