/** An announcement to everybody: writing one, and taking those off that hold now. */
import { html } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { holding } from "../../event/announcements.js";
import { presence } from "../../programme/session.js";
import { keepKeys } from "../../kit/dialog.js";
import { submitted } from "../../kit/form.js";
import { pick, picked, t, tn } from "../../core/words.js";

/** @typedef {import("./state.js").ModeratorState} ModeratorState */

const LONGEST = 280;
const MINUTE = 60_000;
/** How long one may stay, in minutes; 0: until it is taken off. */
const STAYS = [10, 30, 60, 0];

/** What the field of a language is called. @type {Record<string, () => string>} */
const FIELDS = { de: () => t("In German"), en: () => t("In English") };

/** @param {ModeratorState} page */
export function announcing(page) {
  const { table, boot, clock } = page;
  const languages = table.get("event", boot.event)?.languages ?? ["de"];
  return html`<section class="announcing" aria-labelledby="h-announce">
    <h3 id="h-announce">${t("Announcement to everybody")}</h3>
    <p class="note">${t("On every phone, watch page, room page and screen at once.")}</p>
    ${holding(table, clock.now()).map((row) => held(page, row))}
    <details>
      <summary>${t("Write an announcement")}</summary>
      <form @submit=${(/** @type {SubmitEvent} */ event) => void post(page, event)} @keydown=${keepKeys}>
        ${repeat(
          languages,
          (lang) => lang,
          (lang) =>
            html`<label
              >${languages.length > 1 ? FIELDS[lang]?.() : t("Text")}<textarea
                name=${lang}
                data-draft=${`announcement-${lang}`}
                rows="2"
                maxlength=${LONGEST}
                lang=${lang}
              ></textarea>
            </label>`,
        )}
        <label
          >${t("Stays")}<select name="stays">
            ${STAYS.map(
              (minutes) =>
                html`<option value=${minutes}>
                  ${minutes ? tn("{n} minute", "{n} minutes", minutes) : t("until it is taken off")}
                </option>`,
            )}
          </select>
        </label>
        <label class="check"><input type="checkbox" name="urgent" /> ${t("Urgent: phones vibrate")}</label>
        <div class="acts"><button class="button">${t("Tell everybody")}</button></div>
      </form>
    </details>
  </section>`;
}

/** One that holds now, and how many have it. @param {ModeratorState} page @param {RowOf<"announcement">} row */
function held(page, { id, text, level, until }) {
  const { all } = presence(page.table);
  const facts = [
    until ? t("until {time}", { time: page.clock.time(until) }) : "",
    all ? tn("{n} person is connected and has it.", "{n} people are connected and have it.", all) : "",
  ];
  const take = () => void page.act("announcement.end", { id }, t("Taken off."));
  return html`<div class=${`holding ${level}`}>
    <p dir="auto" lang=${picked(text)}>${pick(text)}</p>
    <p class="note tabular">${facts.filter(Boolean).join(" · ")}</p>
    <button type="button" class="button" @click=${take}>${t("Take it off")}</button>
  </div>`;
}

/** @param {ModeratorState} page @param {SubmitEvent} event */
async function post(page, event) {
  const { form, data, text } = submitted(event);
  const words = Object.fromEntries(["de", "en"].map((lang) => [lang, text(lang)]).filter(([, words]) => words));
  const minutes = Number(data.get("stays"));
  const { ok } = await page.act(
    "announcement.post",
    {
      text: words,
      level: data.get("urgent") ? "urgent" : "info",
      ...(minutes ? { until: Math.round(page.clock.now()) + minutes * MINUTE } : {}),
    },
    t("Everybody is told."),
  );
  if (!ok) return;
  form.reset();
  form.closest("details")?.removeAttribute("open");
}
