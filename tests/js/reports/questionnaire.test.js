import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { AnswerLinks } from "../../../static/src/reports/answer_links.js";
import { QuestionnaireDraft } from "../../../static/src/reports/questionnaire_draft.js";

const { fetch } = globalThis;
afterEach(() => (globalThis.fetch = fetch));

test("a questionnaire begins with questions, and at most twenty can be asked", () => {
  const draft = new QuestionnaireDraft();
  draft.begin();
  assert.equal(draft.open, true);
  const [first] = draft.questions;
  assert.ok(first?.title);
  for (let n = 0; n < 30; n += 1) draft.add();
  assert.equal(draft.questions.length, 20);
  assert.equal(draft.full, true);
  draft.remove(first);
  assert.equal(draft.questions.length, 19);
});

test("questions that nobody worded are not sent", () => {
  const draft = new QuestionnaireDraft();
  draft.add();
  draft.add();
  draft.questions[1].title = "Where can it be seen?";
  assert.deepEqual(draft.worded, [{ kind: "text", required: false, title: { de: "Where can it be seen?" } }]);
});

/** The organiser's page, whose server knows one link that changes whenever it is renewed. */
function page() {
  let n = 1;
  globalThis.fetch = async () => new Response(JSON.stringify([{ id: "i", url: `/a#${n}` }]));
  return {
    trouble: null,
    redraw() {},
    act: async () => {
      n += 1;
      return { ok: true };
    },
  };
}

test("an address is shown, and hidden by the next press", async () => {
  const links = new AnswerLinks(page(), "/e/x/organise/forms", "form.renew");
  await links.toggle("q", "i");
  assert.equal(links.of("i"), "/a#1");
  await links.toggle("q", "i");
  assert.equal(links.of("i"), undefined);
});

test("a new address is shown in the place of the old one", async () => {
  const links = new AnswerLinks(page(), "/e/x/organise/forms", "form.renew");
  await links.toggle("q", "i");
  await links.renew("q", "i");
  assert.equal(links.of("i"), "/a#2");
});

test("an invitation that the server does not know is a refusal", async () => {
  const state = page();
  const links = new AnswerLinks(state, "/e/x/organise/forms", "form.renew");
  await links.toggle("q", "other");
  assert.equal(links.of("other"), undefined);
  assert.match(state.trouble, /does not answer/);
});
