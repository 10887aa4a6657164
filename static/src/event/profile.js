/** What the profile of an event promises, as `core/profiles.py` holds it. Nothing here draws. */

/** @typedef {import("../core/table.js").Table} Table */

/**
 * `direct`: texts may be shown unseen; `reactions`: there are some where nobody has said anything about that;
 * `listed`: the start page may list the event; `oneLink`: people come by one address, and say themselves where they
 * are.
 * @typedef {{names: boolean, liveResults: boolean, direct: boolean, listed: boolean, reactions: boolean,
 *   oneLink: boolean}} Profile
 */

/** @type {Profile} */
const OPEN = { names: true, liveResults: true, direct: true, listed: true, reactions: true, oneLink: false };
/** @type {Profile} */
const SENSITIVE = { ...OPEN, names: false, liveResults: false, direct: false, listed: false };
/** @type {Record<string, Profile>} */
export const PROFILES = {
  open: OPEN,
  small: { ...OPEN, listed: false, reactions: false, oneLink: true },
  sensitive: SENSITIVE,
};

/** One that this page does not know protects, as on the server. @param {Table} table @returns {Profile} */
export const profileOf = (table) => PROFILES[table.all("event")[0]?.profile || "open"] ?? SENSITIVE;

/** Whether texts wait for the team, given the setting. @param {Table} table @param {boolean} moderated */
export const mustWait = (table, moderated) => moderated || !profileOf(table).direct;
