/** By which rules the floor is given, for how long, and what people choose from. */
import { html, nothing } from "lit-html";
import { KINDS, RULES, kindWord, ruleWord } from "../../floor/floor.js";
import { keepKeys } from "../../kit/dialog.js";
import { listed, submitted } from "../../kit/form.js";
import { t } from "../../core/words.js";

/** @typedef {import("./state.js").Chair} Chair */

/** @param {Chair} chair */
export function settings(chair) {
  const { floor } = chair;
  if (!floor) return nothing;
  return html`<details class="floor-settings">
    <summary>${t("Rules, time and lists")}</summary>
    <form @submit=${(/** @type {SubmitEvent} */ event) => save(chair, event)} @keydown=${keepKeys}>
      <fieldset>
        <legend>${t("Who is next: these combine, from the top")}</legend>
        ${RULES.filter((rule) => rule !== "came").map((rule) => tick("rules", rule, ruleWord(rule), floor.rules))}
        <p class="note">${t("Where nothing else decides, it is as they came.")}</p>
      </fieldset>
      <label class="check"
        ><input type="checkbox" name="questions" .checked=${floor.questions} />
        ${t("Typed questions stand in the same order")}</label
      >
      <label
        ><span>${t("Seconds for one turn, 0 for no limit")}</span
        ><input
          type="number"
          name="seconds"
          min="0"
          max="3600"
          step="10"
          data-draft="off"
          .value=${String(floor.seconds ?? 0)}
      /></label>
      <label
        ><span>${t("Names of lists, with commas between; people choose theirs")}</span
        ><input name="lists" data-draft="floor-lists" autocomplete="off" dir="auto" .value=${floor.lists.join(", ")}
      /></label>
      <fieldset>
        <legend>${t("What people choose from when they raise a hand")}</legend>
        ${KINDS.map((kind) => tick("kinds", kind, kindWord(kind), floor.kinds))}
      </fieldset>
      <button class="button">${t("Save the rules")}</button>
    </form>
  </details>`;
}

/** @param {string} name @param {string} value @param {string} word @param {string[]} chosen */
const tick = (name, value, word, chosen) =>
  html`<label class="check"
    ><input type="checkbox" name=${name} value=${value} .checked=${chosen.includes(value)} /> ${word}</label
  >`;

/** @param {Chair} chair @param {SubmitEvent} event */
function save(chair, event) {
  const { data, text } = submitted(event);
  const kinds = data.getAll("kinds").map(String);
  void chair.set(
    {
      rules: ["came", ...data.getAll("rules").map(String)],
      seconds: Number(text("seconds")) || 0,
      questions: data.has("questions"),
      lists: listed(text("lists"), ","),
      kinds: kinds.length ? kinds : ["contribution"],
    },
    t("Saved."),
  );
}
