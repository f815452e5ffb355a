// Keeps a page of a log up to date while others write. The stream tells a number; the page then
// fetches itself, and takes over what differs in the parts that are marked `data-live`.
"use strict";
(() => {
  const root = document.getElementById("direkte");
  if (!root) return;
  const address = new URL(root.dataset.stream, location.href);
  // At another name of the same machine the browser sends no cookie along.
  if (address.hostname !== location.hostname) return;
  const line = root.querySelector("[role=status]");
  const SOON = 1_000;
  const RARELY = 60_000;
  const SHOWN = 8_000;
  const UNCHANGED = 304;
  let shown = Number(root.dataset.number); // the newest entry on the page
  let heard = shown; // the newest that the stream has told
  let [source, wait, timer, hiding] = [null, SOON, 0, 0];
  let [busy, again, over] = [false, false, false];
  let tag = ""; // of the page as it was last fetched
  const RESTING = "direkte-hviler"; // of this window alone
  let resting = sessionStorage.getItem(RESTING) === "1";

  const say = (words, lasting) => {
    clearTimeout(hiding);
    line.replaceChildren(words);
    if (!lasting) hiding = setTimeout(() => line.replaceChildren(), SHOWN);
  };

  const stop = () => {
    rest();
    choice.hidden = true;
    if (!over) say(root.querySelector("[data-over]").content.cloneNode(true), true);
    over = true;
  };

  const take = (fresh) => {
    const said = fresh.getElementById("direkte");
    if (!said) return stop();
    standingStill(() => {
      for (const part of document.querySelectorAll("[data-live][id]")) {
        const now = fresh.getElementById(part.id);
        if (now) become(part, now);
      }
    });
    const words = said.querySelector("[data-new]");
    if (Number(said.dataset.number) > shown && words) say(words.content.cloneNode(true), false);
    shown = Math.max(shown, Number(said.dataset.number));
    heard = Math.max(heard, shown);
    return null;
  };

  // What one is writing in, or has the focus, stays where it is on the screen.
  const standingStill = (change) => {
    const held = document.activeElement === document.body ? null : document.activeElement;
    if (!held) return change();
    const [page, top] = [document.documentElement, held.getBoundingClientRect().top];
    page.style.overflowAnchor = "none"; // the browser's own way would move it once more
    change();
    const moved = held.getBoundingClientRect().top - top;
    if (moved) scrollBy({ top: moved, behavior: "instant" });
    requestAnimationFrame(() => page.style.removeProperty("overflow-anchor"));
    return null;
  };

  const fetchPage = async () => {
    if (busy) { again = true; return; }
    busy = true;
    again = false;
    try {
      const here = location.pathname + location.search;
      const headers = { "Stafett-Live": "1", ...(tag && { "If-None-Match": tag }) };
      const answer = await fetch(here, { headers, cache: "no-store", redirect: "manual" });
      if (answer.ok) {
        take(new DOMParser().parseFromString(await answer.text(), "text/html"));
        tag = answer.headers.get("ETag");
      } else if (answer.status >= 500) again = true;
      else if (answer.status !== UNCHANGED) stop();
    } catch {
      again = true; // no network just now
    }
    busy = false;
    if (again && source) setTimeout(fetchPage, SOON);
  };

  const listen = () => {
    clearTimeout(timer);
    if (over || resting || source || document.hidden) return;
    heard = shown; // what was told and never came is told once more
    address.searchParams.set("etter", heard);
    source = new EventSource(address, { withCredentials: true });
    source.addEventListener("open", () => { wait = SOON; });
    source.addEventListener("message", ({ data }) => {
      if (Number(data) <= heard) return;
      heard = Number(data);
      fetchPage();
    });
    source.addEventListener("slutt", stop);
    // The browser comes back by itself when a stream breaks, but not when it is refused.
    source.addEventListener("error", () => {
      if (source?.readyState !== EventSource.CLOSED) return;
      source = null;
      timer = setTimeout(listen, wait);
      wait = Math.min(2 * wait, RARELY);
    });
  };

  const rest = () => {
    clearTimeout(timer);
    source?.close();
    source = null;
  };

  // Whoever is disturbed by it stops it (WCAG 2.2.2).
  const choice = document.getElementById("direkte-valg");
  const showChoice = () => {
    for (const each of choice.querySelectorAll("[data-when]")) each.hidden = (each.dataset.when === "rests") !== resting;
  };
  choice.addEventListener("click", ({ target }) => {
    if (!target.closest("button")) return;
    resting = !resting;
    sessionStorage.setItem(RESTING, resting ? "1" : "");
    if (resting) rest();
    else listen();
    showChoice();
    choice.querySelector("[data-when]:not([hidden]) button").focus();
  });
  showChoice();
  choice.hidden = false;

  // A page that nobody looks at waits, and catches up.
  document.addEventListener("visibilitychange", () => (document.hidden ? rest() : listen()));
  addEventListener("pagehide", rest);

  // From here on: making what stands on the page like what was fetched, and no more than that.

  const FIELDS = "textarea, select, input:not([type=hidden])";
  const OPEN = ["DETAILS", "DIALOG"]; // what the reader has unfolded stays so

  const name = (node) => {
    if (node.nodeType !== Node.ELEMENT_NODE) return "";
    const own = node.id || node.getAttribute("aria-labelledby");
    if (own || !["LI", "TR", "ARTICLE"].includes(node.nodeName)) return own || "";
    return node.querySelector("a[href]")?.getAttribute("href") || node.querySelector("time")?.dateTime || "";
  };

  const alike = (old, fresh) => old.nodeName === fresh.nodeName && name(old) === name(fresh);

  const isTouched = (field) => {
    if (field.options) return [...field.options].some((each) => each.selected !== each.defaultSelected);
    return field.checked !== field.defaultChecked || field.value !== field.defaultValue;
  };

  // What a script has put beside a form, and anything in which somebody is writing.
  const stays = (node) =>
    node.nodeType === Node.ELEMENT_NODE &&
    (node.matches("[data-offer]") ||
      node.contains(document.activeElement) ||
      [...node.querySelectorAll(FIELDS)].some(isTouched));

  const attributes = (old, fresh) => {
    const kept = (each) => each === "open" && OPEN.includes(old.nodeName);
    for (const { name: each } of [...old.attributes]) {
      if (!fresh.hasAttribute(each) && !kept(each)) old.removeAttribute(each);
    }
    for (const { name: each, value } of fresh.attributes) {
      if (old.getAttribute(each) !== value && !kept(each)) old.setAttribute(each, value);
    }
  };

  const children = (old, fresh) => {
    const [olds, pairs, taken] = [[...old.childNodes], new Map(), new Set()];
    for (const each of fresh.childNodes) {
      const pair = olds.find((one) => !taken.has(one) && alike(one, each));
      if (pair) pairs.set(each, pair);
      taken.add(pair);
    }
    for (const each of olds) if (!taken.has(each) && !stays(each)) each.remove();
    let at = old.firstChild;
    for (const each of [...fresh.childNodes]) {
      while (at && !taken.has(at)) at = at.nextSibling;
      const pair = pairs.get(each);
      if (!pair) old.insertBefore(isNew(document.importNode(each, true), old), at);
      else if (pair === at) at = at.nextSibling;
      else old.insertBefore(pair, at);
      if (pair) become(pair, each);
    }
  };

  const isNew = (node, list) => {
    if (node.nodeName === "LI" && list.matches(".st-history, .st-measures, .st-tasks")) {
      node.classList.add("st-arrived");
    }
    return node;
  };

  function become(old, fresh) {
    if (old.nodeType !== Node.ELEMENT_NODE) {
      if (old.nodeValue !== fresh.nodeValue) old.nodeValue = fresh.nodeValue;
      return;
    }
    // A form that one writes in is left as it was opened: it remembers how far the log had come.
    const writes = old.nodeName === "FORM" && old.querySelector(FIELDS);
    if (writes || old.localName.includes("-") || old.isEqualNode(fresh)) return;
    attributes(old, fresh);
    children(old, fresh);
  }

  listen();
})();
