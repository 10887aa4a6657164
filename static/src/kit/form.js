/** Forms that scripts send. */

/**
 * Take a form over from the browser.
 * @param {SubmitEvent} event
 * @returns {{form: HTMLFormElement, data: FormData, text: (name: string) => string}}
 *   text: what stands in a field, without blanks at its ends
 */
export function submitted(event) {
  event.preventDefault();
  const form = /** @type {HTMLFormElement} */ (event.target);
  const data = new FormData(form);
  return { form, data, text: (name) => String(data.get(name) ?? "").trim() };
}

/** The parts of a list that somebody typed. @param {string} text @param {string} between */
export const listed = (text, between) =>
  text
    .split(between)
    .map((part) => part.trim())
    .filter(Boolean);
