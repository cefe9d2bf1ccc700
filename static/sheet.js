// A filled checklist: each answer goes to the server as it is given, and the page says what is saved and what not yet.

import { Filling } from "./filling.js";
import { Sender } from "./save.js";

const form = document.getElementById("sheet");
const words = form.dataset;
const state = document.querySelector("[data-save]");
const why = document.querySelector("[data-why]");
const unborn = new Map();
const forgotten = new Map();

const sender = new Sender(request, tell);
const filling = new Filling(form, {
  rules: JSON.parse(document.getElementById("sheet-rules").textContent),
  rows: JSON.parse(document.getElementById("sheet-rows").textContent),
  send: {
    answer: (place, body, done, refused) => sender.give(place, body, born(body.row, done), refused),
    hold: (place) => sender.hold(place),
    born: (row, block) => unborn.set(row, block),
    drop,
    restore,
    photo,
  },
  options: {
    goesOn: "goesOn" in words,
    area: (item) => location.assign(`/sheets/${words.sheet}/absence?section=${item.dataset.code[0]}`),
    jump: () => document.getElementById("jump").focus(),
    open: () => sender.pending || tell(sender.refused.size > 0 ? "unsaved" : "saved", ""),
  },
});

function nothing() {}

// A row begins on the server with the first answer given in it.
function request({ id, body }) {
  const { row } = body;
  if (body.drop) return [`/rows/${body.drop}/drop`, "POST", { reason: body.reason }];
  if (body.restore) return [`/rows/${body.restore}/restore`, "POST", {}];
  const rows = unborn.has(row) ? [{ id: row, block: unborn.get(row) }] : [];
  if (body.file) {
    const within = row ? `&row=${row}` : "";
    return [`/sheets/${words.sheet}/photos/${body.id}?key=${body.key}${within}`, "PUT", body.file];
  }
  // What is said in a row names itself in the body only: addresses lie in logs of others beside the second they came (law 6).
  if (!row) return [`/sheets/${words.sheet}/answers/${id}`, "PUT", body];
  const answers = body.begun ? [] : [{ ...body, id }];
  return [`/sheets/${words.sheet}/answers`, "POST", { edition: words.edition, rows, answers }];
}

function born(row, done) {
  return (said) => {
    unborn.delete(row);
    done(said);
  };
}

function drop(row, reason, mine) {
  forgotten.set(row, sender.forget(mine));
  if (unborn.has(row) && sender.sending?.body.row !== row) return;
  sender.give(`drop ${row}`, { drop: row, reason }, nothing, nothing);
}

// A row that the server never heard of begins again with what is said in it; what was not yet sent of a row is sent now.
function restore(row) {
  if (!unborn.has(row) || sender.waiting.has(`drop ${row}`)) sender.give(`restore ${row}`, { restore: row }, nothing, nothing);
  for (const { key, body, done, refused } of forgotten.get(row)) sender.give(key, body, done, refused);
}

function photo(item, id, file, done, refused) {
  const { key, row } = item.dataset;
  if (unborn.has(row)) sender.give(`row ${row}`, { row, begun: true }, born(row, nothing), refused);
  sender.give(`photo ${id}`, { id, key, row, file }, done, refused);
}

function tell(how, trouble) {
  const open = filling?.typed.size > 0;
  const kind = { saved: open ? "due" : "good", saving: "info", unsaved: "due" }[how];
  state.className = `save mark mark-${kind}`;
  state.dataset.save = kind;
  state.querySelector("svg").replaceWith(document.querySelector(`[data-shape=${kind}] svg`).cloneNode(true));
  state.querySelector("[data-save-word]").textContent = words[how === "saved" && open ? "unsaved" : how];
  why.textContent = trouble === "offline" ? words.offline : trouble === "signed-out" ? words.signedOut : "";
}

for (const line of form.querySelectorAll("[data-row][data-new]")) {
  unborn.set(line.dataset.row, line.closest("[data-block]").dataset.block);
}

form.addEventListener("submit", (event) => event.preventDefault());

document.querySelector("[data-jump]").addEventListener("submit", (event) => {
  event.preventDefault();
  const field = event.target.elements.code;
  const none = event.target.querySelector("[data-none]");
  const found = filling.goTo(field.value.trim().toUpperCase());
  none.textContent = found ? "" : none.dataset.none;
  if (found) field.value = "";
});

form.querySelector(".sections").addEventListener("click", (event) => {
  const section = document.getElementById(event.target.closest("a")?.hash.slice(1) ?? "");
  if (section) section.open = true;
});

addEventListener("beforeunload", (event) => {
  if (sender.pending || filling.typed.size > 0) event.preventDefault();
});

form.querySelector("[data-plain]").hidden = true;
if (location.hash.startsWith("#i-")) filling.goTo(location.hash.slice(3));
else if (location.hash.startsWith("#s-")) document.getElementById(location.hash.slice(1))?.setAttribute("open", "");
