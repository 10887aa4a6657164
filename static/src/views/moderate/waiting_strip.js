/** One line under the day: how much waits for the team, and where; each place is one press away. */
import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { t, tn } from "../../core/words.js";
import { asking, cap, switches } from "./bars.js";

/** @typedef {import("./state.js").ModeratorState} ModeratorState */
/** @typedef {import("./inbox.js").Waiting} Waiting */

/** @param {ModeratorState} page */
export function waitingStrip(page) {
  const { all } = page.inbox;
  return html`<section class="waits" aria-label=${t("What waits for you")}>
    <p class="word">${all.length ? t("Waiting:") : t("Nothing waits.")}${all.length ? cap(page, "w") : nothing}</p>
    <div class="places">
      ${repeat(
        all,
        ({ kind, id }) => `${kind}:${id}`,
        (one) => place(page, one),
      )}
    </div>
    ${page.sessions.tempoWords ? html`<p class="tempo tabular">${page.sessions.tempoWords}</p>` : nothing}
    ${asking(page) ? html`<div class="switches">${switches(page)}</div>` : nothing}
  </section>`;
}

/** @param {ModeratorState} page @param {Waiting} one */
function place(page, one) {
  const { name, n, start, kind } = one;
  const help = kind === "help";
  const words = start === null ? name : `${name} · ${page.clock.time(start)}`;
  return html`<button
    type="button"
    class=${help ? "place calls-help" : "place"}
    title=${words}
    aria-pressed=${page.inbox.isFront(one)}
    aria-label=${tn("{place}: {n} waits", "{place}: {n} wait", n, { place: help ? `${t("Help")}, ${words}` : words })}
    @click=${() => page.inbox.open(one)}
  >
    <span class="words">${help ? `${t("Help")} · ${name}` : name}</span
    >${start === null ? nothing : html` <span class="tabular">· ${page.clock.time(start)}</span>`}
    ${help ? nothing : html`<b class="tabular">${n}</b>`}
  </button>`;
}
