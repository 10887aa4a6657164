/** Which row a screen follows. */

/**
 * What a screen shows; one that was never shown anything follows the main one.
 * @param {import("../../core/table.js").Table} table
 * @param {string} name
 * @returns {import("./stage.js").Screen}
 */
export const screenRow = (table, name) =>
  /** @type {any} */ (
    table.get("screen", name) ?? table.get("screen", "main") ?? { what: "join", id: null, text: null }
  );
