// The lock of the phone: opened by the passphrase, slower with every wrong one, closed by itself after a while.

import { newLock, openLock } from "./seal.js";
import { LOCK } from "./store.js";

export const SHORTEST = 10;
export const IDLE = 10 * 60_000;
export const HIDDEN = 2 * 60_000;
const FREE_TRIES = 3;
const LONGEST_WAIT = 15 * 60_000;

// How long to wait after so many wrong passphrases in a row, in milliseconds.
export function waitAfter(tries) {
  return tries < FREE_TRIES ? 0 : Math.min(LONGEST_WAIT, 1000 * 2 ** (tries - FREE_TRIES + 1));
}

export async function lockOf(store) {
  return (await store.get(LOCK, LOCK)) ?? null;
}

export async function makeLock(store, passphrase, device, rounds) {
  const { lock, keys } = await newLock(passphrase, rounds);
  await store.write([["put", LOCK, { ...lock, device, tries: 0, until: 0 }, LOCK]]);
  return keys;
}

// Gives the keys, or how long to wait. A try is counted before it is made: closing the page gives none back.
export async function tryLock(store, passphrase, now = Date.now()) {
  const lock = await lockOf(store);
  // A clock set back must not lock for longer than the longest wait.
  const left = Math.min(lock.until - now, LONGEST_WAIT);
  if (left > 0) return { keys: null, wait: left };
  const tries = lock.tries + 1;
  const counted = { ...lock, tries, until: now + waitAfter(tries) };
  await store.write([["put", LOCK, counted, LOCK]]);
  const keys = await openLock(lock, passphrase);
  if (keys) await store.write([["put", LOCK, { ...lock, tries: 0, until: 0 }, LOCK]]);
  return { keys, wait: keys ? 0 : waitAfter(tries) };
}

// Calls `close` when nothing was touched for a while, or the page was out of sight for long.
export function watch(close) {
  let touched = Date.now();
  let hidden = null;
  const touch = () => {
    touched = Date.now();
  };
  const look = () => {
    const away = hidden !== null && Date.now() - hidden >= HIDDEN;
    if (away || Date.now() - touched >= IDLE) close();
  };
  const turn = () => {
    if (document.hidden) {
      hidden = Date.now();
    } else {
      look();
      hidden = null;
    }
  };
  const kinds = ["pointerdown", "keydown", "input"];
  for (const kind of kinds) addEventListener(kind, touch, { capture: true, passive: true });
  document.addEventListener("visibilitychange", turn);
  const clock = setInterval(look, 15_000);
  return () => {
    clearInterval(clock);
    for (const kind of kinds) removeEventListener(kind, touch, { capture: true });
    document.removeEventListener("visibilitychange", turn);
  };
}
