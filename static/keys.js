// The sheet by keyboard alone. Letters go by what is printed on a key of the Latin layout, so that a Cyrillic or Tajik
// layout need not be left to answer.

const TEXT = "input[type=text], input:not([type]), textarea, select, input[type=search]";

// Gives the key meant: y for н on a Russian keyboard; signs and digits as typed.
export function meant(event) {
  if (event.key.length !== 1) return event.key;
  if (/^[a-z]$/i.test(event.key)) return event.key;
  if (/^\p{L}$/u.test(event.key) && event.code.startsWith("Key")) {
    const letter = event.code.slice(3);
    return event.shiftKey ? letter : letter.toLowerCase();
  }
  return event.key;
}

// Finds the answer, absence or tick of an item whose key is printed on its button.
export function control(item, key) {
  const hint = [...item.querySelectorAll(".answers kbd")].find((each) => each.textContent === key);
  return hint?.closest("label").querySelector("input") ?? null;
}

export function entry(item) {
  return (
    item.querySelector(".answers input:checked") ??
    item.querySelector(".measure :is(input:not([type=hidden]), textarea)") ??
    item.querySelector(".answers input")
  );
}

// `sheet` knows items and moves: after(item, step), current(), go(item), clear(item), area(item), jump(), row(item, step),
// count(item, step); goesOn says whether an answer given by one key leads on to the next question, signal ends it all.
export function listen(sheet) {
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.metaKey || event.defaultPrevented || event.isComposing) return;
    const item = event.target.closest?.(".item") ?? null;
    if (event.ctrlKey) {
      if (event.key === "Enter") nextRow(sheet, item ?? sheet.current(), event);
      return;
    }
    if (event.target.matches?.(TEXT)) {
      if (item) typing(sheet, item, event);
      return;
    }
    if (event.target.closest?.("dialog, details.menu, .top, .rail, .sections")) return;
    // A button is pressed for itself: no letter typed on it answers the question one came from.
    if (event.target.matches?.("button, a, summary") && meant(event) !== "/") return;
    pressed(sheet, item ?? sheet.current(), event);
  }, { signal: sheet.signal });
}

function typing(sheet, item, event) {
  const field = event.target;
  const long = field.matches("textarea");
  if (event.key === "Escape") {
    event.preventDefault();
    field.blur();
    (item.querySelector(".absence input:checked") ?? item.querySelector(".answers input[type=radio]"))?.focus();
  } else if (event.key === "Enter" && !(long && event.shiftKey) && !field.matches("select")) {
    event.preventDefault();
    if (event.shiftKey || !within(item, field)) move(sheet, item, event.shiftKey ? -1 : 1);
  } else if (!long && item.dataset.kind !== "text" && field.closest(".measure")) {
    // No number has letters in it: in its field they are commands, and reasons only while it is empty.
    const key = meant(event);
    const reason = field.value === "" && control(item, key)?.closest(".absence");
    const slash = key === "/" && field.value !== "" && ["date", "moment"].includes(item.dataset.kind);
    const command = ["r", "s", "/", "X", "+"].includes(key) && !slash;
    if (reason || command || (item.dataset.kind === "tally" && counts(key))) pressed(sheet, item, event);
  }
}

function pressed(sheet, item, event) {
  const key = meant(event);
  if (key === "/") {
    event.preventDefault();
    sheet.jump();
    return;
  }
  if (!item) return;
  if (key === "Enter") {
    if (event.target.closest("a, button, summary")) return;
    event.preventDefault();
    move(sheet, item, event.shiftKey ? -1 : 1);
  } else if (key === "Delete" || key === "Backspace") {
    event.preventDefault();
    sheet.clear(item);
  } else if (key === "X") {
    event.preventDefault();
    sheet.area(item);
  } else if (item.dataset.kind === "tally" && counts(key)) {
    event.preventDefault();
    sheet.count(item, key === "+" || key === "ArrowUp" ? 1 : -1);
  } else if (key === "+") {
    nextRow(sheet, item, event);
  } else {
    letter(sheet, item, key, event);
  }
}

const counts = (key) => ["+", "ArrowUp", "ArrowDown"].includes(key);

function nextRow(sheet, item, event) {
  if (!item?.dataset.row) return;
  event.preventDefault();
  sheet.row(item, event.shiftKey && event.ctrlKey ? -1 : 1);
}

// A moment has a field for the day and one for the time: Enter goes from the first to the second.
function within(item, field) {
  const fields = [...item.querySelectorAll(".measure input:not([type=hidden])")];
  const next = fields[fields.indexOf(field) + 1];
  if (!fields.includes(field) || !next || field.value.trim() === "") return false;
  next.focus();
  next.select?.();
  return true;
}

function letter(sheet, item, key, event) {
  const source = event.target.closest(".sources") && /^[1-9]$/.test(key);
  const chosen = source ? item.querySelectorAll(".sources input")[Number(key) - 1] : control(item, key);
  const written = item.querySelector(".measure :is(input:not([type=hidden]), textarea)");
  if (chosen) {
    event.preventDefault();
    chosen.click();
    chosen.focus();
    if (sheet.goesOn && !source && chosen.type === "radio") move(sheet, item, 1);
  } else if (key === "r") {
    event.preventDefault();
    openAround(item.querySelector(".remark textarea"))?.focus();
  } else if (key === "s") {
    event.preventDefault();
    openAround(item.querySelector(".sources input"))?.focus();
  } else if (written && /^[\d,]$/.test(key)) {
    // The key itself lands in the field, because the focus is there before the letter is.
    written.focus();
    written.select?.();
  }
}

// Opens all that a place is folded away in.
export function openAround(place) {
  for (let around = place?.closest("details"); around; around = around.parentElement.closest("details")) around.open = true;
  return place;
}

function move(sheet, item, step) {
  const next = sheet.after(item, step);
  if (next) sheet.go(next);
  else if (step > 0) document.activeElement.blur();
}
