// Keeps the shell of the page so that it opens without a network: the list above it, and never anything else. No page that
// stands behind a sign-in goes through here, and nothing is added while people work. A newer worker waits until no page of
// the older one is open, or until somebody says so.

const KEPT = `shell-${SHELL.version}`;

// The page names its version: while the server is being renewed, pieces of two versions are not mixed.
async function fetched(address) {
  const answer = await fetch(address, { cache: "no-cache", credentials: "omit" });
  if (!answer.ok) throw new Error(`no ${address}`);
  if (address === "/field" && !(await answer.clone().text()).includes(`data-version="${SHELL.version}"`)) {
    throw new Error("another version");
  }
  return [address, answer];
}

async function keep() {
  const all = await Promise.all(SHELL.files.map(fetched));
  const cache = await caches.open(KEPT);
  await Promise.all(all.map(([address, answer]) => cache.put(address, answer)));
}

async function forgetOthers() {
  for (const name of await caches.keys()) {
    if (name.startsWith("shell-") && name !== KEPT) await caches.delete(name);
  }
}

async function kept(address, request) {
  const cache = await caches.open(KEPT);
  return (await cache.match(address)) ?? fetch(request);
}

self.addEventListener("install", (event) => event.waitUntil(keep()));

self.addEventListener("activate", (event) => event.waitUntil(forgetOthers()));

self.addEventListener("message", (event) => {
  if (event.data === "take over") self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== location.origin) return;
  if (SHELL.files.includes(address.pathname)) event.respondWith(kept(address.pathname, request));
});
