// Keeps what is being written on the server, for its writer alone, and offers it back.
"use strict";
(() => {
  const words = document.getElementById("uferdig");
  const forms = [...document.querySelectorAll('main form[method="post"]')].filter((form) =>
    form.querySelector("textarea")
  );
  if (!words || !forms.length) return;
  const PAUSE = 2_000;
  const LONGEST_WAIT = 8_000;
  const NEVER = ["csrfmiddlewaretoken", "uferdig"];

  const key = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    const hex = [...bytes].map((each) => each.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  };

  const clock = (when) => {
    const [time, now] = [new Date(when), new Date()];
    const hours = `${time.getHours()}.${String(time.getMinutes()).padStart(2, "0")}`;
    if (time.toDateString() === now.toDateString()) return `${words.dataset.clock} ${hours}`;
    const day = time.toLocaleDateString(document.documentElement.lang, { day: "numeric", month: "long" });
    return `${day} ${words.dataset.clock} ${hours}`;
  };

  const plain = (text) => text.replaceAll("\r\n", "\n");

  const fieldsOf = (form) => {
    const fields = {};
    for (const [name, value] of new FormData(form)) {
      if (typeof value !== "string" || NEVER.includes(name)) continue;
      if (form.querySelector(`input[type=password][name="${CSS.escape(name)}"]`)) continue;
      (fields[name] ??= []).push(plain(value));
    }
    return fields;
  };

  // With what the form was opened is kept, but is nothing that somebody wrote.
  const OPENED_WITH = ["opened_at", "about", "began"];
  const written = (fields) =>
    JSON.stringify(Object.entries(fields).filter(([name]) => !OPENED_WITH.includes(name)).sort());

  const fill = (form, fields) => {
    for (const part of form.elements) {
      if (!part.name || NEVER.includes(part.name) || ["file", "submit", "button"].includes(part.type)) continue;
      const said = fields[part.name] ?? [];
      if (part.type === "checkbox" || part.type === "radio") part.checked = said.includes(part.value);
      else if (part.tagName === "SELECT") for (const one of part.options) one.selected = said.includes(one.value);
      else if (said.length) part.value = said[0];
      else if (part.type !== "hidden") part.value = "";
    }
  };

  const post = (address, said, form) => {
    const body = new FormData();
    const token = form.querySelector('[name="csrfmiddlewaretoken"]').value;
    for (const [name, value] of Object.entries({ ...said, csrfmiddlewaretoken: token })) body.append(name, value);
    return { address, body };
  };

  const letGo = (sheet, form) => {
    const { address, body } = post(words.dataset.letGo, { sheet }, form);
    return fetch(address, { method: "POST", body, redirect: "manual" });
  };

  const watch = (form) => {
    const sheet = document.createElement("input");
    sheet.type = "hidden";
    sheet.name = "uferdig";
    sheet.value = key();
    form.append(sheet);
    const action = new URL(form.getAttribute("action") || location.href, location.href);
    const here = action.pathname + action.search;
    const line = words.content.querySelector("[data-kept]").cloneNode(true);
    form.append(line);
    let last = written(fieldsOf(form));
    let [timer, since, busy, sent] = [0, 0, null, false];

    const keeping = () => {
      const fields = fieldsOf(form);
      if (sent || written(fields) === last) return null;
      last = written(fields);
      const said = { sheet: sheet.value, address: here, fields: JSON.stringify(fields) };
      return post(words.dataset.keep, said, form);
    };

    const tell = (answer, at) => {
      if (answer.ok) line.querySelector("[data-when]").textContent = clock(at);
      line.hidden = !answer.ok;
      const kept = answer.ok || answer.headers.has("Stafett-Kept");
      document.documentElement.toggleAttribute("data-kept", kept);
      if (!kept) last = "";
    };

    const keep = () => {
      clearTimeout(timer);
      [timer, since] = [0, 0];
      if (busy) return busy.then(keep);
      const what = keeping();
      if (!what) return null;
      busy = fetch(what.address, { method: "POST", body: what.body, signal: AbortSignal.timeout(10_000) })
        .then(async (answer) => tell(answer, answer.ok ? (await answer.json()).at : ""))
        // No network just now; it is tried again at the next stroke.
        .catch(() => { last = ""; })
        .finally(() => { busy = null; });
      return busy;
    };

    form.addEventListener("input", () => {
      since ||= Date.now();
      clearTimeout(timer);
      timer = setTimeout(keep, Math.max(0, Math.min(PAUSE, since + LONGEST_WAIT - Date.now())));
    });
    form.addEventListener("focusout", () => timer && keep());
    addEventListener("online", keep);
    addEventListener("pagehide", () => {
      const what = keeping();
      if (what) navigator.sendBeacon(what.address, what.body);
    });
    // What is on its way must not arrive after the form, and be kept of what is accepted.
    form.addEventListener("submit", (event) => {
      clearTimeout(timer);
      sent = true;
      if (!busy) return;
      event.preventDefault();
      busy.finally(() => form.requestSubmit(event.submitter));
    });
    addEventListener("pageshow", () => { sent = false; });

    const offer = ({ sheet: kept, at, fields }) => {
      const box = words.content.querySelector("[data-offer]").cloneNode(true);
      box.querySelector("[data-when]").textContent = clock(at);
      box.querySelector("[data-take]").addEventListener("click", () => {
        fill(form, fields);
        sheet.value = kept;
        last = written(fieldsOf(form));
        box.remove();
        form.querySelector("textarea").focus();
      });
      box.querySelector("[data-throw]").addEventListener("click", async () => {
        await letGo(kept, form);
        box.remove();
        form.querySelector("textarea").focus();
      });
      form.before(box);
    };

    const mine = (fields) => [...form.querySelectorAll("textarea")].some((each) => each.name in fields);

    return async () => {
      const answer = await fetch(`${words.dataset.keep}?adresse=${encodeURIComponent(here)}`, { cache: "no-store" });
      if (!answer.ok || answer.redirected) return;
      for (const each of (await answer.json()).kept.filter((one) => mine(one.fields))) {
        // A refused form stands as it was kept already.
        if (written(each.fields) === written(fieldsOf(form))) sheet.value = each.sheet;
        else offer(each);
      }
    };
  };

  for (const ask of forms.map(watch)) ask().catch(() => {});
})();
