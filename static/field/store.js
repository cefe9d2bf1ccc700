// What the phone keeps, in IndexedDB: the lock in the clear, everything else sealed before a transaction opens; nothing
// else is ever awaited inside one. Names of the stores and marks of the things tell nothing.

const NAME = "notes";
export const LOCK = "lock";
export const THINGS = "things";
export const QUEUE = "queue";

function done(asked) {
  return new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

export class Store {
  static async open() {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore(LOCK);
      asked.result.createObjectStore(THINGS, { keyPath: "id" }).createIndex("group", "group");
      asked.result.createObjectStore(QUEUE, { keyPath: "seq", autoIncrement: true }).createIndex("id", "id", { unique: true });
    };
    return new Store(await done(asked));
  }

  constructor(base) {
    this.base = base;
    // Another tab wipes the phone: this one lets go.
    base.onversionchange = () => {
      base.close();
      this.gone?.();
    };
  }

  get(store, key) {
    return done(this.base.transaction(store).objectStore(store).get(key));
  }

  all(store) {
    return done(this.base.transaction(store).objectStore(store).getAll());
  }

  group(group) {
    return done(this.base.transaction(THINGS).objectStore(THINGS).index("group").getAll(group));
  }

  count(store) {
    return done(this.base.transaction(store).objectStore(store).count());
  }

  // Does all steps or none: ["put", store, value, key], ["add", …], ["delete", store, key], ["forget", group],
  // ["unqueue", id] or ["clear", store]; what was unqueued already is passed over.
  async write(steps) {
    const writing = this.base.transaction([LOCK, THINGS, QUEUE], "readwrite", { durability: "strict" });
    const finished = new Promise((resolve, reject) => {
      writing.oncomplete = resolve;
      writing.onerror = () => reject(writing.error);
      writing.onabort = () => reject(writing.error);
    });
    for (const [verb, ...rest] of steps) this.#step(writing, verb, rest);
    return finished;
  }

  #step(writing, verb, [store, value, key]) {
    if (verb === "clear") writing.objectStore(store).clear();
    else if (verb === "put") writing.objectStore(store).put(value, key);
    else if (verb === "add") writing.objectStore(store).add(value);
    else if (verb === "delete") writing.objectStore(store).delete(value);
    else if (verb === "forget") each(writing.objectStore(THINGS).index("group").openCursor(store));
    else if (verb === "unqueue") each(writing.objectStore(QUEUE).index("id").openCursor(store));
    else throw new Error(verb);
  }
}

function each(asked) {
  asked.onsuccess = () => {
    if (!asked.result) return;
    asked.result.delete();
    asked.result.continue();
  };
}

// Removes everything this page keeps in the browser, the page itself included.
export async function wipe(store) {
  // Emptied first: a tab asleep in the background may hold up the removal itself, which then follows when it wakes.
  await store.write([LOCK, THINGS, QUEUE].map((name) => ["clear", name]));
  store.base.close();
  const removed = indexedDB.deleteDatabase(NAME);
  await Promise.race([done(removed), new Promise((resolve) => (removed.onblocked = resolve))]);
  for (const name of await caches.keys()) await caches.delete(name);
  for (const worker of await navigator.serviceWorker.getRegistrations()) await worker.unregister();
  localStorage.clear();
  sessionStorage.clear();
}
