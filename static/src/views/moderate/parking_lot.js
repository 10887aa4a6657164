/** The parking lot, as the moderator keeps it in order: what waits, what is there, and a poll made of it. */
import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { hasLot, lotOf, supportOf, topics } from "../../topics/topics.js";
import { keepKeys } from "../../kit/dialog.js";
import { submitted } from "../../kit/form.js";
import { unlessHeld } from "../../kit/profile.js";
import { pick, t, tn } from "../../core/words.js";
import { why } from "./hold_reasons.js";

/** @typedef {import("./state.js").ModeratorState} ModeratorState */

/** @param {ModeratorState} page */
export function parkingLot(page) {
  const { table } = page;
  const { open } = page.lot;
  const waiting = table.all("topic").filter(({ state, merged }) => state === "queued" && !merged);
  const dismissed = table.all("topic").filter(({ state, merged }) => state === "dismissed" && !merged);
  const there = topics(table);
  const toggle = () => {
    page.lot.open = !open;
    page.redraw();
  };
  return html`<div class="fold lot">
    <h3>
      <button type="button" aria-expanded=${open} @click=${toggle}>
        ${t("Topics")} <span class="count tabular">${there.length}</span>
        ${waiting.length ? html` · <b class="go">${tn("{n} to review", "{n} to review", waiting.length)}</b>` : nothing}
      </button>
    </h3>
    ${
      open
        ? html`${switches(page)}
          ${
            waiting.length
              ? html`<h4>${t("Waiting for approval")}</h4>
                  ${list(page, waiting)}`
              : nothing
          }
          ${there.length ? list(page, there) : empty()} ${bulk(page, there)}
          ${
            dismissed.length
              ? html`<h4>${t("Dismissed")}</h4>
                  ${list(page, dismissed)}`
              : nothing
          }`
        : nothing
    }
  </div>`;
}

/** @param {ModeratorState} page @param {RowOf<"topic">[]} all */
const list = (page, all) =>
  html`<ul>
    ${repeat(
      all,
      ({ id }) => id,
      (topic) => entry(page, topic),
    )}
  </ul>`;

const empty = () => html`<p class="empty">${t("No topics yet. People propose them on their phones.")}</p>`;

/** @param {ModeratorState} page */
function switches(page) {
  const { open, moderated } = lotOf(page.table);
  const on = open && hasLot(page.table);
  const flip = (/** @type {string} */ word, /** @type {boolean} */ on, /** @type {object} */ args) =>
    html`<button
      type="button"
      class="switch"
      role="switch"
      aria-checked=${on}
      @click=${() => page.act("parking_lot.set", args)}
    >
      <i aria-hidden="true"></i>${word}
    </button>`;
  return html`<div class="switches">
    ${flip(t("Proposals open"), on, { open: !on })}${unlessHeld(page.table, t("Review before publishing"), () =>
      flip(t("Review before publishing"), moderated, { moderated: !moderated }),
    )}
  </div>`;
}

/** @param {ModeratorState} page @param {RowOf<"topic">} topic */
function entry(page, topic) {
  const { table } = page;
  const act = (/** @type {string} */ name, /** @type {string} */ word, more = {}) =>
    html`<button
      type="button"
      class="button small"
      @click=${() => page.act(`topic.${name}`, { id: topic.id, ...more })}
    >
      ${word}
    </button>`;
  const pickIt = (/** @type {FieldEvent} */ event) => {
    if (event.target.checked) page.lot.ticked.add(topic.id);
    else page.lot.ticked.delete(topic.id);
    page.redraw();
  };
  if (page.lot.edited === topic.id) return html`<li>${editor(page, topic)}</li>`;
  const merged = table.all("topic").filter((other) => other.merged === topic.id);
  return html`<li>
    <label class="pick"
      ><input
        type="checkbox"
        .checked=${page.lot.ticked.has(topic.id)}
        ?disabled=${topic.state === "queued" || topic.state === "dismissed"}
        @change=${pickIt}
      /><span dir="auto">${pick(topic.title)}</span></label
    >
    ${why(page, topic.id)} ${meta(page, topic)}
    ${merged.map(
      (other) =>
        html`<p class="meta">
          <span dir="auto">+ ${pick(other.title)}</span>
          <button type="button" class="button small" @click=${() => page.act("topic.unmerge", { id: other.id })}>
            ${t("Separate")}
          </button>
        </p>`,
    )}
    <div class="acts">
      ${topic.state === "queued" ? act("approve", t("Approve")) : nothing}
      ${
        topic.state === "chosen"
          ? act("unchoose", t("Back to the lot"))
          : html` <button type="button" class="button small" @click=${() => edit(page, topic.id)}>${t("Edit")}</button
              >${topic.state === "dismissed" ? act("approve", t("Approve")) : act("dismiss", t("Dismiss"))}`
      }
      <button type="button" class="quiet" @click=${() => page.openDialog({ what: "erase", of: "topic", id: topic.id })}>
        ${t("Erase for good …")}
      </button>
    </div>
  </li>`;
}

/** @param {ModeratorState} page @param {RowOf<"topic">} topic */
const meta = ({ table }, { id, state, origin }) =>
  html`<p class="meta">
    <span class="tabular"
      ><span aria-hidden="true">▲</span><span class="unseen">${t("Votes:")}</span> ${supportOf(table, id)}</span
    >
    ${state === "chosen" ? html`<b class="go">${t("Chosen")}</b>` : nothing}
    ${origin ? html`<span>${t("from {event}", { event: pick(origin) })}</span>` : nothing}
  </p>`;

/** @param {ModeratorState} page @param {string|null} id */
function edit(page, id) {
  page.lot.edited = id;
  page.redraw();
}

/** @param {ModeratorState} page @param {RowOf<"topic">} topic */
function editor(page, topic) {
  const save = async (/** @type {SubmitEvent} */ event) => {
    const { data } = submitted(event);
    const title = { de: String(data.get("de")), en: String(data.get("en")) };
    if ((await page.act("topic.edit", { id: topic.id, title })).ok && page.lot.edited === topic.id) edit(page, null);
  };
  return html`<form class="editor" data-draft=${`topic-${topic.id}`} @submit=${save} @keydown=${keepKeys}>
    <label
      >${t("In German")}<input type="text" name="de" maxlength="140" lang="de" .defaultValue=${topic.title.de}
    /></label>
    <label
      >${t("In English")}<input type="text" name="en" maxlength="140" lang="en" .defaultValue=${topic.title.en}
    /></label>
    <div class="acts">
      <button class="button main">${t("Save")}</button
      ><button type="button" class="button" @click=${() => edit(page, null)}>${t("Cancel")}</button>
    </div>
  </form>`;
}

/** What can be done with several topics. @param {ModeratorState} page @param {RowOf<"topic">[]} there */
function bulk(page, there) {
  const ids = there.filter(({ id }) => page.lot.ticked.has(id)).map(({ id }) => id);
  const used = ids.length ? ids : there.filter(({ state }) => state === "live").map(({ id }) => id);
  if (used.length < 2) return nothing;
  const merge = async () => {
    const [into, ...rest] = ids;
    if ((await page.act("topic.merge", { into, ids: rest })).ok) page.lot.ticked.clear();
  };
  return html`<div class="acts">
    <button type="button" class="button main" @click=${() => void page.polls.ofTopics(used)}>
      ${
        ids.length
          ? t("A poll of these {n}", { n: used.length })
          : t("A poll of all {n}", { n: Math.min(12, used.length) })
      }
    </button>
    ${ids.length > 1 ? html`<button type="button" class="button" @click=${merge}>${t("Merge")}</button>` : nothing}
  </div>`;
}

/**
 * After a poll of topics: the winner goes into the programme. Where the poll tells of none, the room has said it aloud,
 * and each of them can.
 * @param {ModeratorState} page @param {RowOf<"poll">} poll @param {import("../../polls/results.js").Result[]} rows
 */
export function winner(page, poll, rows) {
  const { table } = page;
  const places = table.ids("chosen_topic");
  const topicOf = (/** @type {string} */ id) => poll.options.find((option) => option.id === id)?.topic;
  const leading = rows.filter((row) => row.lead);
  const best = (leading.length ? leading : rows).filter((row) => topicOf(row.id));
  if (poll.state !== "closed" || !best.length || !places.length) return nothing;
  return html`<div class="acts">
    ${best.flatMap((row) =>
      places.map((session) => {
        const taken = table.get("chosen_topic", session)?.topic === topicOf(row.id);
        const title = table.get("session", session)?.title;
        return taken
          ? html`<p class="go">${t("“{topic}” is in the programme.", { topic: pick(row.label) })}</p>`
          : html`<button
              type="button"
              class="button main"
              @click=${() => page.act("topic.choose", { id: topicOf(row.id), session })}
            >
              ${
                places.length > 1
                  ? t("Take “{topic}” for “{title}”", { topic: pick(row.label), title: pick(title) })
                  : t("Take “{topic}” into the programme", { topic: pick(row.label) })
              }
            </button>`;
      }),
    )}
  </div>`;
}
