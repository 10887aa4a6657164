/**
 * One room of a round, the same on the page, on a phone and on the wall: where, what, how long, who is there, what is
 * new.
 */
import { html, nothing } from "lit-html";
import { workshopOf } from "../../programme/session.js";
import { followers, held, newest, openPoll, roomOf, space } from "../../rooms/rooms.js";
import { origin } from "../../kit/view.js";
import { pick, picked, t, tn } from "../../core/words.js";
import { chip, codes, maybe, names, noteWord, roomName, spaceWords } from "./words.js";

/**
 * @typedef {{table: import("../../core/table.js").Table, clock: import("../../core/clock.js").Clock}} Seen
 * @typedef {{title?: (words: unknown) => unknown, fit?: unknown, act?: unknown, roundEnd?: number|null,
 *   level?: unknown}} Parts
 *   title: what to make of the title (a link); fit: measures it to its card; act: a button; roundEnd: the end that
 *   needs no saying
 */

/** @param {Seen} seen @param {import("../../core/table.js").Row<"slot">} slot @param {Parts} [parts] */
export function roomCard(
  { table, clock },
  slot,
  { title = (words) => words, fit = nothing, act = nothing, roundEnd = null, level = nothing } = {},
) {
  const place = workshopOf(table, slot);
  const found = space(table, slot, clock.now());
  const own = held(slot) && slot.end != null && slot.end !== roundEnd;
  return html`<p class="name">
      <b dir="auto">${roomName(roomOf(table, slot))}</b
      >${maybe(codes(place.languages), html`<span>${codes(place.languages)}</span>`)}${chip(slot, found, clock)}
    </p>
    <div class="place">
      <h2
        class=${fit === nothing ? "" : "fit"}
        data-fit="clamp"
        dir="auto"
        aria-level=${level}
        lang=${picked(place.title, place.languages)}
        ${fit}
      >
        ${title(pick(place.title))}
      </h2>
    </div>
    <div class="more">
      ${maybe(names(place.people), html`<p class="with" dir="auto">${names(place.people)}</p>`)}
      ${own ? html`<p class="own tabular">${clock.until(slot.end ?? 0)}</p>` : nothing} ${news({ table, clock }, slot)}
    </div>
    ${slot.state === "cancelled" ? nothing : people({ table, clock }, slot, found)} ${act}`;
}

/** The poll that is open there, else the newest note. @param {Seen} seen @param {RowOf<"slot">} slot */
function news({ table, clock }, slot) {
  const poll = openPoll(table, slot.id);
  if (poll) {
    const n = table.get("turnout", poll.id)?.ballots;
    const ballots = tn("{n} ballot", "{n} ballots", n ?? 0);
    return html`<blockquote class="news" dir="auto">
      <small>${t("Poll open")}${maybe(n, html` · <span class="tabular">${ballots}</span>`)}</small>${pick(poll.title)}
    </blockquote>`;
  }
  const note = newest(table, slot.id);
  if (!note) return nothing;
  return html`<blockquote class="news" lang=${note.lang} dir="auto">
    <small>${noteWord(note.kind)} · ${clock.ago(note.at)}</small>${note.text}
  </blockquote>`;
}

/**
 * Both groups in numbers, and how full the room is, if that is known.
 * @param {Seen} seen
 * @param {RowOf<"slot">} slot
 * @param {import("../../rooms/rooms.js").Space} found
 */
function people({ table, clock }, slot, found) {
  const remote = followers(table, slot);
  const words = spaceWords(found, clock);
  const fresh = found.kind !== "unknown";
  const count =
    found.n !== null && fresh
      ? html`<b class="tabular">${found.n}</b>${found.of ? html`<i class="tabular">/ ${found.of}</i>` : nothing}`
      : nothing;
  const elsewhere = html`<b class="tabular">${remote}</b> <span class="word">${t("remote")}</span>`;
  const room = html`<span class="word">${t("in the room")}</span> ${count}`;
  if (slot.state === "over") return nothing;
  return html`<div class="people">
    <p class="nums">
      <span>${origin("onsite", room)}${maybe(words, html` <em class=${found.kind}>${words}</em>`)}</span
      >${maybe(remote !== null, origin("remote", elsewhere))}
    </p>
    ${fresh && found.n !== null && found.of ? fill(found.share, found.kind) : nothing}
  </div>`;
}

/** How much of a room is taken: a bar that is full where the room is. @param {number} part @param {string} kind */
const fill = (part, kind) =>
  html`<span class="fill" aria-hidden="true"
    ><i class=${kind} .style=${`inline-size:${Math.round(100 * part)}%`}></i
  ></span>`;
