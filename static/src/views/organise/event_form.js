/** The event itself: what it is called, when and where it is, who answers for it. */
import { html, nothing } from "lit-html";
import { pick, t } from "../../core/words.js";
import { profileOf } from "../../event/profile.js";
import { submitted } from "../../kit/form.js";
import { changesOf, usualSeries } from "../../programme/session_form.js";
import { fromLocal, toLocal, zones } from "../../programme/zoned.js";
import { editTrouble, LANGUAGES, languagesOf, theirsNow, titleFields, typedTitle } from "./edit_form.js";

/** @typedef {import("./state.js").OrganiserState} OrganiserState */

const FORM = "event";
const WORDS = /** @type {const} */ (["title", "short", "subtitle", "venue"]);
/** Letters of a short name. */
const SHORT = 24;
const LINES = ["responsible", "contact"];
const SWITCHES = ["listed", "formal"];

/** @param {OrganiserState} page */
export function aboutEvent(page) {
  const event = page.table.get("event", page.boot.event);
  return html`<section aria-labelledby="h-about">
    <h2 id="h-about">${t("The event")}</h2>
    ${page.editing === FORM ? form(page, event) : shown(page, event)}
  </section>`;
}

/** @param {OrganiserState} page @param {RowOf<"event">|undefined} event */
function shown(page, event) {
  const facts = [
    [t("Title"), pick(event?.title)],
    [t("When"), hours(page, event)],
    [t("Where"), pick(event?.venue)],
    [t("Languages"), languagesOf(page).map(languageWord).join(", ")],
    [t("Who is responsible"), [event?.responsible, event?.contact].filter(Boolean).join(", ")],
  ];
  return html`<div class="card about">
    <dl>
      ${facts.map(
        ([name, words]) =>
          html`<dt>${name}</dt>
            <dd dir="auto">${words || t("not said yet")}</dd>`,
      )}
    </dl>
    <p>
      <button type="button" class="button main" @click=${() => page.edit(FORM, event)}>${t("Edit the event")}</button>
    </p>
  </div>`;
}

const shortWords = () => t("Short name, for narrow headers (can stay empty)");

/** @param {string} code */
const languageWord = (code) => LANGUAGES[code]?.() ?? code;

/** When it is, with the day or days. @param {OrganiserState} page @param {RowOf<"event">|undefined} event */
function hours(page, event) {
  if (event?.start == null || event.end == null) return "";
  const [from, until] = [toLocal(event.start, event.tz), toLocal(event.end, event.tz)];
  const last = from.date === until.date ? until.time : `${page.dayName(until.date)}, ${until.time}`;
  return `${page.dayName(from.date)} ${from.date.slice(0, 4)}, ${from.time}–${last} (${event.tz})`;
}

/** @param {OrganiserState} page @param {RowOf<"event">|undefined} event */
function form(page, event) {
  const base = page.base;
  const several = languagesOf(page).length > 1;
  const named = (/** @type {string} */ word) => (/** @type {string} */ code) =>
    several ? `${word} (${languageWord(code)})` : word;
  return html`<form
    class="card edit form-grid"
    data-draft="about"
    @submit=${(/** @type {SubmitEvent} */ sent) => void save(page, event, base, sent)}
  >
    ${titleFields(page, base.title, named(t("Title")))}
    ${titleFields(page, base.short ?? "", named(shortWords()), "short", false, SHORT)}
    ${titleFields(page, base.subtitle ?? "", named(t("Subtitle (can stay empty)")), "subtitle", false)} ${when(base)}
    ${moved(page)} ${titleFields(page, base.venue ?? "", named(t("Where (can stay empty)")), "venue", false)}
    <fieldset class="chips">
      <legend>${t("Languages of the event")}</legend>
      ${Object.keys(LANGUAGES).map((code) => languageChip(code, base.languages.includes(code)))}
    </fieldset>
    <div class="row">
      ${line("responsible", t("Who is responsible"), base.responsible, t("name of the organisation"))}
      ${line("contact", t("How to reach them"), base.contact, t("address, e-mail or telephone"))}
    </div>
    <p class="note">${t("Attendees read who is responsible below the programme.")}</p>
    <div class="row">${line("series", t("Series (can stay empty)"), base.series, "level-up")}</div>
    ${listing(page, Boolean(base.listed))} ${base.languages.includes("de") ? formality(Boolean(base.formal)) : nothing}
    ${editTrouble(page, crossed(page, event))}
    <div class="acts">
      <button class="button main">${t("Save")}</button>
      <button type="button" class="button" @click=${() => page.edit(null)}>${t("Close without saving")}</button>
    </div>
  </form>`;
}

/**
 * Whether the start page lists it, where the profile leaves that open.
 * @param {OrganiserState} page @param {boolean} on
 */
const listing = (page, on) =>
  profileOf(page.table).listed
    ? html`<label class="check"
        ><input type="checkbox" name="listed" ?checked=${on} /> ${t("The start page may list it")}</label
      >`
    : html`<p class="note held-switch">${t("The start page never lists the event.")}</p>`;

/** How German addresses people. @param {boolean} on */
const formality = (on) =>
  html`<label class="check"
    ><input type="checkbox" name="formal" ?checked=${on} /> ${t("German pages say “Sie” instead of “du”")}</label
  >`;

/** @param {string} code @param {boolean} on */
const languageChip = (code, on) =>
  html`<label class="chip"
    ><input type="checkbox" name="languages" value=${code} ?checked=${on} /> ${languageWord(code)}</label
  >`;

/** @param {string} name @param {string} label @param {string|null} value @param {string} example */
const line = (name, label, value, example) =>
  html`<label
    >${label}<input type="text" name=${name} dir="auto" maxlength="300" placeholder=${example} value=${value ?? ""}
  /></label>`;

/** Days and hours, in the event's own time zone. @param {RowOf<"event">} base */
function when(base) {
  const from = base.start == null ? { date: "", time: "" } : toLocal(base.start, base.tz);
  const until = base.end == null ? { date: "", time: "" } : toLocal(base.end, base.tz);
  return html`<div class="row">
    <label>${t("First day")}<input type="date" name="date" value=${from.date} /></label>
    <label>${t("Begins")}<input type="time" name="begins" value=${from.time} /></label>
    <label>${t("Last day")}<input type="date" name="last" value=${until.date} /></label>
    <label>${t("Ends")}<input type="time" name="ends" value=${until.time} /></label>
    <label
      >${t("Time zone")}<select name="tz">
        ${zones(base.tz).map((zone) => zoneOption(zone, zone === base.tz))}
      </select></label
    >
  </div>`;
}

/** @param {string} zone @param {boolean} on */
const zoneOption = (zone, on) => html`<option value=${zone} ?selected=${on}>${zone}</option>`;

/**
 * What becomes of the programme on another day; only asked where there is one with times.
 * @param {OrganiserState} page
 */
function moved(page) {
  if (!page.table.all("session").some(({ start }) => start !== null)) return nothing;
  return html`<fieldset class="moved">
    <legend>${t("If it moves to another day, the programme")}</legend>
    ${itemsChoice("move", t("moves along, each item at its time of day"), true)}
    ${itemsChoice("keep", t("stays where it is"), false)}
  </fieldset>`;
}

/** @param {string} value @param {string} words @param {boolean} on */
const itemsChoice = (value, words, on) =>
  html`<label class="check"><input type="radio" name="items" value=${value} ?checked=${on} /> ${words}</label>`;

/**
 * What somebody else has made of it while the form was open.
 * @param {OrganiserState} page @param {RowOf<"event">|undefined} event
 */
function crossed(page, event) {
  const theirs = [...WORDS.map((name) => pick(event?.[name])), hours(page, event), event?.responsible, event?.contact];
  return theirsNow(page, theirs);
}

/**
 * @param {OrganiserState} page @param {RowOf<"event">|undefined} event
 * @param {RowOf<"event">} base what the form began with @param {SubmitEvent} sent
 */
async function save(page, event, base, sent) {
  const { data, text } = submitted(sent);
  const tz = text("tz");
  const times = {
    start: fromLocal(text("date"), text("begins"), tz) ?? base.start,
    end: fromLocal(text("last"), text("ends"), tz) ?? base.end,
  };
  if (times.start !== null && times.start >= (times.end ?? 0)) {
    return page.editRefused(t("The end must come after the beginning."));
  }
  const languages = data.getAll("languages").map(String);
  if (!languages.length) return page.editRefused(t("Please choose a language at least."));
  const words = Object.fromEntries(WORDS.map((name) => [name, typedTitle(page, text, name)]));
  const lines = Object.fromEntries(LINES.map((name) => [name, text(name)]));
  /** @type {Record<string, unknown>} */
  const after = {
    ...words,
    ...lines,
    ...times,
    tz,
    languages,
    series: usualSeries(text("series")),
    listed: data.has("listed"),
    formal: data.has("formal"),
  };
  /** @type {Record<string, unknown>} */
  const before = base;
  const empty = (/** @type {string} */ name) => before[name] ?? (SWITCHES.includes(name) ? false : "");
  const from = Object.fromEntries(Object.keys(after).map((name) => [name, empty(name)]));
  const { changed, base: seen } = changesOf(from, after);
  for (const name of Object.keys(seen)) seen[name] = before[name] ?? null;
  await page.leaveEditing("event.edit", { ...changed, items: text("items") || "move", base: seen });
}
