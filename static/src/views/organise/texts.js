/** Words with which a text waits for a moderator, a list per language. */
import { html } from "lit-html";
import { t } from "../../core/words.js";

/** @typedef {import("../../pages/organise.js").Office} Office */

/** @param {Office} office */
export function texts(office) {
  const { table, boot } = office;
  return html`<section aria-labelledby="h-words">
    <h2 id="h-words">${t("Words to look at first")}</h2>
    <p class="note">
      ${t("A question or answer with one of these words, a link, an e-mail address or a telephone number waits for a moderator, even where nothing else does. One word a line; a star at the end stands for any ending. Case and accents make no difference.")}
    </p>
    <div class="cards">
      ${Object.keys(boot.words).map((lang) => list(office, lang, table.get("blocklist", lang)?.words ?? boot.words[lang]))}
    </div>
  </section>`;
}

/** @param {Office} office @param {string} lang @param {string[]} words */
function list(office, lang, words) {
  const submit = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const text = String(new FormData(/** @type {HTMLFormElement} */ (event.target)).get("words") ?? "");
    void office.act("event.blocklist", {
      lang,
      words: text
        .split("\n")
        .map((word) => word.trim())
        .filter(Boolean),
    });
  };
  return html`<form class="card words" @submit=${submit}>
    <label
      >${new Intl.DisplayNames([office.boot.lang], { type: "language" }).of(lang)}
      <textarea name="words" rows="6" lang=${lang} spellcheck="false" .defaultValue=${words.join("\n")}></textarea>
    </label>
    <button class="b">${t("Save")}</button>
  </form>`;
}
