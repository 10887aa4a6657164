/**
 * A poll comes to the reader, as a sheet over whatever part of the page is being read; put off, it is one line at the
 * thumb. It waits while somebody writes: a keyboard is not to be taken away.
 */
import { html, nothing } from "lit-html";
import { tab } from "../../core/storage.js";
import { afterDrawing } from "../../kit/view.js";
import { pick, t } from "../../core/words.js";
import { gate } from "./gate.js";
import { unplaced } from "./whereabouts.js";

/** @typedef {import("./state.js").AttendeeState} AttendeeState */

const PUT_OFF = "companion:polls-put-off";
/** How long it is said that a ballot is saved, ms. */
const THANKS = 10_000;
/** What a phone does that lies on a table, ms. */
const BUZZ = 30;
const WRITTEN_IN = "textarea, input:not([type='radio'], [type='checkbox'])";

export class Sheet {
  #page;
  /** The poll on the sheet. @type {string|null} */
  #shown = null;
  /** What had the focus before. @type {Element|null} */
  #before = null;
  /** The poll in which a ballot was saved a moment ago. @type {string|null} */
  #saved = null;

  /** @param {AttendeeState} page */
  constructor(page) {
    this.#page = page;
    page.app.root.addEventListener("focusout", () => afterDrawing(page.redraw));
  }

  /** Polls are shown on their own part of the page, and to nobody who cannot vote yet. */
  get #away() {
    return location.hash === "#polls" || unplaced(this.#page) || gate(this.#page) !== null;
  }

  /** @param {RowOf<"poll">} poll */
  #key = (poll) => `${poll.id}:${poll.resets.length}`;

  /** @param {RowOf<"poll">} poll */
  #isPutOff = (poll) => tab.get(PUT_OFF).split(" ").includes(this.#key(poll));

  /** A poll of another room does not come by itself. @param {RowOf<"poll">} poll */
  #concerns({ session }) {
    const { table, boot } = this.#page.app;
    return session && table.get("slot", session) ? this.#page.where.id === session : !(boot.me.runs ?? []).length;
  }

  /** What stands on the sheet: until the ballot is saved, what stood there. */
  get #poll() {
    if (this.#away) return null;
    const { voting, app } = this.#page;
    const shown = this.#shown === null ? null : app.table.get("poll", this.#shown);
    const stays = shown && (voting.choosing(shown) || voting.of(shown).sending || voting.of(shown).refused);
    if (shown && stays && !this.#isPutOff(shown)) return shown;
    if (document.activeElement?.matches(WRITTEN_IN)) return null;
    return voting.waiting.find((poll) => this.#concerns(poll) && !this.#isPutOff(poll)) ?? null;
  }

  /** @param {(poll: RowOf<"poll">) => unknown} one how a poll is drawn */
  draw(one) {
    const poll = this.#poll;
    if ((poll?.id ?? null) !== this.#shown) this.#turn(poll);
    if (!poll) return nothing;
    return html`<section
      class="poll-sheet polls"
      role="dialog"
      aria-labelledby=${`title-${poll.id}`}
      tabindex="-1"
      @keydown=${(/** @type {KeyboardEvent} */ { key }) => key === "Escape" && this.putOff(poll)}
    >
      ${one(poll)}
      <p class="put-off"><button type="button" @click=${() => this.putOff(poll)}>${t("Later")}</button></p>
    </section>`;
  }

  /** What waits, or what was just done, in one line at the thumb. */
  get line() {
    if (this.#away || this.#poll) return nothing;
    const [poll] = this.#page.voting.waiting;
    if (poll) {
      return html`<p class="call">
        <button type="button" @click=${() => this.#take(poll)}>
          <span>${t("A poll is open:")} <b dir="auto">${pick(poll.title)}</b></span> <b>${t("Vote now")}</b>
        </button>
      </p>`;
    }
    return this.#saved === null
      ? nothing
      : html`<p class="call done">
          <a href="#polls"><span>✓ ${t("Your ballot is saved.")}</span> <b>${t("To the poll")}</b></a>
        </p>`;
  }

  /** @param {RowOf<"poll">} poll */
  putOff(poll) {
    tab.set(PUT_OFF, `${tab.get(PUT_OFF)} ${this.#key(poll)}`.trim());
    this.#page.redraw();
  }

  /** Take up what was put off. @param {RowOf<"poll">} poll */
  #take(poll) {
    const others = tab.get(PUT_OFF).split(" ");
    tab.set(PUT_OFF, others.filter((key) => key !== this.#key(poll)).join(" "));
    if (!this.#concerns(poll)) location.hash = "#polls";
    /** @type {HTMLElement|null} */ (document.activeElement)?.blur();
    this.#page.redraw();
  }

  /**
   * Another poll is on the sheet, or none any more: the focus goes with it, and comes back.
   * @param {RowOf<"poll">|null} poll
   */
  #turn(poll) {
    const last = this.#shown;
    const inside = document.querySelector(".poll-sheet")?.contains(document.activeElement);
    if (last !== null) this.#thank(last);
    this.#shown = poll?.id ?? null;
    if (!poll) {
      if (inside) afterDrawing(() => focus(this.#before));
      return;
    }
    if (last === null) this.#before = document.activeElement;
    afterDrawing(() => focus(document.querySelector(".poll-sheet")));
    // Before the first touch browsers allow no vibration, and complain.
    if (navigator.userActivation?.hasBeenActive !== false) navigator.vibrate?.(BUZZ);
  }

  /** @param {string} id a poll that was on the sheet */
  #thank(id) {
    const { voting, app, redraw } = this.#page;
    const poll = app.table.get("poll", id);
    if (!poll || !voting.of(poll).cast || this.#isPutOff(poll)) return;
    this.#saved = id;
    setTimeout(() => {
      if (this.#saved === id) this.#saved = null;
      redraw();
    }, THANKS);
  }
}

/** @param {Element|null} wanted else the part of the page that is shown */
function focus(wanted) {
  const there = wanted?.isConnected && wanted !== document.body ? wanted : null;
  const target = there ?? document.querySelector(".tabs [aria-current='page']");
  /** @type {HTMLElement|null} */ (target)?.focus({ preventScroll: true });
}
