/** For people on a link: what the room sees, and beside it the same questions that the room has. */
import { html } from "lit-html";
import { t } from "../core/words.js";
import { header } from "../views/attend/header.js";
import { now } from "../views/attend/now.js";
import { run, takePart } from "../views/attend/page.js";
import { roomSees } from "../views/attend/room_sees.js";
import { stream } from "../views/attend/stream.js";

run(
  (page) =>
    html`${header(page)}
      <main id="main" tabindex="-1">
        ${now(page)}
        <div class="beside">
          <section class="see" aria-label=${t("What the room sees")}>${stream(page)} ${roomSees(page)}</section>
          <section class="do">${takePart(page)}</section>
        </div>
      </main>`,
);
