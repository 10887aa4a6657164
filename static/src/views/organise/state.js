/** What the organiser's page shows between two drawings, and how it acts. */
import { PeopleList } from "../../checkin/people_list.js";
import { PeopleImport } from "../../checkin/people_import.js";
import { Unprintable } from "../../checkin/unprintable.js";
import { locale } from "../../core/words.js";
import { Invitation } from "../../event/invitation.js";
import { ProfileChoice } from "../../event/profile_choice.js";
import { Rehearsal } from "../../event/rehearsal.js";
import { StaffLinks } from "../../event/staff_links.js";
import { Confirm } from "../../kit/confirm.js";
import { EarlyStart } from "../day/early.js";
import { PageState } from "../../kit/page.js";
import { Series } from "../../event/series.js";
import { ProgrammeImport } from "../../programme/programme_import.js";
import { AnswerLinks } from "../../reports/answer_links.js";
import { EvaluationDraft } from "../../reports/evaluation_draft.js";
import { QuestionnaireDraft } from "../../reports/questionnaire_draft.js";

/** @typedef {import("../../core/table.js").Table} Table */

export class OrganiserState extends PageState {
  /** What became of the report's texts. */
  reportNote = "";
  /** What is being edited: the id of an item or room, `new…`, or nothing. @type {string|null} */
  editing = null;
  /** What the form began with: each form has fields of its own. @type {any} */
  base = null;
  /** Why what was typed could not be saved. */
  editTrouble = "";
  /** Whether somebody else has changed the same meanwhile. */
  crossed = false;
  /** What became of the texts of certificates. */
  certificateNote = "";
  /** What became of the days for which things are kept. */
  retentionNote = "";
  /** Why the event could not be closed for good. */
  sealTrouble = "";
  /** Why the event could not be deleted. */
  deletionTrouble = "";
  memoryNote = "";
  /** The address of the statement of deletion, once the event is deleted and one was wanted. */
  statement = "";
  /** What became of the word pairs. */
  glossaryNote = { done: "", trouble: "" };

  /**
   * @param {ReturnType<typeof import("../../core/boot.js").start>} app
   * @param {Table} staff the rows that only organisers and the desk see
   */
  constructor({ table, boot, clock, sender }, staff) {
    super(sender); // the page shows refusals as an alert
    this.table = table;
    this.staff = staff;
    this.boot = boot;
    this.clock = clock;
    const address = `/e/${boot.event}/organise`;
    const redraw = () => this.redraw();
    this.confirm = new Confirm(redraw);
    this.early = new EarlyStart(redraw);
    this.links = new StaffLinks(this, address, { table: staff, own: boot.own });
    this.profileChoice = new ProfileChoice(this);
    this.rehearsal = new Rehearsal(address, redraw);
    this.series = new Series(this, address);
    this.answerLinks = new AnswerLinks(this, `${address}/forms`, "form.renew");
    this.questionnaire = new QuestionnaireDraft();
    this.evaluation = new EvaluationDraft();
    this.programmeImport = new ProgrammeImport(address, redraw);
    this.unprintable = new Unprintable(address, redraw);
    this.invitation = new Invitation(address, redraw);
    this.peopleList = new PeopleList();
    this.peopleImport = new PeopleImport(address, redraw);
  }

  /** The event's time zone. */
  get zone() {
    return this.table.get("event", this.boot.event)?.tz ?? "UTC";
  }

  /** A day of the event in short, such as "Sat 5 Dec". @param {string} date as 2024-06-04 */
  dayName(date) {
    const noon = new Date(`${date}T12:00:00Z`);
    return noon.toLocaleDateString(locale, { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" });
  }

  /**
   * Open the form of something, or close it.
   * @param {string|null} id @param {object|null} [row] what the form begins with
   */
  edit(id, row = id ? (this.table.get("session", id) ?? null) : null) {
    Object.assign(this, { editing: id, base: row && { ...row }, editTrouble: "", crossed: false });
    this.confirm.reset();
    this.redraw();
  }

  /** @param {string} why what is typed cannot be saved */
  editRefused(why) {
    this.editTrouble = why;
    this.redraw();
  }

  /**
   * Send what was typed. The form stays open while it is refused; what somebody else has made of it is its base from
   * then on.
   * @param {string} command @param {Record<string, unknown>} args
   */
  async leaveEditing(command, args) {
    const { editing } = this;
    const answer = await this.act(command, args);
    if (this.editing !== editing) return;
    if (answer.ok) return this.edit(null);
    this.trouble = null;
    this.editTrouble = answer.message ?? "";
    this.crossed = answer.code === "edited_since";
    const kind = /** @type {"event"|"session"|"room"} */ (command.split(".")[0]);
    if (this.crossed) this.base = this.table.get(kind, args.id ?? this.boot.event) ?? this.base;
    this.redraw();
  }

  /** Take back or forget something; the first press only asks. @param {string} command @param {string} id */
  revoke(command, id) {
    this.confirm.press(id, () => void this.act(command, { id }));
  }

  /** A moment of real time on this device's clock, with the day if it is another one. @param {number} ms unix */
  stamp(ms) {
    const date = new Date(ms);
    const today = date.toDateString() === new Date().toDateString();
    const clock = /** @type {const} */ ({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    return date.toLocaleString(locale, today ? clock : { day: "numeric", month: "short", ...clock });
  }
}
