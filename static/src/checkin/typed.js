/** Who is meant by what somebody types at the desk: “Anna Müller, Caritas” and “Müller, Anna”, as in a list. */

const PARTICLE = /^(?:von|van|vom|zu|zum|zur|de|del|della|di|da|dos|du|al|el|la|le|ten|ter|der|den|bin|ibn)\s/i;
/** What is an organisation and nobody's given name. */
const ORGS =
  "e\\.?\\s?V|gGmbH|GmbH|AG|Ltd|Inc|Uni|Universit\\w*|Hochschule|Institut\\w*|Verein\\w*|Verband|Stiftung|Amt" +
  "|Stadt|Landkreis|Caritas|Diakonie|Presse|Team|Club|Trust|Council|School|Schule|Büro|Zentrum|Centre|Center" +
  "|Museum|Projekt|Netzwerk|Network|Initiative";
const ORG = new RegExp(`\\d|&|\\b(?:${ORGS})\\b`, "i");
/** Behind a comma these belong to the name before it. */
const BEHIND = /^(?:Dr|Prof|Ph\.?D|M\.?A|B\.?A|M\.?Sc|B\.?Sc|MBA|MdB|MdL|MdEP|Jr|Sr|II|III)\b\.?/;

/** @param {string} text @returns {{name: string, org: string}} */
export function typedPerson(text) {
  const [first = "", second = "", ...rest] = text
    .split(",")
    .map((part) => part.trim().replace(/\s+/g, " "))
    .filter(Boolean);
  if (second && BEHIND.test(second)) return { name: `${first}, ${second}`, org: rest.join(", ") };
  if (isFamily(first) && isGiven(second)) return { name: `${second} ${first}`, org: rest.join(", ") };
  return { name: first, org: [second, ...rest].filter(Boolean).join(", ") };
}

/** One word, or one with “von der” before it. @param {string} text */
const isFamily = (text) =>
  !BEHIND.test(text) && (!text.includes(" ") || (PARTICLE.test(text) && text.split(" ").length <= 4));

/** One or two words that begin large and are not all capitals. @param {string} text */
function isGiven(text) {
  const words = text.split(" ");
  const names = words.every((word) => /^\p{Lu}?\p{L}[\p{L}\p{M}’'.-]*$/u.test(word) && !/^\p{Lu}{3,}$/u.test(word));
  return Boolean(text) && words.length <= 2 && names && !/^\p{Ll}/u.test(text) && !ORG.test(text);
}
