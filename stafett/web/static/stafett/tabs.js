// On a telephone the tabs are wider than the screen: begin with the current one in sight.
document
  .querySelector(".st-tabs [aria-current]")
  ?.scrollIntoView({ inline: "center", block: "nearest" });
