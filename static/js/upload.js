// What was chosen is shown before it is sent: [data-upload] with an input, a [data-upload-list] and, in
// data-max-bytes, the largest size. Files may also be dropped on it.

function written(bytes) {
  for (const [unit, step, digits] of [["GB", 2 ** 30, 1], ["MB", 2 ** 20, 1], ["KB", 2 ** 10, 0]]) {
    if (bytes >= step) return `${(bytes / step).toFixed(digits)}\u00a0${unit}`;
  }
  return `${bytes}\u00a0B`;
}

function problem(file, { maxBytes, tooLarge, empty }) {
  if (file.size === 0) return empty;
  return Number(maxBytes) > 0 && file.size > Number(maxBytes) ? tooLarge : "";
}

function row(file, texts) {
  const item = document.createElement("li");
  const wrong = problem(file, texts);
  item.className = wrong ? "is-wrong" : "";
  item.textContent = `${file.name} · ${written(file.size)}${wrong ? ` · ${wrong}` : ""}`;
  return item;
}

for (const box of document.querySelectorAll("[data-upload]")) {
  const input = box.querySelector("input[type=file]");
  const list = box.querySelector("[data-upload-list]");
  const show = () => list.replaceChildren(...[...input.files].map((file) => row(file, box.dataset)));

  input.addEventListener("change", show);
  box.querySelector(".upload-script").hidden = false;
  for (const name of ["dragenter", "dragover", "dragleave", "drop"]) {
    box.addEventListener(name, (event) => {
      event.preventDefault();
      box.classList.toggle("is-over", name === "dragenter" || name === "dragover");
    });
  }
  box.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    show();
  });
}
