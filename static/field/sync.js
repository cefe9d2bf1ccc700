// Speaking with the server: each answer is one of few words, so that whoever asked knows what to keep and what to say.

const FEW = 200;
const LARGEST = 500_000;

async function asked(address, method, body, type) {
  let answer;
  try {
    const headers = { "content-type": type, accept: "application/json" };
    answer = await fetch(address, { method, headers, body, credentials: "same-origin", cache: "no-store" });
  } catch {
    return { how: "offline" };
  }
  const said = await answer.json().catch(() => null);
  if (answer.ok) return said === null ? { how: "offline" } : { how: "kept", said };
  if (answer.status >= 500 || answer.status === 429 || said === null) return { how: "offline" };
  return { how: worded(answer.status, said.type), said: { code: said.type ?? "", words: said.title ?? "" } };
}

function worded(status, type) {
  if (status === 401) return "signed_out";
  if (type === "about:device-ended") return "ended";
  if (type === "about:anothers-device") return "another";
  return "refused";
}

export const post = (address, body) => asked(address, "POST", JSON.stringify(body), "application/json");

// Takes from the front of the queue what goes in one request: a photo alone, or entries up to a size.
export function nextBatch(waiting) {
  if (waiting[0]?.entry.type === "photo") return [waiting[0]];
  const batch = [];
  let size = 0;
  for (const each of waiting) {
    size += JSON.stringify(each.entry).length;
    if (each.entry.type === "photo" || batch.length >= FEW || (batch.length > 0 && size > LARGEST)) break;
    batch.push(each);
  }
  return batch;
}

// Sends a batch. Gives {how} for all of it, or {how: "kept", results: Map(id -> null or {code, words})}.
export async function send(device, batch, photoOf) {
  const [{ entry: first }] = batch;
  if (first.type === "photo") return sendPhoto(device, first, await photoOf(first.id));
  const answer = await post("/field/sync", { device, entries: batch.map((each) => each.entry) });
  if (answer.how === "refused" && batch.length === 1) return only(first.id, answer.said);
  if (answer.how !== "kept") return answer.how === "refused" ? { how: "split" } : answer;
  const refusals = ({ id, kept, code, said }) => [id, kept ? null : { code: `about:${code}`, words: said }];
  return { how: "kept", results: new Map(answer.said.results.map(refusals)) };
}

async function sendPhoto(device, entry, bytes) {
  if (bytes === null) return only(entry.id, { code: "about:no-photo", words: "" });
  const query = new URLSearchParams({ device, visit: entry.visit, sheet: entry.sheet, key: entry.key });
  if (entry.row) query.set("row", entry.row);
  const answer = await asked(`/field/sync/photos/${entry.id}?${query}`, "PUT", bytes, "application/octet-stream");
  if (answer.how === "kept") return only(entry.id, null);
  return answer.how === "refused" ? only(entry.id, answer.said) : answer;
}

const only = (id, said) => ({ how: "kept", results: new Map([[id, said]]) });
