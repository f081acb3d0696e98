// The running total of a score sheet: form[data-score-sheet] with [data-points] (its value is the maximum),
// [data-score-total], [data-score-left]; the anchor text that fits the typed points is marked.
// Exact: points are counted in millionths as whole numbers, never as fractions of a float.

const DIGITS = 6;

function parse(text) {
  const match = /^([0-9]{1,4})(?:\.([0-9]{1,6}))?$/.exec(text.trim());
  return match ? Number(match[1] + (match[2] ?? "").padEnd(DIGITS, "0")) : null;
}

function format(units) {
  const text = String(units).padStart(DIGITS + 1, "0");
  return `${text.slice(0, -DIGITS)}.${text.slice(-DIGITS)}`.replace(/\.?0+$/, "");
}

function markAnchor(input, points) {
  for (const anchor of input.closest("[data-score-row]")?.querySelectorAll("[data-low]") ?? []) {
    const fits = points !== null && points >= parse(anchor.dataset.low) && points <= parse(anchor.dataset.high);
    anchor.classList.toggle("is-current", fits);
  }
}

for (const form of document.querySelectorAll("form[data-score-sheet]")) {
  const inputs = [...form.querySelectorAll("[data-points]")];
  const total = form.querySelector("[data-score-total]");
  const left = form.querySelector("[data-score-left]");

  const show = () => {
    let sum = 0;
    let open = 0;
    for (const input of inputs) {
      const points = parse(input.value);
      const valid = points !== null && points <= parse(input.dataset.points);
      input.classList.toggle("is-off", input.value.trim() !== "" && !valid);
      markAnchor(input, valid ? points : null);
      if (valid) sum += points;
      else open += 1;
    }
    if (total) total.textContent = format(sum);
    if (left) left.textContent = open ? left.dataset.some.replace("#", String(open)) : left.dataset.none;
  };
  form.addEventListener("input", show);
  show();
}
