/**
 * What the room sees. The projector, the moderator's thumbnail and the watch page draw the same slide from the same
 * rows; all sizes are units of the slide itself, so it looks the same on a wall and in a corner.
 */
import { html, nothing } from "lit-html";
import { keyed } from "lit-html/directives/keyed.js";
import { slideOn } from "../../event/slides.js";
import { shown } from "../../programme/session.js";
import { t } from "../../core/words.js";
import { announced } from "./announced.js";
import { endSlide } from "./end.js";
import { evaluationSlide } from "./evaluation.js";
import { fitted } from "./fit.js";
import { floorSlide } from "./floor.js";
import { joinSlide } from "./join.js";
import { nowSlide } from "./now.js";
import { podiumSlide } from "./podium.js";
import { audienceOf, top } from "./parts.js";
import { pauseSlide } from "./pause.js";
import { pollSlide } from "./poll.js";
import { questionSlide } from "./question.js";
import { reactions } from "./reactions.js";
import { roomsSlide } from "./rooms.js";
import { summarySlide } from "./summary.js";
import { topSlide } from "./toplist.js";

/**
 * @typedef {import("../../event/slides.js").Screen} Screen
 * @typedef {{table: import("../../core/table.js").Table, boot: any, clock: import("../../core/clock.js").Clock,
 *   screen: Screen, level: unknown, audience: import("./parts.js").Audience, seen?: (id: string) => void}} Show
 *   level: of the heading, where it is not the page's own; audience: who looks at it; seen: says that a line from the
 *   chair was seen, where somebody stands who may
 */

/** @type {Record<string, (show: Show) => unknown>} */
const SLIDES = {
  join: joinOnly,
  question: questionSlide,
  top: topSlide,
  floor: floorSlide,
  podium: podiumSlide,
  now: nowSlide,
  poll: pollSlide,
  rooms: roomsSlide,
  pause: pauseSlide,
  end: endSlide,
  summary: summarySlide,
  evaluation: evaluationSlide,
  message: messageSlide,
  blank: blankSlide,
};

/**
 * The slide that a screen shows.
 * @param {import("../../core/table.js").Table} table @param {any} boot
 * @param {{clock: import("../../core/clock.js").Clock, small?: boolean, screen?: string, status?: unknown,
 *   seen?: (id: string) => void}} options
 *   small: part of another page, so it has a frame and hides nothing of that page; screen: its name; status: a mark for
 *   the connection; seen: as in `Show`
 */
export function stage(table, boot, { clock, small = false, screen = boot.screen ?? "main", status = nothing, seen }) {
  const row = slideOn(table, screen, clock.now());
  const slide = SLIDES[row.what] ?? joinOnly;
  const show = { table, boot, clock, screen: row, level: small ? 2 : nothing, audience: audienceOf(boot), seen };
  const shows = html`${keyed(row.what, slide(show))}${reactions(show)}${announced(show)}${status}`;
  return small ? html`<div class="stage small">${shows}</div>` : html`<main class="stage wall">${shows}</main>`;
}

/**
 * The slide of the podium as a page of its own.
 * @param {import("../../core/table.js").Table} table @param {any} boot
 * @param {{clock: import("../../core/clock.js").Clock, seen?: (id: string) => void}} options
 */
export function podium(table, boot, { clock, seen }) {
  const screen = { what: "podium", id: null, text: null };
  /** @type {Show} */
  const show = { table, boot, clock, screen, level: nothing, audience: audienceOf(boot), seen };
  return html`<main class="stage wall">${podiumSlide(show)}${announced(show)}</main>`;
}

/** @param {Show} show */
function joinOnly(show) {
  return joinSlide(show);
}

/** @param {Show} show */
function messageSlide(show) {
  return html`<div class="slide message">
    ${top(show, shown(show.table))}
    <div class="main">
      ${keyed(
        show.screen.text,
        html`<div class="place enter">
          <h1 class="fit" aria-level=${show.level} dir="auto" ${fitted()}>${show.screen.text ?? ""}</h1>
        </div>`,
      )}
    </div>
  </div>`;
}

function blankSlide() {
  return html`<div class="slide blank"><p class="unseen">${t("The screen is blank.")}</p></div>`;
}
