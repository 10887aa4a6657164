/**
 * What only those see who have asked: where their questions stand on the list, and the asker's moment: on any part of
 * the page, that the own question is on the wall, and afterwards that it was answered.
 */
import { html, nothing } from "lit-html";
import { t, tn } from "../../core/words.js";
import { questionsOf, votesIn } from "../../programme/session.js";
import { bySupport } from "../../questions/fair.js";

/** @typedef {import("./state.js").AttendeeState} AttendeeState */

/** How long the thanks stay, ms. */
const STAYS = 10_000;
/** What a phone does that lies on a table, ms. */
const BUZZ = [60, 80, 60];

/** Moments that the reader has closed, as ids of questions. @type {Set<string>} */
const closed = new Set();
/** The question that was answered just now. @type {string|null} */
let thanked = null;
/** The page's own title, while another one stands in its place. @type {string|null} */
let title = null;

/** @param {AttendeeState} page */
export function moment(page) {
  const { table } = page.app;
  const own = table.all("own_question");
  const now = own.find(({ id, state }) => state === "answering" && !closed.has(id));
  const done = own.find(({ id, state }) => id === thanked && state === "answered");
  const shown = now ?? done;
  if (!shown) return nothing;
  const words = now ? t("Your question is on the wall") : t("Your question was answered. Thank you.");
  return html`<section class="moment" aria-label=${words}>
    <div>
      <p><b>${words}</b></p>
      <p class="text" dir="auto">${shown.text}</p>
    </div>
    <button type="button" class="button" @click=${() => close(page, shown.id)}>${t("Close")}</button>
  </section>`;
}

/** @param {AttendeeState} page @param {string} id */
function close(page, id) {
  closed.add(id);
  if (thanked === id) thanked = null;
  calm();
  page.redraw();
}

/**
 * An own question has come into another state: whoever looks elsewhere is to notice.
 * @param {AttendeeState} page
 * @param {string} id
 * @param {string} before
 * @param {string} state
 */
export function noticed(page, id, before, state) {
  if (state === "answering") {
    closed.delete(id);
    title ??= document.title;
    document.title = `★ ${t("Your question is on the wall")}`;
    // Before the first touch browsers allow no vibration, and complain.
    if (navigator.userActivation?.hasBeenActive !== false) navigator.vibrate?.(BUZZ);
  } else if (before === "answering") {
    calm();
    thanked = state === "answered" ? id : null;
    setTimeout(() => {
      if (thanked === id) thanked = null;
      page.redraw();
    }, STAYS);
  }
}

/** The page is called by its own name again. */
function calm() {
  if (title !== null) document.title = title;
  title = null;
}

/**
 * One's own questions on the list, with their place and support: a list is long, and moves.
 * @param {AttendeeState} page @param {string|null} session
 */
export function pinned(page, session) {
  const { table } = page.app;
  const votes = votesIn(table);
  const live = questionsOf(table, session).filter(({ state }) => state === "live");
  const floor = session ? table.get("floor", session) : null;
  const liked = bySupport(live, votes);
  const order = floor?.questions ? [...new Set([...floor.order, ...liked])] : liked; // hands have places in it as well
  const mine = liked.filter((id) => table.get("own_question", id));
  if (!mine.length) return nothing;
  return html`<ul class="pinned" aria-label=${t("Your questions on the list")}>
    ${mine.map((id) => {
      const n = table.get("votes", id)?.n ?? 0;
      return html`<li>
        <a href=${`#q-${id}`}
          ><span class="text" dir="auto">${table.get("question", id)?.text}</span>
          <span class="state tabular"
            >${t("Place {n}", { n: order.indexOf(id) + 1 })} · ${tn("{n} vote", "{n} votes", n)}</span
          ></a
        >
      </li>`;
    })}
  </ul>`;
}
