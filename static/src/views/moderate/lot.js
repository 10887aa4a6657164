/** The parking lot, as the moderator keeps it in order: what waits, what is there, and a poll made of it. */
import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { hasLot, lotOf, supportOf, topics } from "../../topics/topics.js";
import { keepKeys } from "../../kit/dialog.js";
import { pick, t, tn } from "../../core/words.js";
import { why } from "./why.js";

/** @typedef {import("./desk.js").Desk} Desk */

/** @type {Set<string>} */
const chosen = new Set();
/** The topic whose words are being changed. @type {string|null} */
let edited = null;
let open = false;

/** @param {Desk} desk */
export function lot(desk) {
  const { table } = desk;
  const waiting = table.all("topic").filter(({ state, merged }) => state === "queued" && !merged);
  const there = topics(table);
  const toggle = () => {
    open = !open;
    desk.redraw();
  };
  return html`<div class="fold lot">
    <h3>
      <button type="button" aria-expanded=${open} @click=${toggle}>
        ${t("Parking lot")}
        <span class="count tabular">${there.length}</span>
        ${waiting.length ? html`<b class="go">${tn("{n} waits", "{n} wait", waiting.length)}</b>` : nothing}
      </button>
    </h3>
    ${
      open
        ? html`${switches(desk)}
          ${
            waiting.length
              ? html`<h4>${t("Waiting for approval")}</h4>
                  <ul>
                    ${repeat(
                      waiting,
                      ({ id }) => id,
                      (topic) => entry(desk, topic),
                    )}
                  </ul>`
              : nothing
          }
          ${
            there.length
              ? html`<ul>
                  ${repeat(
                    there,
                    ({ id }) => id,
                    (topic) => entry(desk, topic),
                  )}
                </ul>`
              : html`<p class="empty">${t("No topics yet. People propose them on their phones.")}</p>`
          }
          ${bulk(desk, there)}`
        : nothing
    }
  </div>`;
}

/** @param {Desk} desk */
function switches(desk) {
  const { open, moderated } = lotOf(desk.table);
  const flip = (/** @type {string} */ word, /** @type {boolean} */ on, /** @type {object} */ args) =>
    html`<button
      type="button"
      class="switch"
      role="switch"
      aria-checked=${on}
      @click=${() => desk.act("parking_lot.set", args)}
    >
      <i aria-hidden="true"></i>${word}
    </button>`;
  return html`<div class="switches">
    ${flip(t("Proposals open"), open && hasLot(desk.table), { open: !(open && hasLot(desk.table)) })}${flip(t("Approval first"), moderated, { moderated: !moderated })}
  </div>`;
}

/** @param {Desk} desk @param {any} topic */
function entry(desk, topic) {
  const { table } = desk;
  const act = (/** @type {string} */ name, /** @type {string} */ word, more = {}) =>
    html`<button type="button" class="b small" @click=${() => desk.act(`topic.${name}`, { id: topic.id, ...more })}>
      ${word}
    </button>`;
  const pickIt = (/** @type {any} */ event) => {
    if (event.target.checked) chosen.add(topic.id);
    else chosen.delete(topic.id);
    desk.redraw();
  };
  if (edited === topic.id) return html`<li>${editor(desk, topic)}</li>`;
  const merged = table.all("topic").filter((other) => other.merged === topic.id);
  return html`<li>
    <label class="pick"
      ><input
        type="checkbox"
        .checked=${chosen.has(topic.id)}
        ?disabled=${topic.state === "queued"}
        @change=${pickIt}
      /><span dir="auto">${pick(topic.title)}</span></label
    >
    ${why(desk, topic.id)}
    <p class="meta">
      <span class="tabular"
        ><span aria-hidden="true">▲</span
        ><span class="unseen">${t("Support:")}</span> ${supportOf(table, topic.id)}</span
      >
      ${topic.state === "chosen" ? html`<b class="go">${t("Chosen")}</b>` : nothing}${topic.origin ? html`<span>${t("from {event}", { event: pick(topic.origin) })}</span>` : nothing}
    </p>
    ${merged.map(
      (other) =>
        html`<p class="meta">
          <span dir="auto">+ ${pick(other.title)}</span>
          <button type="button" class="b small" @click=${() => desk.act("topic.unmerge", { id: other.id })}>
            ${t("Separate")}
          </button>
        </p>`,
    )}
    <div class="acts">
      ${topic.state === "queued" ? act("approve", t("Approve")) : nothing}
      ${
        topic.state === "chosen"
          ? act("unchoose", t("Back to the lot"))
          : html` <button type="button" class="b small" @click=${() => edit(desk, topic.id)}>${t("Edit")}</button
              >${act("dismiss", t("Dismiss"))}`
      }
    </div>
  </li>`;
}

/** @param {Desk} desk @param {string|null} id */
function edit(desk, id) {
  edited = id;
  desk.redraw();
}

/** @param {Desk} desk @param {any} topic */
function editor(desk, topic) {
  const save = async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const data = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const title = { de: String(data.get("de")), en: String(data.get("en")) };
    if ((await desk.act("topic.edit", { id: topic.id, title })).ok) edit(desk, null);
  };
  return html`<form class="editor" @submit=${save} @keydown=${keepKeys}>
    <label
      >${t("In German")}<input type="text" name="de" maxlength="140" lang="de" .defaultValue=${topic.title.de}
    /></label>
    <label
      >${t("In English")}<input type="text" name="en" maxlength="140" lang="en" .defaultValue=${topic.title.en}
    /></label>
    <div class="acts">
      <button class="b main">${t("Save")}</button
      ><button type="button" class="b" @click=${() => edit(desk, null)}>${t("Cancel")}</button>
    </div>
  </form>`;
}

/** What can be done with several topics. @param {Desk} desk @param {any[]} there */
function bulk(desk, there) {
  const ids = there.filter(({ id }) => chosen.has(id)).map(({ id }) => id);
  const used = ids.length ? ids : there.filter(({ state }) => state === "live").map(({ id }) => id);
  if (used.length < 2) return nothing;
  const merge = async () => {
    const [into, ...rest] = ids;
    if ((await desk.act("topic.merge", { into, ids: rest })).ok) chosen.clear();
  };
  return html`<div class="acts">
    <button type="button" class="b main" @click=${() => desk.polls.ofTopics(used.slice(0, 12))}>
      ${
        ids.length
          ? t("A poll of these {n}", { n: used.length })
          : t("A poll of all {n}", { n: Math.min(12, used.length) })
      }
    </button>
    ${ids.length > 1 ? html`<button type="button" class="b" @click=${merge}>${t("Merge")}</button>` : nothing}
  </div>`;
}

/** After a poll of topics: the winner goes into the programme. @param {Desk} desk @param {any} poll @param {import("../../polls/polls.js").Result[]} rows */
export function winner(desk, poll, rows) {
  const { table } = desk;
  const places = table.ids("chosen_topic");
  const topicOf = (/** @type {string} */ id) =>
    poll.options.find((/** @type {any} */ option) => option.id === id)?.topic;
  const best = rows.filter((row) => row.lead && topicOf(row.id));
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
              class="b main"
              @click=${() => desk.act("topic.choose", { id: topicOf(row.id), session })}
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
