// The gate: each touch goes to the server at once; what could not be sent waits here and is tried again.

import { newId } from "./ids.js";

const form = document.querySelector("form[data-gate]");
const place = document.querySelector("[data-gate-state]");
const waiting = new Map();
let sending = false;

function tell(kind, words) {
  const state = place.querySelector(".save");
  state.className = `save mark mark-${kind}`;
  state.dataset.save = kind;
  state.querySelector("[data-save-word]").textContent = words;
}

function body(touch) {
  const ago = Math.max(0, Math.round((Date.now() - touch.at) / 1000));
  return new URLSearchParams({ id: touch.id, account: touch.account, status: touch.status, ago });
}

async function send() {
  if (sending) return;
  sending = true;
  while (waiting.size > 0) {
    const [account, touch] = waiting.entries().next().value;
    tell("info", place.dataset.saving);
    let answer;
    try {
      answer = await fetch(form.dataset.gate, {
        method: "POST",
        headers: { accept: "application/json" },
        body: body(touch),
      });
    } catch {
      break;
    }
    if (answer.status >= 500) break;
    if (waiting.get(account) === touch) waiting.delete(account);
    if (!answer.ok) {
      tell("refusal", await reason(answer));
      sending = false;
      return;
    }
  }
  sending = false;
  if (waiting.size > 0) {
    tell("due", place.dataset.waiting);
  } else {
    tell("good", place.dataset.saved);
    await refresh();
  }
}

async function reason(answer) {
  try {
    return (await answer.json()).title ?? place.dataset.refused;
  } catch {
    return place.dataset.refused;
  }
}

// The advice under the buttons follows from who is in and who is not; the server words it.
async function refresh() {
  try {
    const answer = await fetch(location.href, { headers: { accept: "text/html" } });
    if (!answer.ok || waiting.size > 0) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-after-touch]");
    if (fresh) document.querySelector("[data-after-touch]").replaceChildren(...fresh.childNodes);
  } catch {
    // The advice can wait for the next touch.
  }
}

if (form && place) {
  form.querySelector("[data-without-script]").remove();
  form.addEventListener("change", (event) => {
    const person = event.target.closest("[data-person]");
    if (!person || event.target.type !== "radio") return;
    const account = person.dataset.person;
    waiting.delete(account);
    waiting.set(account, { id: newId(), account, status: event.target.value, at: Date.now() });
    send();
  });
  setInterval(send, 5000);
  window.addEventListener("online", send);
  window.addEventListener("beforeunload", (event) => {
    if (waiting.size > 0) event.preventDefault();
  });
}

const clock = document.querySelector("[data-since]:not([data-stopped])");

function tick() {
  const minutes = Math.max(0, Math.floor((Date.now() - Date.parse(clock.dataset.since)) / 60000));
  clock.textContent = `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}

if (clock) setInterval(tick, 15000);
