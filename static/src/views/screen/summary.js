/**
 * The plenary summary on the wall: an overview, a card for each workshop, themes across rooms, next steps, open
 * questions.
 */
import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import {
  CARD_MS,
  counted,
  deck,
  linesOf,
  people,
  place,
  PLENARY,
  silent,
  workshopCards,
} from "../../summaries/summaries.js";
import { ticking } from "../../kit/ticking.js";
import { origin } from "../../kit/view.js";
import { lang, pick, picked, t, tn } from "../../core/words.js";
import { partWord, places } from "../summary/read.js";
import { fitted } from "./fit.js";
import { joinSlide } from "./join.js";
import { qr, top, typed } from "./parts.js";

/** @typedef {import("./stage.js").Show} Show */

/** @param {Show} show */
export function summarySlide(show) {
  const { table, screen } = show;
  const cards = deck(table);
  const row = table.get("summary", screen.id ?? "");
  if (!row || place(cards, screen) < 0) return joinSlide(show, t("The summary follows in a moment"));
  const body = screen.part ? PARTS[screen.part]?.(show, row) : workshop(show, row);
  return html`<div class="slide summary">
    ${top(show, null)}
    <div class="main">${body ?? nothing}</div>
    ${foot(show, cards)}
  </div>`;
}

/** @type {Record<string, (show: Show, row: any) => unknown>} */
const PARTS = {
  overview,
  themes,
  steps: (show, row) => listed(show, row, "step"),
  questions: (show, row) => listed(show, row, "question"),
};

/** @param {Show} show @param {any} row */
function overview(show, row) {
  const { table, level } = show;
  const cards = workshopCards(table).filter(({ lines }) => lines.length);
  const { notes } = counted(row);
  const none = silent(table);
  const across = row.themes.length;
  return html`<h1 aria-level=${level}>${t("Summary of the workshops")}</h1>
    <p class="big">
      ${[
        tn("{n} shared note", "{n} shared notes", notes),
        tn("{n} workshop", "{n} workshops", cards.length),
        across && tn("{n} theme across rooms", "{n} themes across rooms", across),
      ]
        .filter(Boolean)
        .join(" · ")}
    </p>
    <div class="place">
      <ol class="fit" data-fit="list" ${fitted()}>
        ${[...cards.map(({ ref }) => table.get("workshop", ref)), ...none].map(
          (found, i) =>
            html`<li class=${i < cards.length ? "" : "none"}>
              <span dir="auto" lang=${picked(found?.title, found?.languages)}>${pick(found?.title)}</span
              >${i < cards.length ? nothing : html` <small>${t("no shared notes")}</small>`}
            </li>`,
        )}
      </ol>
    </div>`;
}

/** @param {Show} show @param {any} row */
function workshop(show, row) {
  const { table, level } = show;
  const found = table.get("workshop", row.ref);
  const shown = ["point", "step", "question"].filter((part) => linesOf(row, part).length);
  return html`<h1 aria-level=${level} class="title" dir="auto" lang=${picked(found?.title, found?.languages)}>
      ${pick(found?.title)}
    </h1>
    <div class=${shown.length > 1 ? "halves" : "whole"}>
      <div class="place">
        <ul class="fit points" data-fit="list" ${fitted()}>
          ${repeat(
            linesOf(row, shown[0] ?? "point"),
            ({ id }) => id,
            (line) => item(roundsOf(table, line), line),
          )}
        </ul>
      </div>
      ${
        shown.length > 1
          ? html`<div class="place">
              <div class="fit rest" data-fit="list" ${fitted()}>
                ${shown.slice(1).map(
                  (part) =>
                    html`<section>
                      <h2>${partWord(part)}</h2>
                      <ul>
                        ${linesOf(row, part)
                          .slice(0, 3)
                          .map((line) => item(roundsOf(table, line), line))}
                      </ul>
                    </section>`,
                )}
              </div>
            </div>`
          : nothing
      }
    </div>`;
}

/** @param {Show} show @param {any} row */
function themes(show, row) {
  return html`<h1 aria-level=${show.level}>${t("Themes across rooms")}</h1>
    <div class="place">
      <ul class="fit themes" data-fit="list" ${fitted()}>
        ${row.themes.map(
          (/** @type {any} */ theme) =>
            html`<li class="enter">
              <span dir="auto" lang=${theme.label[lang] ? lang : (Object.keys(theme.label)[0] ?? nothing)}
                >${pick(theme.label)}</span
              >
              <small>${tn("{n} room", "{n} rooms", theme.rooms)}</small>
            </li>`,
        )}
      </ul>
    </div>`;
}

/** @param {Show} show @param {any} row @param {string} part */
function listed(show, row, part) {
  return html`<h1 aria-level=${show.level}>${partWord(part)}</h1>
    <div class="place">
      <ul class="fit points" data-fit="list" ${fitted()}>
        ${repeat(
          linesOf(row, part),
          ({ id }) => id,
          (line) => item(places(show.table, line).join(" · "), line),
        )}
      </ul>
    </div>`;
}

/** @param {string} where @param {import("../../summaries/summaries.js").Line} line */
const item = (where, line) =>
  html`<li class="enter">
    <p dir="auto" lang=${line.lang || nothing}>
      ${line.text} <small lang=${lang}><bdi>${where}</bdi></small>
    </p>
  </li>`;

/**
 * On the card of one workshop the rooms are no news.
 * @param {import("../../core/table.js").Table} table
 * @param {import("../../summaries/summaries.js").Line} line
 */
function roundsOf(table, line) {
  const rounds = [...new Set(line.slots.map((id) => table.get("slot", id)?.round))].filter(Boolean);
  return rounds.length > 1 ? t("both rounds") : t("Round {n}", { n: rounds[0] ?? "" });
}

/**
 * Where in the deck this is, how long it stands, and where to read on.
 * @param {Show} show
 * @param {import("../../summaries/summaries.js").Card[]} cards
 */
function foot(show, cards) {
  const { table, boot, screen, audience } = show;
  const at = place(cards, screen);
  const row = table.get("summary", screen.id ?? "");
  const { onsite, remote } = row && row.id !== PLENARY ? people(table, row) : { onsite: null, remote: null };
  return html`<footer class="foot line">
    <p class="seen">
      ${onsite === null ? nothing : origin("onsite", tn("{n} person in the room", "{n} people in the room", onsite))}
      ${remote === null ? nothing : origin("remote", tn("{n} person remote", "{n} people remote", remote))}
    </p>
    <p class="in">
      ${audience === "page" ? nothing : html`${t("Read along:")} <b dir="ltr">${typed(boot.summary)}</b>`}
    </p>
    <p class="tabular at"><span class="unseen">${t("Card")}</span> ${at + 1} / ${cards.length} ${timer(show)}</p>
    ${audience === "page" ? nothing : qr(boot.qr_summary, "")}
  </footer>`;
}

/** A thin ring that empties in the time that a card is given; it says nothing and hurries nobody. @param {Show} show */
function timer({ screen, clock }) {
  const began = /** @type {any} */ (screen).at;
  if (!began) return nothing;
  const left = () => Math.max(0, Math.min(1, 1 - (clock.now() - began) / CARD_MS));
  return html`<i class="ring" aria-hidden="true"
    >${ticking(
      () =>
        html`<svg viewBox="0 0 20 20">
          <circle cx="10" cy="10" r="8" pathLength="1"></circle>
          <circle class="left" cx="10" cy="10" r="8" pathLength="1" stroke-dasharray=${`${left()} 1`}></circle>
        </svg>`,
    )}</i
  >`;
}
