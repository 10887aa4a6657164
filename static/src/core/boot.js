// From the page's embedded JSON to running parts. The first paint needs nothing else from the network.
import { Clock } from "./clock.js";
import { drafts } from "./drafts.js";
import { Fields } from "./fields.js";
import { Link } from "./link.js";
import { isServed, read } from "./ours.js";
import { Sender } from "./send.js";
import { followSkips } from "./skip.js";
import { steady } from "./steady.js";
import { Table } from "./table.js";

const IDLE = 10_000;
/** An item that is over for so long is not written to as a matter of course, ms. */
const OVER = 120_000;
/** So long after the last item nobody goes on writing for it, ms. */
const AFTERWARDS = 12 * 3600_000;

/** @param {string} id */
function embedded(id) {
  const text = document.getElementById(id)?.textContent;
  return text ? JSON.parse(text) : null;
}

/**
 * @param {{busy?: () => boolean}} [options] busy: true while a reload would cost the person something (unsent text)
 */
export function start({ busy = () => false } = {}) {
  const boot = embedded("boot");
  const table = new Table();
  table.take({ t: "hello", epoch: boot.epoch });
  for (const id of ["state", "mine"]) {
    const msg = embedded(id);
    if (msg) table.take(msg);
  }
  const clock = new Clock({ table, slug: boot.event, now: boot.now });
  const sender = new Sender({ event: boot.event, rejoin, doubt: (entry) => isOver(table, clock, entry) });
  if (boot.epoch) sender.meet(boot.epoch);
  const last = Math.max(0, ...table.all("session").map(({ end }) => end ?? 0));
  if (last && clock.now() > last + AFTERWARDS) drafts.clear();
  const fields = new Fields();
  const isBusy = () => busy() || fields.busy || sender.pending.some(({ asked }) => !asked);
  table.on(() => sender.seen(table.v));
  sender.seen(table.v);
  /** @type {Set<() => void>} */
  const listeners = new Set();
  const link = new Link({
    event: boot.event,
    as: boot.as,
    table,
    onStatus({ state }) {
      if (state === "connected") sender.retry(); // what waits need not wait for the end of its own back-off
      listeners.forEach((fn) => fn());
    },
    onMessage(msg) {
      clock.hear(msg);
      if ("epoch" in msg && msg.epoch) sender.meet(msg.epoch);
      if (msg.t === "hello") Object.assign(boot.me, { person: false, here: false, room: null, listed: false }, msg.me);
      if (msg.t === "hello" && msg.build && msg.build !== boot.build) renew(isBusy);
    },
  });
  /** The cookie is gone, and with it who this is: take part anew, in the same place. */
  async function rejoin() {
    const { mode } = boot.me;
    // Who has not chosen a mode only needs a cookie, which comes with any page.
    const back = mode ? Boolean((await takePart(boot.event, mode))?.me) : await isServed();
    link.again();
    return back;
  }

  sender.on(() => link.expect(sender.saved));
  link.start();
  steady.follow(() => link.look());
  sender.flush();
  followSkips();
  setTimeout(() => fields.start()); // the page has drawn itself by then
  const root = /** @type {HTMLElement} */ (document.getElementById("app"));
  return { root, boot, table, clock, sender, link, onStatus: (/** @type {() => void} */ fn) => void listeners.add(fn) };
}

/**
 * Take part in a mode.
 * @param {string} event
 * @param {string} mode
 * @returns {Promise<{me?: Reader, message?: string}|null>} what the server says of it
 */
export async function takePart(event, mode) {
  const headers = { "Content-Type": "application/json" };
  return read(await fetch(`/e/${event}/join`, { method: "POST", headers, body: JSON.stringify({ mode }) }));
}

/**
 * Whether what somebody wrote a while ago is about an item that has ended meanwhile.
 * @param {Table} table @param {Clock} clock @param {import("./outbox.js").Entry} entry
 */
function isOver(table, clock, { args, at }) {
  const id = args?.session ?? args?.slot;
  const item = id ? (table.get("session", id) ?? table.get("slot", id)) : undefined;
  return (item?.state === "over" || item?.state === "cancelled") && Date.now() - at > OVER;
}

let renewing = false;

/** Load the new build when nobody is in the middle of something. @param {() => boolean} busy */
function renew(busy) {
  if (renewing) return;
  renewing = true;
  let touched = Date.now();
  for (const kind of ["pointerdown", "keydown", "scroll"]) {
    addEventListener(kind, () => (touched = Date.now()), { passive: true, capture: true });
  }
  // Everybody hears of a new build in the same second; they must not all load it in the same second.
  const spread = IDLE + Math.random() * IDLE;
  let loading = false;
  setInterval(async () => {
    const quiet = document.visibilityState === "hidden" || Date.now() - touched > spread;
    // A server that is just away would leave the browser's own error page, on a wall for everybody to see.
    if (loading || !quiet || busy() || !(await isServed())) return;
    if (!loading) location.reload(); // once: a second time would begin anew what takes long on a slow network
    loading = true;
  }, 1000);
}
