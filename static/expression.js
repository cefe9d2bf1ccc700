// Computes the trees that monitor/checklists/rules/expressions makes, and does exactly what that does: numbers are
// exact fractions, and what is absent stays absent with its kind. tests/vectors/expressions holds both to it.

import {
  Absent,
  BLANK,
  DOES_NOT_APPLY,
  Dated,
  Exact,
  PLACES,
  asDated,
  asNumber,
  asText,
  asTruth,
  chosen,
  dated,
  divided,
  minus,
  numberText,
  order,
  plus,
  rounded,
  strongest,
  times,
  trimmed,
  truncated,
  whole,
} from "./expression/values.js";

export { Absent, BLANK, Dated, Exact, answerText, asText, truth, valueOf } from "./expression/values.js";

const AGGREGATES = new Set(["count", "count-non-empty", "sum", "min", "max", "median", "count-selected"]);

// Computes a tree. The scope answers `value(key)` with a value, or an array for a column; `own` is what "." stands for,
// `today` a text such as 2026-11-22.
export function evaluate(tree, scope) {
  const value = compute(tree, scope);
  return value instanceof Exact ? asNumber(numberText(value, PLACES)) : value;
}

function compute(tree, scope) {
  const [name, first, second] = tree;
  switch (name) {
    case "num":
      return asNumber(first);
    case "text":
      return first;
    case "ref": {
      const value = scope.value(first) ?? BLANK;
      return Array.isArray(value) ? DOES_NOT_APPLY : value;
    }
    case "own":
      return scope.own ?? BLANK;
    case "neg": {
      const number = asNumber(compute(first, scope));
      return number instanceof Absent ? number : new Exact(-number.over, number.under);
    }
    case "regex": {
      const text = compute(first, scope);
      return text instanceof Absent ? text : fits(second, asText(text));
    }
    case "call":
      return call(first, second, scope);
    default:
      return binary(name, first, second, scope);
  }
}

function binary(operator, one, other, scope) {
  const left = compute(one, scope);
  const right = compute(other, scope);
  if (operator === "and" || operator === "or") return joined(asTruth(left), asTruth(right), operator === "or");
  if ((operator === "=" || operator === "!=") && (isEmptyText(one) || isEmptyText(other))) {
    const value = isEmptyText(one) ? right : left;
    return (value instanceof Absent || value === "") === (operator === "=");
  }
  const absent = [left, right].filter(isAbsent);
  if (absent.length > 0) return strongest(absent);
  if (operator === "=" || operator === "!=") return same(left, right) === (operator === "=");
  const numbers = [asNumber(left), asNumber(right)];
  if (operator in ORDERS) return numbers.some(isAbsent) ? DOES_NOT_APPLY : ORDERS[operator](order(...numbers));
  const unread = numbers.filter(isAbsent);
  if (unread.length > 0) return strongest(unread);
  if ((operator === "div" || operator === "mod") && numbers[1].over === 0n) return DOES_NOT_APPLY;
  return OPERATIONS[operator](...numbers);
}

// A truth that ends the matter decides even beside an absent one; else absence goes through.
function joined(left, right, ends) {
  if (left === ends || right === ends) return ends;
  const absent = [left, right].filter(isAbsent);
  return absent.length > 0 ? strongest(absent) : !ends;
}

function isEmptyText(tree) {
  return tree[0] === "text" && tree[1] === "";
}

function isAbsent(value) {
  return value instanceof Absent;
}

function same(left, right) {
  if (typeof left === "boolean" || typeof right === "boolean") return asTruth(left) === asTruth(right);
  const texts = [left, right].filter((each) => typeof each === "string").length;
  const dates = [left, right].filter((each) => each instanceof Dated).length;
  if (texts > 0 && texts + dates === 2) return asText(left) === asText(right);
  const numbers = [asNumber(left), asNumber(right)];
  return !numbers.some(isAbsent) && order(...numbers) === 0;
}

function call(name, parts, scope) {
  if (name === "if") {
    const held = asTruth(compute(parts[0], scope));
    return held instanceof Absent ? held : compute(held ? parts[1] : parts[2], scope);
  }
  if (name === "today") return dated(scope.today) ?? DOES_NOT_APPLY;
  if (AGGREGATES.has(name)) return aggregated(name, parts, scope);
  const values = parts.map((part) => compute(part, scope));
  const absent = values.filter(isAbsent);
  if (name === "coalesce") return values.find((each) => !isAbsent(each) && each !== "") ?? strongest(absent);
  if (absent.length > 0) return strongest(absent);
  const [reads, work] = COMPUTED[name];
  const read = values.map((value, n) => reads[Math.min(n, reads.length - 1)](value));
  const unread = read.filter(isAbsent);
  return unread.length > 0 ? strongest(unread) : work(...read);
}

function aggregated(name, parts, scope) {
  const rows = [];
  const operands = [];
  for (const part of parts) {
    const column = part[0] === "ref" ? scope.value(part[1]) : null;
    if (Array.isArray(column)) {
      rows.push(...column);
    } else {
      rows.push(compute(part, scope));
      operands.push(...rows.slice(-1).filter(isAbsent));
    }
  }
  if (operands.length > 0) return strongest(operands);
  if (name === "count") return whole(rows.length);
  if (name === "count-non-empty") return whole(rows.filter((row) => !isAbsent(row) && row !== "").length);
  const reading = name === "count-selected" ? (row) => whole(chosen(asText(row)).length) : asNumber;
  const read = rows.map((row) => (isAbsent(row) ? row : reading(row)));
  const numbers = read.filter((each) => !isAbsent(each));
  return numbers.length > 0 ? ADDED_UP[name](numbers) : strongest(read);
}

function part(text, start, end = null) {
  const letters = [...text];
  const place = (number) => {
    const at = Number(number.over / number.under);
    return Math.min(Math.max(at < 0 ? at + letters.length : at, 0), letters.length);
  };
  return letters.slice(place(start), Math.max(place(start), end === null ? letters.length : place(end))).join("");
}

function median(numbers) {
  const ordered = [...numbers].sort(order);
  const middle = Math.floor(ordered.length / 2);
  if (ordered.length % 2 === 1) return ordered[middle];
  return divided(plus(ordered[middle - 1], ordered[middle]), new Exact(2n));
}

// Walks the compiled steps of a pattern, one letter after another; the whole text must fit.
function fits(steps, text) {
  let at = reached(steps, [0]);
  for (const letter of text) {
    const code = letter.codePointAt(0);
    const next = [...at].filter((n) => takes(steps[n], code));
    at = reached(
      steps,
      next.map((n) => n + 1),
    );
  }
  return at.has(steps.length - 1);
}

function takes([kind, ...ranges], code) {
  if (kind !== "letter") return false;
  return ranges.map((range) => range.split("-")).some(([low, high]) => low <= code && code <= high);
}

function reached(steps, starts) {
  const at = new Set();
  const waiting = [...starts];
  while (waiting.length > 0) {
    const n = waiting.pop();
    if (at.has(n)) continue;
    at.add(n);
    if (steps[n][0] === "fork" || steps[n][0] === "jump") waiting.push(...steps[n].slice(1).map(Number));
  }
  return at;
}

const ORDERS = { "<": (n) => n < 0, "<=": (n) => n <= 0, ">": (n) => n > 0, ">=": (n) => n >= 0 };
const OPERATIONS = {
  "+": plus,
  "-": minus,
  "*": times,
  div: divided,
  mod: (left, right) => minus(left, times(right, truncated(divided(left, right)))),
};
const ADDED_UP = {
  sum: (numbers) => numbers.reduce(plus),
  "count-selected": (numbers) => numbers.reduce(plus),
  min: (numbers) => numbers.reduce((one, other) => (order(one, other) <= 0 ? one : other)),
  max: (numbers) => numbers.reduce((one, other) => (order(one, other) >= 0 ? one : other)),
  median,
};
const daysOf = (value) => {
  if (value instanceof Exact) return value;
  const moment = asDated("moment", value);
  return moment instanceof Absent ? moment : moment.days;
};
const partOfDay = (value) => {
  const time = asDated("time", value);
  return time instanceof Absent ? time : time.days;
};
const COMPUTED = {
  selected: [[asText], (text, option) => chosen(text).includes(trimmed(option))],
  round: [[asNumber], rounded],
  int: [[asNumber], truncated],
  number: [[asNumber], (number) => number],
  not: [[asTruth], (held) => !held],
  true: [[asTruth], () => true],
  false: [[asTruth], () => false],
  "string-length": [[asText], (text) => whole([...text].length)],
  concat: [[asText], (...texts) => texts.join("")],
  substr: [[asText, asNumber], part],
  contains: [[asText], (text, wanted) => text.includes(wanted)],
  date: [[(value) => asDated("date", value)], (day) => day],
  "decimal-date-time": [[daysOf], (days) => days],
  "decimal-time": [[partOfDay], (time) => time],
};
