/** Staff links as the organiser makes and shows them. Their addresses are no rows: the page asks for one at a time. */
import { request, send } from "../kit/request.js";

/** @typedef {import("../kit/page.js").PageState} PageState */
/** @typedef {import("../core/table.js").Table} Table */

export class StaffLinks {
  /** The link whose address is in view. @type {{id: string, url: string, qr: string}|null} */
  shown = null;
  /** The role of the link that is being made; its form depends on it. */
  role = "moderator";
  /** The organiser's link that was not taken back, since it is the last one. @type {{id: string, why: string}|null} */
  last = null;
  #page;
  #address;
  #table;
  #own;

  /**
   * @param {PageState} page @param {string} address of the organiser's page
   * @param {{table: Table, own: string[]}} known table: with the links; own: those opened here
   */
  constructor(page, address, { table, own }) {
    this.#page = page;
    this.#address = address;
    this.#table = table;
    this.#own = own;
  }

  /** Whether this device works by a link. @param {string} id */
  isOwn(id) {
    return this.#own.includes(id);
  }

  /**
   * Whether the server shows the address of a link to this device; it has the last word.
   * @param {RowOf<"link">} link
   */
  mayShow(link) {
    if (link.role === "organiser") return false;
    const standing = this.#own.some((id) => {
      const row = this.#table.get("link", id);
      return row?.role === "organiser" && !row.maker && row.expires === null;
    });
    return standing || this.#makers(link.id).some((id) => this.isOwn(id));
  }

  /** The links that end with a link, since they were made by it, or by one of those. @param {string} id */
  endingWith(id) {
    return this.#table.all("link").filter((row) => !row.revoked && this.#makers(row.id).slice(1).includes(id));
  }

  /** A link and those by which it was made. @param {string} id @returns {string[]} */
  #makers(id) {
    /** @type {string[]} */
    const found = [];
    for (let at = id; at && !found.includes(at); at = this.#table.get("link", at)?.maker ?? "") found.push(at);
    return found;
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
    await this.#showNew(answer.result);
    return true;
  }

  /** Take a link back, and with it what was made by it. @param {string} id */
  async revoke(id) {
    const answer = await this.#page.act("link.revoke", { id });
    this.last = answer.code === "last_organiser" && this.isOwn(id) ? { id, why: answer.message ?? "" } : null;
    this.#page.redraw();
  }

  /** Take the last organiser's link back, and go on by a new one. @param {string} id */
  async replace(id) {
    const answer = await this.#page.act("link.revoke", { id, replace: true });
    if (!answer.ok) return;
    this.last = null;
    // This device has just lost its role; the address comes only from its answer.
    await send("/s", { secret: answer.result.secret }, "role");
    await this.#showNew(answer.result);
  }

  /** Show the address of a link, or hide it. @param {string} id */
  async toggle(id) {
    const hide = this.shown?.id === id;
    this.shown = null;
    if (!hide) this.#show(id, await request(`${this.#address}/link/${id}`, { gives: "url" }));
    this.#page.redraw();
  }

  /** @param {{id: string, secret: string}} link */
  async #showNew({ id, secret }) {
    this.#show(id, await send(`${this.#address}/link`, { secret }, "url"));
    this.#page.redraw();
  }

  /** @param {string} id @param {Awaited<ReturnType<typeof request>>} answer */
  #show(id, { ok, body, message }) {
    this.shown = ok ? { id, url: body.url, qr: body.qr } : null;
    if (!ok) this.#page.trouble = message;
  }
}
