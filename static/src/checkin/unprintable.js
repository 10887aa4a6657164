/** Names that no font can print whole: asked of the server, which has the fonts, once for each list of people. */
import { request } from "../kit/request.js";

export class Unprintable {
  /** @type {string[]} */
  names = [];
  /** The list that was asked about. */
  #of = "";
  #address;
  #redraw;

  /** @param {string} address of the organiser's page @param {() => void} redraw */
  constructor(address, redraw) {
    this.#address = `${address}/people/unprintable`;
    this.#redraw = redraw;
  }

  /** Ask about the people on the list, unless that was done. @param {{id: string, name: string}[]} people */
  async look(people) {
    const of = people.map(({ id, name }) => `${id} ${name}`).join("\n");
    if (of === this.#of) return;
    this.#of = of;
    const { ok, body } = await request(this.#address, { gives: "names" });
    if (!ok || of !== this.#of) return;
    this.names = body.names;
    this.#redraw();
  }
}
