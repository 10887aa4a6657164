/** Staff links as the organiser makes and shows them. Their addresses are no rows: the page asks for one at a time. */
import { request } from "../kit/request.js";

/** @typedef {import("../kit/page.js").PageState} PageState */

export class StaffLinks {
  /** The link whose address is in view. @type {{id: string, url: string, qr: string}|null} */
  shown = null;
  /** The role of the link that is being made; its form depends on it. */
  role = "moderator";
  #page;
  #address;

  /** @param {PageState} page @param {string} address of the organiser's page */
  constructor(page, address) {
    this.#page = page;
    this.#address = address;
  }

  /**
   * Make a link and show its address.
   * @param {{data: FormData, text: (name: string) => string}} fields of the form
   * @returns {Promise<boolean>} whether it was made
   */
  async make({ data, text }) {
    const [kind, place] = text("place").split(":");
    const answer = await this.#page.act("link.create", {
      role: text("role") || null,
      ...(kind && { [kind]: place }),
      label: text("label") || null,
      hours: Number(text("hours")) || null,
      single: data.has("single"),
      steward: data.has("steward"),
    });
    if (!answer.ok) return false;
    this.role = "moderator";
    await this.toggle(answer.result.id);
    return true;
  }

  /** Show the address of a link, or hide it. @param {string} id */
  async toggle(id) {
    const hide = this.shown?.id === id;
    this.shown = null;
    if (!hide) {
      const { ok, body, message } = await request(`${this.#address}/link/${id}`, { gives: "url" });
      if (ok) this.shown = { id, ...body };
      else this.#page.trouble = message;
    }
    this.#page.redraw();
  }
}
