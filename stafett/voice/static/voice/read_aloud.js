// Reads the room aloud by the browser's own voice. Without one the button stays hidden.
"use strict";
(() => {
  const button = document.querySelector("[data-read-aloud]");
  if (!button || !("speechSynthesis" in window)) return;
  const speech = window.speechSynthesis;
  const words = button.querySelector("[data-words]");
  const read = "main h1, main h2, main h3, main p, main legend, main label, main blockquote";
  button.hidden = false;

  function voice() {
    // Nynorsk has hardly a voice of its own: any Norwegian one reads it better than silence.
    const language = document.documentElement.lang;
    const wanted = language === "en" ? ["en"] : [language, "nb", "no", "nn"];
    const voices = speech.getVoices();
    return wanted
      .map((each) => voices.find((one) => one.lang.toLowerCase().startsWith(each)))
      .find(Boolean);
  }

  function show(reading) {
    words.textContent = reading ? button.dataset.stop : button.dataset.start;
    button.setAttribute("aria-pressed", String(reading));
  }

  function stop() {
    speech.cancel();
    document.querySelectorAll(".st-being-read").forEach((each) => {
      each.classList.remove("st-being-read");
    });
    show(false);
  }

  function begin() {
    const chosen = voice();
    const parts = [...document.querySelectorAll(read)].filter(
      (each) => each.offsetParent !== null && !each.closest("[data-quiet]") && each.innerText.trim()
    );
    parts.forEach((each, place) => {
      const said = new SpeechSynthesisUtterance(each.innerText);
      said.lang = chosen ? chosen.lang : document.documentElement.lang;
      if (chosen) said.voice = chosen;
      said.onstart = () => each.classList.add("st-being-read");
      said.onend = () => {
        each.classList.remove("st-being-read");
        if (place === parts.length - 1) show(false);
      };
      speech.speak(said);
    });
    show(true);
  }

  button.addEventListener("click", () => {
    if (button.getAttribute("aria-pressed") === "true") stop();
    else begin();
  });
  window.addEventListener("pagehide", () => speech.cancel());
})();
