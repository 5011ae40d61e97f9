"use strict";

// Small comforts. Every task works without them.

// A SIRET is shown in groups and copied without spaces.
document.addEventListener("copy", (event) => {
  const chosen = String(document.getSelection());
  const bare = chosen.replace(/\b(\d{3})\u00a0(\d{3})\u00a0(\d{3})(?:\u00a0(\d{5}))?\b/g, "$1$2$3$4");
  if (bare !== chosen && event.clipboardData) {
    event.clipboardData.setData("text/plain", bare);
    event.preventDefault();
  }
});

// « / » goes to the search, unless one is writing.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const search = document.querySelector("[data-shortcut='/']");
  if (search) {
    event.preventDefault();
    search.focus();
    search.select();
  }
});

// A menu closes by Escape and by a click elsewhere.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// A form sent twice by a double click is sent once. One that downloads leaves the page as it is: it may be sent again.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented || "download" in form.dataset) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});
