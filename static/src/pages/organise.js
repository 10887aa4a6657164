/** The organiser's page: how people join, who works here, what remote people watch, where questions are open. */
import { html } from "lit-html";
import { start } from "../core/boot.js";
import { Link } from "../core/link.js";
import { Table } from "../core/table.js";
import { tray } from "../kit/tray.js";
import { announcer, tellConnection } from "../kit/announce.js";
import { afterDrawing, live } from "../kit/view.js";
import { t } from "../core/words.js";
import { blocklists } from "../views/organise/blocklists.js";
import { aboutEvent } from "../views/organise/event_form.js";
import { evaluation } from "../views/organise/evaluations.js";
import { glossary } from "../views/organise/glossary.js";
import { rehearsing } from "../views/organise/rehearsal.js";
import { replan } from "../views/day/replan.js";
import { header, notes, rehearsal } from "../views/organise/header.js";
import { inviting } from "../views/organise/invitation.js";
import { joining, posters } from "../views/organise/join.js";
import { people } from "../views/organise/people.js";
import { peopleList } from "../views/organise/people_list.js";
import { certificates } from "../views/organise/certificates.js";
import { programme } from "../views/organise/programme.js";
import { items } from "../views/organise/items.js";
import { closing, goLive } from "../views/organise/life.js";
import { chapters, come, navigation } from "../views/organise/phases.js";
import { preparedPolls } from "../views/organise/prepared_polls.js";
import { prints } from "../views/organise/prints.js";
import { profile } from "../views/organise/profile.js";
import { programmeImport } from "../views/organise/programme_import.js";
import { questionnaires } from "../views/organise/questionnaires.js";
import { ready } from "../views/organise/ready.js";
import { rooms } from "../views/organise/rooms.js";
import { folder } from "../views/organise/folder.js";
import { report } from "../views/organise/report.js";
import { retention } from "../views/organise/retention.js";
import { series } from "../views/organise/series.js";
import { staffLinks } from "../views/organise/staff_links.js";
import { OrganiserState } from "../views/organise/state.js";
import { stream } from "../views/organise/stream.js";
import { ticketBatches } from "../views/organise/ticket_batches.js";

/** @type {import("../views/organise/phases.js").Phase[]} */
const PHASES = [
  {
    id: "before",
    title: () => t("Before"),
    chapters: [
      { id: "ready", title: () => t("Ready?"), draw: [ready, goLive] },
      { id: "about", title: () => t("The event"), draw: [aboutEvent, profile] },
      { id: "edit", title: () => t("Programme"), draw: [programmeImport, items] },
      { id: "edit-rooms", title: () => t("Rooms"), draw: [rooms] },
      { id: "join", title: () => t("Posters and links"), draw: [joining, prints] },
      { id: "invite", title: () => t("Invitations"), draw: [inviting] },
      { id: "stream", title: () => t("Stream"), draw: [stream] },
      { id: "team", title: () => t("Team"), draw: [staffLinks] },
      { id: "people", title: () => t("People"), draw: [people, peopleList, ticketBatches] },
      { id: "polls", title: () => t("Polls"), draw: [preparedPolls] },
      { id: "texts", title: () => t("Words"), draw: [blocklists, glossary] },
      { id: "rehearsal", title: () => t("Rehearsal"), draw: [rehearsing] },
    ],
  },
  {
    id: "day",
    title: () => t("On the day"),
    chapters: [{ id: "today", title: () => t("The day"), draw: [programme] }],
  },
  {
    id: "after",
    title: () => t("After"),
    chapters: [
      { id: "close", title: () => t("The end"), draw: [closing] },
      { id: "evaluation", title: () => t("Evaluation"), draw: [evaluation] },
      { id: "forms", title: () => t("Questionnaires"), draw: [questionnaires] },
      { id: "certificates", title: () => t("Certificates"), draw: [certificates] },
      { id: "report", title: () => t("Report"), draw: [report] },
      { id: "folder", title: () => t("Funder’s folder"), draw: [folder] },
      { id: "series", title: () => t("Series"), draw: [series] },
      { id: "end", title: () => t("Keep and delete"), draw: [retention] },
    ],
  },
];

const app = start();
const staff = new Table();
const page = new OrganiserState(app, staff);

const template = () =>
  html`<div class="office">
      ${header(page, app.link.status)} ${navigation(PHASES, location.hash)}
      <main id="main" tabindex="-1">
        ${notes(page)}${replan(page)}${rehearsal(page)}${chapters(page, PHASES, location.hash)}
      </main>
    </div>
    ${posters(page)}`;

page.redraw = live(app.root, template, app);
tray(app);
tellConnection(app, announcer(/** @type {HTMLElement} */ (document.getElementById("status"))).now);
app.onStatus(page.redraw);
void page.series.load();
staff.take({ t: "hello", epoch: app.boot.epoch });
staff.on(page.redraw);
new Link({ event: app.boot.event, as: "desk", table: staff }).start();
addEventListener("hashchange", () => {
  page.redraw();
  afterDrawing(() => come(location.hash));
});
if (location.hash) afterDrawing(() => come(location.hash));
