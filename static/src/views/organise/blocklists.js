/** Words with which a text waits for a moderator, a list per language. */
import { html } from "lit-html";
import { listed, submitted } from "../../kit/form.js";
import { t } from "../../core/words.js";

/** @typedef {import("./state.js").OrganiserState} OrganiserState */

/** @param {OrganiserState} page */
export function blocklists(page) {
  const { table, boot } = page;
  const note = t(
    "A question or answer with one of these words, a link, an e-mail address or a telephone number waits for a moderator, even where nothing else does. One word a line; a star at the end stands for any ending. Case and accents make no difference.",
  );
  const words = (/** @type {string} */ lang) => table.get("blocklist", lang)?.words ?? boot.words[lang];
  return html`<section aria-labelledby="h-words">
    <h2 id="h-words">${t("Words to look at first")}</h2>
    <p class="note">${note}</p>
    <div class="cards">${Object.keys(boot.words).map((lang) => list(page, lang, words(lang)))}</div>
  </section>`;
}

/** @param {OrganiserState} page @param {string} lang @param {string[]} words */
function list(page, lang, words) {
  const submit = (/** @type {SubmitEvent} */ event) => {
    const { text } = submitted(event);
    void page.act("event.blocklist", { lang, words: listed(text("words"), "\n") });
  };
  return html`<form class="card words" @submit=${submit}>
    <label
      >${new Intl.DisplayNames([page.boot.lang], { type: "language" }).of(lang)}
      <textarea
        name="words"
        data-draft=${`blocklist-${lang}`}
        rows="6"
        lang=${lang}
        spellcheck="false"
        .defaultValue=${words.join("\n")}
      ></textarea>
    </label>
    <button class="button">${t("Save")}</button>
  </form>`;
}
