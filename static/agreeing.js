// Agreeing by keyboard: a digit chooses an answer of the question one is at, and the next that waits follows.

import { meant } from "./keys.js";

const form = document.querySelector("form.agreeing");
const places = () => [...form.querySelectorAll(".differing")];
const decided = (place) => place.querySelector("input[type=radio]:checked") !== null;

function current() {
  const here = document.activeElement?.closest?.(".differing");
  return here ?? places().find((place) => !decided(place)) ?? null;
}

function next(place) {
  const all = places();
  const after = [...all.slice(all.indexOf(place) + 1), ...all].find((each) => !decided(each));
  const goal = after?.querySelector("input[type=radio]") ?? form.querySelector("button[name=keep]");
  goal?.focus();
  (after ?? goal)?.scrollIntoView({ block: "nearest" });
}

function choose(event) {
  if (event.altKey || event.metaKey || event.ctrlKey || event.defaultPrevented || event.isComposing) return;
  if (event.target.matches?.("input:not([type=radio]), textarea, select")) {
    // The line of dissent: Enter leads on and sends nothing half decided.
    if (event.key === "Enter" && event.target.closest(".differing")) {
      event.preventDefault();
      next(event.target.closest(".differing"));
    }
    return;
  }
  const place = /^\d$/.test(meant(event)) ? current() : null;
  const hint = place && [...place.querySelectorAll("kbd")].find((each) => each.textContent === meant(event));
  const input = hint?.closest("label").querySelector("input");
  if (!input) return;
  event.preventDefault();
  input.checked = true;
  next(place);
}

if (form?.querySelector(".differing input[type=radio]")) document.addEventListener("keydown", choose);
