/** Signing up for a slot: a place, the waiting list, and the question about the same workshop twice. */
import { html, nothing } from "lit-html";
import { ahead, capacityOf, signups } from "../../rooms/rooms.js";
import { t, tn } from "../../core/words.js";

/** @typedef {import("../attend/state.js").AttendeeState} AttendeeState */

/** Slots whose second time was asked about. @type {Set<string>} */
const asked = new Set();

/** The own place in a slot: in, waiting, out. @param {AttendeeState} page @param {string} slot */
const placeIn = (page, slot) => page.app.table.all("signup").find((row) => row.slot === slot)?.state ?? "out";

/** @param {string} state in or waiting */
const placeWords = (state) =>
  state === "in" ? t("You have a place.") : t("You are on the waiting list. When a place is free, it is yours.");

/** @param {AttendeeState} page @param {RowOf<"slot">} slot @returns {unknown} null: nobody signs up here */
export function signup(page, slot) {
  const { table, boot, sender } = page.app;
  const mine = placeIn(page, slot.id);
  if (!ahead(slot) || (!table.get("signup_settings", boot.event)?.open && mine === "out")) return null;
  const busy = sender.pending.some(
    (entry) => entry.do.startsWith("signup.") && entry.args.id === slot.id && entry.state === "sending",
  );
  const leave = () => void say(page, slot, "signup.leave", { id: slot.id });
  const take = (/** @type {boolean} */ again) => void say(page, slot, "signup.take", { id: slot.id, again });
  return html`<div class="signup">
    <p class="taken tabular">${taken(page, slot)}</p>
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
            ${busy ? t("sending …") : word(page, slot, mine)}
          </button>`
    }
    ${maybeNote(page, slot.id)}
  </div>`;
}

/** @param {AttendeeState} page @param {string} id */
const maybeNote = (page, id) => (page.notes.has(id) ? html`<p class="note">${page.notes.get(id)}</p>` : nothing);

/**
 * What the own group has: places taken, of so many, and who waits.
 * @param {AttendeeState} page @param {RowOf<"slot">} slot
 */
function taken({ app }, slot) {
  const { n, of, waiting, sure } = places(app, slot);
  const said = of === null ? tn("{n} signed up", "{n} signed up", n) : takenOf(n, of, sure);
  return waiting ? `${said} · ${tn("{n} waits", "{n} wait", waiting)}` : said;
}

/** @param {number} n @param {number} of @param {boolean} sure */
function takenOf(n, of, sure) {
  if (sure) return t("{n} of {of} places taken", { n, of });
  return n < of ? t("At most {n} of {of} places taken", { n, of }) : t("Few places left, or none");
}

/**
 * Where groups are too small to be told apart, `n` is both, and the own group has at most as many.
 * @param {AttendeeState["app"]} app @param {RowOf<"slot">} slot
 */
function places({ table, boot }, slot) {
  const row = signups(table, slot);
  const remote = boot.me.mode === "remote";
  const own = row?.[remote ? "remote" : "onsite"] ?? null;
  return {
    n: own ?? row?.taken ?? 0,
    of: remote ? slot.capacity_remote : capacityOf(table, slot),
    waiting: row?.waiting ?? 0,
    sure: own !== null || !row?.taken,
  };
}

/** What the button does. @param {AttendeeState} page @param {RowOf<"slot">} slot @param {string} mine */
function word(page, slot, mine) {
  if (mine === "in") return t("Give my place up");
  if (mine === "waiting") return t("Stop waiting");
  const { n, of, sure } = places(page.app, slot);
  if (of === null || n < of) return t("Sign up");
  return sure ? t("On the waiting list") : t("Sign up, or wait for a place");
}

/**
 * @param {AttendeeState} page @param {RowOf<"slot">} slot @param {string} name @param {Record<string, unknown>} args
 */
async function say(page, slot, name, args) {
  const answer = await page.app.sender.do(name, args, { quiet: true });
  if (answer.code === "same_workshop") asked.add(slot.id);
  else asked.delete(slot.id);
  if (!answer.ok && answer.code !== "same_workshop") page.note(slot.id, answer.message ?? "");
  else if (answer.ok && name === "signup.take") {
    page.say.now(placeWords(answer.result?.state));
  } else if (answer.ok) page.say.now(t("Your place is given up."));
  page.redraw();
}
