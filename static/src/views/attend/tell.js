/** What the page says by itself: arrivals at most every ten seconds, and what became of one's own question at once. */
import { running } from "../../programme/session.js";
import { pick, t, tn } from "../../core/words.js";
import { stateWords } from "./own.js";

/** @typedef {import("./state.js").AttendeeState} AttendeeState */

/** @param {AttendeeState} page */
export function tell(page) {
  const { table } = page.app;
  const known = new Set(table.all("question").map((row) => row.id));
  const states = new Map(table.all("own_question").map((row) => [row.id, row.state]));
  let waiting = 0;
  let on = running(table)?.id;
  table.on((changed) => {
    if (changed.has("session") && running(table)?.id !== on) {
      const now = running(table);
      on = now?.id;
      page.say.now(now ? t("Now: {title}", { title: pick(now.title) }) : t("This part is over."));
    }
    if (changed.has("own_question")) own(page, states);
    if (!changed.has("question")) return;
    for (const { id, session } of table.all("question")) {
      if (!known.has(id) && !table.get("own_question", id) && session === page.where.id) waiting += 1;
      known.add(id);
    }
    if (waiting) page.say.soon(tn("{n} new question", "{n} new questions", waiting), () => (waiting = 0));
  });
}

/** @param {AttendeeState} page @param {Map<string, string>} states */
function own(page, states) {
  for (const { id, state } of page.app.table.all("own_question")) {
    const before = states.get(id);
    states.set(id, state);
    if (before && before !== state && state !== "withdrawn") {
      page.parts.moment.now?.noticed(page, id, before, state);
      page.say.now(t("Your question: {state}", { state: stateWords(state) }));
    }
  }
}
