/** The check-in desk: codes come in by camera, scanner, photo or search, and one large answer says what to do. */
import { html } from "lit-html";
import { start } from "../core/boot.js";
import { onKeyboardScan } from "../checkin/keyboard_wedge.js";
import { announcer } from "../kit/announce.js";
import { tray } from "../kit/tray.js";
import { live, PATIENCE } from "../kit/view.js";
import { crewLine, crewNews } from "../views/floor/crew.js";
import { askFor } from "../views/desk/ask_for.js";
import { bar, network } from "../views/desk/bar.js";
import { card } from "../views/desk/card.js";
import { correct } from "../views/desk/correct.js";
import { CheckinState } from "../views/desk/state.js";
import { device } from "../views/desk/device.js";
import { recent, review } from "../views/desk/lists.js";
import { refused } from "../views/desk/refused.js";
import { code, scan } from "../views/desk/scan.js";
import { search } from "../views/desk/search.js";
import { walkin } from "../views/desk/walkin.js";

const SECTIONS = [card, code, search, walkin, askFor, recent, review, refused, device];

/** @type {CheckinState} */
let desk;
const app = start({ busy: () => Boolean(desk?.open || desk?.gate.state.pending) });
desk = new CheckinState(app, announcer(/** @type {HTMLElement} */ (document.getElementById("result"))).now);

desk.redraw = live(
  app.root,
  () =>
    html`${bar(desk)}${network(desk)}${crewNews(desk.crew)}
      <main id="main" tabindex="-1">
        <div class="first">${scan(desk)}</div>
        <div class="second">${SECTIONS.map((section) => section(desk))} ${crewLine(desk.crew)}</div>
      </main>
      ${correct(desk)}`,
  app,
);
tray(app);
app.onStatus(() => {
  desk.redraw();
  setTimeout(desk.redraw, PATIENCE + 100);
});

Object.assign(app.root, { gate: desk.gate }); // for programs that work the desk without its buttons

/** A ticket that was opened while this browser is a desk's: by the device's own camera, or by some page. */
function opened() {
  const code = decodeURIComponent(location.hash.slice(1));
  if (!code) return;
  history.replaceState(null, "", location.pathname + location.search);
  desk.offer(code);
}
opened();
addEventListener("hashchange", opened);
onKeyboardScan(
  (codes) => void desk.scanOne(codes),
  () => desk.busy,
  () => desk.missed(),
);

// A screenshot of a ticket that somebody has sent.
addEventListener("paste", ({ clipboardData }) => {
  const picture = [...(clipboardData?.files ?? [])].find(({ type }) => type.startsWith("image/"));
  if (picture) void desk.photo(picture);
});
