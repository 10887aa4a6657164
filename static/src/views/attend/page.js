/** What the attendees' page and the watch page have in common. */
import { html, nothing } from "lit-html";
import { start } from "../../core/boot.js";
import { gliding } from "../../kit/motion.js";
import { polls } from "../../polls/polls.js";
import { hasLot } from "../../topics/topics.js";
import { announcer } from "../../kit/announce.js";
import { live, PATIENCE } from "../../kit/view.js";
import { t } from "../../core/words.js";
import { Board } from "./board.js";
import { compose, followKeyboard } from "./compose.js";
import { tellPolls } from "./pollnews.js";
import { badge, call, offer, pollsPage } from "./polls.js";
import { programme } from "./programme.js";
import { questions } from "./questions.js";
import { takeCode } from "./slip.js";
import { tell } from "./tell.js";
import { topicsPage } from "./topics.js";

/** @typedef {[string, string, () => unknown]} Part its name in the address, its word, what it shows */

/**
 * Polls are a part of the page once there are some.
 * @param {Board} board
 * @param {Part} [first] shown where the address says nothing else
 */
function tab(board, first) {
  if (
    first &&
    location.hash !== "#questions" &&
    !document.getElementById(location.hash.slice(1))?.matches(".question-card") &&
    location.hash !== "#polls"
  ) {
    return first[0];
  }
  if (location.hash === "#programme") return "programme";
  if (location.hash === "#topics" && hasLot(board.app.table)) return "topics";
  return location.hash === "#polls" && polls(board.app.table).length ? "polls" : "questions";
}

/**
 * Start a page and keep it drawn.
 * @param {(board: Board) => unknown} page
 * @param {() => boolean} [busy] whether a reload would cost more than a question's text
 */
export function run(page, busy = () => false) {
  const app = start({ busy: () => Boolean(board.text) || busy() });
  takeCode(app.boot.event);
  const board = new Board(app);
  board.say = announcer(/** @type {HTMLElement} */ (document.getElementById("status")));
  const around = (/** @type {() => void} */ draw) => gliding(app.root.querySelector(".questions"), draw);
  board.redraw = live(app.root, () => page(board), { ...app, around });
  tell(board);
  tellPolls(board);
  followKeyboard();
  app.onStatus(() => {
    board.redraw();
    setTimeout(board.redraw, PATIENCE + 100);
  });
  addEventListener("hashchange", () => {
    board.redraw();
    if (tab(board) === "programme") requestAnimationFrame(showNow);
  });
}

/** Bring what is on now into sight. */
function showNow() {
  document.querySelector(".session.running")?.scrollIntoView({ block: "center" });
}

/**
 * @param {Board} board
 * @param {{first?: Part}} [options] first: a part that stands before the others; then what is about the whole event is
 *   left out
 */
export function takePart(board, { first } = {}) {
  const shown = tab(board, first);
  return html`<nav class="tabs" aria-label=${t("Parts of this page")}>
      ${first ? part(first[0], shown, first[1]) : nothing} ${part("questions", shown, t("Questions"))}
      ${polls(board.app.table).length ? part("polls", shown, html`${t("Polls")}${badge(board)}`) : nothing}
      ${!first && hasLot(board.app.table) ? part("topics", shown, t("Topics")) : nothing}
      ${first ? nothing : part("programme", shown, t("Programme"))}
    </nav>
    ${first && shown === first[0] ? first[2]() : parts[/** @type {keyof typeof parts} */ (shown)](board)}`;
}

/** @param {string} id @param {string} shown @param {unknown} words */
const part = (id, shown, words) =>
  html`<a href=${`#${id}`} aria-current=${shown === id ? "page" : nothing}>${words}</a>`;

const parts = {
  questions: (/** @type {Board} */ board) =>
    html`${offer(board)}${questions(board)}${compose(board, board.where.id, call(board))}`,
  polls: pollsPage,
  topics: topicsPage,
  programme,
};
