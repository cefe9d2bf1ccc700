// Cryptography of the phone, all of it here. A random key seals everything; the passphrase wraps that key and is kept
// nowhere. A file for a coordinator is sealed to the public key of an organisation (kit/crypto.py opens it).

export const ROUNDS = 600_000;
const BOX = new TextEncoder().encode("sealed box 1");
const NONCE = 12;

const bytesOf = (text) => new TextEncoder().encode(text);
const random = (size) => crypto.getRandomValues(new Uint8Array(size));

function joined(...parts) {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

export function toText(bytes) {
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

export function fromText(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

async function encrypt(key, plain, place) {
  const iv = random(NONCE);
  const body = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: place }, key, plain);
  return joined(iv, new Uint8Array(body));
}

async function decrypt(key, box, place) {
  const made = { name: "AES-GCM", iv: box.subarray(0, NONCE), additionalData: place };
  return new Uint8Array(await crypto.subtle.decrypt(made, key, box.subarray(NONCE)));
}

async function wrapping(passphrase, salt, rounds) {
  const typed = await crypto.subtle.importKey("raw", bytesOf(passphrase.normalize("NFC")), "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds };
  return crypto.subtle.deriveKey(how, typed, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

// The keys in use: one seals, one turns names into marks that tell nothing.
async function keysOf(secret) {
  const root = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"]);
  const how = (info) => ({ name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: bytesOf(info) });
  return {
    box: await crypto.subtle.deriveKey(how("box"), root, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]),
    mark: await crypto.subtle.deriveKey(how("mark"), root, { name: "HMAC", hash: "SHA-256", length: 256 }, false, ["sign"]),
  };
}

// Makes a new random key and the lock that keeps it: what is stored in the clear.
export async function newLock(passphrase, rounds = ROUNDS) {
  const [secret, salt] = [random(32), random(16)];
  const wrapped = await encrypt(await wrapping(passphrase, salt, rounds), secret, BOX);
  const keys = await keysOf(secret);
  secret.fill(0);
  return { lock: { salt, rounds, wrapped }, keys };
}

// Gives the keys, or null for a wrong passphrase.
export async function openLock(lock, passphrase) {
  try {
    const secret = await decrypt(await wrapping(passphrase, lock.salt, lock.rounds), lock.wrapped, BOX);
    const keys = await keysOf(secret);
    secret.fill(0);
    return keys;
  } catch {
    return null;
  }
}

// Gives the mark under which a thing is kept: the same for the same name, and telling nothing of it.
export async function marked(keys, name) {
  const mark = new Uint8Array(await crypto.subtle.sign("HMAC", keys.mark, bytesOf(name)));
  return [...mark.subarray(0, 16)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// Seals a value for one place; moved elsewhere it does not open.
export async function seal(keys, place, value) {
  return encrypt(keys.box, bytesOf(JSON.stringify(value)), bytesOf(place));
}

export async function unseal(keys, place, box) {
  return JSON.parse(new TextDecoder().decode(await decrypt(keys.box, box, bytesOf(place))));
}

export const sealBytes = (keys, place, bytes) => encrypt(keys.box, bytes, bytesOf(place));

export const unsealBytes = (keys, place, box) => decrypt(keys.box, box, bytesOf(place));

// Seals bytes so that only the organisation with the private key opens them.
export async function sealFor(publicKey, bytes) {
  const curve = { name: "ECDH", namedCurve: "P-256" };
  const theirs = fromText(publicKey);
  const once = await crypto.subtle.generateKey(curve, false, ["deriveBits"]);
  const point = new Uint8Array(await crypto.subtle.exportKey("raw", once.publicKey));
  const known = await crypto.subtle.importKey("raw", theirs, curve, false, []);
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: known }, once.privateKey, 256);
  const root = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const how = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: joined(BOX, point, theirs) };
  const key = await crypto.subtle.deriveKey(how, root, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
  return joined(point, await encrypt(key, bytes, BOX));
}
