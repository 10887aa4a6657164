/** Who has the floor, and who is next: for the wall, and as a band over a video. */
import { html, nothing } from "lit-html";
import { keyed } from "lit-html/directives/keyed.js";
import { repeat } from "lit-html/directives/repeat.js";
import { alive, floorOf, inOrder, kindWord, rulesWords, signWords, speaking, taken } from "../../floor/floor.js";
import { origin } from "../../kit/view.js";
import { placeOf, shown } from "../../programme/session.js";
import { t } from "../../core/words.js";
import { countdown, signOf, standsThere } from "../floor/parts.js";
import { fitted } from "./fit.js";
import { joinSlide } from "./join.js";
import { groups, top, way } from "./parts.js";

/** @typedef {import("./stage.js").Show} Show */

const NEXT = 4;

/** The session or slot whose floor a screen shows: the one that is named, else the one that runs. @param {Show} show */
function sessionOf({ table, screen }) {
  return screen.id ? placeOf(table, screen.id) : shown(table, null);
}

/** @param {Show} show */
export function floorSlide(show) {
  const { table, clock } = show;
  const session = sessionOf(show);
  const floor = floorOf(table, session?.id);
  if (!session || !floor || !alive(floor)) return joinSlide(show, t("Raise your hand to speak"));
  const now = speaking(table, floor);
  const question = now ? null : taken(table, floor);
  const on = now ?? question;
  const waiting = inOrder(table, session.id).slice(0, NEXT);
  return html`<div class="slide floor">
    ${top(show, session)}
    <div class=${waiting.length ? "main with-next" : "main"}>
      ${keyed(
        on?.id,
        html`<div class="asked enter">
          <p class="has">${now ? t("Has the floor") : question ? t("Being answered") : t("Nobody has the floor")}</p>
          <div class="place">
            <h1 class="fit" aria-level=${show.level} dir="auto" lang=${question?.lang ?? nothing} ${fitted()}>
              ${now ? signOf(now.sign) : (question?.text ?? t("Raise your hand to speak"))}
            </h1>
          </div>
          <p class="from">
            ${on ? origin(on.mode, on.mode === "remote" ? t("remote") : t("in the room")) : nothing}
            ${now ? countdown(floor, clock) : nothing}
          </p>
        </div>`,
      )}
      ${waiting.length ? aside(waiting) : nothing}
    </div>
    <p class="rule">
      <b>${t("Order: {rules}", { rules: rulesWords(floor) })}</b>
      <span>${floor.open ? t("Raise your hand on your phone.") : t("The list of speakers is closed.")}</span>
    </p>
    <footer class="foot">${groups(show)}${way(show)}</footer>
  </div>`;
}

/** @param {import("../../floor/floor.js").Hand} hand */
const kindOf = ({ kind, question }) =>
  kind === "contribution" || question ? nothing : html`<span class="kind">${kindWord(kind)}</span>`;

/** @param {import("../../floor/floor.js").Hand[]} hands */
const aside = (hands) =>
  html`<aside class="next">
    <h2>${t("Up next")}</h2>
    <div class="place">
      <ol class="fit" data-fit="list" ${fitted()}>
        ${repeat(
          hands,
          ({ id }) => id,
          (hand) => html`<li class="enter">${standsThere(hand)} ${origin(hand.mode)} ${kindOf(hand)}</li>`,
        )}
      </ol>
    </div>
  </aside>`;

/**
 * For the overlay: who speaks and who is next, in words; null where nobody speaks.
 * @param {Show} show @returns {{key: string, text: string, below: unknown}|null}
 */
export function floorBand(show) {
  const { table, clock } = show;
  const session = sessionOf(show);
  const floor = floorOf(table, session?.id);
  const now = speaking(table, floor);
  if (!session || !floor || !now) return null;
  const [next] = inOrder(table, session.id);
  const title = next && (next.question?.text ?? signWords(next.sign));
  return {
    key: now.id,
    text: signWords(now.sign),
    below: html`<p class="from">
      ${origin(now.mode)} ${countdown(floor, clock)}
      ${next ? html`<span>${t("Next: {title}", { title })}</span>` : nothing}
    </p>`,
  };
}
