/** A sheet of slips: there is nothing to do but print it. */
document.getElementById("print")?.addEventListener("click", () => print());
