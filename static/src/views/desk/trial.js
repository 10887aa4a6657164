/** What a trial has shown of a scanner, in words that help whoever stands before it. */
import { html, nothing } from "lit-html";
import { keyed } from "lit-html/directives/keyed.js";
import { lang, t } from "../../core/words.js";
import { submitted } from "../../kit/form.js";
import { sign } from "./signs.js";

/** @typedef {import("../../checkin/scanner_trial.js").Found} Found */
/** @typedef {import("../../checkin/scanner_trial.js").Country} Country */

/** A code that takes longer holds up the queue, ms. */
const SLOW = 1500;
/** So much of what came is shown. */
const SHOWN = 80;

const seconds = new Intl.NumberFormat(lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** @type {Record<Country, () => string>} */
const COUNTRIES = {
  us: () => t("US English"),
  german: () => t("German, Swiss or Hungarian"),
  spanish: () => t("Spanish, Italian or Scandinavian"),
  french: () => t("French"),
  turkish: () => t("Turkish"),
  czech: () => t("Czech"),
};

/** @param {Country|null} country */
const named = (country) => (country ? COUNTRIES[country]() : t("another one"));

/** @param {Found} found */
export const headOf = ({ read, other, way }) => {
  if (other) return t("That was another ticket: it is read as well");
  if (!read) return t("That was not the code of this page");
  return way === "camera" ? t("This camera reads codes") : t("This scanner works here");
};

/** @param {Found} found */
const isGood = ({ read, other }) => read || other;

/**
 * The answer to the last scan.
 * @param {{found: Found|null, missed: boolean, at: number}} trial missed: too little came for a code
 */
export function outcome({ found, missed, at }) {
  if (missed) return plain(t("Something came, but too little for a code. Please scan again."));
  if (!found) return plain(t("Scan the code of this page: what the scanner sends is shown here."));
  const good = isGood(found);
  return keyed(
    at,
    html`<section class=${`verdict ${good ? "go" : "stop"}`} tabindex="-1" aria-label=${t("Result")}>
      <header>
        ${sign(good ? "check" : "no")}
        <div><h2>${headOf(found)}</h2></div>
      </header>
      ${found.way === "keys" && found.read ? facts(found) : nothing}
      ${hints(found).map((words) => html`<p class="hint attention">${sign("attention")}<span>${words}</span></p>`)}
      ${remarks(found).map((words) => html`<p class="hint">${words}</p>`)}
      ${found.text ? received(found.text) : nothing}
    </section>`,
  );
}

/** @param {string} words */
const plain = (words) => html`<section class="verdict idle" aria-label=${t("Result")}><p>${words}</p></section>`;

/** @param {Found} found */
function facts({ scanner, computer, agree, end, takes }) {
  const country = agree
    ? t("{keyboard}, as this computer", { keyboard: named(computer) })
    : t("{scanner}; this computer: {computer}", { scanner: named(scanner), computer: named(computer) });
  return html`<dl class="facts">
    <div>
      <dt>${t("Keyboard")}</dt>
      <dd>${country}</dd>
    </div>
    <div>
      <dt>${t("After a code")}</dt>
      <dd>${end === "Enter" ? t("Enter") : end === "Tab" ? t("Tab") : t("nothing")}</dd>
    </div>
    <div>
      <dt>${t("A whole code takes")}</dt>
      <dd class="tabular">${t("{n} s", { n: seconds.format(takes / 1000) })}</dd>
    </div>
  </dl>`;
}

/** What should be set otherwise. @param {Found} found @returns {string[]} */
export function hints(found) {
  const { read, other, way, agree, end, takes, text } = found;
  if (other) return [];
  if (!read) return [whyNot(text)];
  if (way !== "keys") return [];
  const all = [];
  if (!agree) all.push(otherKeyboard(found));
  if (!end) {
    all.push(
      t(
        "It sends nothing after a code, so each answer comes a moment later. The scanner’s booklet has a code that adds Enter (suffix, CR).",
      ),
    );
  }
  if (takes > SLOW) {
    all.push(t("It is slow. The scanner’s booklet has a code for a shorter pause between two signs."));
  }
  return all;
}

/** @param {Found} found */
function otherKeyboard({ computer }) {
  if (!computer) {
    return t(
      "Scanner and computer are set to keyboards of different countries. Companion reads it all the same, but some short codes can be taken for others: set both to the same country.",
    );
  }
  return t(
    "Scanner and computer are set to keyboards of different countries. Companion reads it all the same, but some short codes can be taken for others: set the scanner to “{keyboard}” with the code for that in its booklet.",
    { keyboard: named(computer) },
  );
}

/** @param {string} text */
const whyNot = (text) =>
  /[^\x20-\x7e]/.test(text) || text.length >= 40
    ? t(
        "If it was the code of this page, the scanner is set to a keyboard that Companion does not know, or changes what it sends. Set it back to the factory settings (US English) with the code in its booklet.",
      )
    : t("Scan the large code of this page, and hold the scanner so that it sees no other one.");

/** What does no harm. @param {Found} found @returns {string[]} */
function remarks({ read, way, turned }) {
  if (!read) return [];
  const all = [];
  if (turned) {
    all.push(t("Large letters come as small ones (Caps Lock is on, or the scanner does it). That does no harm."));
  }
  if (way === "once") all.push(t("It sends the whole code at once, as scanners in Android devices do."));
  return all;
}

/** @param {string} text */
const received = (text) =>
  html`<p class="received">
    ${t("The computer received:")}
    <code dir="ltr">${text.length > SHOWN ? `${text.slice(0, SHOWN)} …` : text}</code>
  </p>`;

/** What to look at when nothing comes. @param {(text: string) => void} take what was sent into the field */
export function help(take) {
  const submit = (/** @type {SubmitEvent} */ event) => {
    const { form, text } = submitted(event);
    const code = text("code");
    form.reset();
    if (code) take(code);
  };
  return html`<section class="help" aria-labelledby="h-help">
    <h2 id="h-help">${t("Nothing happens?")}</h2>
    <ul>
      <li>${t("Click somewhere on this page: keys go to the window that is in front.")}</li>
      <li>
        ${t("The scanner must work as a keyboard (“HID” or “keyboard wedge” in its booklet), not as a serial port.")}
      </li>
      <li>${t("With Bluetooth, pair it as a keyboard first.")}</li>
      <li>${t("It must be able to read QR codes: lasers that read only bars cannot.")}</li>
      <li>
        <form class="code" @submit=${submit}>
          <label for="field">${t("Scanners in Android devices may need a field: tap here, then scan.")}</label>
          <input
            id="field"
            name="code"
            type="text"
            dir="ltr"
            data-takes="codes"
            data-draft="off"
            autocomplete="off"
            spellcheck="false"
          />
        </form>
      </li>
    </ul>
  </section>`;
}
