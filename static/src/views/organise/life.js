/** Going live, closing, and opening again: steps of their own, each asked about once. */
import { html, nothing } from "lit-html";
import { submitted } from "../../kit/form.js";
import { send } from "../../kit/request.js";
import { isAhead, isClosed } from "../../event/life.js";
import { t } from "../../core/words.js";
import { memory } from "./memory.js";

/** @typedef {import("./state.js").OrganiserState} OrganiserState */

/** @param {OrganiserState} page */
export function goLive(page) {
  const { table, clock } = page;
  const opened = table.get("event", page.boot.event)?.opened;
  if (isClosed(table)) return nothing;
  if (opened != null) return said(t("Live"), t("The event is live since {time}.", { time: moment(page, opened) }));
  const ahead = isAhead(table, clock.now());
  const note = ahead
    ? t("Until then the pages say when and where it begins, and nobody can check in before the day.")
    : t("Today is the day, so people can take part and check in already.");
  return html`<section aria-labelledby="h-live">
    <h2 id="h-live">${t("Go live")}</h2>
    <p class="note">${note}</p>
    <p>${step(page, "event.open", t("Go live now"), t("Really go live now?"))}</p>
  </section>`;
}

/** @param {OrganiserState} page */
export function closing(page) {
  const closed = page.table.get("event", page.boot.event)?.closed;
  const sealed = page.table.get("retention", "sealed")?.at;
  if (sealed != null) return forGood(page, sealed);
  if (closed != null) {
    const since = t("Closed since {time}: the pages are only read.", { time: moment(page, closed) });
    return html`<section aria-labelledby="h-close" class="ending">
      <h2 id="h-close">${t("Close the event")}</h2>
      <p class="note">${since}</p>
      <p>${step(page, "event.open", t("Open it again"), t("Really open it again?"))}</p>
      ${memory(page, false)} ${seal(page)}
    </section>`;
  }
  const note = t(
    "Questions, polls, sign-ups and what is on end at once. Everything can still be read; summaries, questionnaires and the report go on. Polls that are closed stay counted.",
  );
  return html`<section aria-labelledby="h-close" class="ending">
    <h2 id="h-close">${t("Close the event")}</h2>
    <p class="note">${note}</p>
    <p>${step(page, "event.close", t("Close the event"), t("Really close it for everybody?"))}</p>
    ${memory(page, false)} ${seal(page)}
  </section>`;
}

/** It is a memory by now. @param {OrganiserState} page @param {number} sealed event ms */
function forGood(page, sealed) {
  const done = page.table.get("retention", "keys") !== undefined || page.table.get("retention", "owners") !== undefined;
  const since = t("Closed for good since {time}: it is read until its days are over.", { time: moment(page, sealed) });
  return html`<section aria-labelledby="h-close" class="ending">
    <h2 id="h-close">${t("Close the event")}</h2>
    <p class="note">${since}</p>
    <p class="told" role="status">
      ${
        done
          ? t("Tickets, personal links and the marks of whose something is are gone, and the team’s links have ended.")
          : t("Tickets, personal links and the marks of whose something is are being destroyed …")
      }
    </p>
    ${memory(page, true)}
  </section>`;
}

/** Closing for good, which takes the event's name. @param {OrganiserState} page */
function seal(page) {
  const close = async (/** @type {SubmitEvent} */ event) => {
    const { text } = submitted(event);
    const answer = await send(`/e/${page.boot.event}/organise/close`, { name: text("name") }, "ok");
    page.sealTrouble = answer.ok ? "" : answer.message;
    page.redraw();
  };
  const what = t(
    "Nobody takes part any more, and it cannot be opened again. Polls, evaluations and questionnaires end; tickets, personal links, the team’s links and the marks of whose something is are destroyed. Organisers’ links stay, to report, download and delete. Otherwise it is done by itself, on the day on which it is forgotten whose something is.",
  );
  return html`<details class="card words">
    <summary>${t("Close it for good")}</summary>
    <form data-draft="seal" @submit=${close}>
      <p>${what}</p>
      <label
        >${t("To close it, type the event’s title or short name ({name})", { name: page.boot.event })}<input
          type="text"
          name="name"
          required
          autocomplete="off"
      /></label>
      ${page.sealTrouble ? html`<p class="warn" role="alert">${page.sealTrouble}</p>` : nothing}
      <p class="acts"><button class="button danger">${t("Close for good")}</button></p>
    </form>
  </details>`;
}

/** @param {string} title @param {string} words */
const said = (title, words) =>
  html`<section aria-labelledby="h-live">
    <h2 id="h-live">${title}</h2>
    <p class="note">${words}</p>
  </section>`;

/** When something was done, with the day if it is another one. @param {OrganiserState} page @param {number} ms */
const moment = ({ clock }, ms) => [clock.otherDay(ms), clock.time(ms)].filter(Boolean).join(", ");

/** @param {OrganiserState} page @param {string} command @param {string} words @param {string} really */
const step = (page, command, words, really) =>
  html`<button
    type="button"
    class="button main"
    @click=${() => page.confirm.press(command, () => void page.act(command, {}))}
  >
    ${page.confirm.asks(command) ? really : words}
  </button>`;
