/** The rehearsal: begun by the event's title, changed while it is on, and ended after a look at what goes. */
import { html, nothing } from "lit-html";
import { CROWDS, SPEEDS, firstMoment, momentAt, moments } from "../../event/rehearsal.js";
import { isClosed } from "../../event/life.js";
import { submitted } from "../../kit/form.js";
import { pick, t, tn } from "../../core/words.js";
import { toLocal } from "../../programme/zoned.js";

/** @typedef {import("./state.js").OrganiserState} OrganiserState */

/** @param {OrganiserState} page */
export function rehearsing(page) {
  if (isClosed(page.table)) return nothing;
  const on = page.table.get("rehearsal", page.boot.event);
  return html`<section aria-labelledby="h-rehearse" class="rehearse">
    <h2 id="h-rehearse">${t("Rehearse")}</h2>
    ${on ? running(page, on) : beginning(page)}
    ${page.rehearsal.trouble ? html`<p class="trouble" role="alert">${page.rehearsal.trouble}</p>` : nothing}
  </section>`;
}

/** @param {OrganiserState} page */
function beginning(page) {
  const begin = async (/** @type {SubmitEvent} */ event) => {
    const { text, data } = submitted(event);
    await page.rehearsal.begin({ name: text("name"), ...clockOf(page, text), ...crowdOf(text, data) });
  };
  const note = t(
    "The day runs with a clock of its own, and an invented crowd asks, votes and writes. Everything that is there now is kept aside, and at the end it all comes back as it was.",
  );
  return html`<p class="note">${note}</p>
    <form class="card form-grid" data-draft="rehearse" @submit=${begin}>
      ${clockFields(page, null, 1)} ${crowdFields(30, true)}
      <label
        >${t("Type the event’s title, so that it is the one that is meant")}<input
          type="text"
          name="name"
          required
          autocomplete="off"
          placeholder=${pick(page.table.get("event", page.boot.event)?.title)}
      /></label>
      <p class="note">${t("While people are taking part, a rehearsal does not begin.")}</p>
      <p class="acts">
        <button class="button main" ?disabled=${page.rehearsal.busy}>${t("Begin the rehearsal")}</button>
      </p>
    </form>`;
}

/** @param {OrganiserState} page @param {RowOf<"rehearsal">} on */
function running(page, on) {
  const { clock, rehearsal } = page;
  const change = (/** @type {SubmitEvent} */ event) => {
    const { text, data } = submitted(event);
    void page.act("rehearsal.set", { ...clockOf(page, text), ...crowdOf(text, data) });
  };
  const speed = page.table.get("clock", page.boot.event)?.speed ?? 1;
  const now = t("It is {time} in the event. Speed: {speed}.", {
    time: clock.time(clock.now()),
    speed: speedWord(speed),
  });
  return html`<p class="note">${now} ${on.until ? endsItself(page, on.until) : nothing}</p>
    <form class="card form-grid" data-draft="rehearsing" @submit=${change}>
      ${clockFields(page, speed, speed)} ${crowdFields(on.people, on.moderated)}
      <p class="acts">
        <button class="button main">${t("Change it")}</button>
        ${
          on.people
            ? html`<button type="button" class="button" @click=${() => void page.act("rehearsal.set", { people: 0 })}>
                ${t("Send the crowd home")}
              </button>`
            : nothing
        }
      </p>
    </form>
    ${
      rehearsal.gone
        ? ending(page, rehearsal.gone)
        : html`<p>
            <button type="button" class="button stop" ?disabled=${rehearsal.busy} @click=${() => void rehearsal.look()}>
              ${t("End the rehearsal …")}
            </button>
          </p>`
    }`;
}

/** @param {OrganiserState} page @param {number} until */
const endsItself = (page, until) => t("It ends by itself: {time}.", { time: page.stamp(until) });

/** @param {OrganiserState} page @param {import("../../event/rehearsal.js").Gone[]} gone */
function ending(page, gone) {
  const stays = t(
    "Team links and the devices that have opened them stay as they are now. What was erased or taken back for good does not come back.",
  );
  return html`<div class="card understood" role="status">
    <h3>${t("What the end takes away")}</h3>
    ${
      gone.length
        ? html`<ul class="changes">
            ${gone.map(([group, ...n]) => html`<li><b>${groupWord(group)}</b> <span>${counts(...n)}</span></li>`)}
          </ul>`
        : html`<p class="note">${t("Nothing: all is as it was before.")}</p>`
    }
    <p class="note">${stays}</p>
    <div class="acts">
      <button
        type="button"
        class="button stop"
        ?disabled=${page.rehearsal.busy}
        @click=${() => void page.rehearsal.end()}
      >
        ${t("End it, and bring everything back")}
      </button>
      <button type="button" class="button" @click=${() => page.rehearsal.stay()}>${t("Let it go on")}</button>
    </div>
  </div>`;
}

/** @param {number} made @param {number} changed */
const counts = (made, changed) =>
  [
    made && tn("{n} new one goes", "{n} new ones go", made),
    changed && tn("{n} is again as it was", "{n} are again as they were", changed),
  ]
    .filter(Boolean)
    .join(" · ");

/** @type {Record<string, () => string>} */
const GROUPS = {
  questions: () => t("Questions"),
  topics: () => t("Topics"),
  polls: () => t("Polls"),
  notes: () => t("Notes"),
  summaries: () => t("Summaries"),
  people: () => t("People on the list"),
  checks: () => t("Check-ins"),
  tickets: () => t("Personal links"),
  programme: () => t("Programme and rooms"),
  announcements: () => t("Announcements"),
  forms: () => t("Questionnaires and evaluations"),
  report: () => t("Report and certificates"),
  settings: () => t("Settings, words and sign-ups"),
};

/** @param {string} group */
const groupWord = (group) => GROUPS[group]?.() ?? group;

/** What the form says of the clock: nothing, where it is to run on. @param {OrganiserState} page */
function clockOf(page, /** @type {(name: string) => string} */ text) {
  const near = firstMoment(moments(page.table))?.start ?? page.clock.now();
  const chosen = page.table.get("session", text("item"))?.start ?? near;
  const at = text("at") ? momentAt(text("at"), chosen, page.zone) : text("item") ? chosen : null;
  return { speed: Number(text("speed")), ...(at !== null && { at }) };
}

/** @param {(name: string) => string} text @param {FormData} data */
const crowdOf = (text, data) => ({ people: Number(text("people")), moderated: data.has("moderated") });

/**
 * The moment and the speed.
 * @param {OrganiserState} page @param {number|null} on the speed, in a rehearsal that is on @param {number} speed
 */
function clockFields(page, on, speed) {
  const items = moments(page.table);
  const first = on === null ? firstMoment(items) : null;
  const words = (/** @type {RowOf<"session">} */ { start, title }) =>
    [toLocal(start ?? 0, page.zone).time, pick(title)].join("  ");
  return html`<div class="row">
    ${
      items.length
        ? html`<label
            >${t("Begin with")}<select name="item">
              ${on === null ? nothing : html`<option value="" selected>${t("run on")}</option>`}
              ${items.map((item) => html`<option value=${item.id} ?selected=${item === first}>${words(item)}</option>`)}
            </select></label
          >`
        : nothing
    }
    <label>${t("or at (on its day)")}<input type="time" name="at" /></label>
    <label
      >${t("Speed")}<select name="speed">
        ${[...new Set([...SPEEDS, speed])]
          .sort((a, b) => a - b)
          .map((n) => html`<option value=${n} ?selected=${n === speed}>${speedWord(n)}</option>`)}
      </select></label
    >
  </div>`;
}

/** @param {number} n */
const speedWord = (n) => (n === 1 ? t("as in real time") : t("{n} times as fast", { n }));

/** @param {number} people @param {boolean} moderated */
function crowdFields(people, moderated) {
  const sizes = [...new Set([...CROWDS, people])].sort((a, b) => a - b);
  return html`<div class="row">
      <label
        >${t("Invented crowd")}<select name="people">
          ${sizes.map((n) => html`<option value=${n} ?selected=${n === people}>${crowdWord(n)}</option>`)}
        </select></label
      >
    </div>
    <label class="check"
      ><input type="checkbox" name="moderated" ?checked=${moderated} />
      ${t("An invented moderator works, too, while no human does")}</label
    >`;
}

/** @param {number} n */
const crowdWord = (n) => (n ? tn("{n} person", "{n} people", n) : t("nobody"));
