/** What the attendees' page and the watch page have in common. */
import { html, nothing } from "lit-html";
import { start } from "../../lib/boot.js";
import { gliding } from "../../lib/motion.js";
import { announcer, live, PATIENCE } from "../../lib/view.js";
import { t } from "../../lib/words.js";
import { Board } from "./board.js";
import { compose, followKeyboard } from "./compose.js";
import { programme } from "./programme.js";
import { questions } from "./questions.js";
import { tell } from "./tell.js";

const tab = () => (location.hash === "#programme" ? "programme" : "questions");

/**
 * Start a page and keep it drawn.
 * @param {(board: Board) => unknown} page
 */
export function run(page) {
  const app = start({ busy: () => Boolean(board.text) });
  const board = new Board(app);
  board.say = announcer(/** @type {HTMLElement} */ (document.getElementById("status")));
  const around = (/** @type {() => void} */ draw) => gliding(app.root.querySelector(".questions"), draw);
  board.redraw = live(app.root, () => page(board), { ...app, around });
  tell(board);
  followKeyboard();
  app.onStatus(() => {
    board.redraw();
    setTimeout(board.redraw, PATIENCE + 100);
  });
  addEventListener("hashchange", () => {
    board.redraw();
    if (tab() === "programme") requestAnimationFrame(showNow);
  });
}

/** Bring what is on now into sight. */
function showNow() {
  document.querySelector(".session.running")?.scrollIntoView({ block: "center" });
}

/** @param {Board} board */
export function takePart(board) {
  const shown = tab();
  return html`<nav class="tabs" aria-label=${t("Parts of this page")}>
      <a href="#questions" aria-current=${shown === "questions" ? "page" : nothing}>${t("Questions")}</a>
      <a href="#programme" aria-current=${shown === "programme" ? "page" : nothing}>${t("Programme")}</a>
    </nav>
    ${shown === "programme" ? programme(board) : html`${questions(board)}${compose(board, board.where.id)}`}`;
}
