// The characters of a text, counted as they are typed: textarea[data-counter] followed by its .counter.

for (const area of document.querySelectorAll("textarea[data-counter]")) {
  const counter = area.parentElement.querySelector(".counter");
  const now = counter?.querySelector("[data-counter-now]");
  if (!now) continue;
  const minimum = Number(counter.dataset.minimum);
  const maximum = Number(counter.dataset.maximum);

  const show = () => {
    const count = [...area.value.trim()].length;
    now.textContent = count === 1 ? now.dataset.one : now.dataset.some.replace("#", String(count));
    counter.classList.toggle("is-short", minimum > 0 && count > 0 && count < minimum);
    counter.classList.toggle("is-long", maximum > 0 && count > maximum);
  };
  area.addEventListener("input", show);
  show();
}
