// A second click on the way is not sent: every form with method post, from its first submit on.
// The button keeps its name and value; data-busy on the body (or the button) is shown meanwhile.

const sent = new WeakMap();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (sent.has(form)) {
    event.preventDefault();
    return;
  }
  const button = event.submitter;
  sent.set(form, { button, label: [...(button?.childNodes ?? [])] });
  if (!button || form.hasAttribute("data-download")) {
    setTimeout(() => release(form), 3000);
    return;
  }
  button.setAttribute("aria-disabled", "true");
  if (button.classList.contains("krds-btn")) button.textContent = button.dataset.busy ?? document.body.dataset.busy;
});

function release(form) {
  const { button, label } = sent.get(form) ?? {};
  if (button) {
    button.removeAttribute("aria-disabled");
    button.replaceChildren(...label);
  }
  sent.delete(form);
}

// The back button may bring the page back as it was left.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll("form").forEach((form) => sent.has(form) && release(form));
});
