// What people type, made whole: "905" is 09:05, "20.11" a day of this year, "1:30" ninety minutes. What cannot be read
// stays as it was typed; the server says what it accepts.

const pad = (text, length = 2) => text.padStart(length, "0");

// Gives the canonical spelling of a number written with a comma or spaces, or null when it is none.
export function numberText(text) {
  const pointed = text.replace(/(?<=\d)[\s\u00a0\u202f](?=\d{3}(?!\d))/g, "").replace(/[,٫]/, ".").replace("\u2212", "-");
  const parts = /^(-?)(\d{1,12})(?:\.(\d{1,6}))?$/.exec(pointed.trim());
  if (!parts) return null;
  const whole = parts[2].replace(/^0+(?=\d)/, "");
  const rest = (parts[3] ?? "").replace(/0+$/, "");
  const plain = rest ? `${whole}.${rest}` : whole;
  return parts[1] && plain !== "0" ? `-${plain}` : plain;
}

export function minutesText(text) {
  const parts = /^(\d{1,4})[:.](\d{2})$/.exec(text.trim());
  return parts && Number(parts[2]) < 60 ? String(Number(parts[1]) * 60 + Number(parts[2])) : numberText(text);
}

export function timeText(text) {
  const parts = /^(\d{1,2})(?:[:.\s]?([0-5]\d))?$/.exec(text.trim());
  return parts && Number(parts[1]) < 24 ? `${pad(parts[1])}:${parts[2] ?? "00"}` : null;
}

// A day alone is the latest such day up to today, a day and month likewise.
export function dateText(text, today) {
  const whole = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text.trim());
  if (whole) return day(whole[1], whole[2], whole[3]);
  const parts = /^(\d{1,2})(?:[./\s](\d{1,2})?(?:[./\s](\d{4})?)?)?$/.exec(text.trim());
  if (!parts) return null;
  if (parts[3]) return day(parts[3], parts[2], parts[1]);
  let [year, month] = today.split("-").map(Number);
  for (let tries = 0; tries < 24; tries += 1) {
    const found = day(String(year), parts[2] ?? String(month), parts[1]);
    if (found && found <= today) return found;
    if (parts[2]) year -= 1;
    else if (month === 1) [year, month] = [year - 1, 12];
    else month -= 1;
  }
  return null;
}

function day(year, month, date) {
  const text = `${year}-${pad(month)}-${pad(date)}`;
  const found = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(found.valueOf()) && found.toISOString().startsWith(text) ? text : null;
}

// Gives what was typed into a field of this kind in its canonical text, or null when it cannot be read.
export function canonical(kind, text, today) {
  if (kind === "text" || kind === "photo") return text.trim() || null;
  if (kind === "date") return dateText(text, today);
  if (kind === "time") return timeText(text);
  if (kind === "duration") return minutesText(text);
  if (["integer", "decimal", "tally", "scale"].includes(kind)) return numberText(text);
  return text || null;
}
