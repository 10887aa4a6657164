/** A projector: it shows what its row says, for days, and never asks anybody anything. */
import { html, nothing } from "lit-html";
import { start } from "../core/boot.js";
import { live } from "../kit/view.js";
import { overlay } from "../views/screen/overlay.js";
import { slideOn } from "../event/slides.js";
import { stage } from "../views/screen/stage.js";

/** A short gap in the connection is nobody's business in the hall, ms. */
const QUIET = 4000;
/** The mouse is hidden when nobody has moved it for this long, ms. */
const IDLE = 2000;

const app = start();
let away = false;
/** @type {ReturnType<typeof setTimeout>|undefined} */
let timer;

/** By its own staff link a screen is one of the team's devices. */
const stands = app.boot.me.roles.some((/** @type {string} */ role) => role === "podium" || role === "screen");
/** @param {string} id */
const seen = (id) => void app.sender.do("crew.seen", { id, role: "podium" }, { quiet: true });

const dot = () => (away ? html`<i class="away" aria-hidden="true"></i>` : nothing);
const page = () =>
  app.boot.overlay
    ? overlay(app.table, app.boot, app.clock)
    : stage(app.table, app.boot, { clock: app.clock, status: dot(), ...(stands && { seen }) });

const draw = live(app.root, page, app);

app.onStatus(() => {
  clearTimeout(timer);
  if (app.link.status.state !== "connected") timer = setTimeout(() => mark(true), QUIET);
  else mark(false);
});

/** @param {boolean} on */
function mark(on) {
  if (away !== on) draw();
  away = on;
}

// A clicker types arrows or turns pages; it may be plugged into the computer of the projector.
const TURNS = new Map([
  ["ArrowRight", 1],
  ["PageDown", 1],
  ["ArrowLeft", -1],
  ["PageUp", -1],
]);
addEventListener("keydown", (event) => {
  const name = app.boot.screen ?? "main";
  const by = TURNS.get(event.key);
  if (by && slideOn(app.table, name, app.clock.now()).what === "summary" && !event.repeat) {
    void app.sender.do("screen.turn", { screen: app.table.get("screen", name) ? name : "main", by }, { quiet: true });
  }
});

/** @type {ReturnType<typeof setTimeout>|undefined} */
let still;
function moved() {
  document.documentElement.classList.remove("still");
  clearTimeout(still);
  still = setTimeout(() => document.documentElement.classList.add("still"), IDLE);
}
addEventListener("pointermove", moved, { passive: true });
moved();
