/**
 * One's own ballots, as this device remembers them: nobody else does. What is being chosen survives a reload, and so
 * does what became of a ballot that was on its way.
 */
import { device } from "../core/storage.js";

/** @typedef {string|string[]|null} Choice an option, several of them or words, a text; null: abstained */
/**
 * @typedef {{draft?: Choice, code?: string, cast?: {choice: Choice},
 *   refused?: {choice: Choice, code: string|null, message: string}, done?: string}} Kept
 *   cast: what the server has saved; refused: the ballot it did not take; done: the command whose answer is written
 *   here
 */

export class Ballots {
  #event;
  #table;
  #sender;
  #store;
  #told;

  /**
   * @param {{event: string, table: import("../core/table.js").Table, sender: import("../core/send.js").Sender,
   *   store?: typeof device, told?: (poll: RowOf<"poll">, kept: Kept) => void}} options
   *   told: called when the server has answered
   */
  constructor({ event, table, sender, store = remembering(device), told = () => {} }) {
    this.#told = told;
    this.#event = event;
    this.#table = table;
    this.#sender = sender;
    this.#store = store;
    sender.on(() => this.#settle());
    this.#settle();
  }

  /** What is known of one's ballot in a poll. @param {RowOf<"poll">} poll @returns {Kept} */
  of(poll) {
    try {
      return JSON.parse(this.#store.get(this.#key(poll)) || "{}");
    } catch {
      return {};
    }
  }

  /** The ballot that is on its way. @param {RowOf<"poll">} poll @returns {import("../core/send.js").Entry|undefined} */
  sending(poll) {
    return this.#sender.pending
      .filter((entry) => isBallot(entry) && entry.state === "sending" && entry.args.id === poll.id)
      .pop();
  }

  /** Keep what is being chosen. @param {RowOf<"poll">} poll @param {Choice|undefined} draft undefined: nothing */
  write(poll, draft) {
    this.#keep(poll, { ...this.of(poll), draft });
  }

  /** Keep the code that is being typed. @param {RowOf<"poll">} poll @param {string} code */
  writeCode(poll, code) {
    this.#keep(poll, { ...this.of(poll), code });
  }

  /**
   * @param {RowOf<"poll">} poll @param {Choice} choice
   * @param {string} [code] the one that was drawn, for polls that need one
   */
  send(poll, choice, code) {
    this.#keep(poll, { ...this.of(poll), draft: choice ?? undefined, refused: undefined });
    void this.#sender.do("poll.vote", { id: poll.id, choice, ...(code ? { code } : {}) });
  }

  /** Take over the answers to ballots, whichever page or tab has sent them. */
  #settle() {
    for (const entry of this.#sender.pending.filter((entry) => isBallot(entry) && entry.state !== "sending")) {
      const poll = this.#table.get("poll", entry.args.id ?? "");
      const kept = poll ? this.of(poll) : {};
      if (poll && kept.done !== entry.cid) this.#answered(poll, answered(kept, entry));
      if (entry.state === "failed") this.#sender.forget(entry.cid);
    }
  }

  /** @param {RowOf<"poll">} poll @param {Kept} kept */
  #answered(poll, kept) {
    this.#keep(poll, kept);
    this.#told(poll, kept);
  }

  /** A reset throws all ballots away, so what was kept for the poll is no longer true. @param {RowOf<"poll">} poll */
  #key(poll) {
    return `companion:ballot:${this.#event}:${poll.id}:${poll.resets.length}`;
  }

  /** @param {RowOf<"poll">} poll @param {Kept} kept */
  #keep(poll, kept) {
    this.#store.set(this.#key(poll), JSON.stringify(kept));
  }
}

export const MOST_TEXT = 280;
export const MOST_WORD = 40;

/**
 * What can be sent of what was chosen so far.
 * @param {RowOf<"poll">} poll
 * @param {Choice|undefined} draft
 * @returns {Choice|undefined} undefined: nothing yet
 */
export function complete(poll, draft) {
  if (!draft) return undefined;
  if (typeof draft === "string") return poll.kind !== "text" || fits(draft, MOST_TEXT) ? draft.trim() : undefined;
  const all = draft.map((item) => item.trim()).filter(Boolean);
  const fit =
    all.length > 0 && all.length <= poll.max && (poll.kind !== "cloud" || all.every((word) => fits(word, MOST_WORD)));
  return fit ? all : undefined;
}

/** @param {string} text @param {number} most characters */
const fits = (text, most) => text.trim() !== "" && [...text.trim()].length <= most;

/** @param {import("../core/send.js").Entry} entry */
const isBallot = (entry) => entry.do === "poll.vote";

/** @param {Kept} kept @param {import("../core/send.js").Entry} entry @returns {Kept} */
function answered(kept, { cid, state, code, message, args: { choice } }) {
  if (state === "saved") return { cast: { choice }, done: cid };
  return { ...kept, done: cid, refused: { choice, code, message: message ?? "" } };
}

/** Where nothing may be stored, as long as the page lives. @param {typeof device} store @returns {typeof device} */
function remembering(store) {
  /** @type {Map<string, string>} */
  const kept = new Map();
  return {
    get: (key) => store.get(key) || (kept.get(key) ?? ""),
    set(key, value) {
      kept.set(key, value);
      store.set(key, value);
    },
  };
}
