// After a refused form the reader starts at the summary: [data-error-summary] takes the focus.

document.querySelector("[data-error-summary]")?.focus();
