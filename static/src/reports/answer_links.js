/**
 * The links by which organisations and panellists answer. They are derived from the server's key, so the page asks for
 * them.
 */
import { request } from "../kit/request.js";

/** @typedef {import("../kit/page.js").PageState} PageState */

export class AnswerLinks {
  /** The addresses in view, by the id of who is asked. @type {Map<string, string>} */
  #shown = new Map();
  #page;
  #address;
  #anew;

  /**
   * @param {PageState} page @param {string} address below which the links are told
   * @param {string} anew the command that makes a new one
   */
  constructor(page, address, anew) {
    this.#page = page;
    this.#address = address;
    this.#anew = anew;
  }

  /** @param {string} invitation its id @returns {string|undefined} its address, if it is in view */
  of(invitation) {
    return this.#shown.get(invitation);
  }

  /** Show the address of an invitation, or hide it. @param {string} questionnaire @param {string} invitation ids */
  async toggle(questionnaire, invitation) {
    if (this.#shown.delete(invitation)) this.#page.redraw();
    else await this.#show(questionnaire, invitation);
  }

  /** Make a new address; the old one ends. @param {string} questionnaire @param {string} invitation ids */
  async renew(questionnaire, invitation) {
    const { ok } = await this.#page.act(this.#anew, { id: invitation });
    if (ok) await this.#show(questionnaire, invitation);
  }

  /** @param {string} questionnaire @param {string} invitation */
  async #show(questionnaire, invitation) {
    const { ok, body, message } = await request(`${this.#address}/${questionnaire}/links`, { gives: "length" });
    const found = ok ? body.find((/** @type {{id: string}} */ { id }) => id === invitation) : null;
    if (found) this.#shown.set(invitation, found.url);
    else this.#page.trouble = message;
    this.#page.redraw();
  }
}
