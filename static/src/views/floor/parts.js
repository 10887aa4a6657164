/** What phone, chair and wall draw alike of a hand. */
import { html, nothing } from "lit-html";
import { leftOf, signWords } from "../../floor/floor.js";
import { ticking } from "../../kit/ticking.js";

/** A sign: its colour as a patch, and both in words. @param {string} sign */
export const signOf = (sign) =>
  html`<span class="sign" data-colour=${sign.split("-")[0]}><i aria-hidden="true"></i>${signWords(sign)}</span>`;

/**
 * What stands in the order: a hand by its sign, a typed question by its words.
 * @param {import("../../floor/floor.js").Hand} hand
 */
export const standsThere = ({ sign, question }) =>
  question
    ? html`<span class="text" dir="auto" lang=${question.lang ?? nothing}>${question.text}</span>`
    : signOf(sign);

/**
 * The time of a turn, by the second.
 * @param {RowOf<"floor">} floor @param {import("../../core/clock.js").Clock} clock
 */
export const countdown = (floor, clock) =>
  html`${ticking(() => {
    const { light, words } = leftOf(floor, clock.now());
    return html`<b class="turn-time tabular ${light}">${words}</b>`;
  })}`;
