/** The programme written by hand: every item with a form of its own, and a new one. */
import { html, nothing } from "lit-html";
import { pick, picked, t, tn } from "../../core/words.js";
import { submitted } from "../../kit/form.js";
import { day } from "../../programme/session.js";
import {
  changesOf,
  localTimes,
  nextTimes,
  peopleOf,
  peopleText,
  timesOf,
  usualRole,
} from "../../programme/session_form.js";
import { formEnd, LANGUAGES, languagesOf, theirsNow, titleFields, typedTitle } from "./edit_form.js";
import { KINDS, kindWord } from "./session_kinds.js";

/** @typedef {import("./state.js").OrganiserState} OrganiserState */

/** @param {OrganiserState} page */
export function items(page) {
  const all = day(page.table);
  return html`<section aria-labelledby="h-items">
    <h2 id="h-items">${t("The programme, item by item")}</h2>
    <p class="note">${all.length ? tn("{n} item", "{n} items", all.length) : empty()}</p>
    <ol class="items">
      ${all.map((session) => html`<li class=${session.state}>${item(page, session, all)}</li>`)}
    </ol>
    ${page.editing === "new" ? form(page, null, all) : addButton(page)}
  </section>`;
}

const empty = () => t("Nothing yet: paste an agenda above, or add the first item.");

/** @param {OrganiserState} page */
const addButton = (page) =>
  html`<p>
    <button type="button" class="button main" @click=${() => page.edit("new", blank(page))}>${t("Add an item")}</button>
  </p>`;

/** What the form of a new item begins with. @param {OrganiserState} page */
const blank = ({ table, boot }) => ({
  kind: "talk",
  title: "",
  people: [],
  languages: [],
  place: "",
  ...nextTimes(table, table.get("event", boot.event)),
});

/** @param {OrganiserState} page @param {RowOf<"session">} session @param {RowOf<"session">[]} all */
function item(page, session, all) {
  if (page.editing === session.id) return form(page, session, all);
  const zone = page.zone;
  const { begins, ends, date } = localTimes(session, zone);
  const facts = [kindWord(session.kind), session.place, session.state === "cancelled" && t("cancelled")];
  const days = new Set(all.filter(({ start }) => start !== null).map((one) => localTimes(one, zone).date));
  return html`<div class="item">
    <span class="when tabular"
      >${days.size > 1 ? html`${page.dayName(date)}<br />` : nothing}${begins && `${begins}–${ends}`}</span
    >
    <span class="what" dir="auto" lang=${picked(session.title, session.languages)}
      ><b>${pick(session.title)}</b> <span class="note"> ${facts.filter(Boolean).join(" · ")} </span></span
    >
    <button
      type="button"
      class="button small"
      aria-label=${t("Edit “{title}”", { title: pick(session.title) })}
      @click=${() => page.edit(session.id)}
    >
      ${t("Edit")}
    </button>
  </div>`;
}

/**
 * @param {OrganiserState} page @param {RowOf<"session">|null} session null: a new one @param {RowOf<"session">[]} all
 */
function form(page, session, all) {
  const event = page.table.get("event", page.boot.event);
  const languages = languagesOf(page);
  const shown = page.base;
  const times = localTimes(shown, page.zone);
  const timed = event?.mode !== "pointer";
  const kinds = KINDS.filter((kind) => !session || (kind === "workshop") === (session.round !== null));
  return html`<form
    class="card edit form-grid"
    data-draft=${`session-${session?.id ?? "new"}`}
    @submit=${(/** @type {SubmitEvent} */ sent) => void save(page, session, shown, sent)}
  >
    ${titleFields(page, shown.title, (code) =>
      languages.length > 1 ? t("Title ({language})", { language: LANGUAGES[code]?.() ?? code }) : t("Title"),
    )}
    <div class="row">
      <label
        >${t("Kind")}<select name="kind">
          ${kinds.map((kind) => kindOption(kind, kind === shown.kind))}
        </select></label
      >
      ${
        timed
          ? html`<label>${t("Date")}<input type="date" name="date" required value=${times.date} /></label>
              <label>${t("Begins")}<input type="time" name="begins" required value=${times.begins} /></label>
              <label>${t("Ends")}<input type="time" name="ends" required value=${times.ends} /></label>`
          : html`<label>${t("Stands before")}${before(all, session)}</label>`
      }
      <label
        >${t("Place")}<input type="text" name="place" dir="auto" maxlength="120" value=${shown.place ?? ""}
      /></label>
    </div>
    <label
      >${t("People, one name on each line")}<textarea
        name="people"
        rows="3"
        dir="auto"
        .defaultValue=${peopleText(shown.people)}
      ></textarea>
    </label>
    <fieldset class="chips">
      <legend>${t("Languages")}</legend>
      ${languages.map(
        (/** @type {string} */ code) =>
          html`<label class="chip"
            ><input type="checkbox" name="languages" value=${code} ?checked=${shown.languages.includes(code)} />
            ${LANGUAGES[code]?.() ?? code}</label
          >`,
      )}
    </fieldset>
    ${formEnd(page, session?.id ?? null, "session.remove", crossed(page, session))}
  </form>`;
}

/** @param {string} kind @param {boolean} on */
const kindOption = (kind, on) => html`<option value=${kind} ?selected=${on}>${kindWord(kind)}</option>`;

/** Before which item it stands. @param {RowOf<"session">[]} all @param {RowOf<"session">|null} session */
function before(all, session) {
  const others = all.filter(({ id }) => id !== session?.id);
  const next = session ? all[all.findIndex(({ id }) => id === session.id) + 1]?.id : "";
  return html`<select name="before">
    ${others.map(({ id, title }) => html`<option value=${id} ?selected=${id === next}>${pick(title)}</option>`)}
    <option value="" ?selected=${!next}>${t("the end")}</option>
  </select>`;
}

/**
 * What somebody else has made of it while the form was open.
 * @param {OrganiserState} page @param {RowOf<"session">|null} session
 */
function crossed(page, session) {
  if (!session) return nothing;
  const { begins, ends } = localTimes(session, page.zone);
  const theirs = [
    pick(session.title),
    begins && `${begins}–${ends}`,
    session.place,
    peopleText(session.people).replaceAll("\n", ", "),
  ];
  return theirsNow(page, theirs);
}

/**
 * @param {OrganiserState} page @param {RowOf<"session">|null} session @param {OrganiserState["base"]} shown
 * @param {SubmitEvent} sent
 */
async function save(page, session, shown, sent) {
  const { data, text } = submitted(sent);
  const event = page.table.get("event", page.boot.event);
  const times =
    event?.mode === "pointer"
      ? {}
      : timesOf({ date: text("date"), begins: text("begins"), ends: text("ends") }, page.zone);
  if (times === null) return page.editRefused(t("The end must come after the beginning."));
  const kind = text("kind");
  const after = {
    kind,
    title: typedTitle(page, text),
    people: peopleOf(text("people"), shown.people, usualRole(kind)),
    languages: data.getAll("languages").map(String),
    place: text("place"),
    ...times,
  };
  const order = event?.mode === "pointer" ? { before: text("before") } : {};
  if (!session) return void page.leaveEditing("session.add", { ...after, ...order, before: order.before || undefined });
  const from = Object.fromEntries(
    Object.keys(after).map((name) => [name, shown[name] ?? (name === "place" ? "" : null)]),
  );
  const { changed, base } = changesOf(from, after);
  if ("place" in base) base.place = shown.place ?? null;
  await page.leaveEditing("session.edit", { id: session.id, ...changed, ...order, base });
}
