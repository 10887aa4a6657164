/** Who is expected, as the device knows it: for supervisors with names, for stewards only which tickets there are. */
import { isWithdrawal, read } from "../../core/ours.js";
import { findPeople, wordsOf } from "../name_search.js";
import { isTicket } from "../scanned.js";
import { digest, digests, codeHash } from "./code_hashes.js";

/** @typedef {import("../../core/ours.js").Json} Json */
/**
 * @typedef {[hash: string, flags: string, id?: string, name?: string, org?: string, mode?: string|null,
 *   group?: string]} Entry
 * @typedef {{tag: string, end: number|null, at: number, short?: boolean, rows: Entry[]}} Data
 *   tag: the server's name of this state; at: when it was read, event ms; short: some tickets have codes that are so
 *   short that only the server may know them
 * @typedef {{secret?: string, attendee?: string, [more: string]: unknown}} Whose
 * @typedef {{known: boolean|null, warn: string|null, person: {name: string, org: string, mode: string|null}|null}} Look
 *   known: null where this device has no list; warn: why the server would not let them in, in pretix's words
 */

const PATIENCE = 3000;
/** A list on a slow network takes its time, once the server has begun to send it. */
const SLOW = 30_000;
const HOUR = 3_600_000;
const MOST = 20;

export class Roster {
  #url;
  #device;
  #now;
  /** @type {Data|null} */
  #data = null;
  /** @type {Map<string, Entry>} */
  #byHash = new Map();
  /** @type {Map<string, Entry[]>} */
  #ids = new Map();
  /** @type {{name: string, words: string[], entry: Entry}[]|null} */
  #people = null;

  /** @param {{event: string, device: {store: import("./device_store.js").DeviceStore}, now: () => number}} options */
  constructor({ event, device, now }) {
    this.#url = `/e/${event}/desk/roster`;
    this.#device = device;
    this.#now = now;
  }

  get known() {
    return this.#data !== null;
  }

  /** Take over what the device has kept. */
  async load(store = this.#device.store) {
    const kept = (await store.all("roster")).find(({ key }) => key === "list");
    if (kept) this.#take(kept.value);
  }

  /** Go on in another store. @param {import("./device_store.js").DeviceStore} store */
  async moveTo(store) {
    if (!this.#data) return this.load(store);
    if (!this.over(this.#now())) await store.put("roster", "list", this.#data).catch(() => {});
  }

  /** @returns {Promise<"new"|"same"|"away"|"refused">} refused: this device is no desk of the event (any more) */
  async refresh() {
    const stop = new AbortController();
    let timer = setTimeout(() => stop.abort(), PATIENCE);
    try {
      const headers = { accept: "application/json", ...(this.#data && { "if-none-match": this.#data.tag }) };
      const reply = await fetch(this.#url, {
        headers,
        cache: "no-store",
        credentials: "same-origin",
        signal: stop.signal,
      });
      clearTimeout(timer);
      timer = setTimeout(() => stop.abort(), SLOW);
      if (reply.status === 304) return "same";
      const body = /** @type {(Json & Partial<Data>)|null} */ (await read(reply));
      if (isWithdrawal(body)) return "refused";
      if (!reply.ok || !Array.isArray(body?.rows)) return "away";
      await this.#keep({
        tag: reply.headers.get("ETag") ?? "",
        end: body.end ?? null,
        at: this.#now(),
        short: body.short,
        rows: body.rows,
      });
      return "new";
    } catch {
      return "away";
    } finally {
      clearTimeout(timer);
    }
  }

  /** @param {Data} data */
  async #keep(data) {
    this.#take(data);
    if (this.over(this.#now())) return; // the event was long ago
    // With a full disk it is known as long as the page lives.
    await this.#device.store.put("roster", "list", data).catch(() => {});
  }

  /** @param {Data} data */
  #take(data) {
    this.#data = data;
    this.#people = null;
    this.#byHash = new Map(data.rows.map((entry) => [entry[0], entry]));
    this.#ids = new Map();
    for (const entry of data.rows) {
      if (entry[2]) this.#ids.set(entry[2], [...(this.#ids.get(entry[2]) ?? []), entry]);
    }
  }

  forget() {
    this.#take({ tag: "", end: null, at: 0, rows: [] });
    this.#data = null;
  }

  /** @param {Whose} whose @returns {Promise<Entry[]>} all tickets of one person */
  async #entries({ secret, attendee }) {
    if (attendee) return this.#ids.get(attendee) ?? [];
    const entry = secret && digests() ? this.#byHash.get(await codeHash(secret)) : undefined;
    return entry ? (entry[2] && this.#ids.get(entry[2])) || [entry] : [];
  }

  /** @param {Whose & {type?: string, room?: string|null}} scan @returns {Promise<Look>} */
  async look(scan) {
    const [entry] = await this.#entries(scan);
    if (!entry) return { known: this.#tells(scan) ? false : null, warn: null, person: null };
    const [state = "", stand] = entry[1].split(" ");
    const twice = stand === "in" && !scan.room ? "already_redeemed" : null;
    return {
      known: true,
      warn: scan.type === "exit" ? null : state === "valid" ? twice : state,
      person: personOf(entry),
    };
  }

  /** Whether somebody who is not found is on no list at all. @param {Whose} whose */
  #tells({ secret, attendee }) {
    if (!this.#data || !(attendee || digests())) return false;
    return Boolean(attendee) || !this.#data.short || isTicket(secret ?? "");
  }

  /** What was done here counts here, until the server tells better. @param {Whose} whose @param {string} [type] */
  async move(whose, type = "entry") {
    for (const entry of await this.#entries(whose)) {
      entry[1] = `${entry[1].split(" ")[0]} ${type === "exit" ? "out" : "in"}`;
    }
  }

  /**
   * The nonces under which the server lets in those who booked together with somebody and are not in.
   * @param {Whose} whose @param {string} nonce
   */
  async group(whose, nonce) {
    const [entry] = await this.#entries(whose);
    if (!entry?.[6]) return [];
    const others = [...this.#ids].filter(([, [other]]) => other?.[6] === entry[6] && other[1] === "valid out");
    return Promise.all(others.map(([id]) => digest(["group", nonce, id], 16)));
  }

  /** @param {string} query */
  search(query) {
    this.#people ??= [...this.#ids.values()].flatMap(([entry]) => {
      const [, , , name = "", org = ""] = entry ?? [];
      return entry ? [{ name, words: wordsOf(`${name} ${org}`), entry }] : [];
    });
    return findPeople(this.#people, query, MOST).map(({ entry }) => {
      const { name, org, mode } = /** @type {NonNullable<Look["person"]>} */ (personOf(entry));
      const [state = "", stand] = entry[1].split(" ");
      return { attendee: entry[2] ?? "", name, org, mode, state, in: stand === "in" };
    });
  }

  /**
   * Whether the list has been here for as long as it may be: twelve hours beyond the event.
   * @param {number} now event ms
   */
  over(now) {
    return this.#data !== null && now > (this.#data.end ?? this.#data.at + 12 * HOUR) + 12 * HOUR;
  }
}

/** @param {Entry} entry @returns {Look["person"]} */
const personOf = ([, , id, name = "", org = "", mode = null]) => (id ? { name, org, mode } : null);
