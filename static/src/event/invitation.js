/** What organisers write to those they invite, and their own list with everybody's link in it. Nothing here draws. */
import { request } from "../kit/request.js";

/** @typedef {{onsite: string, remote: string}} Texts */
/** @typedef {{found: number, rows: number, csv: string, name: string}} Merged */

export class Invitation {
  /** @type {Texts|null} */
  texts = null;
  /** @type {Merged|null} */
  merged = null;
  busy = false;
  trouble = "";
  #address;
  #redraw;

  /** @param {string} organise the page's address @param {() => void} redraw */
  constructor(organise, redraw) {
    this.#address = organise;
    this.#redraw = redraw;
  }

  /** Have the texts written. @param {string} lang */
  async write(lang) {
    const answer = await this.#ask(() => request(`${this.#address}/invitation?language=${lang}`, { gives: "onsite" }));
    this.texts = answer.ok ? answer.body : this.texts;
    this.#redraw();
  }

  /** Have everybody's link put beside their row. @param {File} file */
  async merge(file) {
    const address = `${this.#address}/people/merge?name=${encodeURIComponent(file.name)}`;
    const answer = await this.#ask(() => request(address, { method: "POST", body: file, gives: "csv" }));
    this.merged = answer.ok ? { ...answer.body, name: file.name.replace(/\.[^.]*$/, "") } : null;
    this.#redraw();
  }

  /** @param {() => ReturnType<typeof request>} ask */
  async #ask(ask) {
    this.busy = true;
    this.#redraw();
    const answer = await ask();
    this.busy = false;
    this.trouble = answer.ok ? "" : answer.message;
    return answer;
  }
}

/** A file to be saved, which no server has. @param {Merged} merged */
export const fileOf = ({ csv }) => URL.createObjectURL(new Blob([csv], { type: "text/csv;charset=utf-8" }));
