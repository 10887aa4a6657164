/** Who is on the list of people: looked through, filtered, and corrected one by one. */
import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { WHICH } from "../../checkin/people_list.js";
import { submitted } from "../../kit/form.js";
import { origin } from "../../kit/view.js";
import { t } from "../../core/words.js";
import { option } from "../../kit/options.js";

/** @typedef {import("./state.js").OrganiserState} OrganiserState */
/** @typedef {import("../../checkin/people_list.js").Attendee} Attendee */

/** @type {Record<string, () => string>} */
const KINDS = {
  all: () => t("everybody"),
  onsite: () => t("on site"),
  remote: () => t("remote"),
  in: () => t("checked in"),
  away: () => t("not here yet"),
  barred: () => t("not let in"),
  noted: () => t("with a note"),
};

/** @type {Record<string, () => string>} */
const STATES = {
  valid: () => t("is let in"),
  blocked: () => t("blocked"),
  canceled: () => t("booking cancelled"),
  unpaid: () => t("not paid"),
  unapproved: () => t("not approved"),
};

/** @param {OrganiserState} page */
export function peopleList(page) {
  const all = page.staff.all("attendee").length;
  if (!all) return nothing;
  const { peopleList: list } = page;
  const { people, n } = list.found(page.staff);
  const left = n - people.length;
  const type = (/** @type {FieldEvent} */ { target }) => {
    list.look(target.value);
    page.redraw();
  };
  const choose = (/** @type {FieldEvent} */ { target }) => {
    list.choose(target.value);
    page.redraw();
  };
  return html`<section aria-labelledby="h-list" class="people-list">
    <h2 id="h-list">${t("The list of people")}</h2>
    <div class="form-grid">
      <div class="row">
        <label
          >${t("Name or organisation")}<input
            type="search"
            data-draft="off"
            autocomplete="off"
            dir="auto"
            .value=${list.query}
            @input=${type}
        /></label>
        <label
          >${t("Show")}<select data-draft="off" @change=${choose}>
            ${WHICH.map((one) => option(one, KINDS[one]?.(), one === list.which))}
          </select></label
        >
      </div>
    </div>
    <p class="note" role="status">${t("{n} of {all} on the list", { n, all })}</p>
    <ul class="card persons">
      ${repeat(
        people,
        ({ id }) => id,
        (person) => entry(page, person),
      )}
    </ul>
    ${left > 0 ? html`<p>${more(page, left)}</p>` : nothing}
  </section>`;
}

/** @param {OrganiserState} page @param {number} left */
function more(page, left) {
  const press = () => {
    page.peopleList.more();
    page.redraw();
  };
  return html`<button type="button" class="button" @click=${press}>
    ${t("Show {n} more", { n: Math.min(left, 50) })}
  </button>`;
}

/** @param {OrganiserState} page @param {Attendee} person */
function entry(page, person) {
  const open = page.editing === `person-${person.id}`;
  const attendance = page.staff.get("attendance", person.id);
  const facts = [
    person.mode ? origin(person.mode) : nothing,
    attendance?.state === "in" ? html`<b class="ok">${t("checked in")}</b>` : nothing,
    person.state === "valid" ? nothing : html`<b class="no">${STATES[person.state]?.()}</b>`,
    person.note ? html`<span class="note" dir="auto">${person.note}</span>` : nothing,
  ];
  return html`<li>
    <p>
      <b dir="auto">${person.name}</b>
      ${person.org ? html`<span class="note" dir="auto">${person.org}</span>` : nothing} ${facts}
    </p>
    ${
      open
        ? form(page, person)
        : html`<button
            type="button"
            class="button small"
            aria-label=${t("Correct {name}", { name: person.name })}
            @click=${() => page.edit(`person-${person.id}`, person)}
          >
            ${t("Correct")}
          </button>`
    }
  </li>`;
}

/** @param {OrganiserState} page @param {Attendee} person */
function form(page, person) {
  const save = (/** @type {SubmitEvent} */ event) => {
    const { text } = submitted(event);
    const mode = text("mode");
    void page.leaveEditing("attendee.edit", {
      id: person.id,
      name: text("name"),
      org: text("org"),
      note: text("note"),
      state: text("state"),
      ...(mode && { mode }),
    });
  };
  return html`<form class="edit form-grid" data-draft=${`listed-${person.id}`} @submit=${save}>
    ${field("name", t("Name"), person.name, 200, true)} ${field("org", t("Organisation"), person.org, 200)}
    ${field("note", t("Note for the desk"), person.note, 500)}
    <div class="row">
      <label
        >${t("How they take part")}<select name="mode">
          ${person.mode ? nothing : html`<option value="" selected>${t("not said")}</option>`}
          <option value="onsite" ?selected=${person.mode === "onsite"}>${t("on site")}</option>
          <option value="remote" ?selected=${person.mode === "remote"}>${t("remote")}</option>
        </select></label
      >
      <label
        >${t("At the entrance")}<select name="state">
          ${Object.entries(STATES).map(
            ([state, word]) => html`<option value=${state} ?selected=${state === person.state}>${word()}</option>`,
          )}
        </select></label
      >
    </div>
    ${page.editTrouble ? html`<p class="trouble" role="alert">${page.editTrouble}</p>` : nothing}
    <p class="acts">
      <button class="button main">${t("Save")}</button>
      <button type="button" class="button" @click=${() => page.edit(null)}>${t("Close without saving")}</button>
    </p>
  </form>`;
}

/** @param {string} name @param {string} label @param {string} value @param {number} most @param {boolean} [needed] */
const field = (name, label, value, most, needed = false) =>
  html`<label
    >${label}<input
      type="text"
      name=${name}
      maxlength=${most}
      ?required=${needed}
      autocomplete="off"
      dir="auto"
      value=${value}
  /></label>`;
