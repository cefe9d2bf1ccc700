// What expressions compute with: exact numbers, texts, truths, days and times, and absence with its kind.

export const PLACES = 20;
const KEPT_PLACES = 6;
const DAY = 1440;
const FIRST_DAY = -719162;
const LAST_DAY = 2932896;
const STRONGEST = ["not_allowed", "not_assessed", "unknown", "not_applicable"];
const WHOLE = new Set(["integer", "duration", "scale", "tally"]);
const DATED = new Set(["date", "time", "moment"]);
const SEVERAL = new Set(["choice_many", "photo"]);
const ISO = /^(?:(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}))?|(\d{2}):(\d{2}))$/;
const NUMERAL = /^[ \t\r\n]*(-?)(?:(\d{1,40})(?:\.(\d{0,40}))?|\.(\d{1,40}))[ \t\r\n]*$/;
const SPACES = /[ \t\r\n]+/;

// No value, and why; without a kind it is a blank.
export class Absent {
  constructor(kind = null) {
    this.kind = kind;
  }
}

// A number: a fraction in lowest terms.
export class Exact {
  constructor(over, under = 1n) {
    const sign = under < 0n ? -1n : 1n;
    const common = divisor(over, under) * sign;
    this.over = over / common;
    this.under = under / common;
  }
}

// A date, a moment or a time of day, in minutes from the start of 1970 or of the day.
export class Dated {
  constructor(minutes, kind) {
    this.minutes = minutes;
    this.kind = kind;
  }

  get days() {
    return new Exact(BigInt(this.minutes), BigInt(DAY));
  }

  get text() {
    const text = new Date(this.minutes * 60000).toISOString();
    return this.kind === "date" ? text.slice(0, 10) : this.kind === "time" ? text.slice(11, 16) : text.slice(0, 16);
  }
}

export const BLANK = new Absent();
export const DOES_NOT_APPLY = new Absent("not_applicable");
const ZERO = new Exact(0n);

// The value of an answer: its kind, its canonical text, or why there is none.
export function valueOf(kind, text, absence = null) {
  if (text === null || text === undefined) return absence === null ? BLANK : new Absent(absence);
  if (kind === "decimal" || WHOLE.has(kind)) return asNumber(text);
  if (DATED.has(kind)) return dated(text) ?? DOES_NOT_APPLY;
  return SEVERAL.has(kind) ? text.replaceAll(",", " ") : text;
}

// The canonical text a computed value is kept as for an item of this kind, or an Absent.
export function answerText(kind, value) {
  if (value instanceof Absent) return value;
  if (value === "") return BLANK;
  if (kind === "decimal" || WHOLE.has(kind)) {
    const number = asNumber(value);
    return number instanceof Absent ? number : numberText(number, kind === "decimal" ? KEPT_PLACES : 0);
  }
  if (DATED.has(kind)) {
    const when = asDated(kind, value);
    return when instanceof Absent ? when : when.text;
  }
  if (kind === "yes_no") {
    const said = value === true ? "yes" : value === false ? "no" : value;
    return said === "yes" || said === "no" ? said : DOES_NOT_APPLY;
  }
  return SEVERAL.has(kind) ? chosen(asText(value)).join(",") : asText(value);
}

// Whether a condition holds; null when it is not known.
export function truth(value) {
  const held = asTruth(value);
  return held instanceof Absent ? null : held;
}

export function strongest(absent) {
  const kinds = new Set(absent.map((each) => each.kind));
  return new Absent(STRONGEST.find((kind) => kinds.has(kind)) ?? null);
}

export function whole(number) {
  return new Exact(BigInt(number));
}

function divisor(one, other) {
  let [left, right] = [one < 0n ? -one : one, other < 0n ? -other : other];
  while (right > 0n) [left, right] = [right, left % right];
  return left;
}

export function order(one, other) {
  const difference = one.over * other.under - other.over * one.under;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export function plus(one, other) {
  return new Exact(one.over * other.under + other.over * one.under, one.under * other.under);
}

export function minus(one, other) {
  return plus(one, new Exact(-other.over, other.under));
}

export function times(one, other) {
  return new Exact(one.over * other.over, one.under * other.under);
}

export function divided(one, other) {
  return new Exact(one.over * other.under, one.under * other.over);
}

export function truncated(number) {
  return new Exact(number.over / number.under);
}

function downward(over, under) {
  return over / under - (over < 0n && over % under !== 0n ? 1n : 0n);
}

function halfEven(over, under) {
  const low = downward(over, under);
  const twice = 2n * (over - low * under);
  return twice > under || (twice === under && low % 2n !== 0n) ? low + 1n : low;
}

export function rounded(number, places = ZERO) {
  if (places.under !== 1n || places.over > BigInt(PLACES) || places.over < -BigInt(PLACES)) return DOES_NOT_APPLY;
  const scale = 10n ** (places.over < 0n ? -places.over : places.over);
  if (places.over < 0n) return new Exact(halfEven(number.over, number.under * scale) * scale);
  return new Exact(halfEven(number.over * scale, number.under), scale);
}

export function numberText(number, places) {
  const scaled = halfEven(number.over * 10n ** BigInt(places), number.under);
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(places + 1, "0");
  const fraction = digits.slice(digits.length - places).replace(/0+$/, "");
  const text = digits.slice(0, digits.length - places) + (places > 0 && fraction !== "" ? `.${fraction}` : "");
  return scaled < 0n ? `-${text}` : text;
}

export function asNumber(value) {
  if (typeof value === "boolean") return value ? new Exact(1n) : ZERO;
  if (value instanceof Dated) return value.days;
  if (typeof value !== "string") return value;
  const found = NUMERAL.exec(value);
  if (found === null) return value === "" ? BLANK : DOES_NOT_APPLY;
  const fraction = found[3] ?? found[4] ?? "";
  const over = BigInt((found[2] ?? "") + fraction || "0");
  return new Exact(found[1] ? -over : over, 10n ** BigInt(fraction.length));
}

export function asText(value) {
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return value ? "true" : "false";
  if (value instanceof Exact) return numberText(value, PLACES);
  return value instanceof Dated ? value.text : "";
}

export function asTruth(value) {
  if (value instanceof Absent || typeof value === "boolean") return value;
  if (value instanceof Dated) return true;
  return value instanceof Exact ? value.over !== 0n : value !== "";
}

export function dated(text) {
  const found = ISO.exec(text);
  if (found === null) return null;
  const [, day, clock, hours, minutes] = found;
  if (hours) return hours < 24 && minutes < 60 ? new Dated(hours * 60 + Number(minutes), "time") : null;
  const at = new Date(`${day}T${clock ?? "00:00"}:00Z`);
  const read = Number.isNaN(at.getTime()) ? "" : at.toISOString();
  if (read.slice(0, 16) !== `${day}T${clock ?? "00:00"}` || day.startsWith("0000")) return null;
  return new Dated(at.getTime() / 60000, clock ? "moment" : "date");
}

export function asDated(kind, value) {
  let when = value;
  if (typeof value === "string") when = dated(value) ?? (value === "" ? BLANK : DOES_NOT_APPLY);
  if (when instanceof Absent) return when;
  if (when instanceof Exact) return inReach(kind, minutesOf(kind, when));
  if (!(when instanceof Dated)) return DOES_NOT_APPLY;
  if ((when.kind === "time") !== (kind === "time") && when.kind !== "moment") return DOES_NOT_APPLY;
  return inReach(kind, BigInt(when.minutes));
}

function minutesOf(kind, number) {
  const { over, under } = number;
  const day = downward(over, under);
  if (kind === "date") return day * BigInt(DAY);
  const part = kind === "time" ? over - day * under : over;
  return halfEven(part * BigInt(DAY), under);
}

function inReach(kind, minutes) {
  const day = downward(minutes, BigInt(DAY));
  if (kind === "time") return new Dated(Number(minutes - day * BigInt(DAY)), kind);
  if (day < FIRST_DAY || day > LAST_DAY) return DOES_NOT_APPLY;
  return new Dated(Number(kind === "date" ? day * BigInt(DAY) : minutes), kind);
}

export function chosen(text) {
  return text.split(SPACES).filter((each) => each !== "");
}

export function trimmed(text) {
  return text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, "");
}
