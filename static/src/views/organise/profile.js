/** What the event promises to its people, and another promise: what would change is shown first. */
import { html, nothing } from "lit-html";
import { PARTS } from "../../event/retention.js";
import { partWord } from "./retention.js";
import { t, tn } from "../../core/words.js";
import { submitted } from "../../kit/form.js";

/** @typedef {import("./state.js").OrganiserState} OrganiserState */
/** @typedef {import("../../event/profile_choice.js").Setting} Setting */

/** @type {Record<string, {name: () => string, about: () => string}>} */
const PROFILES = {
  open: {
    name: () => t("Conference"),
    about: () => t("Talks, panels, workshops; everything is there, and can be switched off."),
  },
  small: {
    name: () => t("Small meeting"),
    about: () =>
      t("Up to some twenty people round a table and on the link: one address for all, moved on by hand, no reactions."),
  },
  sensitive: {
    name: () => t("Sensitive"),
    about: () =>
      t(
        "People who must stay unnamed: no names, nothing is shown before somebody has read it, results at the close only, never listed.",
      ),
  },
};

/** @param {OrganiserState} page */
export function profile(page) {
  const now = page.table.get("event", page.boot.event)?.profile || "open";
  const { outlook, trouble } = page.profileChoice;
  const look = (/** @type {SubmitEvent} */ sent) => void page.profileChoice.look(submitted(sent).text("profile"));
  return html`<section aria-labelledby="h-profile">
    <h2 id="h-profile">${t("What kind of event is it?")}</h2>
    <form class="card profile" @submit=${look}>
      ${Object.entries(PROFILES).map(([id, words]) => choice(id, words, id === (outlook?.profile ?? now)))}
      ${outlook ? nothing : html`<p><button class="button">${t("Look what would change")}</button></p>`}
    </form>
    ${trouble ? html`<p class="trouble" role="alert">${trouble}</p>` : nothing}
    ${outlook ? preview(page, outlook) : nothing}
  </section>`;
}

/** @param {string} id @param {{name: () => string, about: () => string}} words @param {boolean} on */
const choice = (id, { name, about }, on) =>
  html`<label class="choice"
    ><input type="radio" name="profile" value=${id} .checked=${on} />
    <span><b>${name()}</b><br /><span class="note">${about()}</span></span></label
  >`;

/** @param {OrganiserState} page @param {import("../../event/profile_choice.js").Outlook} outlook */
function preview(page, { changes, names }) {
  const lost = t("Names that stand beside questions now go for good.");
  return html`<div class="card understood" role="status">
    <h3>${t("What would change")}</h3>
    ${
      changes.length
        ? html`<ul class="changes">
            ${changes.map((change) => html`<li><span>${settingWords(change)}</span></li>`)}
            ${names ? html`<li><b>${tn("{n} name", "{n} names", names)}</b> <span>${lost}</span></li>` : nothing}
          </ul>`
        : html`<p class="note">${t("Nothing: the event is like this already.")}</p>`
    }
    <div class="acts">
      <button
        type="button"
        class="button main"
        ?disabled=${!changes.length}
        @click=${() => void page.profileChoice.choose()}
      >
        ${t("Change it")}
      </button>
      <button type="button" class="button" @click=${() => page.profileChoice.discard()}>
        ${t("Leave it as it is")}
      </button>
    </div>
  </div>`;
}

/** @param {number} n */
const daysWord = (n) => (n ? tn("{n} day", "{n} days", n) : t("until somebody deletes it"));

/** What a setting becomes, whose type each of them has of its own. @type {Record<string, (after: any) => string>} */
const WORDS = {
  names: (on) =>
    on ? t("People may put a name beside what they ask.") : t("Nobody can put a name beside a question."),
  live_results: (on) =>
    on ? t("Polls may show results before they close.") : t("Polls show results when they close, not before."),
  direct: (on) =>
    on
      ? t("Texts may be shown without somebody reading them first, where you switch that on.")
      : t("Somebody of the team reads every text before it is shown."),
  listed: (on) => (on ? t("The start page may list the event.") : t("The start page never lists the event.")),
  few_of_each: (n) => t("Where a question comes from is told from {n} people in the room and {n} remote on.", { n }),
  keeps: (days) =>
    t("By itself goes, after the event: {list}.", {
      list: PARTS.map((part) => `${partWord(part)}: ${daysWord(days[part])}`).join("; "),
    }),
  shortest: (on) => (on ? t("These days can only be made fewer.") : t("You choose for how many days what is kept.")),
  reactions: (on) => (on ? t("People can react.") : t("There are no reactions, unless you switch them on.")),
  one_link: (on) =>
    on
      ? t("All come by one address, and say where they are.")
      : t("There is an address for the room, and one for remote people."),
  mode: (mode) => (mode === "pointer" ? t("“Now” is moved by hand.") : t("The clock moves “now”.")),
};

/** @param {Setting} change */
const settingWords = ({ what, after }) => WORDS[what]?.(after) ?? what;
