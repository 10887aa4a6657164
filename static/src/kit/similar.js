/**
 * Which questions say nearly the same. Cosine of character 3- to 5-grams, weighted by rarity: it needs no word list,
 * so German compounds, English and mixed sentences work alike. It only suggests: nothing is ever merged by a score.
 */

/** @typedef {{id: string, text: string}} Item */
/** @typedef {{id: string, score: number}} Hit */
/**
 * @typedef {{grams: Map<string, number>, negated: boolean, numbers: string}} Reading  what a text says, before weighing
 */
/** @typedef {{text: string, reading: Reading, numbers: Uint32Array, counts: Uint8Array, norm: number}} Entry */

/** Below this score two questions rarely mean the same. */
export const MIN = 0.25;

/** An index that follows a changing list of questions: only what changed is read again. */
export class Index {
  #numberOf = /** @type {Map<string, number>} */ (new Map());
  #spread = /** @type {number[]} */ ([]);
  #rarity = new Float64Array(0);
  #entries = /** @type {Map<string, Entry>} */ (new Map());

  /**
   * The items most like a text, best first.
   * @param {string} text
   * @param {Item[]} items the list to look in
   * @param {{limit?: number, min?: number}} [options]
   * @returns {Hit[]} scores from 0 to 1
   */
  find(text, items, { limit = 3, min = MIN } = {}) {
    this.#follow(items);
    const asked = read(text);
    const weights = new Float64Array(this.#spread.length);
    let square = 0;
    for (const [gram, count] of asked.grams) {
      const number = this.#numberOf.get(gram);
      const rarity = number === undefined ? this.#rarityOf(0) : this.#rarity[number];
      square += (rarity * count) ** 2;
      if (number !== undefined) weights[number] = rarity * rarity * count;
    }
    const hits = [];
    for (const [id, entry] of this.#entries) {
      if (!agree(asked, entry.reading)) continue;
      let product = 0;
      for (let i = 0; i < entry.numbers.length; i += 1) product += weights[entry.numbers[i]] * entry.counts[i];
      const score = product / (Math.sqrt(square) * entry.norm || 1);
      if (score >= min) hits.push({ id, score: Math.min(1, score) });
    }
    return hits.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1)).slice(0, limit);
  }

  /** @param {Item[]} items */
  #follow(items) {
    const present = new Set(items.map((item) => item.id));
    const gone = [...this.#entries.keys()].filter((id) => !present.has(id));
    const fresh = items.filter((item) => this.#entries.get(item.id)?.text !== item.text);
    if (!gone.length && !fresh.length) return;
    gone.forEach((id) => this.#drop(id));
    fresh.forEach((item) => this.#add(item));
    this.#rarity = Float64Array.from(this.#spread, (spread) => this.#rarityOf(spread));
    for (const entry of this.#entries.values()) {
      let square = 0;
      for (let i = 0; i < entry.numbers.length; i += 1) {
        square += (this.#rarity[entry.numbers[i]] * entry.counts[i]) ** 2;
      }
      entry.norm = Math.sqrt(square);
    }
  }

  /** @param {number} spread number of items with a gram */
  #rarityOf(spread) {
    return Math.log((1 + this.#entries.size) / (1 + spread)) + 1;
  }

  /** @param {Item} item */
  #add({ id, text }) {
    this.#drop(id);
    const reading = read(text);
    const numbers = Uint32Array.from(reading.grams.keys(), (gram) => this.#number(gram));
    for (const number of numbers) this.#spread[number] += 1;
    this.#entries.set(id, { text, reading, numbers, counts: Uint8Array.from(reading.grams.values()), norm: 0 });
  }

  /** @param {string} id */
  #drop(id) {
    for (const number of this.#entries.get(id)?.numbers ?? []) this.#spread[number] -= 1;
    this.#entries.delete(id);
  }

  /** @param {string} gram */
  #number(gram) {
    let number = this.#numberOf.get(gram);
    if (number === undefined) {
      number = this.#spread.push(0) - 1;
      this.#numberOf.set(gram, number);
    }
    return number;
  }
}

const shared = new Index();

/**
 * The items most like a text, best first, from an index kept between calls.
 * @param {string} text
 * @param {Item[]} items
 * @param {{limit?: number, min?: number}} [options]
 * @returns {Hit[]} scores from 0 to 1
 */
export const similar = (text, items, options) => shared.find(text, items, options);

/** Words that turn a question round, German and English. */
const NEGATIVE = [
  "nicht|nichts|nie|niemals|nirgends|kein\\p{L}*|niemand\\p{L}*|ohne|weder",
  "not?|never|none|nobody|nothing|neither|nor|without|cannot|\\p{L}+n['’]t",
];
const NEGATION = new RegExp(`(?:^|[^\\p{L}])(?:${NEGATIVE.join("|")})(?!\\p{L})`, "u");

/** @param {string} text @returns {Reading} */
function read(text) {
  const lower = text.normalize("NFKC").toLowerCase();
  const plain = ` ${lower
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()} `;
  const grams = new Map();
  for (let size = 3; size <= 5; size += 1) {
    for (let at = 0; at + size <= plain.length; at += 1) {
      const gram = plain.slice(at, at + size);
      grams.set(gram, Math.min(255, (grams.get(gram) ?? 0) + 1));
    }
  }
  return { grams, negated: NEGATION.test(lower), numbers: (plain.match(/\d+/g) ?? []).sort().join(" ") };
}

/**
 * One small word turns a question round ("should we" – "should we not", "round 1" – "round 2"), and grams hardly see
 * it.
 * @param {Reading} a @param {Reading} b
 */
const agree = (a, b) => a.negated === b.negated && (!a.numbers || !b.numbers || a.numbers === b.numbers);
