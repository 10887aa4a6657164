/** What an event is called where there is no room for its title. */

/**
 * @param {Record<string, any>|undefined} event its row
 * @returns {string|Record<string, string>|undefined} the title, where it has no short name
 */
export const shortName = (event) => event?.short ?? event?.title;
