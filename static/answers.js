// What the controls of one item say, and the other way round. Every item carries its key, its kind and its place: the
// key alone, or key and row ("persons@4f0c…"), which is what its controls are named by.

import { canonical, dateText, timeText } from "./typed.js";

export const named = (item, letter) => [...item.querySelectorAll(`[name="${letter}-${item.dataset.place}"]`)];

const ticked = (boxes) => boxes.filter((box) => box.checked).map((box) => box.value);

export function absence(item) {
  return item.querySelector(".absence input:checked")?.value ?? null;
}

// Gives the answer as typed: what is sent, and kept until it is.
export function read(item, today) {
  const why = absence(item);
  const value = why ? "" : written(item, today);
  return {
    key: item.dataset.key,
    row: item.dataset.row ?? null,
    value: value === "" ? null : value,
    absence: why,
    sources: ticked(named(item, "s")),
    remark: named(item, "r")[0]?.value.trim() ?? "",
    area: why ? (item.dataset.area ?? "") : "",
    denial: (why === "not_allowed" && named(item, "d")[0]?.value) || null,
  };
}

function written(item, today) {
  const [field] = named(item, "v");
  if (item.dataset.kind === "moment") {
    const clock = named(item, "w")[0].value.trim();
    const day = field.value.trim();
    return `${dateText(day, today) ?? day} ${timeText(clock) ?? clock}`.trim();
  }
  if (field) return field.value.trim();
  const ticks = named(item, "m");
  if (ticks.length > 0) return ticked(ticks).join(",");
  return named(item, "a").find((each) => each.checked && !each.closest(".absence"))?.value ?? "";
}

// Gives the answer as expressions see it: canonical, or blank while it cannot be read.
export function given(item, today) {
  const said = read(item, today);
  if (said.absence || said.value === null) return { value: null, absence: said.absence };
  const { kind } = item.dataset;
  if (kind !== "moment") return { value: canonical(kind, said.value, today), absence: null };
  const [day, clock] = said.value.split(" ");
  const whole = dateText(day, today) && timeText(clock ?? "");
  return { value: whole ? `${day}T${clock}` : null, absence: null };
}

// Writes a date or a time that was typed short in full, so that one sees what was understood.
export function complete(item, control, today) {
  const { kind } = item.dataset;
  const whole =
    control.name.startsWith("w-") || kind === "time"
      ? timeText(control.value)
      : kind === "date" || kind === "moment"
        ? dateText(control.value, today)
        : null;
  if (whole && /^[vw]-/.test(control.name)) control.value = whole;
}

// A value and a reason for its absence exclude each other: the one given last holds.
export function settle(item, control) {
  if (/^[vwm]-/.test(control.name) && (control.value.trim() !== "" || control.checked)) {
    for (const each of item.querySelectorAll(".absence input")) each.checked = false;
  } else if (control.closest(".absence")) {
    for (const each of [...named(item, "v"), ...named(item, "w")]) each.value = "";
    for (const each of named(item, "m")) each.checked = false;
  }
}

export function clear(item) {
  for (const each of [...named(item, "v"), ...named(item, "w")]) each.value = "";
  for (const each of [...named(item, "m"), ...named(item, "a")]) each.checked = false;
}

// Shows an answer in an item drawn blank.
export function put(item, answer) {
  clear(item);
  item.dataset.area = answer.area ?? "";
  const [field] = named(item, "v");
  const value = answer.value ?? "";
  // The server writes T between a day and its time, a person a space.
  if (item.dataset.kind === "moment") [field.value, named(item, "w")[0].value = ""] = value.split(/[T ]/);
  else if (field) field.value = value;
  for (const each of named(item, "m")) each.checked = value.split(",").includes(each.value);
  for (const each of named(item, "a")) each.checked = each.value === (answer.absence ?? (field ? "" : value));
  for (const each of named(item, "s")) each.checked = (answer.sources ?? []).includes(each.value);
  for (const each of named(item, "r")) each.value = answer.remark ?? "";
  for (const each of named(item, "d")) each.value = answer.denial ?? "";
}

// Words an item's answer for a line of a table: the labels chosen, or what was typed.
export function wordsOf(item) {
  const labels = [...named(item, "m"), ...named(item, "a")].filter((each) => each.checked);
  if (labels.length > 0) return labels.map((each) => each.nextElementSibling.firstChild.textContent.trim()).join(", ");
  return [...named(item, "v"), ...named(item, "w")].map((each) => each.value.trim()).join(" ").trim();
}
