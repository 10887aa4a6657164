/** The desk's page as it is kept for the time without a server: without anybody in it. Pure text work. */

/** Rows without which the page does not know where and when it is. None of them names anybody. */
const KEPT = new Set(["event", "clock", "room", "slot", "registration"]);

/** @param {string} id */
const element = (id) => new RegExp(`(<script type="application/json" id="${id}">)([^<]*)(</script>)`);

/**
 * Put something else into one of the page's embedded documents.
 * @template T
 * @param {string} html @param {string} id @param {(data: T) => object|null} change null: nothing stays
 */
function edit(html, id, change) {
  return html.replace(element(id), (_, open, json, close) => {
    const data = change(JSON.parse(json));
    return open + (data === null ? "" : JSON.stringify(data).replace(/</g, "\\u003c")) + close;
  });
}

/** @param {string} html @returns {Boot|null} what the page says of itself; null if it is none of our live pages */
export function bootOf(html) {
  const [, , json] = element("boot").exec(html) ?? [];
  return json ? JSON.parse(json) : null;
}

/**
 * The page with nothing of the day in it. It has no epoch, so that its script asks for the whole state.
 * @param {string} html @param {number} wall unix ms
 * @returns {string|null} null if it is built otherwise than we know: then it is not kept
 */
export function bare(html, wall) {
  if (!["boot", "state"].every((id) => element(id).test(html))) return null;
  const boot = (/** @type {Boot} */ data) => ({ ...data, epoch: null, kept: wall });
  const state = (/** @type {{put: [kind: string, id: string, fields: object][]}} */ data) => ({
    t: "state",
    v: 0,
    put: data.put.filter(([kind]) => KEPT.has(kind)),
  });
  return edit(edit(edit(html, "boot", boot), "state", state), "mine", () => null);
}

/** A kept page, some time later: event time has gone on. @param {string} html @param {number} wall unix ms */
export const awake = (html, wall) =>
  edit(html, "boot", (/** @type {Boot & {kept: number}} */ boot) => ({
    ...boot,
    now: boot.now + (wall - boot.kept) * boot.speed,
  }));

/** The scripts, styles and other files that a page names. @param {string} html @returns {string[]} */
export const assetsIn = (html) => [...new Set(html.match(/\/static\/[\w.-]+/g) ?? [])];
