/**
 * One try of a command, past the outbox: what is scanned carries names, and these are not kept in the browser's
 * storage.
 */

/** @typedef {import("./send.js").Answer} Answer */
/**
 * @typedef {(name: string, args: object, options?: {cid?: string, patience?: number}) => Promise<Answer|null>} Send
 *   null: no answer from the server in time
 */

import { drafts } from "./drafts.js";
import { isOurs, read } from "./ours.js";
import { freshId } from "./outbox.js";

/** @param {string} event @returns {Send} */
export const poster =
  (event) =>
  async (name, args, { cid = freshId(), patience = 3000 } = {}) => {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), patience);
    const typed = drafts.sent(args);
    /** @type {Answer|null} */
    let answered;
    try {
      const reply = await fetch(`/e/${event}/do`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        credentials: "same-origin",
        signal: stop.signal,
        body: JSON.stringify({ do: name, cid, args }),
      });
      const answer = await read(reply);
      const final = reply.status < 500 && reply.status !== 429 && answer?.code !== "no_event";
      answered = final && isOurs(answer) ? answer : null;
    } catch {
      answered = null;
    } finally {
      clearTimeout(timer);
    }
    if (!answered?.ok) drafts.back(typed);
    return answered;
  };
