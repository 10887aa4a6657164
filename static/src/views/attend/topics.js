/** The parking lot on a phone: propose a topic, support those of others, and see what was chosen. */
import { isClosed } from "../../event/life.js";
import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { repeat } from "lit-html/directives/repeat.js";
import { lotOf, supportOf, supports, topics } from "../../topics/topics.js";
import { pick, t, tn } from "../../core/words.js";
import { both } from "./words.js";
import { stateWords } from "./own.js";

/** @typedef {import("./state.js").AttendeeState} AttendeeState */

const LONGEST = 140;
const ENOUGH = 4;

/** What is being written; it stays while the page lives. */
let text = "";
/** @type {string|null} */
let trouble = null;

/** @param {AttendeeState} page */
export function topicsPage(page) {
  const { table } = page.app;
  const all = topics(table);
  const mine = own(page, all);
  return html`<div class="topics">
    ${lotOf(table).open ? propose(page, all) : empty(t("No topics can be proposed at the moment."))} ${mine}
    ${
      all.length
        ? html`<ul class="lot">
            ${repeat(
              all,
              ({ id }) => id,
              (topic) => entry(page, topic),
            )}
          </ul>`
        : mine === nothing
          ? empty(t("No topics yet. Yours can be the first."))
          : nothing
    }
  </div>`;
}

/** @param {string} words */
const empty = (words) => html`<p class="empty">${words}</p>`;

/** @param {AttendeeState} page @param {RowOf<"topic">[]} all */
function propose(page, all) {
  const write = (/** @type {FieldEvent} */ event) => {
    text = event.target.value;
    trouble = null;
    page.redraw();
  };
  const send = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const sent = text.trim();
    if (!sent) return;
    text = "";
    const { ok, message } = await page.app.sender.do("topic.propose", { text: sent }, { quiet: true });
    if (!ok) [text, trouble] = [text || sent, message ?? null];
    page.say.now(ok ? t("Your topic is saved.") : (message ?? ""));
    page.redraw();
  };
  const pool = all.map((topic) => ({ ...topic, text: pick(topic.title) }));
  const alike =
    text.trim().length < ENOUGH
      ? []
      : (page.parts.similar.now?.similar(text, pool, { limit: 2, min: 0.3 }) ?? []).flatMap(
          ({ id }) => all.find((topic) => topic.id === id) ?? [],
        );
  return html`<form class="propose" @submit=${send}>
    <label
      >${t("What should we talk about?")}
      <input
        name="topic"
        data-draft="topic"
        maxlength=${LONGEST}
        autocomplete="off"
        dir="auto"
        .value=${live(text)}
        @input=${write}
        placeholder=${t("Propose a topic")}
    /></label>
    <button class="send">${t("Propose")}</button>
    ${trouble ? html`<p class="note">${trouble}</p>` : nothing}
    ${alike.length ? html`<p class="quiet">${t("Already there? Then support it:")} ${alike.map(toTopic)}</p>` : nothing}
  </form>`;
}

/** @param {RowOf<"topic">} topic */
const toTopic = ({ id, title }) =>
  html`<a href=${`#topic-${id}`} @click=${(/** @type {Event} */ event) => jump(event, id)} dir="auto"
    >${pick(title)}</a
  > `;

/** The address names the tab, so it must not change. @param {Event} event @param {string} id */
function jump(event, id) {
  event.preventDefault();
  const found = /** @type {HTMLElement|null} */ (document.querySelector(`#topic-${id} button`));
  found?.scrollIntoView({ block: "center" });
  found?.focus({ preventScroll: true });
}

/** @type {Record<string, () => string>} */
const OWN_WORDS = {
  queued: () => t("waits for the team"),
  live: () => t("part of another topic"),
  dismissed: () => t("not taken up"),
  erased: () => stateWords("erased"),
};

/**
 * One's own proposals that the others do not see.
 * @param {AttendeeState} page @param {RowOf<"topic">[]} all that they see
 */
function own(page, all) {
  const { table } = page.app;
  const mine = table
    .all("own_topic")
    .filter(({ title, state }) => state in OWN_WORDS && (pick(title) || state === "erased"))
    .filter(({ id }) => !all.some((topic) => topic.id === id));
  if (!mine.length) return nothing;
  return html`<ul class="proposals">
    ${mine.map(
      ({ id, title, state }) =>
        html`<li>
          <span dir="auto">${pick(title)}</span>
          <span class="quiet">${OWN_WORDS[state]?.()}</span>
          ${state === "erased" ? nothing : takeBack(page, id)}
        </li>`,
    )}
  </ul>`;
}

/**
 * Whether one has proposed it here, or written it at the event that it comes from.
 * @param {AttendeeState} page @param {string} id
 */
const isOwn = ({ app }, id) => app.table.get("own_topic", id) !== undefined || app.boot.copies?.includes(id);

/** @param {AttendeeState} page @param {string} id */
const takeBack = (page, id) =>
  html`<button type="button" class="other" @click=${() => withdraw(page, id)}>${t("Withdraw")}</button>`;

/** The event that a topic was left over from. @param {RowOf<"topic">} topic */
const origin = ({ origin, before }) =>
  html`<p class="quiet">
    ${t("from {event}", { event: pick(origin) })}${
      before ? html` · ${tn("{n} person supported it there", "{n} people supported it there", before)}` : nothing
    }
  </p>`;

/** @param {AttendeeState} page @param {string} id */
async function withdraw(page, id) {
  const { ok, message } = await page.app.sender.do("topic.withdraw", { id }, { quiet: true });
  trouble = ok ? null : (message ?? null);
  page.say.now(ok ? t("Your topic is withdrawn.") : (message ?? ""));
  page.redraw();
}

/** @param {AttendeeState} page @param {RowOf<"topic">} topic */
function entry(page, topic) {
  const { table, sender } = page.app;
  const mine = supports(table, topic.id);
  const n = supportOf(table, topic.id);
  const chosen = topic.state === "chosen";
  const tap = () => sender.do(mine ? "topic.unsupport" : "topic.support", { id: topic.id }, { quiet: true });
  return html`<li id=${`topic-${topic.id}`} class=${chosen ? "chosen" : ""}>
    <button type="button" class="support" aria-pressed=${mine} ?disabled=${isClosed(table)} @click=${tap}>
      <b class="tabular" aria-hidden="true">${n}</b>
      <span class="unseen"
        >${t("Support this topic.")} ${tn("{n} person supports it", "{n} people support it", n)}</span
      >
    </button>
    <div>
      ${both(topic.title)} ${chosen ? html`<p class="tag">${t("Chosen")}</p>` : nothing}
      ${isOwn(page, topic.id) ? takeBack(page, topic.id) : nothing} ${topic.origin ? origin(topic) : nothing}
    </div>
  </li>`;
}
