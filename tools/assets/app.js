// Enhancement only: everything works without it. No listener for keys, nothing from outside.
import {
  Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, PasswordInput, Radios, ServiceNavigation, SkipLink, createAll,
} from "govuk-frontend";

const BETWEEN = 3000;

document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) document.body.classList.add("govuk-frontend-supported");
for (const component of [Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, PasswordInput, Radios, ServiceNavigation, SkipLink]) {
  createAll(component);
}

// A long job: asked every three seconds; said aloud only at each quarter. At its end the link leads to the
// result: the page does not change under anybody's hands.
function follow(job) {
  const bar = job.querySelector("progress");
  const sentence = job.querySelector("[data-progress-sentence]");
  const told = job.querySelector("[data-progress-told]");
  const link = job.querySelector("[data-progress-link]");
  let quarter = -1;

  function show(now) {
    sentence.textContent = now.sentence;
    if (bar && now.total) { bar.max = now.total; bar.value = now.done; }
    const reached = Math.floor((now.percent || 0) / 25);
    const over = now.state !== "waiting" && now.state !== "running";
    if (reached !== quarter || over) told.textContent = `${now.percent || 0}%. ${now.sentence}`;
    quarter = reached;
    if (over && link) link.textContent = "See the result";
    return over;
  }

  async function ask() {
    let over = false;
    try {
      const answer = await fetch(job.dataset.progressUrl, { headers: { Accept: "application/json" } });
      if (answer.ok) over = show(await answer.json());
    } catch { /* asked again; the link works meanwhile */ }
    if (!over) setTimeout(ask, BETWEEN);
  }
  setTimeout(ask, BETWEEN);
}
document.querySelectorAll("[data-progress-url]").forEach(follow);

// Two minutes before somebody who does nothing is signed out they are asked to stay; every tab of theirs counts.
function warn(dialog) {
  const BEFORE = 2, MINUTE = 60000;
  const idle = Number(dialog.dataset.idleMinutes);
  const told = dialog.querySelector("#timeout-told");
  const stay = dialog.querySelector("[data-timeout-stay]");
  const close = dialog.querySelector("[data-timeout-close]");
  const words = told.textContent;
  const tabs = "BroadcastChannel" in window ? new BroadcastChannel("oversight") : null;
  let soon = 0, over = 0;

  function start() {
    clearTimeout(soon); clearTimeout(over);
    if (dialog.open) dialog.close();
    told.textContent = words; stay.hidden = false; close.hidden = true;
    soon = setTimeout(() => dialog.showModal(), (idle - BEFORE) * MINUTE);
    over = setTimeout(end, idle * MINUTE);
  }
  function end() {
    told.textContent = "You are signed out. What you typed is still on this page: when you send it we ask you to sign in, and nothing is lost.";
    stay.hidden = true; close.hidden = false;
    if (!dialog.open) dialog.showModal();
    close.focus();
  }
  async function ask() {
    try {
      const answer = await fetch(dialog.dataset.stayUrl, { headers: { Accept: "application/json" }, redirect: "manual" });
      if (answer.ok) { await answer.json(); start(); tabs?.postMessage("here"); } else end();
    } catch { told.textContent = "We could not reach the service. Try again."; }
  }
  stay.addEventListener("click", ask);
  close.addEventListener("click", () => dialog.close());
  if (tabs) { tabs.onmessage = start; tabs.postMessage("here"); }
  start();
}
document.querySelectorAll("dialog[data-idle-minutes]").forEach(warn);

// A text for another system is copied at the press of a button, and that it was is said aloud.
function copying(box) {
  const text = box.querySelector("textarea");
  const button = box.querySelector("button");
  const told = box.querySelector("[role=status]");

  async function copy() {
    try {
      await navigator.clipboard.writeText(text.value);
      return true;
    } catch { /* not on every address, and not in every browser: the older way */ }
    text.select();
    return document.execCommand("copy");
  }
  button.addEventListener("click", async () => {
    told.textContent = "";
    const done = await copy();
    (done ? button : text).focus();
    told.textContent = done ? box.dataset.copyDone : box.dataset.copyFailed;
  });
  button.parentElement.hidden = false;
}
document.querySelectorAll("[data-copy]").forEach(copying);

// On a narrow page the list comes first: its filters are folded, unless one of them has a problem.
const narrow = matchMedia("(max-width: 900px)");
function foldFilters() {
  for (const each of document.querySelectorAll(".app-filter__fold")) {
    each.open = !narrow.matches || each.querySelector(".govuk-error-message") !== null;
  }
}
foldFilters();
narrow.addEventListener("change", foldFilters);

// What is folded is printed too.
let folded = [];
addEventListener("beforeprint", () => {
  folded = [...document.querySelectorAll("details:not([open])")].filter((each) => !each.closest(".app-noprint, .app-more"));
  folded.forEach((each) => { each.open = true; });
});
addEventListener("afterprint", () => { folded.forEach((each) => { each.open = false; }); });
