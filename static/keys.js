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
    item.querySelector(".measure :is(input, textarea)") ??
    item.querySelector(".answers input")
  );
}

// `sheet` knows items and moves: order, current(), go(item), clear(item), area(item), jump().
export function listen(sheet) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented || event.isComposing) return;
    const item = event.target.closest?.(".item") ?? null;
    if (event.target.matches?.(TEXT)) {
      if (item) typing(sheet, item, event);
      return;
    }
    if (event.target.closest?.("dialog, details.menu, .top, .rail, .sections")) return;
    pressed(sheet, item ?? sheet.current(), event);
  });
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
    move(sheet, item, event.shiftKey ? -1 : 1);
  } else if (!long && field.closest(".measure")) {
    // No number has letters in it: in its field they are commands, and reasons only while it is empty.
    const key = meant(event);
    const reason = field.value === "" && control(item, key)?.closest(".absence");
    if (reason || ["r", "s", "/", "X"].includes(key)) pressed(sheet, item, event);
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
  } else {
    letter(item, key, event);
  }
}

function letter(item, key, event) {
  const source = event.target.closest(".sources") && /^[1-9]$/.test(key);
  const chosen = source ? item.querySelectorAll(".sources input")[Number(key) - 1] : control(item, key);
  const written = item.querySelector(".measure :is(input, textarea)");
  if (chosen) {
    event.preventDefault();
    chosen.click();
    chosen.focus();
  } else if (key === "r") {
    event.preventDefault();
    item.querySelector(".remark").open = true;
    item.querySelector(".remark textarea").focus();
  } else if (key === "s") {
    event.preventDefault();
    item.querySelector(".sources input").focus();
  } else if (written && /^[\d,]$/.test(key)) {
    // The key itself lands in the field, because the focus is there before the letter is.
    written.focus();
    written.select?.();
  }
}

function move(sheet, item, step) {
  const next = sheet.order[sheet.order.indexOf(item) + step];
  if (next) sheet.go(next);
  else document.activeElement.blur();
}
