/** Scanners and cameras are tried before the day, with a code that is no ticket. */
import { html } from "lit-html";
import { onKeyboardScan } from "../checkin/keyboard_wedge.js";
import { judge } from "../checkin/scanner_trial.js";
import { AT_ONCE } from "../checkin/whole_tickets.js";
import { t } from "../core/words.js";
import { announcer } from "../kit/announce.js";
import { Signal } from "../kit/signal.js";
import { live } from "../kit/view.js";
import { Camera } from "../views/desk/camera.js";
import { scan } from "../views/desk/scan.js";
import { headOf, help, hints, outcome } from "../views/desk/trial.js";

/** @typedef {import("../checkin/scanner_trial.js").Found} Found */

const root = /** @type {HTMLElement} */ (document.getElementById("app"));
const say = announcer(/** @type {HTMLElement} */ (document.getElementById("result"))).now;
const printed = document.getElementById("printed")?.dataset.holds ?? "";

const trial = {
  /** @type {Found|null} */
  found: null,
  missed: false,
  at: 0,
  signal: new Signal(),
  camera: new Camera(
    (code) => show({ ...judge([code], AT_ONCE, printed), way: "camera" }),
    () => trial.redraw(),
  ),
  get tone() {
    return this.found ? (this.found.read || this.found.other ? "go" : "stop") : "";
  },
  redraw: () => {},
};

/** @param {Found} found */
function show(found) {
  Object.assign(trial, { found, missed: false, at: Date.now() });
  trial.signal.give(trial.tone);
  say([headOf(found), ...hints(found)].join(" "));
  trial.redraw();
}

function missed() {
  Object.assign(trial, { found: null, missed: true });
  trial.signal.give("stop");
  say(t("Something came, but too little for a code. Please scan again."));
  trial.redraw();
}

const typed = (/** @type {string} */ text) => show(judge([text], AT_ONCE, printed));
trial.redraw = live(root, () => html`${outcome(trial)}${scan(trial)}${help(typed)}`);
onKeyboardScan(
  (codes, how) => show(judge(codes, how, printed)),
  () => false,
  missed,
);
document.getElementById("print")?.addEventListener("click", () => print());
