/** Where codes come in: the camera's picture, a field for scanners and fingers, photos. */
import { html, nothing } from "lit-html";
import { ref } from "lit-html/directives/ref.js";
import { submitted } from "../../kit/form.js";
import { t } from "../../core/words.js";
import { option } from "../../kit/options.js";

/** @typedef {import("./state.js").CheckinState} CheckinState */
/** @typedef {import("./camera.js").Camera} Camera */
/**
 * @typedef {object} Scanning where a camera stands
 * @property {Camera} camera
 * @property {import("../../kit/signal.js").Signal} signal
 * @property {string} tone the colour of the last answer
 * @property {() => void} redraw
 */

/** @param {Scanning} desk */
export function scan(desk) {
  const { camera, tone } = desk;
  return html`<section class="scan" aria-label=${t("Scan")}>
    <div class=${`view ${camera.state === "on" ? "on" : ""} ${tone}`}>
      ${camera.state === "on" ? picture(camera) : dark(desk)}
      <div class="tools">${tools(desk)}</div>
    </div>
  </section>`;
}

/** @param {Camera} camera */
const picture = (camera) =>
  html`<video playsinline muted autoplay aria-label=${t("Picture of the camera")} ${ref(camera.show)}></video
    ><i class="aim" aria-hidden="true"></i>`;

/** Why there is no picture, and what to do. @param {Scanning} desk */
function dark({ camera }) {
  const [text, word] = reason(camera.state);
  const start = () => void camera.start();
  return html`<div class="dark">
    <p>${text}</p>
    ${word ? html`<button type="button" class="button main big" @click=${start}>${word}</button>` : nothing}
  </div>`;
}

/** @param {string} state @returns {[string, string]} the sentence, and the words of the button */
function reason(state) {
  switch (state) {
    case "starting":
      return [t("The camera starts …"), ""];
    case "refused":
      return [
        t("The browser may not use the camera. Allow it in the address bar or in the settings, then try again."),
        t("Try again"),
      ];
    case "missing":
      return [
        t("No camera was found. Scan with a hand scanner, type the code, or choose a photo of it."),
        t("Try again"),
      ];
    case "taken":
      return [t("Another app uses the camera. Close that one, then try again."), t("Try again")];
    case "insecure":
      return [t("Browsers allow the camera only on pages with https. Scan with a hand scanner, or type the code."), ""];
    default:
      return [t("Scan with the camera, or with a hand scanner at any time."), t("Start the camera")];
  }
}

/** @param {Scanning} desk */
function tools(desk) {
  const { camera, signal } = desk;
  const mute = () => (signal.toggle(), desk.redraw());
  const on = camera.state === "on";
  const stop = html`<button type="button" class="button" @click=${() => camera.end()}>${t("Stop the camera")}</button>`;
  return html`<button type="button" class="button" aria-pressed=${!signal.muted} @click=${mute}>${t("Sound")}</button>
    ${camera.torch === null ? nothing : light(camera)} ${camera.cameras.length > 1 && on ? chooser(camera) : nothing}
    ${on ? stop : nothing}`;
}

/** @param {Camera} camera */
const light = (camera) =>
  html`<button type="button" class="button" aria-pressed=${Boolean(camera.torch)} @click=${() => void camera.light()}>
    ${t("Light")}
  </button>`;

/** @param {Camera} camera */
function chooser(camera) {
  const choose = (/** @type {FieldEvent} */ { target }) => void camera.choose(target.value);
  const entry = (/** @type {MediaDeviceInfo} */ { deviceId, label }, /** @type {number} */ i) =>
    option(deviceId, label || t("Camera {n}", { n: i + 1 }), deviceId === camera.chosen);
  return html`<label
    ><span class="unseen">${t("Camera")}</span
    ><select @change=${choose}>
      ${camera.cameras.map(entry)}
    </select></label
  >`;
}

/** For fingers, pasted codes, and photos. @param {CheckinState} desk */
export function code(desk) {
  const submit = (/** @type {SubmitEvent} */ event) => {
    const { form, text } = submitted(event);
    const code = text("code");
    form.reset();
    if (code) void desk.scan({ secret: code });
  };
  const chosen = (/** @type {FieldEvent} */ { target }) => {
    if (target.files[0]) void desk.photo(target.files[0]);
    target.value = "";
  };
  return html`<form class="code" @submit=${submit}>
    <label for="code" class="unseen">${t("Code of a ticket")}</label>
    <input
      id="code"
      name="code"
      type="text"
      dir="ltr"
      data-takes="codes"
      data-draft="off"
      autocomplete="off"
      autocapitalize="characters"
      spellcheck="false"
      enterkeyhint="go"
      placeholder=${t("Type or paste a code")}
    />
    <button class="button">${t("Check")}</button>
    <label class="button photo"
      >${t("Photo")}<input type="file" accept="image/*" class="unseen" @change=${chosen}
    /></label>
  </form>`;
}
