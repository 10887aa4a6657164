/* Beside every live page, in words that any browser knows: says so where the page itself could not start. */
(function () {
  function look() {
    const page = document.getElementById("app");
    const words = document.getElementById("unable");
    if (page && words) words.hidden = page.children.length > 0;
  }
  addEventListener(
    "error",
    function () {
      setTimeout(look, 3000);
    },
    true,
  );
  setTimeout(look, 15000);
})();
