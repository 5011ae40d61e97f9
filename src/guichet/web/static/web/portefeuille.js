"use strict";

// The list at the keyboard, and the bar of the selection. Every task works without it.

(() => {
  const OFF = "guichet.clavier";
  const rows = () => [...document.querySelectorAll("#portefeuille tbody tr")];
  const ticks = () => [...document.querySelectorAll("#portefeuille tbody .tick input")];
  const bar = () => document.getElementById("selection");
  const dialog = () => document.getElementById("clavier");

  // ── Selection ──────────────────────────────────────────────────────────
  function refresh() {
    const form = bar();
    const all = document.querySelector("[data-tick-all]");
    const ticked = ticks().filter((tick) => tick.checked).length;
    if (all) {
      all.hidden = false;
      const box = all.querySelector("input");
      box.checked = ticked > 0 && ticked === ticks().length;
      box.indeterminate = ticked > 0 && ticked < ticks().length;
    }
    if (!form) return;
    const words = form.querySelector("[data-ticked]");
    const several = ticked > 1 ? "s" : "";
    words.textContent = ticked ? `${ticked} ligne${several} cochée${several}` : words.dataset.ticked;
    form.classList.toggle("is-active", ticked > 0 || form.elements.portee.value === "toutes");
  }

  document.addEventListener("change", (event) => {
    if (event.target.closest("[data-tick-all]")) {
      for (const tick of ticks()) tick.checked = event.target.checked;
    }
    if (event.target.closest("#portefeuille .tick") && bar()) bar().elements.portee.value = "selection";
    if (event.target.closest("#portefeuille")) refresh();
    if (event.target.matches("[data-keys-on]")) localStorage.setItem(OFF, event.target.checked ? "" : "non");
  });

  document.addEventListener("submit", (event) => {
    if (event.target !== bar() || event.target.elements.portee.value === "toutes") return;
    if (ticks().some((tick) => tick.checked)) return;
    event.preventDefault();
    const first = ticks()[0];
    if (first) first.focus();
  });

  // The search has already asked while one typed: leaving it must not draw the list again under what one ticks.
  document.addEventListener("change", (event) => {
    if (event.target.id === "filtre-q") event.stopPropagation();
  }, true);

  // ── What the folds carry: the list as it is now, not as the page was drawn ──
  function carry(form) {
    const asked = new URLSearchParams(location.search);
    asked.delete("page");
    const hidden = [...asked].filter(([, value]) => value).map(([name, value]) => {
      const input = document.createElement("input");
      Object.assign(input, { type: "hidden", name, value });
      return input;
    });
    form.querySelector("[data-list-asked]").replaceChildren(...hidden);
  }
  document.addEventListener("submit", (event) => {
    if ("carriesList" in event.target.dataset) carry(event.target);
  }, true);
  document.addEventListener("htmx:afterSettle", () => {
    const keep = document.querySelector("[data-keep-view]");
    if (keep) keep.hidden = !document.querySelector("#portefeuille .chips");
    refresh();
  });

  // ── Keyboard ───────────────────────────────────────────────────────────
  function move(step) {
    const all = rows();
    const at = all.findIndex((row) => row.classList.contains("is-at"));
    const next = all[Math.min(Math.max(at + step, 0), all.length - 1)];
    if (!next) return;
    for (const row of all) row.classList.toggle("is-at", row === next);
    next.querySelector(".row-link").focus();
    next.scrollIntoView({ block: "nearest" });
  }
  function here() {
    return document.querySelector("#portefeuille tr.is-at") || document.activeElement.closest("#portefeuille tbody tr");
  }
  const keys = {
    j: () => move(1),
    k: () => move(-1),
    x: () => {
      const tick = here() && here().querySelector(".tick input");
      if (!tick) return;
      tick.checked = !tick.checked;
      tick.dispatchEvent(new Event("change", { bubbles: true }));
    },
    o: () => here() && here().querySelector(".row-link").click(),
    "?": () => dialog().showModal(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.key in keys) || !dialog() || dialog().open) return;
    if (event.target.closest("input:not([type='checkbox']), textarea, select, [contenteditable]")) return;
    if (localStorage.getItem(OFF) === "non") return;
    event.preventDefault();
    keys[event.key]();
  });

  const opener = document.querySelector("[data-keys-open]");
  if (opener && dialog()) {
    opener.hidden = false;
    opener.addEventListener("click", () => dialog().showModal());
    document.querySelector("[data-keys-on]").checked = localStorage.getItem(OFF) !== "non";
  }
  refresh();
})();
