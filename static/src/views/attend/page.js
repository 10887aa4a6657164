/** What the attendees' page, the watch page and a room's page have in common. */
import { html, nothing } from "lit-html";
import { start } from "../../core/boot.js";
import { gliding } from "../../kit/motion.js";
import { polls } from "../../polls/shown.js";
import { hasLot } from "../../topics/topics.js";
import { announcer, tellConnection } from "../../kit/announce.js";
import { foldAway } from "../../kit/folding.js";
import { live, PATIENCE } from "../../kit/view.js";
import { t } from "../../core/words.js";
import { AttendeeState } from "./state.js";
import { arrive } from "./checkin.js";
import { compose, followKeyboard } from "./compose.js";
import { closedWords, eve } from "./eve.js";
import { gate } from "./gate.js";
import { questions } from "./questions.js";
import { takeCode } from "./slip.js";
import { tell } from "./tell.js";
import { unplaced, whereabouts } from "./whereabouts.js";

/** @typedef {[string, string, () => unknown]} Part its name in the address, its word, what it shows */

/**
 * Polls are a part of the page once there are some.
 * @param {AttendeeState} page
 * @param {Part} [first] shown where the address says nothing else
 */
function tab(page, first) {
  if (
    first &&
    location.hash !== "#questions" &&
    !document.getElementById(location.hash.slice(1))?.matches(".question-card") &&
    location.hash !== "#polls"
  ) {
    return first[0];
  }
  if (location.hash === "#programme") return "programme";
  if (location.hash === "#topics" && hasLot(page.app.table)) return "topics";
  return location.hash === "#polls" && polls(page.app.table).length ? "polls" : "questions";
}

/**
 * Start a page and keep it drawn.
 * @param {(page: AttendeeState) => unknown} template
 * @param {() => boolean} [busy] whether a reload would cost more than a question's text
 */
export function run(template, busy = () => false) {
  const app = start({ busy });
  takeCode(app.boot.event);
  const page = new AttendeeState(app);
  page.say = announcer(/** @type {HTMLElement} */ (document.getElementById("status")));
  const around = (/** @type {() => void} */ draw) => gliding(app.root.querySelector(".questions"), draw);
  page.redraw = live(app.root, () => template(page), { ...app, around });
  tellConnection(app, page.say.now);
  tell(page);
  followKeyboard();
  foldAway();
  app.onStatus(() => {
    page.redraw();
    setTimeout(page.redraw, PATIENCE + 100);
  });
  addEventListener("hashchange", () => {
    page.redraw();
    if (tab(page) === "programme") requestAnimationFrame(() => page.parts.programme.now?.showNow());
  });
}

/** What one can do with polls, once there are some. @param {AttendeeState} page */
const polling = (page) => (polls(page.app.table).length ? page.parts.polls.now : null);

/**
 * @param {AttendeeState} page
 * @param {{first?: Part, waiting?: number}} [options] first: a part that stands before the others; then what is about
 *   the whole event is left out; waiting: questions that wait for whoever looks here
 */
export function takePart(page, { first, waiting = 0 } = {}) {
  const shown = tab(page, first);
  return html`${eve(page)}${page.parts.moment.ready?.moment(page)}
    <nav class="tabs" aria-label=${t("Parts of this page")}>
      ${first ? part(first[0], shown, first[1]) : nothing}
      ${part("questions", shown, html`${t("Questions")}${unread(waiting)}`)}
      ${polls(page.app.table).length ? part("polls", shown, html`${t("Polls")}${polling(page)?.badge(page)}`) : nothing}
      ${!first && hasLot(page.app.table) ? part("topics", shown, t("Topics")) : nothing}
      ${first ? nothing : part("programme", shown, t("Programme"))}
    </nav>
    ${first && shown === first[0] ? first[2]() : parts[/** @type {keyof typeof parts} */ (shown)](page)}
    <div class="dock">${dock(page, shown)}</div>
    ${polling(page)?.sheet(page)}`;
}

/**
 * What is to be done, at the thumb: first where somebody is, then whether they may write, then what they write.
 * @param {AttendeeState} page @param {string} shown
 */
function dock(page, shown) {
  const closed = closedWords(page);
  if (closed) return closed;
  if (unplaced(page)) return whereabouts(page);
  const asks = shown === "questions" ? compose(page, page.where.id) : nothing;
  return html`${arrive(page)}${polling(page)?.line(page)}${gate(page) ?? html`${speaking(page)}${asks}`}`;
}

/** Hands can be raised once somebody has opened a list. @param {AttendeeState} page */
const speaking = (page) => (page.app.table.all("floor").length ? page.parts.floor.now?.floor(page) : null);

/** @param {number} n */
const unread = (n) =>
  n ? html` <span class="badge tabular">${n}<span class="unseen"> ${t("to review")}</span></span>` : nothing;

/** @param {string} id @param {string} shown @param {unknown} words */
const part = (id, shown, words) =>
  html`<a href=${`#${id}`} aria-current=${shown === id ? "page" : nothing}>${words}</a>`;

const parts = {
  questions,
  polls: (/** @type {AttendeeState} */ page) => page.parts.polls.now?.pollsPage(page) ?? page.parts.polls.waiting,
  topics: (/** @type {AttendeeState} */ page) => page.parts.topics.now?.topicsPage(page) ?? page.parts.topics.waiting,
  programme: (/** @type {AttendeeState} */ page) =>
    page.parts.programme.now?.programme(page) ?? page.parts.programme.waiting,
};
