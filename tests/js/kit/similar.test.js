import assert from "node:assert/strict";
import { test } from "node:test";
import { Index, MIN, similar } from "../../../static/src/kit/similar.js";

const QUESTIONS = [
  ["tiktok", "Wie erreichen wir Communitys, die TikTok nutzen, aber keinem Verein vertrauen?"],
  ["data", "Which platforms share moderation data with migrant organisations today?"],
  ["pay", "Wer bezahlt die Ehrenamtlichen, die jeden Tag Gruppen mit 40.000 Mitgliedern moderieren?"],
  ["examples", "Gibt es Beispiele aus Österreich oder der Schweiz?"],
  ["policy", "Kann die Politik Algorithmen wirklich regulieren, oder kommen wir immer zu spät?"],
  ["small", "Was brauchen kleine Vereine zuerst: Geld, Wissen oder Zeit?"],
  ["slides", "Will the slides be shared after the conference?"],
  ["police", "Wann sollte man die Polizei einschalten?"],
  ["course", "Wer bezahlt die Kinderbetreuung während der Sprachkurse?"],
  ["ai", "Welche KI-Werkzeuge nutzt ihr selbst in der Beratung?"],
  ["trust", "How do you build trust in closed Facebook groups?"],
  ["round", "Wann beginnt Runde 1 der Workshops?"],
].map(([id, text]) => ({ id, text }));

const ASKED = [
  ["Wie kann man Communitys auf TikTok erreichen, die Vereinen keinen Glauben schenken?", "tiktok"],
  ["Welche Plattformen geben Organisationen Moderationsdaten? platforms moderation data", "data"],
  ["Do platforms share data on moderation with NGOs or migrant organisations?", "data"],
  ["Werden Ehrenamtliche für das Moderieren von Gruppen bezahlt?", "pay"],
  ["Beispiele aus der Schweiz und Oesterreich?", "examples"],
  ["Lassen sich Algorithmen durch Politik überhaupt regulieren?", "policy"],
  ["Brauchen kleine Vereine mehr Geld oder mehr Wissen?", "small"],
  ["Can we get the slides after the talk?", "slides"],
  ["Polizei einschalten: wann?", "police"],
  ["Wer zahlt die Kinderbetreuung, wenn Sprachkurse sind?", "course"],
  ["Welche Werkzeuge mit KI benutzt ihr in der Beratung?", "ai"],
  ["What builds trust inside closed groups on Facebook?", "trust"],
];

test("finds the question that was asked before, in German and in English", () => {
  for (const [text, id] of ASKED) assert.equal(similar(text, QUESTIONS)[0]?.id, id, text);
});

test("suggests nothing for a question that is new", () => {
  for (const text of ["Wo ist die Garderobe?", "Is there a vegetarian lunch?", "Wie alt ist das Projekt?", "?", ""]) {
    assert.deepEqual(similar(text, QUESTIONS), [], text);
  }
});

test("a negation makes another question", () => {
  assert.equal(
    similar("Wann sollte man die Polizei nicht einschalten?", QUESTIONS).some((hit) => hit.id === "police"),
    false,
  );
  assert.equal(
    similar("Why don't platforms share moderation data with migrant organisations?", QUESTIONS).some(
      (hit) => hit.id === "data",
    ),
    false,
  );
});

test("another number makes another question", () => {
  assert.equal(
    similar("Wann beginnt Runde 2 der Workshops?", QUESTIONS).some((hit) => hit.id === "round"),
    false,
  );
  assert.equal(similar("Wann beginnt Runde 1?", QUESTIONS)[0].id, "round");
});

test("scores lie between the least useful one and 1, the best first, at most three", () => {
  const hits = similar("Wer bezahlt die Ehrenamtlichen in den Gruppen?", QUESTIONS, { min: 0 });
  assert.equal(hits.length, 3);
  assert.deepEqual(
    hits.map((hit) => hit.score),
    hits.map((hit) => hit.score).sort((a, b) => b - a),
  );
  assert.ok(similar(QUESTIONS[1].text, QUESTIONS)[0].score > 0.999);
  assert.ok(similar("Wer bezahlt?", QUESTIONS).every((hit) => hit.score >= MIN && hit.score <= 1));
});

test("follows a list whose texts change, with the answers of a fresh index", () => {
  const followed = new Index();
  followed.find("x", QUESTIONS);
  followed.find("x", QUESTIONS.slice(3));
  const now = QUESTIONS.slice(1).map((item) =>
    item.id === "slides" ? { ...item, text: "Wo sind die Toiletten?" } : item,
  );
  for (const [text] of [...ASKED, ["Wo finde ich die Toiletten?"]]) {
    assert.deepEqual(followed.find(text, now), new Index().find(text, now));
  }
});

test("answers while somebody types among 1,000 questions", () => {
  const many = Array.from({ length: 1000 }, (_, n) => ({
    id: `q${n}`,
    text: `${QUESTIONS[n % 12].text} ${n.toString(36)} ${QUESTIONS[(n * 7) % 12].text}`,
  }));
  const index = new Index();
  index.find("Aufwärmen", many);
  const times = ASKED.map(([text]) => {
    const start = performance.now();
    index.find(text, many);
    return performance.now() - start;
  }).sort((a, b) => a - b);
  assert.ok(times[times.length >> 1] < 100, `median ${times[times.length >> 1].toFixed(2)} ms`);
});
