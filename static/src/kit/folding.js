/** Sheets that hang from a button close like every other one: by a tap beside them, and by Escape. */

const SHEETS = "details.me[open]";

/** Let all of them on this page close. */
export function foldAway() {
  addEventListener("pointerdown", ({ target }) => {
    for (const sheet of document.querySelectorAll(SHEETS)) {
      if (!sheet.contains(/** @type {Node} */ (target))) sheet.removeAttribute("open");
    }
  });
  addEventListener("keydown", ({ key }) => {
    const sheet = key === "Escape" && document.querySelector(SHEETS);
    if (!sheet) return;
    sheet.removeAttribute("open");
    sheet.querySelector("summary")?.focus();
  });
}
