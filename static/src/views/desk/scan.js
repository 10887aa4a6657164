/** Where codes come in: the camera's picture, a field for scanners and fingers, photos. */
import { html, nothing } from "lit-html";
import { ref } from "lit-html/directives/ref.js";
import { submitted } from "../../kit/form.js";
import { t } from "../../core/words.js";

/** @typedef {import("./desk.js").Desk} Desk */

/** @param {Desk} desk */
export function scan(desk) {
  const { eye } = desk;
  const tone = desk.card?.result ? desk.tone : "";
  return html`<section class="scan" aria-label=${t("Scan")}>
    <div class=${`view ${eye.state === "on" ? "on" : ""} ${tone}`}>
      ${eye.state === "on" ? html`<video playsinline muted autoplay aria-label=${t("Picture of the camera")} ${ref(eye.show)}></video><i class="aim" aria-hidden="true"></i>` : dark(desk)}
      <div class="tools">${tools(desk)}</div>
    </div>
  </section>`;
}

/** Why there is no picture, and what to do. @param {Desk} desk */
function dark({ eye }) {
  const [text, word] = reason(eye.state);
  return html`<div class="dark">
    <p>${text}</p>
    ${word ? html`<button type="button" class="b main big" @click=${() => void eye.start()}>${word}</button>` : nothing}
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

/** @param {Desk} desk */
function tools(desk) {
  const { eye, signal } = desk;
  const mute = () => (signal.toggle(), desk.redraw());
  return html`<button type="button" class="b" aria-pressed=${!signal.muted} @click=${mute}>${t("Sound")}</button>
    ${eye.torch === null ? nothing : html`<button type="button" class="b" aria-pressed=${eye.torch} @click=${() => void eye.light()}>${t("Light")}</button>`}
    ${
      eye.cameras.length > 1 && eye.state === "on"
        ? html`<label
            ><span class="unseen">${t("Camera")}</span
            ><select @change=${(/** @type {any} */ event) => void eye.choose(event.target.value)}>
              ${eye.cameras.map(({ deviceId, label }, i) => html`<option value=${deviceId} ?selected=${deviceId === eye.chosen}>${label || t("Camera {n}", { n: i + 1 })}</option>`)}
            </select></label
          >`
        : nothing
    }
    ${eye.state === "on" ? html`<button type="button" class="b" @click=${() => eye.end()}>${t("Stop the camera")}</button>` : nothing}`;
}

/** For fingers, pasted codes, and photos. @param {Desk} desk */
export function code(desk) {
  const submit = (/** @type {SubmitEvent} */ event) => {
    const { form, text } = submitted(event);
    const code = text("code");
    form.reset();
    if (code) void desk.scan({ secret: code });
  };
  const chosen = (/** @type {any} */ { target }) => {
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
      autocomplete="off"
      autocapitalize="characters"
      spellcheck="false"
      enterkeyhint="go"
      placeholder=${t("Type or paste a code")}
    />
    <button class="b">${t("Check")}</button>
    <label class="b photo">${t("Photo")}<input type="file" accept="image/*" class="unseen" @change=${chosen} /></label>
  </form>`;
}
