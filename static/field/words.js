// The page's sentences in the language chosen here; all languages are in the page.

const all = JSON.parse(document.getElementById("words")?.textContent ?? "{}");
const app = document.getElementById("app");
const rightToLeft = new Set((app?.dataset.rightToLeft ?? "").split(" "));

export const languages = (app?.dataset.languages ?? "en=English").split(";").map((each) => each.split("="));

let language = languages[0][0];

export function speak(wanted) {
  const known = languages.map(([code]) => code);
  // What is translated only in part is taken when somebody chooses it, never guessed.
  const whole = (app?.dataset.whole ?? "en").split(" ");
  const guessed = navigator.languages.map((each) => each.split("-")[0]).find((each) => whole.includes(each));
  language = known.includes(wanted) ? wanted : (guessed ?? known[0]);
  document.documentElement.lang = language;
  document.documentElement.dir = rightToLeft.has(language) ? "rtl" : "ltr";
}

export const spoken = () => language;

// Words a sentence; {name} is filled in.
export function t(name, values = {}) {
  const text = all[language]?.[name] ?? name;
  return text.replace(/\{(\w+)\}/g, (whole, value) => values[value] ?? whole);
}

// Writes a day and a time as people read them, in one order everywhere: 22 Nov 2026.
export function dayText(day) {
  const how = { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" };
  const parts = new Intl.DateTimeFormat([language === "en" ? "en-GB" : language, "ru"], how).formatToParts(new Date(`${day}T00:00:00Z`));
  return ["day", "month", "year"].map((wanted) => parts.find(({ type }) => type === wanted).value).join(" ");
}

export function timeText(at, zone) {
  return new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone }).format(new Date(at));
}

// Gives the civil day and time of an instant in a zone, as fields take them.
export function localParts(at, zone) {
  const how = { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const parts = Object.fromEntries(new Intl.DateTimeFormat("en", how).formatToParts(at).map(({ type, value }) => [type, value]));
  return { day: `${parts.year}-${parts.month}-${parts.day}`, time: `${parts.hour}:${parts.minute}` };
}

// Turns a civil day and time in a zone into an instant: guessed as UTC, then moved by what the zone shows for it.
export function instantOf(day, time, zone) {
  const wanted = Date.parse(`${day}T${time}:00Z`);
  let at = wanted;
  for (let tries = 0; tries < 2; tries += 1) {
    const shown = localParts(new Date(at), zone);
    at += wanted - Date.parse(`${shown.day}T${shown.time}:00Z`);
  }
  return new Date(at);
}
