/** What stayed open at earlier events of the series, to be taken over. It is no part of this event's rows. */
import { request } from "../kit/request.js";

/** @typedef {import("../kit/page.js").PageState} PageState */
/**
 * @typedef {{event: string, title: Words, topics: Words[], questions: Words[]}} Earlier an event with titles and texts
 */

export class Series {
  /** @type {Earlier[]} */
  earlier = [];
  #page;
  #address;

  /** @param {PageState} page @param {string} address of the organiser's page */
  constructor(page, address) {
    this.#page = page;
    this.#address = `${address}/series`;
  }

  async load() {
    const { ok, body } = await request(this.#address, { gives: "length" });
    this.earlier = ok ? body : [];
    this.#page.redraw();
  }

  /** @param {string} event what stayed open there comes into this event's parking lot */
  async take(event) {
    const { ok, message } = await request(`${this.#address}/${event}`, { method: "POST", gives: "topics" });
    if (!ok) this.#page.trouble = message;
    await this.load();
  }
}
