/**
 * What a scan means in words, with the colour and the sign that say it too. Statuses and reasons are those of pretix.
 */
import { pick, t } from "../../core/words.js";
import { stateWord } from "./search.js";

/** @typedef {import("./state.js").CheckinState} CheckinState */
/** @typedef {import("../../checkin/gate.js").Result} Result */
/** @typedef {"check"|"out"|"ask"|"twice"|"clock"|"no"} Sign */
/** @typedef {{tone: "go"|"warn"|"stop", sign: Sign, head: string, text: string}} Verdict */

/** @param {CheckinState} desk @param {Result} result @returns {Verdict} */
export function verdict(desk, result) {
  if (result.status === "ok") return fine(desk, result);
  if (result.status === "noted") {
    return { tone: "warn", sign: "clock", head: t("Saved offline, not verified"), text: noted(desk, result) };
  }
  if (result.status === "incomplete") return { tone: "warn", sign: "ask", head: t("One question first"), text: "" };
  if (result.reason === "already_redeemed") {
    return {
      tone: "warn",
      sign: "twice",
      head: result.room ? t("Already in this room") : t("Already checked in"),
      text: since(desk, result),
    };
  }
  const [head, text] = why(desk, result);
  return { tone: "stop", sign: "no", head, text };
}

/** @param {CheckinState} desk @param {Result} result @returns {Verdict} */
function fine(desk, result) {
  const room = pick(desk.table.get("room", result.room ?? "")?.title);
  if (result.type === "exit") return { tone: "go", sign: "out", head: t("Checked out"), text: room };
  return { tone: "go", sign: "check", head: t("Checked in"), text: room };
}

/** @param {CheckinState} desk @param {Result} result */
function noted({ gate }, { known, warn }) {
  if (!gate.state.kept) {
    return t("This device keeps nothing on its disk now. Leave this page open until everything is sent.");
  }
  if (warn === "already_redeemed") return t("On this device’s list, and already in as far as it knows.");
  if (warn) return t("This device’s list says: {state}. Please ask a supervisor.", { state: stateWord(warn) });
  if (known === true) return t("On this device’s list. It will sync when you are back online.");
  if (known === false) return t("Not on this device’s list. Please ask a supervisor.");
  return t("There is no network. It is checked as soon as there is one.");
}

/** When, where and by which desk somebody came in before. @param {CheckinState} desk @param {Result} result */
function since(desk, { first }) {
  if (!first) return "";
  const time = desk.clock.time(first.at);
  const room = pick(desk.table.get("room", first.room ?? "")?.title);
  const label = first.label ?? pick(desk.table.get("link", first.desk ?? "")?.label);
  const where = !first.desk
    ? t("At {time}, on their own phone", { time })
    : label
      ? t("At {time}, at “{desk}”", { time, desk: label })
      : t("At {time}, at a desk", { time });
  return room ? `${where} · ${room}` : where;
}

const otherKeyboard = () =>
  t("The scanner seems to be set to another keyboard than this device. Set both to the same, as in its manual.");

/** @param {CheckinState} desk @param {Result} result @returns {[string, string]} */
function why(desk, { reason, message, attendee }) {
  switch (reason) {
    case "invalid":
      return [t("Not known"), desk.mistyped ? otherKeyboard() : t("This code is no ticket of this event.")];
    case "canceled":
      return [t("Cancelled"), t("This booking was cancelled.")];
    case "revoked":
      return [t("Old ticket"), t("This person has a newer ticket. Please ask for that one.")];
    case "blocked":
      return [t("Blocked"), t("This person is not let in. Please ask a supervisor.")];
    case "unapproved":
      return [t("Not approved yet"), t("The organisers have not said yes to this booking yet.")];
    case "invalid_time":
      return [t("Not valid now"), validity(desk, attendee)];
    case "unpaid":
      return [t("Not paid yet"), t("This booking is not paid yet.")];
    case "rules":
      return [t("Not allowed here"), t("This ticket does not hold for this place at this time.")];
    case "product":
      return [t("Another kind of ticket"), t("Tickets of this kind do not hold here.")];
    case "ambiguous":
      return [t("Several tickets"), t("Several tickets have this code. Please search for the name.")];
    default:
      return [t("That did not work"), message ?? t("Please try again, or ask a supervisor.")];
  }
}

/** @param {CheckinState} desk @param {string|null|undefined} attendee */
function validity({ table, clock }, attendee) {
  const row = table.get("attendee", attendee ?? "");
  if (row?.valid_from && row.valid_from > clock.now()) {
    return t("This ticket holds from {time} on.", { time: clock.time(row.valid_from) });
  }
  if (row?.valid_until) return t("This ticket held until {time}.", { time: clock.time(row.valid_until) });
  return t("This ticket does not hold at this time.");
}

/**
 * The same for ears: the word first, then who, then what else to know.
 * @param {CheckinState} desk @param {Result} result
 */
export function spoken(desk, result) {
  const { head, text } = verdict(desk, result);
  const { person, questions, place } = result;
  const asked = questions?.map(({ question }) => question) ?? [];
  const parts = [
    head,
    person?.name,
    person?.org,
    text,
    person?.note,
    ...asked,
    place?.full ? t("This room is full.") : "",
  ];
  return parts
    .filter(Boolean)
    .map((part) => String(part).replace(/[.?!]?$/, (end) => end || "."))
    .join(" ");
}
