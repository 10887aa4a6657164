/** A raised hand on the phone: up with one tap, down with another, and what is said when it is one's turn. */
import { html, nothing } from "lit-html";
import { alive, floorOf, inOrder, kindWord, ownHand, rulesWords } from "../../floor/floor.js";
import { submitted } from "../../kit/form.js";
import { meetingOf } from "../../rooms/rooms.js";
import { profileOf } from "../../event/profile.js";
import { running } from "../../programme/session.js";
import { t } from "../../core/words.js";
import { countdown, signOf } from "../floor/parts.js";

/** @typedef {import("./state.js").AttendeeState} AttendeeState */

/** What a phone does that lies on a table, ms. */
const BUZZ = { next: [60], speaking: [80, 80, 80, 80, 80] };

/**
 * The session or slot whose floor this page is about: that of the questions, else what runs.
 * @param {AttendeeState} page
 */
function placeOf(page) {
  const { table } = page.app;
  const found = [page.where.id, running(table)?.id].find((id) => id && alive(floorOf(table, id)));
  return found ?? null;
}

/**
 * At the thumb. The section stays whatever becomes of the hand, so that the keyboard does.
 * @param {AttendeeState} page
 */
export function floor(page) {
  const { table } = page.app;
  const place = placeOf(page);
  const row = floorOf(table, place);
  if (!place || !row) return nothing;
  const [looks, content] = inside(page, place, row);
  return html`<section class=${`floor ${looks}`} aria-labelledby="h-speak">
    <h2 class="unseen" id="h-speak" tabindex="-1">${t("Speak")}</h2>
    ${content}
  </section>`;
}

/**
 * How it looks, and what is in it.
 * @param {AttendeeState} page @param {string} place @param {RowOf<"floor">} row @returns {[string, unknown]}
 */
function inside(page, place, row) {
  const { table } = page.app;
  const own = ownHand(table, place);
  const hand = own?.hand ? table.get("hand", own.hand) : null;
  if (own && hand?.state === "speaking") return ["speaking", turn(page, row, own)];
  if (own?.hand && own.state === "waiting") {
    const at = inOrder(table, place).findIndex(({ id }) => id === own.hand) + 1;
    return [at === 1 ? "next" : "", waits(page, own, at)];
  }
  if (sending(page, place)) return ["", html`<p>${t("Your hand goes up …")}</p>`];
  return [
    "",
    row.open ? raise(page, place, row, own) : html`<p class="quiet">${t("The list of speakers is closed.")}</p>`,
  ];
}

/** Whether one's hand is on its way up. @param {AttendeeState} page @param {string} place */
const sending = ({ app: { sender } }, place) =>
  sender.pending.some(
    (entry) => entry.do === "hand.raise" && entry.args.session === place && entry.state === "sending",
  );

/** @param {AttendeeState} page @param {string} place @param {RowOf<"floor">} row @param {RowOf<"own_hand">|null} own */
function raise(page, place, row, own) {
  const up = (/** @type {SubmitEvent} */ event) => {
    const { text } = submitted(event);
    const args = Object.fromEntries(
      ["kind", "about", "name", "list"].map((name) => [name, text(name)]).filter(([, value]) => value),
    );
    void send(page, "hand.raise", { session: place, ...args });
  };
  return html`<form @submit=${up}>
    ${own?.state === "skipped" ? missed() : nothing}
    <div class="line">
      <button class="act">${t("Raise your hand")}</button>
      <details>
        <summary>${t("Say more")}</summary>
        <div class="more">${fields(page, row)}</div>
      </details>
    </div>
  </form>`;
}

const missed = () => html`<p>${t("You were called and were not there. Raise your hand again?")}</p>`;

/**
 * What may be said beside the hand; all of it may be left alone.
 * @param {AttendeeState} page @param {RowOf<"floor">} row
 */
function fields(page, row) {
  const { kinds, lists } = row;
  const named = profileOf(page.app.table).names;
  return html`${
      kinds.length > 1
        ? choice(
            "kind",
            t("What for"),
            kinds.map((kind) => [kind, kindWord(kind)]),
          )
        : nothing
    }
    ${lists.length ? choice("list", t("List"), [["", "–"], ...lists.map((list) => [list, list])]) : nothing}
    <label
      ><span>${t("What about (optional)")}</span
      ><input name="about" maxlength="80" data-draft="hand-about" dir="auto" autocomplete="off"
    /></label>
    ${
      named
        ? html`<label
            ><span>${t("Name to be called by (optional)")}</span
            ><input name="name" maxlength="60" data-draft="hand-name" dir="auto" autocomplete="off"
          /></label>`
        : nothing
    }
    <p class="quiet">${t("Only the chair sees this, and only until this part is over.")}</p>
    <p class="quiet">${t("Order: {rules}", { rules: rulesWords(row) })}</p>`;
}

/** @param {string} name @param {string} words @param {string[][]} options */
const choice = (name, words, options) =>
  html`<label
    ><span>${words}</span
    ><select name=${name}>
      ${options.map(([value, word]) => html`<option value=${value}>${word}</option>`)}
    </select></label
  >`;

/** @param {AttendeeState} page @param {RowOf<"own_hand">} own @param {number} at place in the order, or 0 */
function waits(page, own, at) {
  return html`<div class="line">
    <p>
      ${signOf(own.sign)} <b>${at === 1 ? t("You are next") : t("Your hand is up")}</b>
      ${at > 1 ? html`<span class="tabular">${t("place {n}", { n: at })}</span>` : nothing}
    </p>
    <button type="button" class="act quiet" @click=${() => void send(page, "hand.lower", { id: own.hand })}>
      ${t("Take it down")}
    </button>
  </div>`;
}

/** @param {AttendeeState} page @param {RowOf<"floor">} row @param {RowOf<"own_hand">} own */
function turn(page, row, own) {
  const { table, boot, clock } = page.app;
  const remote = boot.me.mode === "remote";
  const slot = table.get("slot", row.id);
  const url = slot ? meetingOf(table, slot) : (table.get("event", boot.event)?.stream ?? null);
  const meeting =
    remote && url
      ? html`<a class="act" href=${url} target="_blank" rel="noopener noreferrer">${t("Open the meeting")}</a>`
      : nothing;
  return html`<p>${signOf(own.sign)} <b>${t("You have the floor")}</b> ${countdown(row, clock)}</p>
    ${remote ? html`<p>${t("Unmute in the meeting now.")}</p>` : nothing}
    <div class="line">
      ${meeting}
      <button type="button" class="act quiet" @click=${() => void send(page, "hand.lower", { id: own.hand })}>
        ${t("I am done")}
      </button>
    </div>`;
}

/** @param {AttendeeState} page @param {string} name @param {object} args */
async function send(page, name, args) {
  const answered = page.app.sender.do(name, args, { quiet: true });
  page.redraw();
  const { ok, message } = await answered;
  if (!ok) page.say.now(t("Not saved: {message}", { message: message ?? "" }));
  else if (name === "hand.raise") page.say.now(t("Your hand is up"));
  page.redraw();
}

/** The page's own title, while another one stands in its place. @type {string|null} */
let title = null;

/** Tell whoever looks elsewhere that it is their turn, or nearly. @param {AttendeeState} page */
export function begin(page) {
  const { table } = page.app;
  let before = standing(page);
  table.on((changed) => {
    if (!changed.has("floor") && !changed.has("hand") && !changed.has("own_hand")) return;
    const now = standing(page);
    if (now !== before) told(page, now, before);
    before = now;
  });
}

/** What the reader's own hand is at. @param {AttendeeState} page */
function standing(page) {
  const { table } = page.app;
  const place = placeOf(page);
  const own = place ? ownHand(table, place) : null;
  if (!place || !own?.hand) return "";
  if (table.get("hand", own.hand)?.state === "speaking") return "speaking";
  if (own.state !== "waiting") return own.state;
  return inOrder(table, place)[0]?.id === own.hand ? "next" : "waiting";
}

/** @param {AttendeeState} page @param {string} now @param {string} before */
function told(page, now, before) {
  if (title !== null && before === "speaking") {
    document.title = title;
    title = null;
  }
  if (now !== "next" && now !== "speaking") return;
  const remote = now === "speaking" && page.app.boot.me.mode === "remote";
  const words = now === "next" ? t("You are next") : t("You have the floor");
  page.say.now(remote ? `${words}. ${t("Unmute in the meeting now.")}` : words);
  if (now === "speaking") {
    title ??= document.title;
    document.title = `★ ${words}`;
  }
  // Before the first touch browsers allow no vibration, and complain.
  if (navigator.userActivation?.hasBeenActive !== false) navigator.vibrate?.(BUZZ[now]);
}
