// The server's clock: [data-server-clock] runs on, [data-clock] counts down to data-until.
// Time is the server's (data-now) plus what has passed here, never this computer's own clock.

const KOREA = "Asia/Seoul";
const loadedAt = { steady: performance.now(), wall: Date.now() };
const answered = performance.getEntriesByType("navigation")[0]?.responseStart ?? 0;

// After sleep the steady clock may have stood still: the larger of the two never shows more time than is left.
function elapsed() {
  return Math.max(performance.now() - loadedAt.steady, Date.now() - loadedAt.wall) + (loadedAt.steady - answered);
}

function serverNow(element) {
  return Date.parse(element.dataset.now) + elapsed();
}

function inKorea(moment) {
  const options = {
    timeZone: KOREA, year: "numeric", month: "numeric", day: "numeric", weekday: "short",
    hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23",
  };
  const korean = document.documentElement.lang.startsWith("ko");
  if (!korean) options.month = "short";
  const parts = new Intl.DateTimeFormat(korean ? "ko" : "en-GB", options).formatToParts(moment);
  return { korean, ...Object.fromEntries(parts.map((part) => [part.type, part.value])) };
}

function showTime(element) {
  const now = inKorea(serverNow(element));
  const date = now.korean
    ? `${now.year}. ${now.month}. ${now.day}.(${now.weekday})`
    : `${now.day} ${now.month} ${now.year} (${now.weekday})`;
  setText(element.querySelector("[data-server-date]"), date);
  setText(element.querySelector("[data-server-time]"), `${now.hour}:${now.minute}:${now.second}`);
}

function showLeft(element) {
  const shown = element.querySelector("[data-clock-left]");
  const seconds = Math.max(0, Math.floor((Date.parse(element.dataset.until) - serverNow(element)) / 1000));
  if (Date.parse(element.dataset.until) <= serverNow(element)) {
    element.classList.add("is-over");
    setText(shown, shown.dataset.over);
    return;
  }
  element.classList.toggle("is-soon", seconds < 3600);
  const two = (value) => String(value).padStart(2, "0");
  const clock = [Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(":");
  const days = Math.floor(seconds / 86400);
  const words = days === 1 ? shown.dataset.oneDay : shown.dataset.days.replace("#", String(days));
  setText(shown, days ? `${words} ${clock}` : clock);
}

function setText(element, text) {
  if (element && element.textContent !== text) element.textContent = text;
}

const clocks = document.querySelectorAll("[data-server-clock]");
const countdowns = document.querySelectorAll("[data-clock]");

function tick() {
  clocks.forEach(showTime);
  countdowns.forEach(showLeft);
}

if (clocks.length || countdowns.length) {
  tick();
  setInterval(tick, 1000);
  document.addEventListener("visibilitychange", tick);
}
