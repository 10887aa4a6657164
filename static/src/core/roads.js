/** Which road the link takes: the one that has worked, else the next one. */

/** @typedef {"ws"|"sse"|"poll"} Transport */

/** @type {Transport[]} */
const ROADS = ["ws", "sse", "poll"];
const REMEMBER = "companion:road";

/** @param {Storage|undefined} storage of this tab */
export function roads(storage) {
  /** One that has worked on this page is not given up for one failure. @type {Transport|null} */
  let proved = null;
  return {
    /** The one to begin with. */
    first() {
      const known = /** @type {Transport} */ (storage?.getItem(REMEMBER));
      return proved ?? (ROADS.includes(known) ? known : "ws");
    },

    /** The one to take after a pause. */
    again: () => proved ?? "ws",

    /** @param {Transport} road it carries us */
    works(road) {
      proved = road;
      try {
        storage?.setItem(REMEMBER, road);
      } catch {
        // a full or forbidden storage costs only the memory of the road
      }
    },

    /**
     * The one to try at once, after one over which nothing came.
     * @param {Transport} road @param {number} failures in a row
     * @returns {Transport|null} null: first a pause
     */
    after(road, failures) {
      if (proved === road && failures < 2) return null;
      const next = ROADS[ROADS.indexOf(road) + 1] ?? null;
      if (!next) proved = null;
      return next;
    },
  };
}
