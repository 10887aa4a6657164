/** A list of people while it is brought in: read by the server, looked at, and imported when it is right. */
import { t } from "../core/words.js";
import { request } from "../kit/request.js";

/** @typedef {{name: string, org: string, fields?: string[]}} Entry */
/**
 * @typedef {{n: number, header: string, field: string, meaning: string, sure: boolean, fixed: boolean,
 *   samples: string[]}} ReadColumn how a column was read
 */
/**
 * @typedef {{added: Entry[], changed: Entry[], gone: Entry[], same: number, notes: string[], columns: ReadColumn[],
 *   meanings: [string, string][]}} Difference to the list as it is, how its columns were read, what they can be
 */
/** @typedef {{body: BodyInit, path: string, query: Record<string, string>, type: string}} Source */

export class PeopleImport {
  /** What an import would change; null: nothing was read. @type {Difference|null} */
  difference = null;
  /** What was imported last, in words. */
  done = "";
  trouble = "";
  busy = false;
  /** @type {Source|null} */
  #source = null;
  #address;
  #redraw;

  /** @param {string} address of the organiser's page @param {() => void} redraw */
  constructor(address, redraw) {
    this.#address = `${address}/people`;
    this.#redraw = redraw;
  }

  /** @param {File} file a table */
  readFile(file) {
    return this.#read({ body: file, path: "", query: { name: file.name }, type: "application/octet-stream" });
  }

  /** @param {Record<string, unknown>} access the address of pretix, the event there, and a token */
  readPretix(access) {
    return this.#read({ body: JSON.stringify(access), path: "/pretix", query: {}, type: "application/json" });
  }

  /** Import what was read. */
  async apply() {
    if (!this.#source) return;
    const answer = await this.#ask({ ...this.#source, query: { ...this.#source.query, apply: "1" } });
    if (answer) {
      this.#reset();
      this.done = t("Taken over: {added} new, {changed} changed.", { added: answer.added, changed: answer.changed });
    }
    this.#redraw();
  }

  /** Read the list again with another meaning of a column. @param {number} n @param {string} field */
  async mean(n, field) {
    if (!this.#source) return;
    const before = this.#source;
    const told = new Map(
      (before.query.columns ?? "")
        .split(",")
        .filter(Boolean)
        .map((part) => /** @type {[string, string]} */ (part.split(":"))),
    );
    told.set(String(n), field);
    const columns = [...told].map((part) => part.join(":")).join(",");
    const source = { ...before, query: { ...before.query, columns } };
    const difference = await this.#ask(source);
    if (difference) {
      this.#source = source;
      this.difference = difference;
    }
    this.#redraw();
  }

  discard() {
    this.#reset();
    this.#redraw();
  }

  #reset() {
    this.#source = null;
    Object.assign(this, { difference: null, trouble: "", done: "", busy: false });
  }

  /** @param {Source} source */
  async #read(source) {
    this.#source = source;
    this.difference = (await this.#ask(source)) ?? this.difference;
    this.#redraw();
  }

  /** @param {Source} source @returns {Promise<any>} the answer to its question; null: it did not work */
  async #ask({ body, path, query, type }) {
    Object.assign(this, { busy: true, trouble: "", done: "" });
    this.#redraw();
    const address = `${this.#address}${path}?${new URLSearchParams(query)}`;
    const answer = await request(address, {
      method: "POST",
      headers: { "Content-Type": type },
      body,
      gives: "same",
    });
    this.busy = false;
    if (!answer.ok) this.trouble = answer.message;
    return answer.ok ? answer.body : null;
  }
}
