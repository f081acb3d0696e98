// The sentences beside a rule follow what is typed: form[data-live-preview] asks its own page for a preview, which
// saves nothing, and takes over [data-preview]. What is not valid yet, or an answer that fails, leaves them as they are.

const PAUSE = 600;

for (const form of document.querySelectorAll("form[data-live-preview]")) {
  let timer = 0;
  let asked = null;

  const ask = async () => {
    asked?.abort();
    asked = new AbortController();
    const typed = new FormData(form);
    typed.set("preview", "1");
    try {
      const answer = await fetch(location.href, { method: "POST", body: typed, signal: asked.signal });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("[data-preview]");
      if (answer.ok && fresh && !page.querySelector("[aria-invalid=true]")) {
        document.querySelector("[data-preview]").replaceChildren(...fresh.childNodes);
      }
    } catch {
      // Offline, or a newer question took over: the preview button still works.
    }
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    asked?.abort();
  });
}
