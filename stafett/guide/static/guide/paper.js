// A form for paper: its fields grow, it is printed, and it asks before what is written is lost.
// It sends nothing and keeps nothing: there is no address here that it could be sent to.
"use strict";
(() => {
  const print = document.querySelector("[data-print]");
  const paper = document.querySelector("[data-paper]");
  if (print) {
    print.hidden = false;
    print.addEventListener("click", () => window.print());
  }
  const grows = [...document.querySelectorAll("[data-grows]")];
  const grow = (field) => {
    if (CSS.supports("field-sizing", "content")) return;
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight + 2}px`;
  };
  for (const field of grows) field.addEventListener("input", () => grow(field));
  // An empty day is an empty line on paper, and not the browser's "dd.mm.yyyy".
  const blank = (day) => day.toggleAttribute("data-blank", !day.value);
  for (const day of document.querySelectorAll("input[type=date]")) {
    blank(day);
    day.addEventListener("change", () => blank(day));
  }
  if (!paper) return;

  let printed = true; // what stands there, if anything
  paper.addEventListener("input", () => { printed = false; });
  window.addEventListener("afterprint", () => { printed = true; });
  window.addEventListener("beforeunload", (event) => {
    const fields = [...paper.querySelectorAll("input, textarea")];
    const written = fields.some((each) =>
      each.type === "checkbox" || each.type === "radio" ? each.checked : each.value);
    if (written && !printed) event.preventDefault();
  });
})();
