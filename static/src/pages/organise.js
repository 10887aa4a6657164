/** The organiser's page: how people join, who works here, what remote people watch, where questions are open. */
import { html, nothing } from "lit-html";
import { start } from "../core/boot.js";
import { Link } from "../core/link.js";
import { presence } from "../programme/session.js";
import { Table } from "../core/table.js";
import { connection, live, origin } from "../kit/view.js";
import { lang, pick, picked, t } from "../core/words.js";
import { bring } from "../views/organise/bring.js";
import { forms } from "../views/organise/forms.js";
import { glossary } from "../views/organise/glossary.js";
import { joining, posters } from "../views/organise/join.js";
import { links } from "../views/organise/links.js";
import { people } from "../views/organise/people.js";
import { programme } from "../views/organise/programme.js";
import { report } from "../views/organise/report.js";
import { askForSeries, series } from "../views/organise/series.js";
import { texts } from "../views/organise/texts.js";
import { tickets } from "../views/organise/tickets.js";

/** What the page shows between two drawings, and how it acts. */
export class Office {
  /** The link whose address is in view. @type {{id: string, url: string, qr: string}|null} */
  shown = null;
  /** Link that is about to be taken back. @type {string|null} */
  asked = null;
  role = "moderator";
  /** @type {string|null} */
  trouble = null;
  redraw = () => {};

  /** @param {ReturnType<typeof start>} app @param {Table} desk the rows that only organisers and the desk see */
  constructor(app, desk) {
    this.table = app.table;
    this.boot = app.boot;
    this.clock = app.clock;
    this.sender = app.sender;
    this.link = app.link;
    this.desk = desk;
  }

  /** @param {string} name @param {object} args */
  act = async (name, args) => {
    const answer = await this.sender.do(name, args, { quiet: true });
    this.trouble = answer.ok ? null : (answer.message ?? null);
    this.redraw();
    return answer;
  };

  /** @param {HTMLFormElement} form */
  async make(form) {
    const data = new FormData(form);
    const text = (/** @type {string} */ name) => String(data.get(name) ?? "").trim() || null;
    const hours = text("hours");
    const [kind, place] = (text("place") ?? "").split(":");
    const answer = await this.act("link.create", {
      role: text("role"),
      ...(kind && { [kind]: place }),
      label: text("label"),
      hours: hours ? Number(hours) : null,
      single: data.has("single"),
      steward: data.has("steward"),
    });
    if (!answer.ok) return;
    form.reset();
    this.role = "moderator";
    await this.show(answer.result.id);
  }

  /** Show the address of a link, or hide it. @param {string} id */
  async show(id) {
    const hide = this.shown?.id === id;
    this.shown = null;
    if (!hide) {
      const reply = await fetch(`/e/${this.boot.event}/organise/link/${id}`, {
        headers: { Accept: "application/json" },
      }).catch(() => null);
      const body = await reply?.json().catch(() => null);
      if (reply?.ok) this.shown = { id, ...body };
      else this.trouble = body?.message ?? t("The server does not answer. Please try again.");
    }
    this.redraw();
  }

  /** The first press asks, the second one does it. @param {string} id @param {string} [name] the command */
  async revoke(id, name = "link.revoke") {
    if (this.asked !== id) {
      this.asked = id;
      return this.redraw();
    }
    this.asked = null;
    await this.act(name, { id });
  }

  /** A moment of real time on this device's clock, with the day if it is another one. @param {number} ms unix */
  stamp(ms) {
    const date = new Date(ms);
    const today = date.toDateString() === new Date().toDateString();
    const clock = /** @type {const} */ ({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    return date.toLocaleString(lang, today ? clock : { day: "numeric", month: "short", ...clock });
  }
}

const app = start({ busy: () => document.activeElement instanceof HTMLInputElement });
const desk = new Table();
const office = new Office(app, desk);

function page() {
  const event = app.table.get("event", app.boot.event);
  const { onsite, remote } = presence(app.table);
  return html`<div class="office">
      <header>
        <div>
          <p class="note">${t("Organise")}</p>
          <h1 lang=${picked(event?.title, event?.languages)}>${pick(event?.title)}</h1>
        </div>
        <p class="here">
          ${origin("onsite", t("{n} in the room", { n: onsite }))} ${origin("remote", t("{n} remote", { n: remote }))}
          <span class="note">${connection(app.link.status)}</span>
        </p>
        <nav aria-label=${t("Pages of this event")}>${places()}</nav>
      </header>
      <main>
        ${app.clock.rehearsal ? html`<p class="banner"><b>${t("Rehearsal")}</b> ${t("Event time is {time} and the crowd is made up. `companion rehearse --reset` leaves a clean event.", { time: app.clock.time(app.clock.now()) })}</p>` : nothing}
        ${joining(office)}${links(office)}${tickets(office)}${series(office)}${stream(event)}${texts(office)}${glossary(office)}${bring(office)}${programme(office)}${people(office)}${forms(office)}${report(office)}
      </main>
    </div>
    ${posters(office)}`;
}

function places() {
  const base = `/e/${app.boot.event}`;
  /** @type {[string, string][]} */
  const all = [
    ["/moderate", t("Moderate")],
    ["/rooms", t("Rooms")],
    ["/desk", t("Check-in desk")],
    ["/screen/main", t("Projector")],
    ["/", t("For attendees")],
    ["/watch", t("For remote people")],
  ];
  return all.map(([path, word]) => html`<a class="b" href=${base + path}>${word}</a>`);
}

/** @param {any} event */
function stream(event) {
  const submit = (/** @type {SubmitEvent} */ submitted) => {
    submitted.preventDefault();
    const url = String(new FormData(/** @type {HTMLFormElement} */ (submitted.target)).get("url") ?? "").trim();
    office.act("event.stream", { url: url || null });
  };
  return html`<section aria-labelledby="h-stream">
    <h2 id="h-stream">${t("Stream for remote people")}</h2>
    <p class="note">
      ${t("The address of the video to embed on the watch page, or of the meeting. It must begin with https://.")}
    </p>
    <form class="stream" @submit=${submit}>
      <label
        ><span class="unseen">${t("Address of the stream")}</span>
        <input
          type="url"
          name="url"
          dir="ltr"
          placeholder="https://"
          pattern="https://.+"
          .value=${event?.stream ?? ""}
      /></label>
      <button class="b main">${t("Save")}</button>
    </form>
    <p class="note">
      ${event?.stream ? t("Shown on the watch page now.") : t("No stream yet: the watch page shows the live state alone.")}
    </p>
  </section>`;
}

office.redraw = live(app.root, page, app);
app.onStatus(office.redraw);
void askForSeries(office);
desk.take({ t: "hello", epoch: app.boot.epoch });
desk.on(office.redraw);
new Link({ event: app.boot.event, as: "desk", table: desk }).start();
