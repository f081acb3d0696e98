// Leaving a page with typed but unsent text asks first: form[data-unsaved].
// data-unsaved="dirty" says that the page already came back with errors, so it is unsaved from the start.

const forms = new Map();

for (const form of document.querySelectorAll("form[data-unsaved]")) {
  forms.set(form, form.dataset.unsaved === "dirty" ? null : snapshot(form));
  form.addEventListener("submit", () => queueMicrotask(() => forms.delete(form)));
}

function snapshot(form) {
  const pairs = [...new FormData(form)].map(([name, value]) => [name, value instanceof File ? value.name : value]);
  return JSON.stringify(pairs);
}

function isDirty([form, saved]) {
  return saved === null || snapshot(form) !== saved;
}

window.addEventListener("beforeunload", (event) => {
  if ([...forms].some(isDirty)) event.preventDefault();
});
