/** Evaluations to begin with, in both languages at once: what is sent is read by people of either. */

/** @typedef {{de: string, en: string}} Words */
/** @typedef {{kind: "scale"|"choice"|"text", title: Words, options?: Words[], required?: boolean}} Asked */
/** @typedef {{id: string, name: Words, title: Words, intro: Words, questions: Asked[]}} Template */

const ENDS = [
  { de: "gar nicht", en: "not at all" },
  { de: "voll und ganz", en: "completely" },
];

/** What the ends of a scale mean that organisers word themselves. */
export const AGREE = ENDS;

/** @param {string} de @param {string} en @returns {Asked} */
const scale = (de, en) => ({ kind: "scale", title: { de, en }, options: ENDS });

/** @param {string} de @param {string} en @returns {Asked} */
const text = (de, en) => ({ kind: "text", title: { de, en } });

/** @type {Template[]} */
export const TEMPLATES = [
  {
    id: "two-minutes",
    name: { de: "Zwei Minuten, wie Fördernde sie mögen", en: "Two minutes, as funders like it" },
    title: { de: "Wie war es?", en: "How was it?" },
    intro: { de: "Zwei Minuten, die uns sehr helfen.", en: "Two minutes that help us a lot." },
    questions: [
      {
        ...scale("Ich bin mit der Veranstaltung insgesamt zufrieden.", "All in all I am content with the event."),
        required: true,
      },
      scale(
        "Ich habe etwas gelernt, das ich in meiner Arbeit brauchen kann.",
        "I learned something that I can use in my work.",
      ),
      scale(
        "Ich habe Menschen getroffen, mit denen ich in Kontakt bleiben will.",
        "I met people I want to stay in touch with.",
      ),
      scale("Ich konnte mich so beteiligen, wie ich wollte.", "I could take part the way I wanted to."),
      scale("Ort, Technik und Ablauf haben gepasst.", "Place, technology and schedule worked for me."),
      {
        kind: "choice",
        title: { de: "Wie warst du dabei?", en: "How did you take part?" },
        options: [
          { de: "vor Ort", en: "on site" },
          { de: "online", en: "online" },
          { de: "teils, teils", en: "a bit of both" },
        ],
      },
      text("Was nimmst du mit?", "What do you take away?"),
      text("Was sollen wir beim nächsten Mal anders machen?", "What should we do differently next time?"),
    ],
  },
  {
    id: "session",
    name: { de: "Ein Programmpunkt", en: "One session" },
    title: { de: "Wie war dieser Teil?", en: "How was this session?" },
    intro: { de: "", en: "" },
    questions: [
      { ...scale("Das hat mir etwas gebracht.", "This was useful to me."), required: true },
      scale("Es war gut verständlich.", "It was easy to follow."),
      text("Was hat gefehlt?", "What was missing?"),
    ],
  },
  {
    id: "blank",
    name: { de: "Leer beginnen", en: "Begin from scratch" },
    title: { de: "", en: "" },
    intro: { de: "", en: "" },
    questions: [{ kind: "text", title: { de: "", en: "" } }],
  },
];
