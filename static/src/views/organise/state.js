/** What the organiser's page shows between two drawings, and how it acts. */
import { PeopleImport } from "../../checkin/people_import.js";
import { lang } from "../../core/words.js";
import { StaffLinks } from "../../event/staff_links.js";
import { Confirm } from "../../kit/confirm.js";
import { PageState } from "../../kit/page.js";
import { Series } from "../../event/series.js";
import { ProgrammeImport } from "../../programme/programme_import.js";
import { AnswerLinks } from "../../reports/answer_links.js";
import { QuestionnaireDraft } from "../../reports/questionnaire_draft.js";

/** @typedef {import("../../core/table.js").Table} Table */

export class OrganiserState extends PageState {
  /** What became of the report's texts. */
  reportNote = "";
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
    this.links = new StaffLinks(this, address, { table: staff, own: boot.own });
    this.series = new Series(this, address);
    this.answerLinks = new AnswerLinks(this, address);
    this.questionnaire = new QuestionnaireDraft();
    this.programmeImport = new ProgrammeImport(address, redraw);
    this.peopleImport = new PeopleImport(address, redraw);
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
    return date.toLocaleString(lang, today ? clock : { day: "numeric", month: "short", ...clock });
  }
}
