/** What phone, chair and wall draw alike of a hand. */
import { html } from "lit-html";
import { leftOf, signWords } from "../../floor/floor.js";
import { ticking } from "../../kit/ticking.js";

/** A sign: its colour as a patch, and both in words. @param {string} sign */
export const signOf = (sign) =>
  html`<span class="sign" data-colour=${sign.split("-")[0]}><i aria-hidden="true"></i>${signWords(sign)}</span>`;

/**
 * The time of a turn, by the second.
 * @param {RowOf<"floor">} floor @param {import("../../core/clock.js").Clock} clock
 */
export const countdown = (floor, clock) =>
  html`${ticking(() => {
    const { light, words } = leftOf(floor, clock.now());
    return html`<b class="turn-time tabular ${light}">${words}</b>`;
  })}`;
