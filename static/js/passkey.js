// Passkeys: forms with data-passkey ("create" or "get") ask the browser first, then send what it answers.
// The options stand in the page (#passkey-options), or are fetched from the form's address for a login without a name.

const decode = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const encode = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");
const described = (list) => (list ?? []).map((each) => ({ ...each, id: decode(each.id) }));

function forCreation(options, passwordless) {
  const selection = { ...options.authenticatorSelection };
  selection.residentKey = passwordless ? "required" : "discouraged";
  selection.requireResidentKey = passwordless;
  if (passwordless) selection.userVerification = "required";
  return {
    ...options,
    challenge: decode(options.challenge),
    user: { ...options.user, id: decode(options.user.id) },
    excludeCredentials: described(options.excludeCredentials),
    authenticatorSelection: selection,
  };
}

function forRequest(options) {
  return { ...options, challenge: decode(options.challenge), allowCredentials: described(options.allowCredentials) };
}

function written(credential) {
  const { response } = credential;
  const answer = { clientDataJSON: encode(response.clientDataJSON) };
  for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[part]) answer[part] = encode(response[part]);
  }
  if (response.getTransports) answer.transports = response.getTransports();
  return {
    id: credential.id,
    rawId: encode(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: answer,
  };
}

async function optionsOf(form) {
  const here = form.querySelector("#passkey-options");
  if (here) return JSON.parse(here.textContent).publicKey;
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return (await answer.json()).request_options.publicKey;
}

async function ask(form) {
  const options = await optionsOf(form);
  if (form.dataset.passkey === "create") {
    const passwordless = form.querySelector("[name=passwordless]")?.checked ?? false;
    return navigator.credentials.create({ publicKey: forCreation(options, passwordless) });
  }
  return navigator.credentials.get({ publicKey: forRequest(options) });
}

function tell(form, text) {
  const place = form.querySelector("[data-passkey-told]");
  place.textContent = text;
  place.hidden = false;
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    const field = form.querySelector("[data-passkey-answer]");
    if (field.value) return;
    event.preventDefault();
    if (!window.PublicKeyCredential) return tell(form, form.dataset.unsupported);
    try {
      field.value = JSON.stringify(written(await ask(form)));
    } catch {
      return tell(form, form.dataset.cancelled);
    }
    form.requestSubmit(event.submitter);
  });
}
