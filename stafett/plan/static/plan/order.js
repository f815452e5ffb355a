// Moves rows on the spot: by the buttons, and by dragging their handle. Nothing is saved before the
// form is sent; without this script the buttons send it.
"use strict";
(() => {
  const form = document.querySelector("[data-order]");
  if (!form) return;
  const status = form.querySelector("[data-status]");
  const rows = (list) => [...list.querySelectorAll(":scope > [data-row]")];

  function tell(row) {
    const all = rows(row.parentElement);
    status.textContent = form.dataset.told
      .replace("%(what)s", row.querySelector("[data-words]").textContent)
      .replace("%(number)s", String(all.indexOf(row) + 1))
      .replace("%(all)s", String(all.length));
  }

  function settle(row) {
    const all = rows(row.parentElement);
    form.querySelectorAll("[data-moved]").forEach((each) => each.removeAttribute("data-moved"));
    row.setAttribute("data-moved", "");
    all.forEach((each, place) => {
      each.querySelector("[name=up]").toggleAttribute("aria-disabled", false);
      each.querySelector("[name=down]").toggleAttribute("aria-disabled", false);
      if (place === 0) each.querySelector("[name=up]").setAttribute("aria-disabled", "true");
      if (place === all.length - 1)
        each.querySelector("[name=down]").setAttribute("aria-disabled", "true");
    });
    tell(row);
  }

  form.addEventListener("click", (event) => {
    const button = event.target.closest("[name=up], [name=down]");
    if (!button) return;
    event.preventDefault();
    const row = button.closest("[data-row]");
    // The other row is moved, not this one: so the button keeps the focus.
    const other = button.name === "up" ? row.previousElementSibling : row.nextElementSibling;
    if (other && button.name === "up") row.after(other);
    else if (other) row.before(other);
    settle(row);
  });

  // A neighbour changes place when the pointer passes its middle; the row that is held stays caught.
  const middle = (each) => {
    const box = each.getBoundingClientRect();
    return box.top + box.height / 2;
  };
  form.querySelectorAll("[data-grip]").forEach((grip) => {
    const row = grip.closest("[data-row]");
    grip.hidden = false;
    grip.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      event.preventDefault();
      grip.setPointerCapture(event.pointerId);
      row.classList.add("st-order__row--held");
    });
    grip.addEventListener("pointermove", (event) => {
      if (!grip.hasPointerCapture(event.pointerId)) return;
      const before = row.previousElementSibling;
      const after = row.nextElementSibling;
      if (before && event.clientY < middle(before)) row.after(before);
      else if (after && event.clientY > middle(after)) row.before(after);
      else return;
      settle(row);
    });
    for (const end of ["pointerup", "pointercancel"])
      grip.addEventListener(end, () => row.classList.remove("st-order__row--held"));
  });
})();
