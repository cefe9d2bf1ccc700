// The sealed file: everything not yet sent, each entry sealed for the organisation whose it is. The copies are made when
// something is written, so that the file can be saved even by who has forgotten the passphrase.

import { sealFor, toText } from "./seal.js";
import { QUEUE } from "./store.js";

// Seals an entry for a coordinator; a photo goes with its bytes.
export async function sealedCopy(key, author, entry, bytes = null) {
  const whole = bytes ? { ...entry, data: toText(bytes) } : entry;
  return { for: key.name, box: await sealFor(key.public, new TextEncoder().encode(JSON.stringify({ author, entry: whole }))) };
}

// Gives the file's text, or null when everything is sent.
export async function fileText(store) {
  const copies = (await store.all(QUEUE)).map(({ copy }) => ({ for: copy.for, box: toText(copy.box) }));
  return copies.length > 0 ? JSON.stringify({ notes: 1, boxes: copies }) : null;
}

// Hands the file to the browser to save; gives whether there was anything.
export async function saveFile(store) {
  const text = await fileText(store);
  if (text === null) return false;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/octet-stream" }));
  link.download = `notes-${new Date().toISOString().slice(0, 10)}.sealed`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  return true;
}
