"use strict";

// Files go out one by one as soon as they are chosen or dropped, with their progress. Without this script the plain
// form does the same work.
(() => {
  const form = document.querySelector("[data-depot]");
  if (!form || !window.FormData) return;

  const AT_ONCE = 2;
  const IGNORED = /^(\.|~\$|thumbs\.db$|desktop\.ini$)/i;
  const zone = form.querySelector("[data-depot-zone]");
  const list = form.querySelector("[data-depot-files]");
  const summary = form.querySelector("[data-depot-summary]");
  const choice = form.querySelector("#depot-fichiers");
  const field = choice.name;
  const waiting = [];
  const counts = { recu: 0, deja: 0, refuse: 0, sent: 0, all: 0 };
  let running = 0;

  for (const part of form.querySelectorAll("[data-depot-script]")) part.hidden = false;
  form.querySelector("[data-depot-plain]").hidden = true;
  choice.required = false;

  form.addEventListener("submit", (event) => event.preventDefault());
  for (const input of form.querySelectorAll("input[type='file']")) {
    input.addEventListener("change", () => {
      add([...input.files]);
      input.value = "";
    });
  }

  zone.addEventListener("dragover", (event) => {
    event.preventDefault();
    zone.classList.add("is-over");
  });
  zone.addEventListener("dragleave", (event) => {
    if (!zone.contains(event.relatedTarget)) zone.classList.remove("is-over");
  });
  zone.addEventListener("drop", async (event) => {
    event.preventDefault();
    zone.classList.remove("is-over");
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry && item.webkitGetAsEntry());
    if (!entries.some(Boolean)) {
      add([...event.dataTransfer.files]);
      return;
    }
    for (const entry of entries) {
      if (entry) add(await filesOf(entry));
    }
  });

  window.addEventListener("beforeunload", (event) => {
    if (running) event.preventDefault();
  });

  // A folder is read in portions: readEntries gives a hundred at a time.
  async function filesOf(entry) {
    if (entry.isFile) return [await new Promise((resolve, reject) => entry.file(resolve, reject))];
    const reader = entry.createReader();
    const found = [];
    for (;;) {
      const portion = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
      if (!portion.length) return found;
      for (const inner of portion) found.push(...(await filesOf(inner)));
    }
  }

  function add(files) {
    const kept = files.filter((file) => !IGNORED.test(file.name));
    if (!kept.length) return;
    form.querySelector("[data-depot-progress]").hidden = false;
    for (const file of kept) {
      counts.all += 1;
      const line = addLine(file.name);
      if (file.size > Number(form.dataset.maxSize)) {
        end(line, "refuse", `Ce fichier dépasse ${form.dataset.maxLabel} : il n'a pas été envoyé.`);
      } else {
        waiting.push({ file, line });
      }
    }
    tell();
    next();
  }

  function next() {
    while (running < AT_ONCE && waiting.length) {
      running += 1;
      send(waiting.shift());
    }
  }

  function send(task) {
    const request = new XMLHttpRequest();
    const content = new FormData();
    content.append("csrfmiddlewaretoken", form.querySelector("[name='csrfmiddlewaretoken']").value);
    content.append(field, task.file);
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) task.line.progress.value = event.loaded / event.total;
    });
    request.addEventListener("load", () => read(task, request));
    request.addEventListener("error", () => fail(task, "L'envoi a été interrompu. Vérifiez votre connexion."));
    request.addEventListener("loadend", () => {
      running -= 1;
      tell();
      next();
    });
    request.send(content);
  }

  function read(task, request) {
    let answer;
    try {
      answer = JSON.parse(request.responseText).files[0];
    } catch {
      answer = undefined;
    }
    if (request.status === 200 && answer) end(task.line, answer.state, answer.message, answer.url);
    else if (request.status === 403) fail(task, "Votre session a changé : rechargez la page, puis réessayez.");
    else fail(task, "Le fichier n'a pas pu être reçu : la faute est de notre côté.");
  }

  function addLine(name) {
    const item = document.createElement("li");
    const label = document.createElement("span");
    const state = document.createElement("span");
    const progress = document.createElement("progress");
    item.className = "depot-file";
    label.className = "file-name";
    label.textContent = name;
    state.className = "depot-state";
    state.textContent = "En attente";
    progress.max = 1;
    progress.value = 0;
    progress.setAttribute("aria-label", `Envoi de ${name}`);
    item.append(label, state, progress);
    list.append(item);
    return { item, state, progress, name };
  }

  function end(line, state, message, url) {
    counts[state] += 1;
    counts.sent += 1;
    line.progress.remove();
    line.item.classList.toggle("is-refused", state === "refuse");
    line.state.textContent = message;
    if (!url) return;
    const link = document.createElement("a");
    link.href = url;
    link.textContent = "Voir le compte rendu";
    const hidden = document.createElement("span");
    hidden.className = "visually-hidden";
    hidden.textContent = ` de ${line.name}`;
    link.append(hidden);
    line.state.append(" · ", link);
  }

  function fail(task, message) {
    end(task.line, "refuse", message);
    const again = document.createElement("button");
    again.type = "button";
    again.className = "btn btn-small";
    again.textContent = "Réessayer";
    again.addEventListener("click", () => {
      counts.refuse -= 1;
      counts.sent -= 1;
      task.line.item.remove();
      task.line = addLine(task.file.name);
      waiting.push(task);
      tell();
      next();
    });
    task.line.item.append(again);
  }

  function tell() {
    const parts = [`${counts.sent} sur ${counts.all} envoyés`];
    if (counts.sent === counts.all) {
      parts[0] = counted(counts.recu, "fichier reçu", "fichiers reçus");
      if (counts.deja) parts.push(counted(counts.deja, "déjà déposé", "déjà déposés"));
      if (counts.refuse) parts.push(counted(counts.refuse, "non reçu", "non reçus"));
    }
    summary.textContent = `${parts.join(", ")}.`;
  }

  function counted(number, singular, plural) {
    return `${number} ${number > 1 ? plural : singular}`;
  }
})();
