/** What the desk's page shows between two drawings, and what it does. */
import { createGate } from "../../checkin/gate.js";
import { PeopleSearch } from "../../checkin/people_search.js";
import { freshId } from "../../core/outbox.js";
import { poster } from "../../core/post.js";
import { Confirm } from "../../kit/confirm.js";
import { PageState } from "../../kit/page.js";
import { isMistyped, isTicket } from "../../checkin/scanned.js";
import { typedPerson } from "../../checkin/typed.js";
import { request } from "../../kit/request.js";
import { Signal } from "../../kit/signal.js";
import { afterDrawing } from "../../kit/view.js";
import { t, tn } from "../../core/words.js";
import { CrewLine } from "../floor/crew_line.js";
import { Camera } from "./camera.js";
import { RecentScans } from "../../checkin/recent_scans.js";
import { spoken, verdict } from "./verdict.js";

/** @typedef {import("../../checkin/gate.js").Result} Result */
/** @typedef {{secret?: string, attendee?: string}} ScanRequest who was scanned or searched for */
/**
 * @typedef {object} Card the answer to the last scan
 * @property {ScanRequest|null} request null: somebody who is on no list
 * @property {Result|null} result null: it is on its way
 * @property {number} at unix ms
 * @property {string} news what became of the rest of the booking, or of taking it back
 */

/** From so many letters on, a name says who may be meant. */
const LEAST_NAME = 4;

export class CheckinState extends PageState {
  /** @type {Card|null} */
  card = null;
  /** The code of a ticket that somebody or something has opened in this browser; nobody has looked at it yet. */
  offered = "";
  type = "entry";
  query = "";
  /** What is typed of somebody who is on no list. */
  newcomer = "";
  mode = "onsite";
  /** Who is being corrected. @type {string|null} */
  open = null;
  /** @type {{url: string, qr: string}|null} */
  ticket = null;
  /** Whether the last scan looked like one of a scanner that is set to another keyboard. */
  mistyped = false;
  #scans = 0;
  /** Who is being let in or out right now: the second half of a double tap is not another scan. @type {Set<string>} */
  #underway = new Set();

  /**
   * @param {ReturnType<typeof import("../../core/boot.js").start>} app
   * @param {(text: string) => void} say at once, whatever is being read
   */
  constructor(app, say) {
    super(app.sender); // the dialog shows refusals as an alert
    this.app = app;
    this.confirm = new Confirm(() => this.redraw());
    this.table = app.table;
    this.clock = app.clock;
    this.me = app.boot.me;
    this.announce = say;
    this.base = `/e/${app.boot.event}`;
    this.signal = new Signal();
    this.camera = new Camera(
      (code) => void this.scan({ secret: code }),
      () => this.redraw(),
    );
    this.recent = new RecentScans(app.boot.event);
    this.gate = createGate({
      event: app.boot.event,
      send: poster(app.boot.event),
      now: () => app.clock.now(),
      steward: !this.supervises,
    });
    this.search = new PeopleSearch(this.table, this.gate);
    this.gate.listen(() => this.redraw());
    app.onStatus(() => {
      const { refused, state } = app.link.status;
      if (refused || (state === "connected" && !this.gate.state.online)) void this.gate.look();
    });
    this.room = this.#firstRoom();
    const host = { table: app.table, clock: app.clock, act: this.act, redraw: () => this.redraw() };
    this.crew = new CrewLine(host, () => (this.desks ? { role: "desk" } : { role: "facilitator", room: this.room }));
  }

  /** Whether names may be searched and corrected here. */
  get supervises() {
    return this.desks && !this.me.steward;
  }

  /** Whether this is a desk, and not only a room's door. */
  get desks() {
    return this.me.roles.some((/** @type {string} */ role) => role === "desk" || role === "organiser");
  }

  /** Rooms at whose doors this person may stand. @returns {import("../../core/table.js").Row<"room">[]} */
  get rooms() {
    /** @type {[string, string][]} */
    const runs = this.me.runs ?? [];
    const mine = runs.filter(([kind]) => kind === "room").map(([, id]) => id);
    return [...this.table.all("room")]
      .filter(({ id }) => this.desks || mine.includes(id))
      .sort((a, b) => a.order - b.order);
  }

  /** The colour of the last answer. */
  get tone() {
    return this.result ? verdict(this, this.result).tone : "";
  }

  /**
   * The answer to the last scan; what was noted without network, as the server sees it by now.
   * @returns {Result|null}
   */
  get result() {
    const result = this.card?.result ?? null;
    return result?.status === "noted" ? { ...result, ...this.settled(result.nonce) } : result;
  }

  /**
   * What has become of a scan that was noted without network.
   * @param {string|undefined} nonce
   * @returns {Partial<Result>} nothing as long as nobody knows
   */
  settled(nonce) {
    const check = this.table.get("check", nonce ?? "");
    if (check) return { status: check.status, reason: check.reason, attendee: check.attendee };
    const { online, pending, conflicts } = this.gate.state;
    return !this.supervises && online && !pending && !conflicts ? { status: "ok" } : {};
  }

  /** What keys must not be taken for a scan. */
  get busy() {
    return this.open !== null;
  }

  /** The door is kept in the address, so that a reload or a bookmark comes back to it. */
  #firstRoom() {
    const wanted = new URLSearchParams(location.search).get("room");
    const rooms = this.rooms.map(({ id }) => id);
    return wanted && rooms.includes(wanted) ? wanted : this.desks ? null : (rooms[0] ?? null);
  }

  /** @param {string|null} room null: the entrance */
  stand(room) {
    this.room = room;
    history.replaceState(null, "", room ? `?room=${encodeURIComponent(room)}` : location.pathname);
    this.redraw();
  }

  /** A ticket was opened in this browser: any page may have done that, so it waits for a press. @param {string} code */
  offer(code) {
    this.offered = code;
    this.redraw();
  }

  /** Let in or out. @param {ScanRequest} request @param {{consent?: boolean}} [more] */
  async scan(request, more = {}) {
    const { type, room } = this;
    const wanted = { ...request, type, ...(room && { room }), ...more };
    const one = JSON.stringify(wanted);
    if (this.#underway.has(one)) return;
    this.offered = "";
    this.#underway.add(one);
    const shown = this.#show(request, (nonce) => this.gate.scan({ ...wanted, nonce }));
    await shown.finally(() => this.#underway.delete(one));
  }

  /** What a scanner typed, which may be read in several ways. @param {[string, ...string[]]} codes */
  async scanOne(codes) {
    this.mistyped = isMistyped(codes[0]);
    await this.scan({ secret: await this.gate.likeliest(codes) });
  }

  /** A scanner typed something that nobody can read: no earlier answer may stand beside it. */
  missed() {
    this.#scans += 1;
    this.card = null;
    this.#tell(t("A scan was not read. Please scan again."));
    this.signal.give("stop");
    this.redraw();
  }

  /** A photo or screenshot of a ticket. @param {Blob} file */
  async photo(file) {
    const code = await this.camera.read(file);
    if (code) return this.scan({ secret: code });
    this.card = null;
    this.#tell(t("There is no code in this picture. Please take it closer and sharper."));
    this.signal.give("stop");
    this.redraw();
  }

  /** People of the list who are called like somebody who is on none. @param {string} text as typed for a walk-in */
  known(text) {
    const [name = ""] = text.split(",");
    return this.supervises && name.trim().length >= LEAST_NAME ? this.search.find(name).slice(0, 3) : [];
  }

  /** Somebody who is on no list. @param {string} text "Name, organisation", or "Family name, given name" */
  async walkin(text) {
    if (isTicket(text)) return this.scan({ secret: text }); // a scanner typed into the wrong field
    await this.#show(null, () => this.gate.walkin({ ...typedPerson(text), mode: this.mode }));
  }

  /** @param {ScanRequest|null} request @param {(nonce: string) => Promise<Result>} act */
  async #show(request, act) {
    const n = (this.#scans += 1);
    this.card = { request, result: null, at: Date.now(), news: "" };
    this.trouble = null;
    this.redraw();
    const inside = withinCard();
    const result = await act(freshId());
    this.recent.add(result, this.clock.now());
    const found = verdict(this, result);
    this.signal.give(found.tone);
    this.announce(spoken(this, result));
    // Hand scanners are faster than the network: the card stays with the newest scan.
    if (n !== this.#scans) return this.redraw();
    this.card = { request, result, at: Date.now(), news: "" };
    this.redraw();
    withCard((card) => {
      card.scrollIntoView({ block: "nearest" }); // on a phone the search is below it
      if (inside || result.status === "incomplete") card.focus({ preventScroll: true });
    });
  }

  /** Let in those who booked together with whom the card shows. */
  async group() {
    const card = this.card;
    if (!card?.request) return;
    const { ok, nonces = [], message } = await this.gate.group(card.request);
    if (ok !== false && nonces.length) this.recent.group(nonces, this.clock.now());
    this.#tell(
      ok === false
        ? (message ?? t("That did not work. Please try again."))
        : tn("{n} more person checked in.", "{n} more people checked in.", nonces.length),
    );
    if (ok !== false && card.result) card.result = { ...card.result, group: 0 };
    this.redraw();
  }

  /** @param {string[]} nonces */
  async undo(nonces) {
    const answers = await Promise.all(nonces.map((nonce) => this.gate.annul(nonce)));
    nonces.forEach((nonce, i) => answers[i]?.ok && this.recent.undone(nonce));
    const wrong = answers.find(({ ok }) => !ok);
    this.#tell(wrong ? (wrong.message ?? t("That did not work. Please try again.")) : t("Taken back."));
    if (!wrong && this.card?.result && nonces.includes(this.card.result.nonce)) this.signal.give("go");
    this.redraw();
  }

  /** @param {string} text */
  #tell(text) {
    if (this.card) this.card.news = text;
    else this.trouble = text;
    this.announce(text);
    if (withinCard()) withCard((card) => card.focus({ preventScroll: true }));
  }

  // supervisors

  /** @param {import("../../kit/page.js").Answer} answer */
  refusal(answer) {
    return answer.ok ? null : (answer.message ?? t("That did not work. Please try again."));
  }

  /** @param {string|null} attendee null: close */
  correct(attendee) {
    this.open = attendee;
    this.ticket = this.trouble = null;
    this.confirm.reset();
    this.redraw();
  }

  /** Fetch the address of the newest ticket of whom is being corrected. */
  async showTicket() {
    const { ok, body, message } = await request(`${this.base}/desk/ticket/${this.open}`, { gives: "url" });
    if (ok) this.ticket = body;
    else this.trouble = message;
    this.redraw();
  }
}

/**
 * Whether the keyboard is in the answer: its buttons go when they were pressed, and the keyboard must not be lost with
 * them.
 */
const withinCard = () => Boolean(document.activeElement?.closest(".verdict"));

/** @param {(card: HTMLElement) => void} act what to do with the answer when it stands on the page */
const withCard = (act) =>
  afterDrawing(() => {
    const card = document.querySelector(".verdict");
    if (card instanceof HTMLElement) act(card);
  });
