/** Signing up for a slot: a place, the waiting list, and the question about the same workshop twice. */
import { html, nothing } from "lit-html";
import { ahead, capacityOf } from "../../rooms/rooms.js";
import { t, tn } from "../../core/words.js";

/** @typedef {import("../attend/board.js").Board} Board */

/** Slots whose second time was asked about. @type {Set<string>} */
const asked = new Set();

/** The own place in a slot: in, waiting, out. @param {Board} board @param {string} slot */
const placeIn = (board, slot) => board.app.table.all("signup").find((row) => row.slot === slot)?.state ?? "out";

/** @param {string} state in or waiting */
const placeWords = (state) =>
  state === "in" ? t("You have a place.") : t("You are on the waiting list. When a place is free, it is yours.");

/** @param {Board} board @param {any} slot @returns {unknown} null: nobody signs up here */
export function signup(board, slot) {
  const { table, boot, sender } = board.app;
  const mine = placeIn(board, slot.id);
  if (!ahead(slot) || (!table.get("signup_settings", boot.event)?.open && mine === "out")) return null;
  const busy = sender.pending.some(
    (entry) => entry.do.startsWith("signup.") && entry.args.id === slot.id && entry.state === "sending",
  );
  const leave = () => void say(board, slot, "signup.leave", { id: slot.id });
  const take = (/** @type {boolean} */ again) => void say(board, slot, "signup.take", { id: slot.id, again });
  return html`<div class="signup">
    <p class="taken tabular">${taken(board, slot)}</p>
    ${mine === "out" ? nothing : html`<p class=${`my-place ${mine}`}>${placeWords(mine)}</p>`}
    ${
      asked.has(slot.id) && mine === "out"
        ? html`<p class="note" role="alert">
            ${t("You are signed up for this workshop in the other round. It is the same one.")}
            <button type="button" class="button" @click=${() => take(true)}>${t("Sign up all the same")}</button>
          </p>`
        : html`<button
            type="button"
            class=${mine === "out" ? "act" : "button"}
            ?disabled=${busy}
            @click=${mine === "out" ? () => take(false) : leave}
          >
            ${busy ? t("sending …") : word(board, slot, mine)}
          </button>`
    }
    ${maybeNote(board, slot.id)}
  </div>`;
}

/** @param {Board} board @param {string} id */
const maybeNote = (board, id) => (board.notes.has(id) ? html`<p class="note">${board.notes.get(id)}</p>` : nothing);

/** What the own group has: places taken, of so many, and who waits. @param {Board} board @param {any} slot */
function taken({ app }, slot) {
  const { n, of, waiting } = places(app, slot);
  const said = of === null ? tn("{n} signed up", "{n} signed up", n) : t("{n} of {of} places taken", { n, of });
  return waiting ? `${said} · ${tn("{n} waits", "{n} wait", waiting)}` : said;
}

/** @param {any} app @param {any} slot */
function places({ table, boot }, slot) {
  const row = table.get("signups", slot.id);
  const remote = boot.me.mode === "remote";
  return {
    n: row?.[remote ? "remote" : "onsite"] ?? 0,
    of: remote ? slot.capacity_remote : capacityOf(table, slot),
    waiting: row?.waiting ?? 0,
  };
}

/** What the button does. @param {Board} board @param {any} slot @param {string} mine */
function word(board, slot, mine) {
  if (mine === "in") return t("Give my place up");
  if (mine === "waiting") return t("Stop waiting");
  const { n, of } = places(board.app, slot);
  return of !== null && n >= of ? t("On the waiting list") : t("Sign up");
}

/** @param {Board} board @param {any} slot @param {string} name @param {any} args */
async function say(board, slot, name, args) {
  const answer = await board.app.sender.do(name, args, { quiet: true });
  if (answer.code === "same_workshop") asked.add(slot.id);
  else asked.delete(slot.id);
  if (!answer.ok && answer.code !== "same_workshop") board.note(slot.id, answer.message ?? "");
  else if (answer.ok && name === "signup.take") {
    board.say.now(placeWords(answer.result?.state));
  } else if (answer.ok) board.say.now(t("Your place is given up."));
  board.redraw();
}
