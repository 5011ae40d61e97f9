"use strict";

// To tick a column is to choose « celles que je coche ». Without this script one chooses it oneself.
document.addEventListener("change", (event) => {
  if (event.target.name !== "colonne") return;
  const chosen = event.target.form.querySelector("[name='choix'][value='choisies']");
  if (chosen) chosen.checked = true;
});
