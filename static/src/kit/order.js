/**
 * The order on the screen. New rows and new places wait while somebody reads.
 * @template {{id: string}} T what the rows are
 */
export class Order {
  /** @type {string[]} */
  #shown = [];
  /** @type {Map<string, T>} */
  #rows = new Map();
  /** What the list is about; another subject starts anew. @type {unknown} */
  #about = undefined;

  /**
   * @param {T[]} rows in the order they should have
   * @param {{free: boolean, about?: unknown, frozen?: boolean}} how
   *   free: rows may move now; about: a list about something else never waits; frozen: not even a row's text changes
   * @returns {{rows: T[], fresh: number, left: Set<string>}}
   *   the rows to show, how many new ones wait, and which of those shown are in truth gone
   */
  arrange(rows, { free, about, frozen = false }) {
    const wanted = rows.map((row) => row.id);
    if (free || about !== this.#about) this.#shown = wanted;
    this.#about = about;
    const now = new Map(rows.map((row) => [row.id, row]));
    const known = this.#rows;
    const [first, second] = frozen ? [known, now] : [now, known];
    this.#rows = new Map(
      this.#shown.flatMap((id) => {
        const row = first.get(id) ?? second.get(id);
        return row ? [[id, row]] : [];
      }),
    );
    const shown = new Set(this.#shown);
    return {
      rows: [...this.#rows.values()],
      fresh: wanted.filter((id) => !shown.has(id)).length,
      left: new Set(this.#shown.filter((id) => !now.has(id))),
    };
  }
}
