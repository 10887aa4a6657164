/**
 * Summaries as every screen sees them: the cards, their order on stage, what a draft has that they have not. Nothing
 * here draws.
 */

/** @typedef {import("../core/table.js").Table} Table */
/** @typedef {import("../core/table.js").Row<"summary">} Summary */
/**
 * @typedef {{id: string, part: string, text: string, lang: string, kind?: string, sources: string[], slots: string[],
 *   new?: boolean, edited?: boolean, pinned?: boolean}} Line
 */
/** @typedef {[string, string|null]} Card a summary, and the part of it that is shown */

export const PLENARY = "plenary";
/** The parts of a summary in the order in which they are read. */
export const PARTS = ["point", "question", "step"];
/** How long a card is meant to stand on the wall, ms. */
export const CARD_MS = 90_000;

/** Summaries of workshops in the order of the programme. @param {Table} table @returns {Summary[]} */
export function workshopCards(table) {
  const order = (/** @type {Summary} */ row) => table.get("workshop", row.ref)?.order ?? Infinity;
  return table
    .all("summary")
    .filter(({ of }) => of === "workshop")
    .sort((a, b) => order(a) - order(b) || (a.id < b.id ? -1 : 1));
}

/**
 * The summary of a slot, or the work on it. Ids that would be too long are digests, so the row says which slot it is
 * of.
 * @template {"summary"|"work"} K
 * @param {Table} table
 * @param {K} kind
 * @param {string} slot
 * @returns {import("../core/table.js").Row<K>|undefined}
 */
export const ofSlot = (table, kind, slot) => table.all(kind).find(({ of, ref }) => of === "slot" && ref === slot);

/** @param {Summary|undefined} row @param {string} part @returns {Line[]} */
export const linesOf = (row, part) => (row?.lines ?? []).filter((/** @type {Line} */ line) => line.part === part);

/**
 * The cards of the published summary as they are shown one after the other; the server turns them in the same order.
 * @param {Table} table @returns {Card[]}
 */
export function deck(table) {
  const middle = workshopCards(table)
    .filter(({ state }) => state === "published")
    .map((row) => /** @type {Card} */ ([row.id, null]));
  const plenary = table.get("summary", PLENARY);
  if (plenary?.state !== "published") return middle;
  /** @type {[string, boolean][]} */
  const ends = [
    ["themes", plenary.themes.length > 0],
    ["steps", linesOf(plenary, "step").length > 0],
    ["questions", linesOf(plenary, "question").length > 0],
  ];
  return [
    [PLENARY, "overview"],
    ...middle,
    ...ends.filter(([, has]) => has).map(([part]) => /** @type {Card} */ ([PLENARY, part])),
  ];
}

/** A hall reads so many lines of a card; the others are on the page. */
const LINES = 5;
/** Themes that the deck begins with. */
const SHARED = 3;

/**
 * The lines of a workshop that stand on the wall: one of each part, then more points, next steps and questions.
 * @param {Summary} row @returns {{lines: Line[], more: number}} more: how many there are beside
 */
export function linesForWall(row) {
  const parts = ["point", "step", "question"].map((part) => linesOf(row, part));
  const taken = parts.map((lines) => Math.min(1, lines.length));
  let free = LINES - taken.reduce((sum, n) => sum + n, 0);
  parts.forEach((lines, i) => {
    const more = Math.min(free, lines.length - taken[i]);
    taken[i] += more;
    free -= more;
  });
  const lines = parts.flatMap((all, i) => all.slice(0, taken[i]));
  return { lines, more: row.lines.length - lines.length };
}

/**
 * What most rooms share, each with the words of one of them: nothing here is written by anybody but those who were
 * there.
 * @param {Table} table @param {Summary} row the plenary's
 * @returns {{theme: Summary["themes"][number], rooms: number, of: number, line: Line|null}[]}
 */
export function sharedByMost(table, row) {
  const slots = row.counts.filter(({ notes }) => notes > 0).map(({ slot }) => slot);
  const of = new Set(slots.map((slot) => table.get("slot", slot)?.room ?? slot)).size;
  /** @type {Set<string>} */
  const said = new Set();
  return [...row.themes]
    .filter(({ rooms }) => rooms > 1)
    .sort((a, b) => b.rooms - a.rooms || b.notes.length - a.notes.length)
    .slice(0, SHARED)
    .map((theme) => {
      const line = row.lines.find(
        ({ id, sources }) => !said.has(id) && sources.some((note) => theme.notes.includes(note)),
      );
      if (line) said.add(line.id);
      return { theme, rooms: theme.rooms, of: Math.max(of, theme.rooms), line: line ?? null };
    });
}

/**
 * Where a screen is in the deck: from 0, -1 for nowhere.
 * @param {Card[]} cards
 * @param {{id: string|null, part?: string|null}} screen
 */
export const place = (cards, screen) =>
  cards.findIndex(([id, part]) => id === screen.id && part === (screen.part ?? null));

/**
 * What the newest draft holds that the summary does not, and the other way round.
 * @param {Table} table
 * @param {Summary} row
 * @returns {{more: Line[], fewer: Line[], out: Line[]}} out: what people left out
 */
export function difference(table, row) {
  /** @type {Line[]} */
  const drafted = table.get("draft", row.id)?.lines ?? [];
  const mine = new Set(row.lines.map((/** @type {Line} */ line) => line.id));
  const fresh = new Set(drafted.map(({ id }) => id));
  const missing = drafted.filter(({ id }) => !mine.has(id));
  return {
    more: missing.filter(({ id }) => !row.out.includes(id)),
    out: missing.filter(({ id }) => row.out.includes(id)),
    fewer: row.lines.filter((/** @type {Line} */ line) => !fresh.has(line.id) && !line.edited && !line.pinned),
  };
}

/** Notes that were written, and those of them that stand in a summary, by slot. @param {Summary|undefined} row */
export function counted(row) {
  const counts = row?.counts ?? [];
  const sum = (/** @type {"notes"|"shown"} */ what) => counts.reduce((all, one) => all + one[what], 0);
  return { notes: sum("notes"), shown: sum("shown") };
}

/**
 * Workshops that took place and about which there is nothing to say, since nothing was noted.
 * @param {Table} table
 * @returns {import("../core/table.js").Row<"workshop">[]}
 */
export function silent(table) {
  const spoken = new Set(
    workshopCards(table)
      .filter(({ lines }) => lines.length)
      .map(({ ref }) => ref),
  );
  const held = table.all("slot").filter(({ state }) => state === "over" || state === "running" || state === "late");
  const ids = [...new Set(held.map(({ workshop }) => workshop))].filter((id) => !spoken.has(id));
  return ids.flatMap((id) => table.get("workshop", id) ?? []).sort((a, b) => a.order - b.order);
}

/**
 * The most people that were seen, null: too few, or nobody counted. In both rounds of a workshop there are others; of
 * all workshops there are the same people in each round, so the fuller one counts.
 * @param {Table} table @param {Summary} row @returns {{onsite: number|null, remote: number|null}}
 */
export function people(table, row) {
  /** @type {Map<number, [number|null, number|null]>} */
  const rounds = new Map();
  const more = (/** @type {number|null} */ a, /** @type {number|null} */ b) =>
    a === null ? b : b === null ? a : a + b;
  for (const [slot, [onsite, remote]] of Object.entries(row.people ?? {})) {
    const round = row.of === PLENARY ? (table.get("slot", slot)?.round ?? 0) : 0;
    const [a, b] = rounds.get(round) ?? [null, null];
    rounds.set(round, [more(a, onsite), more(b, remote)]);
  }
  const most = (/** @type {0|1} */ which) =>
    [...rounds.values()].reduce(
      (/** @type {number|null} */ all, one) => (one[which] === null ? all : Math.max(all ?? 0, one[which])),
      null,
    );
  return { onsite: most(0), remote: most(1) };
}
