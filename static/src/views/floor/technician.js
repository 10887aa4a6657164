/** The technician's page: large, and dark, for whoever opens microphones and turns slides. */
import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { comes, screens, spots } from "../../floor/technique.js";
import { languages, wayHome } from "../../kit/shell.js";
import { ticking } from "../../kit/ticking.js";
import { connection, origin, time } from "../../kit/view.js";
import { pick, t } from "../../core/words.js";
import { running } from "../../programme/session.js";
import { slideWord } from "../moderate/actions.js";
import { countdown, signOf, standsThere } from "./parts.js";

/** @typedef {import("../../floor/technique.js").Spot} Spot */
/** @typedef {ReturnType<typeof import("../../core/boot.js").start>} App */

/** @param {App} app */
export function head({ table, clock, boot, link }) {
  return html`<header class="tech-head">
    ${wayHome(boot, table.get("event", boot.event))}
    ${clock.rehearsal ? html`<span class="rehearsal">${t("Rehearsal")}</span>` : nothing}
    <p class="connection">${connection(link.status)}</p>
    ${languages(boot)}
    <p class="tech-clock tabular">${ticking(() => clock.time(clock.now()))}</p>
  </header>`;
}

/** What is on: each microphone, and whose it is. @param {App} app */
export function now(app) {
  const { table, clock } = app;
  const on = running(table);
  const end = on?.end;
  const all = spots(table);
  return html`<section class="tech-now" aria-labelledby="h-now">
    <h1 id="h-now" dir="auto">${on ? pick(on.title) : t("Nothing is on")}</h1>
    ${end ? html`<p class="tech-until tabular">${ticking(() => clock.until(end))}</p>` : nothing}
    <div class="spots">
      ${repeat(
        all,
        ({ place }) => place.id,
        (spot) => microphone(app, spot, all.length > 1 || spot.room !== null),
      )}
    </div>
  </section>`;
}

/** @param {App} app @param {Spot} spot @param {boolean} named */
function microphone({ clock }, { place, room, floor, now: who, next, question }, named) {
  return html`<article class=${who ? "spot live" : "spot"}>
    ${named ? html`<h2 dir="auto">${room ? pick(room.title) : ""}<small>${pick(place.title)}</small></h2>` : nothing}
    ${
      who
        ? html`<p class="mic">${t("Microphone open for")}</p>
            <p class="speaker">
              ${signOf(who.sign)} ${who.card?.name ? html`<b dir="auto">${who.card.name}</b>` : nothing}
              ${origin(who.mode)}
            </p>
            ${floor ? html`<p class="turn">${countdown(floor, clock)}</p>` : nothing}`
        : html`<p class="mic">${floor ? t("Nobody has the floor") : t("Those on stage speak")}</p>`
    }
    ${
      question
        ? html`<p class="asked">
            <b>${t("Being answered")}</b> ${origin(question.mode)}
            <span dir="auto" lang=${question.lang ?? nothing}>${question.text}</span>
          </p>`
        : nothing
    }
    ${
      next.length
        ? html`<h3>${t("Up next")}</h3>
            <ol>
              ${repeat(
                next,
                ({ id }) => id,
                (hand) =>
                  html`<li>
                    ${standsThere(hand)} ${hand.card?.name ? html`<span dir="auto">${hand.card.name}</span>` : nothing}
                    ${origin(hand.mode)}
                  </li>`,
              )}
            </ol>`
        : nothing
    }
  </article>`;
}

/** What stands on the screens, and what begins when. @param {App} app */
export function ahead({ table, clock }) {
  return html`<section aria-labelledby="h-screens">
      <h2 id="h-screens">${t("On the screens")}</h2>
      <dl class="tech-screens">
        ${screens(table, clock.now()).map(
          ({ name, what }) =>
            html`<div>
              <dt dir="auto">${name}</dt>
              <dd>${slideWord(what)}</dd>
            </div>`,
        )}
      </dl>
    </section>
    <section aria-labelledby="h-next">
      <h2 id="h-next">${t("Starts next")}</h2>
      <ol class="tech-next">
        ${comes(table).map(
          (session) =>
            html`<li>
              <b>${time(clock, session.start)}</b>
              <span dir="auto">${pick(session.title)}</span>
              ${session.start ? html`<small class="tabular">${within(clock, session.start)}</small>` : nothing}
            </li>`,
        )}
      </ol>
    </section>`;
}

/** @param {import("../../core/clock.js").Clock} clock @param {number} start */
const within = (clock, start) => {
  const minutes = clock.minutesTo(start);
  return minutes > 0 && minutes <= 120 ? t("in {n} min", { n: minutes }) : "";
};
