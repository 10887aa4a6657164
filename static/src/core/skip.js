/**
 * Links that skip what is repeated on every page. They only move the keyboard: in the address their target would mean a
 * part of the page, or a secret.
 */
export function followSkips() {
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("a.skip"))) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const target = document.getElementById(link.hash.slice(1)) ?? document.querySelector("main");
      target?.focus();
      target?.scrollIntoView({ block: "nearest" });
    });
  }
}
