/** What the team tells everybody: above the page until it is read or over, and all of it in a list. */
import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { device } from "../../core/storage.js";
import { pick, picked, t } from "../../core/words.js";
import { announcements, holding } from "../../event/announcements.js";
import { time } from "../../kit/view.js";

/** @typedef {import("./state.js").AttendeeState} AttendeeState */

const BUZZ = [120, 80, 120];

/** @param {AttendeeState} page */
const stored = ({ app: { boot } }) => `companion:announcements:${boot.event}`;

/** Ids of those that were read on this device. @param {AttendeeState} page */
const read = (page) => device.get(stored(page)).split(" ");

/** Each is said once, the newest of those that come together last. @param {AttendeeState} page */
export function begin(page) {
  const { table, clock } = page.app;
  /** @type {Set<string>} */
  const said = new Set(read(page));
  const tell = () => {
    for (const { id, text, level } of holding(table, clock.now()).reverse()) {
      if (said.has(id)) continue;
      said.add(id);
      page.say.now(`${words(level)}: ${pick(text)}`);
      // Before the first touch browsers allow no vibration, and complain.
      if (level === "urgent" && navigator.userActivation?.hasBeenActive !== false) navigator.vibrate?.(BUZZ);
    }
  };
  table.on((changed) => void (changed.has("announcement") && tell()));
  tell();
}

/** @param {string} level */
const words = (level) => (level === "urgent" ? t("Urgent announcement") : t("Announcement"));

/** @param {AttendeeState} page */
export function banner(page) {
  const { table, clock } = page.app;
  const done = read(page);
  const unread = holding(table, clock.now()).filter(({ id }) => !done.includes(id));
  return repeat(
    unread,
    ({ id }) => id,
    ({ id, text, level, at }) =>
      html`<section class=${`announced ${level}`} aria-label=${words(level)}>
        <div>
          <p class="kind"><b>${words(level)}</b> <span class="tabular">${time(clock, at)}</span></p>
          <p class="text" dir="auto" lang=${picked(text)}>${pick(text)}</p>
        </div>
        <button type="button" class="button" @click=${() => close(page, id)}>${t("I have read it")}</button>
      </section>`,
  );
}

/** @param {AttendeeState} page @param {string} id */
function close(page, id) {
  const known = new Set(page.app.table.ids("announcement"));
  device.set(stored(page), [...read(page).filter((other) => known.has(other)), id].join(" "));
  page.redraw();
}

/** All of the event, the newest first. @param {AttendeeState} page */
export function archive(page) {
  const { table, clock } = page.app;
  const all = announcements(table);
  if (!all.length) return nothing;
  return html`<details class="announcements">
    <summary>${t("Announcements")} <span class="badge tabular">${all.length}</span></summary>
    <ol>
      ${repeat(
        all,
        ({ id }) => id,
        ({ text, at }) =>
          html`<li>
            <span class="tabular">${time(clock, at)}</span>
            <span dir="auto" lang=${picked(text)}>${pick(text)}</span>
          </li>`,
      )}
    </ol>
  </details>`;
}
