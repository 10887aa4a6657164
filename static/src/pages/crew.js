/** The technician's page: whose microphone, which slide, what comes next, and the crew line. */
import { html } from "lit-html";
import { start } from "../core/boot.js";
import { announcer, tellConnection } from "../kit/announce.js";
import { PageState } from "../kit/page.js";
import { tray } from "../kit/tray.js";
import { live } from "../kit/view.js";
import { crewLine, crewNews } from "../views/floor/crew.js";
import { CrewLine } from "../views/floor/crew_line.js";
import { ahead, head, now } from "../views/floor/technician.js";
import { t } from "../core/words.js";

const app = start();
const { now: say } = announcer(/** @type {HTMLElement} */ (document.getElementById("status")));
const page = new PageState(app.sender, { say });
const { table, clock } = app;
const line = new CrewLine({ table, clock, act: page.act, redraw: () => page.redraw() }, () => ({ role: "crew" }));

page.redraw = live(
  app.root,
  () =>
    html`${head(app)}${crewNews(line)}
      <main id="main" tabindex="-1">
        ${now(app)}
        <div class="tech-side">
          ${ahead(app)}
          <section aria-label=${t("Crew line")}>${crewLine(line, true)}</section>
          ${page.trouble}
        </div>
      </main>`,
  app,
);
tray(app);
tellConnection(app, say);
app.onStatus(page.redraw);
