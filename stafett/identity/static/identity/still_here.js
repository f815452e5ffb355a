// Says before the person is signed out, lets her stay, and counts writing as use. When it is over,
// an abandoned screen shows nobody's log; but what somebody was writing is left to be copied.
(() => {
  const bar = document.getElementById("innlogget");
  if (!bar) return;
  const WARN = 5 * 60_000;
  // Not in the page: every page that is not there must be the same for everybody.
  const longest = Number(/(?:^|; )(?:__Host-)?innlogget_til=(\d+)/.exec(document.cookie)?.[1] ?? Infinity);
  const idle = Number(bar.dataset.idle) * 1000;
  let used = Date.now();
  let written = false; // anything at all on this page
  let writing = false; // since the server was last told
  let asking = false; // the server, now
  let over = false;

  const show = (what, when) => {
    bar.hidden = !what;
    for (const part of bar.querySelectorAll("[data-say]")) {
      const chosen = part.dataset.say === what;
      if (part.hidden === chosen) part.hidden = !chosen;
      const clock = part.querySelector("[data-clock]");
      if (chosen && clock) {
        const time = new Date(when);
        const text = `${time.getHours()}.${String(time.getMinutes()).padStart(2, "0")}`;
        if (clock.textContent !== text) clock.textContent = text;
      }
    }
  };

  const end = () => {
    if (over) return;
    over = true;
    const here = location.pathname + location.search;
    const signIn = `${bar.dataset.after}?neste=${encodeURIComponent(here)}`;
    if (!written) return location.assign(signIn);
    bar.querySelector("[data-sign-in]").href = signIn;
    // unfinished.js says whether the server has it.
    show(document.documentElement.hasAttribute("data-kept") ? "kept" : "over");
  };

  const stay = async () => {
    if (asking) return;
    const asked = Date.now();
    asking = true;
    writing = false;
    try {
      const answer = await fetch(bar.dataset.ask, { cache: "no-store" });
      if (!answer.ok) return;
      if (!(await answer.json()).signed_in) return end();
      used = asked;
      look();
    } catch {
      // No network just now; it is tried again at the next stroke.
    } finally {
      asking = false;
    }
  };

  const look = () => {
    if (over) return;
    const now = Date.now();
    const ends = Math.min(used + idle, longest);
    if (now >= ends) return end();
    if (now < ends - WARN) return show("");
    if (writing && ends < longest) return stay();
    show(ends < longest ? "idle" : "longest", ends);
  };

  document.addEventListener("input", () => {
    written = writing = true;
    if (Date.now() - used > WARN) stay();
  });
  bar.querySelector("[data-stay]").addEventListener("click", stay);
  // A sleeping telephone's clock stands still: look when somebody comes back to the page.
  document.addEventListener("visibilitychange", look);
  // A page from the browser's own memory may be from before somebody signed out.
  addEventListener("pageshow", (event) => event.persisted && location.reload());
  setInterval(look, 15_000);
  look();
})();
