/** For people on a link: what the room sees, and beside it the same questions that the room has. */
import { html } from "lit-html";
import { t } from "../core/words.js";
import { header } from "../views/attend/header.js";
import { now } from "../views/attend/now.js";
import { run, takePart } from "../views/attend/page.js";
import { stream } from "../views/attend/stream.js";
import { stage } from "../views/screen/stage.js";

run((page) => {
  const { table, boot, clock } = page.app;
  return html`${header(page)}
    <main>
      ${now(page)}
      <div class="beside">
        <section class="see" aria-label=${t("What the room sees")}>
          ${stream(page)}
          <div class="room-sees">${stage(table, boot, { clock, small: true, screen: "main" })}</div>
          <p class="quiet">${t("This is what the room sees.")}</p>
        </section>
        <section class="do">${takePart(page)}</section>
      </div>
    </main>`;
});
