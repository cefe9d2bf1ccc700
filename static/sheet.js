// A filled checklist: each answer goes to the server as it is given, and the page says what is saved and what not yet.

import { entry, listen } from "./keys.js";
import { Sender } from "./save.js";

const form = document.getElementById("sheet");
const words = form.dataset;
const state = document.querySelector("[data-save]");
const why = document.querySelector("[data-why]");
const places = new Map();
const typed = new Set();
let last = null;

const sender = new Sender((id) => `/sheets/${words.sheet}/answers/${id}`, tell);
const order = [...form.querySelectorAll(".item[data-key]")];

function tell(how, trouble) {
  const kind = { saved: typed.size > 0 ? "due" : "good", saving: "info", unsaved: "due" }[how];
  const said = how === "saved" && typed.size > 0 ? "unsaved" : how;
  state.className = `save mark mark-${kind}`;
  state.dataset.save = kind;
  state.querySelector("svg").replaceWith(document.querySelector(`[data-shape=${kind}] svg`).cloneNode(true));
  state.querySelector("[data-save-word]").textContent = words[said];
  why.textContent = trouble === "offline" ? words.offline : trouble === "signed-out" ? words.signedOut : "";
}

function named(item, letter) {
  return [...item.querySelectorAll(`[name="${letter}-${item.dataset.key}"]`)];
}

function absence(item) {
  return item.querySelector(".absence input:checked")?.value ?? null;
}

function read(item) {
  const [field] = named(item, "v");
  const ticks = named(item, "m");
  const radio = named(item, "a").find((each) => each.checked && !each.closest(".absence"));
  const value = field ? field.value.trim() : ticks.length ? ticked(ticks).join(",") : (radio?.value ?? "");
  const why = absence(item);
  const denial = why === "not_allowed" ? (named(item, "d")[0]?.value ?? "") : "";
  return {
    key: item.dataset.key,
    value: why || value === "" ? null : value,
    absence: why,
    sources: ticked(named(item, "s")),
    remark: named(item, "r")[0].value.trim(),
    area: why ? item.querySelector("[name=k]").dataset.area : "",
    denial: denial || null,
  };
}

function ticked(boxes) {
  return boxes.filter((box) => box.checked).map((box) => box.value);
}

// A value and a reason for its absence exclude each other: the one given last holds.
function settle(item, control) {
  if (/^[vm]-/.test(control.name) && (control.value.trim() !== "" || control.checked)) {
    for (const each of item.querySelectorAll(".absence input")) each.checked = false;
  } else if (control.closest(".absence")) {
    for (const each of named(item, "v")) each.value = "";
    for (const each of named(item, "m")) each.checked = false;
  }
}

function give(item) {
  typed.delete(item);
  item.querySelector("[data-denial-of]").hidden = absence(item) !== "not_allowed";
  fault(item, "");
  sender.give(
    item.dataset.key,
    read(item),
    (said) => kept(item, said),
    (said) => fault(item, said),
  );
}

function fault(item, said) {
  const place = item.querySelector("[data-error]");
  if (place.textContent === said) return;
  place.setAttribute("role", "alert");
  place.textContent = said;
}

function kept(item, said) {
  const before = item.querySelector("[data-before]");
  if (said.before) before.textContent = said.before;
  before.hidden = before.textContent === "";
  mark(item, said.dot);
}

// The rail: every item of a section, computed ones too, has its dot in the order of the codes.
function mark(item, kind) {
  const code = item.id.slice(2);
  const dot = places.get(code);
  if (!dot) return;
  dot.className = kind ? `dot ${kind}` : "dot";
  const dots = [...dot.parentElement.children];
  const done = dots.filter((each) => each.className !== "dot").length;
  dot.closest("a").querySelector(".tally").textContent = `${done}/${dots.length}`;
}

function findPlaces() {
  const letters = new Map();
  for (const item of document.querySelectorAll(".item[id^=i-]")) {
    const code = item.id.slice(2);
    letters.set(code[0], [...(letters.get(code[0]) ?? []), code]);
  }
  for (const link of form.querySelectorAll(".sections a")) {
    const dots = link.querySelectorAll(".dot");
    const codes = letters.get(link.querySelector(".code").textContent) ?? [];
    codes.sort((one, two) => Number(one.slice(1)) - Number(two.slice(1)));
    codes.forEach((code, place) => places.set(code, dots[place]));
  }
}

function go(item) {
  for (let around = item.closest("details"); around; around = around.parentElement.closest("details")) {
    around.open = true;
  }
  entry(item)?.focus();
  item.scrollIntoView({ block: "nearest" });
}

function goTo(code) {
  const item = document.getElementById(`i-${code}`);
  if (!item) return false;
  if (item.dataset.key) go(item);
  else item.scrollIntoView({ block: "center" });
  return true;
}

listen({
  order,
  current: () => last ?? order[0],
  go,
  clear(item) {
    for (const each of item.querySelectorAll(".answers input")) {
      if (each.type === "text") each.value = "";
      else each.checked = false;
    }
    for (const each of item.querySelectorAll(".measure textarea")) each.value = "";
    give(item);
  },
  area: (item) => location.assign(`/sheets/${words.sheet}/absence?section=${item.id[2]}`),
  jump: () => document.getElementById("jump").focus(),
});

form.addEventListener("focusin", (event) => {
  const item = event.target.closest(".item");
  if (!item || item === last) return;
  last?.classList.remove("current");
  item.classList.add("current");
  last = item;
});

form.addEventListener("input", (event) => {
  const item = event.target.closest(".item");
  if (!item || !event.target.matches("input[type=text], textarea")) return;
  typed.add(item);
  tell("unsaved", "");
});

// Leaving a field unchanged gives no change event: then nothing is open.
form.addEventListener("focusout", (event) => {
  if (!typed.delete(event.target.closest(".item")) || sender.pending) return;
  tell("saved", "");
});

form.addEventListener("change", (event) => {
  const item = event.target.closest(".item");
  if (!item) return;
  settle(item, event.target);
  give(item);
});

form.addEventListener("submit", (event) => event.preventDefault());

document.querySelector("[data-jump]").addEventListener("submit", (event) => {
  event.preventDefault();
  const field = event.target.elements.code;
  const none = event.target.querySelector("[data-none]");
  const found = goTo(field.value.trim().toUpperCase());
  none.textContent = found ? "" : none.dataset.none;
  if (found) field.value = "";
});

form.querySelector(".sections").addEventListener("click", (event) => {
  const section = document.getElementById(event.target.closest("a")?.hash.slice(1) ?? "");
  if (section) section.open = true;
});

addEventListener("beforeunload", (event) => {
  if (sender.pending || typed.size > 0) event.preventDefault();
});

findPlaces();
form.querySelector("[data-plain]").hidden = true;
if (location.hash.startsWith("#i-")) goTo(location.hash.slice(3));
else if (location.hash.startsWith("#s-")) document.getElementById(location.hash.slice(1))?.setAttribute("open", "");
