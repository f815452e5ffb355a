// Keeps which boxes are ticked on this page, in this window alone: sessionStorage is gone with it,
// and no server is told.
"use strict";
(() => {
  const boxes = [...document.querySelectorAll("[data-tick]")];
  const clear = document.querySelector("[data-clear]");
  if (!boxes.length) return;
  const KEY = `krysset:${location.pathname}`;

  const ticked = () => {
    try {
      return JSON.parse(sessionStorage.getItem(KEY)) || [];
    } catch {
      return [];
    }
  };
  const keep = () => {
    const now = boxes.filter((box) => box.checked).map((box) => box.id);
    if (now.length) sessionStorage.setItem(KEY, JSON.stringify(now));
    else sessionStorage.removeItem(KEY);
    if (clear) clear.hidden = !now.length;
  };

  const before = ticked();
  for (const box of boxes) {
    box.checked = before.includes(box.id);
    box.addEventListener("change", keep);
  }
  if (clear) {
    clear.hidden = !before.length;
    clear.addEventListener("click", () => {
      for (const box of boxes) box.checked = false;
      keep();
      boxes[0].focus(); // the button is gone
    });
  }
})();
