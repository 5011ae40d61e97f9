"use strict";

// Passkeys: the browser makes or shows one, the form carries its answer. The rest of the portal needs no script.

const toBytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");

const FAILED = {
  NotAllowedError: "La demande a été annulée ou a expiré. Recommencez, ou choisissez un autre moyen.",
  InvalidStateError: "Cet appareil a déjà une clé d'accès pour ce compte.",
  SecurityError: "Les clés d'accès ne fonctionnent pas à cette adresse : elles demandent un nom de domaine et HTTPS.",
};
const FAILED_OTHERWISE = "La clé d'accès n'a pas répondu. Recommencez, ou choisissez un autre moyen.";

const decoded = (list) => (list || []).map((one) => ({ ...one, id: toBytes(one.id) }));

const creationOf = (options) => ({
  ...options,
  challenge: toBytes(options.challenge),
  user: { ...options.user, id: toBytes(options.user.id) },
  excludeCredentials: decoded(options.excludeCredentials),
});

const requestOf = (options) => ({
  ...options,
  challenge: toBytes(options.challenge),
  allowCredentials: decoded(options.allowCredentials),
});

const FIELDS = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];

function answerOf(credential) {
  const response = {};
  for (const name of FIELDS) {
    if (credential.response[name]) response[name] = toText(credential.response[name]);
  }
  return {
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  };
}

async function optionsOf(form) {
  if (form.dataset.options) return JSON.parse(form.dataset.options).publicKey;
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error("options");
  return (await answer.json()).request_options.publicKey;
}

async function ask(form) {
  const options = await optionsOf(form);
  return form.dataset.passkey === "create"
    ? navigator.credentials.create({ publicKey: creationOf(options) })
    : navigator.credentials.get({ publicKey: requestOf(options) });
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential) continue;
  form.querySelector("[data-passkey-missing]").hidden = true;
  form.querySelector("[data-passkey-go]").hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const said = form.querySelector("[data-passkey-error]");
    said.textContent = "";
    try {
      form.elements.credential.value = JSON.stringify(answerOf(await ask(form)));
      form.submit();
    } catch (error) {
      said.textContent = FAILED[error.name] || FAILED_OTHERWISE;
    }
  });
}
