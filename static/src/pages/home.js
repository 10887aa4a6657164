/** Joining by code: typed or pasted in any shape, shown in groups of four. */

const form = /** @type {HTMLFormElement} */ (document.getElementById("join"));
const field = /** @type {HTMLInputElement} */ (document.getElementById("code"));
const WHOLE = 20;

/** The code in an address or a text that somebody pasted. @param {string} text */
function codeIn(text) {
  const path = /\/[jr]\/([^/?#\s]+)/i.exec(text);
  return (path ? path[1] : text)
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, "")
    .slice(0, WHOLE);
}

field.addEventListener("paste", (event) => {
  event.preventDefault();
  const { selectionStart: from, selectionEnd: to, value } = field;
  const pasted = codeIn(event.clipboardData?.getData("text") ?? "");
  show(codeIn(value.slice(0, from ?? 0) + pasted + value.slice(to ?? 0)));
});

field.addEventListener("input", () => {
  // In the middle of the code the cursor must not jump, so only typing at the end is grouped.
  if (field.selectionEnd === field.value.length) show(codeIn(field.value));
});

/** @param {string} code */
function show(code) {
  field.value = code.length > 4 ? (code.match(/.{1,4}/g) ?? []).join(" ") : code;
}

// The server takes a code in any shape, and puts back what was typed if there is no such event.
form.addEventListener("submit", () => (field.value = codeIn(field.value) || field.value));
