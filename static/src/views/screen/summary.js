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
  linesForWall,
  linesOf,
  people,
  place,
  PLENARY,
  sharedByMost,
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

/** In which order the parts of a card stand. */
const PARTS_SHOWN = ["point", "step", "question"];
/** Lines on a card of the plenary's next steps or questions. */
const LISTED = 5;

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

/** @type {Record<string, (show: Show, row: RowOf<"summary">) => unknown>} */
const PARTS = {
  overview,
  themes,
  steps: (show, row) => listed(show, row, "step"),
  questions: (show, row) => listed(show, row, "question"),
};

/**
 * What most rooms share, in numbers and in the words of one of them; where they share nothing, which workshops there
 * were.
 * @param {Show} show @param {RowOf<"summary">} row
 */
function overview(show, row) {
  const { table, level } = show;
  const cards = workshopCards(table).filter(({ lines }) => lines.length);
  const shared = sharedByMost(table, row);
  return html`<h1 aria-level=${level}>${t("Summary of the workshops")}</h1>
    <p class="big">
      ${[
        tn("{n} shared note", "{n} shared notes", counted(row).notes),
        tn("{n} workshop", "{n} workshops", cards.length),
        row.themes.length && tn("{n} theme across rooms", "{n} themes across rooms", row.themes.length),
      ]
        .filter(Boolean)
        .join(" · ")}
    </p>
    <div class="place">${shared.length ? sentences(show, shared) : workshops(show, cards)}</div>`;
}

/** @param {Show} show @param {ReturnType<typeof sharedByMost>} shared */
const sentences = ({ table }, shared) =>
  html`<ol class="fit shared" data-fit="list" ${fitted()}>
    ${shared.map(
      ({ theme, rooms, of, line }) =>
        html`<li class="enter">
          <p>
            ${t("In {n} of {of} rooms:", { n: rooms, of })}
            <b dir="auto" lang=${labelled(theme.label)}>${pick(theme.label)}</b>
          </p>
          ${
            line
              ? html`<blockquote dir="auto" lang=${line.lang || nothing}>
                  ${line.text} <small lang=${lang}><bdi>${places(table, line).join(" · ")}</bdi></small>
                </blockquote>`
              : nothing
          }
        </li>`,
    )}
  </ol>`;

/** @param {Show} show @param {RowOf<"summary">[]} cards */
function workshops({ table }, cards) {
  const found = cards.map(({ ref }) => table.get("workshop", ref));
  return html`<ol class="fit" data-fit="list" ${fitted()}>
    ${[...found, ...silent(table)].map(
      (one, i) =>
        html`<li class=${i < found.length ? "" : "none"}>
          <span dir="auto" lang=${picked(one?.title, one?.languages)}>${pick(one?.title)}</span
          >${i < found.length ? nothing : html` <small>${t("no shared notes")}</small>`}
        </li>`,
    )}
  </ol>`;
}

/** The language in which a theme is written. @param {Record<string, string>} label */
const labelled = (label) => (label[lang] ? lang : (Object.keys(label)[0] ?? nothing));

/** @param {Show} show @param {RowOf<"summary">} row */
function workshop(show, row) {
  const { table, level } = show;
  const found = table.get("workshop", row.ref);
  const { lines } = linesForWall(row);
  const of = (/** @type {string} */ part) => lines.filter((line) => line.part === part);
  const parts = PARTS_SHOWN.filter((part) => of(part).length);
  return html`<h1 aria-level=${level} class="title" dir="auto" lang=${picked(found?.title, found?.languages)}>
      ${pick(found?.title)}
    </h1>
    <div class="place">
      <div class="fit parts" data-fit="list" ${fitted()}>
        ${parts.map(
          (part) =>
            html`<section class=${part}>
              ${part === "point" ? nothing : html`<h2>${partWord(part)}</h2>`}
              <ul class="points">
                ${repeat(
                  of(part),
                  ({ id }) => id,
                  (line) => item(roundsOf(table, line), line),
                )}
              </ul>
            </section>`,
        )}
      </div>
    </div>`;
}

/** @param {Show} show @param {RowOf<"summary">} row */
function themes(show, row) {
  return html`<h1 aria-level=${show.level}>${t("Themes across rooms")}</h1>
    <div class="place">
      <ul class="fit themes" data-fit="list" ${fitted()}>
        ${row.themes.map(
          (theme) =>
            html`<li class="enter">
              <span dir="auto" lang=${labelled(theme.label)}>${pick(theme.label)}</span>
              <small>${tn("{n} room", "{n} rooms", theme.rooms)}</small>
            </li>`,
        )}
      </ul>
    </div>`;
}

/** @param {Show} show @param {RowOf<"summary">} row @param {string} part */
function listed(show, row, part) {
  return html`<h1 aria-level=${show.level}>${partWord(part)}</h1>
    <div class="place">
      <ul class="fit points" data-fit="list" ${fitted()}>
        ${repeat(
          linesOf(row, part).slice(0, LISTED),
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
  const beside = row && leftOut(row, screen.part ?? null);
  const { onsite, remote } = row && row.id !== PLENARY ? people(table, row) : { onsite: null, remote: null };
  return html`<footer class="foot line">
    ${onsite === null && remote === null ? nothing : html`<p class="seen">${had(onsite, remote)}</p>`}
    <p class="in">
      ${audience === "page" ? nothing : html`${t("Read along:")} <b dir="ltr">${typed(boot.summary)}</b>`}
      ${beside ? html`<br />${tn("{n} more line there", "{n} more lines there", beside)}` : nothing}
    </p>
    <p class="tabular at"><span class="unseen">${t("Card")}</span> ${at + 1} / ${cards.length} ${timer(show)}</p>
    ${audience === "page" ? nothing : qr(boot.qr_summary, "")}
  </footer>`;
}

/** How many people a workshop had. @param {number|null} onsite @param {number|null} remote */
const had = (onsite, remote) => [
  onsite === null ? nothing : origin("onsite", tn("{n} person in the room", "{n} people in the room", onsite)),
  remote === null ? nothing : origin("remote", tn("{n} person remote", "{n} people remote", remote)),
];

/**
 * How many lines of a card are not on the wall.
 * @param {RowOf<"summary">} row @param {string|null} part @returns {number}
 */
function leftOut(row, part) {
  if (part === null) return linesForWall(row).more;
  const name = { steps: "step", questions: "question" }[part];
  return name ? Math.max(0, linesOf(row, name).length - LISTED) : 0;
}

/** A thin ring that empties in the time that a card is given; it says nothing and hurries nobody. @param {Show} show */
function timer({ screen, clock }) {
  const began = screen.at;
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
