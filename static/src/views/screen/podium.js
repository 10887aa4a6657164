/** What those on stage have in front of them: the time, who speaks, who is next, and a line from the chair. */
import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { said, unseen } from "../../floor/crew.js";
import { floorOf, inOrder, leftOf, length, speaking } from "../../floor/floor.js";
import { nextUp, onStage, shown, upcoming } from "../../programme/session.js";
import { ticking } from "../../kit/ticking.js";
import { origin } from "../../kit/view.js";
import { pick, picked, t } from "../../core/words.js";
import { signOf, standsThere } from "../floor/parts.js";
import { fitted } from "./fit.js";

/** @typedef {import("./stage.js").Show} Show */

const SECOND = 1000;
/** Less than that is amber, ms. */
const SOON = 5 * 60_000;
const NEXT = 2;

/** @param {Show} show */
export function podiumSlide(show) {
  const { table, clock } = show;
  const session = shown(table, show.screen.id);
  const title = session?.title ?? t("Nothing is on");
  return html`<div class="slide podium">
    <header class="top">
      <h1 class="what" aria-level=${show.level} dir="auto" lang=${picked(title, session?.languages)}>${pick(title)}</h1>
      ${clock.rehearsal ? html`<span class="rehearsal">${t("Rehearsal")}</span>` : nothing}
      <span class="clock">${ticking(() => clock.time(clock.now()))}</span>
    </header>
    <div class="main">
      <div class="times">
        ${session ? item(show, session) : begins(show)} ${session ? turn(show, session) : nothing}
      </div>
      ${session ? people(show, session) : nothing}
    </div>
    ${line(show)}
  </div>`;
}

/** What is left of the item. @param {Show} show @param {Place} session */
function item({ clock }, session) {
  const { end } = session;
  if (end == null) return html`<p class="label">${t("No end is set")}</p>`;
  return ticking(() => {
    const left = end - clock.now();
    const light = left < 0 ? "stop" : left < SOON ? "warn" : "go";
    const words = left < 0 ? `+${length(left)}` : length(left + SECOND - 1);
    return html`<p class="label">${left < 0 ? t("Over time") : t("Time left")}</p>
      <p class=${`left turn-time tabular ${light}`} role="timer">${words}</p>`;
  });
}

/** Before the next item. @param {Show} show */
function begins({ table, clock }) {
  const [next] = upcoming(table);
  if (!next) return nothing;
  return html`<p class="label">${t("Starts next")}</p>
    <p class="then" dir="auto">
      ${next.start ? html`<b>${clock.time(next.start)}</b> ` : nothing}${pick(next.title)}
    </p>`;
}

/** What is left of the turn. @param {Show} show @param {Place} session */
function turn({ table, clock }, session) {
  const floor = floorOf(table, session.id);
  if (!floor || !speaking(table, floor)) return nothing;
  return html`<p class="label">${t("This turn")}</p>
    ${ticking(() => {
      const { light } = leftOf(floor, clock.now());
      const left = floor.until === null ? clock.now() - (floor.since ?? 0) : floor.until - clock.now();
      const words = floor.until !== null && left < 0 ? `+${length(left)}` : length(left);
      return html`<p class=${`turn-left turn-time tabular ${light}`} role="timer">${words}</p>`;
    })}`;
}

/** Who speaks or is answered, and the next two. @param {Show} show @param {Place} session */
function people({ table }, session) {
  const hand = speaking(table, floorOf(table, session.id));
  const question = hand ? null : onStage(table, session.id);
  const waiting = inOrder(table, session.id).slice(0, NEXT);
  const asked = waiting.length ? [] : nextUp(table, session.id).filter((id) => id !== question?.id);
  const questions = asked.slice(0, NEXT).flatMap((id) => table.get("question", id) ?? []);
  return html`<div class="people">
    <div class="now">
      <p class="label">${hand ? t("Has the floor") : question ? t("Being answered") : t("Nobody has the floor")}</p>
      <div class="place">
        <p class="fit" data-fit="clamp" dir="auto" lang=${question?.lang ?? nothing} ${fitted()}>
          ${hand ? signOf(hand.sign) : (question?.text ?? "")}
        </p>
      </div>
      ${hand || question ? html`<p class="from">${origin(hand?.mode ?? question?.mode ?? null)}</p>` : nothing}
    </div>
    ${
      waiting.length || questions.length
        ? html`<div class="then">
            <p class="label">${t("Up next")}</p>
            <ol>
              ${repeat(
                waiting,
                ({ id }) => id,
                (next) => html`<li>${standsThere(next)} ${origin(next.mode)}</li>`,
              )}
              ${repeat(
                questions,
                ({ id }) => id,
                (next) =>
                  html`<li>
                    <span class="text" dir="auto" lang=${next.lang ?? nothing}>${next.text}</span> ${origin(next.mode)}
                  </li>`,
              )}
            </ol>
          </div>`
        : nothing
    }
  </div>`;
}

/** The newest line from the chair, until somebody here has seen it. @param {Show} show */
function line({ table, seen }) {
  const all = unseen(table, { role: "podium" });
  const newest = all[all.length - 1];
  if (!newest) return html`<div role="alert"></div>`;
  return html`<div class="chair-line" role="alert">
    <p dir="auto">${said(newest)}</p>
    ${
      seen
        ? html`<button type="button" @click=${() => all.forEach(({ id }) => seen(id))}>${t("Seen")}</button>`
        : nothing
    }
  </div>`;
}
