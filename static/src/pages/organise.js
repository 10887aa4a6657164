/** The organiser's page: how people join, who works here, what remote people watch, where questions are open. */
import { html } from "lit-html";
import { start } from "../core/boot.js";
import { Link } from "../core/link.js";
import { Table } from "../core/table.js";
import { live } from "../kit/view.js";
import { blocklists } from "../views/organise/blocklists.js";
import { glossary } from "../views/organise/glossary.js";
import { header, rehearsal } from "../views/organise/header.js";
import { joining, posters } from "../views/organise/join.js";
import { people } from "../views/organise/people.js";
import { programme } from "../views/organise/programme.js";
import { programmeImport } from "../views/organise/programme_import.js";
import { questionnaires } from "../views/organise/questionnaires.js";
import { report } from "../views/organise/report.js";
import { series } from "../views/organise/series.js";
import { staffLinks } from "../views/organise/staff_links.js";
import { OrganiserState } from "../views/organise/state.js";
import { stream } from "../views/organise/stream.js";
import { ticketBatches } from "../views/organise/ticket_batches.js";

const SECTIONS = [
  joining,
  staffLinks,
  ticketBatches,
  series,
  stream,
  blocklists,
  glossary,
  programmeImport,
  programme,
  people,
  questionnaires,
  report,
];

const app = start({ busy: () => document.activeElement instanceof HTMLInputElement });
const staff = new Table();
const page = new OrganiserState(app, staff);

const template = () =>
  html`<div class="office">
      ${header(page, app.link.status)}
      <main>${rehearsal(page)}${SECTIONS.map((section) => section(page))}</main>
    </div>
    ${posters(page)}`;

page.redraw = live(app.root, template, app);
app.onStatus(page.redraw);
void page.series.load();
staff.take({ t: "hello", epoch: app.boot.epoch });
staff.on(page.redraw);
new Link({ event: app.boot.event, as: "desk", table: staff }).start();
