"use strict";
// Everything works without this file; it only adds what a page can't do by itself.
document.documentElement.classList.add("on");
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});
