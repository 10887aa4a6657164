/** What an event is called where there is no room for its title. */

/**
 * @param {RowOf<"event">|undefined} event its row
 * @returns {Words|undefined} the title, where it has no short name
 */
export const shortName = (event) => event?.short ?? event?.title;
