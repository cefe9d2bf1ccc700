// Sends answers as they are given, one after another. What the server has not acknowledged stays here, in memory only,
// and is sent again under the same id until it answers: an answer is kept exactly once.

import { newId } from "./ids.js";

const PATIENCE = [1000, 2000, 4000, 8000, 15000];

export class Sender {
  // `request` makes [address, method, body] of a job {id, key, body}, anew for each try; `told` hears "saving", "saved",
  // "unsaved" with the trouble.
  constructor(request, told) {
    this.request = request;
    this.told = told;
    this.waiting = new Map();
    this.sending = null;
    this.tries = 0;
    this.refused = new Set();
    addEventListener("online", () => this.#again());
  }

  get pending() {
    return this.waiting.size > 0 || this.sending !== null;
  }

  // The latest word on an item replaces one that was never sent; one under way is finished first.
  give(key, body, done, refused) {
    this.waiting.delete(key);
    this.waiting.set(key, { key, id: newId(), body, done, refused });
    this.refused.delete(key);
    this.told("saving", "");
    if (this.sending === null) this.#next();
  }

  // What the page itself refuses is not sent, and not saved either.
  hold(key) {
    this.waiting.delete(key);
    this.refused.add(key);
    if (!this.pending) this.told("unsaved", "");
  }

  // What is no longer on the page is not sent, and what was refused there keeps nothing open. Gives the jobs that waited.
  forget(test) {
    const jobs = [...this.waiting.values()].filter(({ key }) => test(key));
    for (const { key } of jobs) this.waiting.delete(key);
    for (const key of this.refused) if (test(key)) this.refused.delete(key);
    return jobs;
  }

  #next() {
    const [first] = this.waiting.values();
    if (first === undefined) {
      this.told(this.refused.size > 0 ? "unsaved" : "saved", "");
      return;
    }
    this.waiting.delete(first.key);
    this.sending = first;
    this.#send();
  }

  async #send() {
    const job = this.sending;
    let answer = null;
    try {
      const [address, method, body] = this.request(job);
      const type = body instanceof Blob ? body.type : "application/json";
      answer = await fetch(address, {
        method,
        headers: { "content-type": type, accept: "application/json" },
        body: body instanceof Blob ? body : JSON.stringify(body),
        credentials: "same-origin",
      });
    } catch {
      return this.#later("offline");
    }
    if (answer.status === 401) return this.#later("signed-out");
    if (answer.status >= 500 || answer.status === 429) return this.#later("offline");
    const said = await answer.json().catch(() => null);
    if (said === null) return this.#later("offline");
    this.sending = null;
    this.tries = 0;
    if (answer.ok) {
      this.refused.delete(job.key);
      job.done(said, job);
    } else if (!this.waiting.has(job.key)) {
      this.refused.add(job.key);
      job.refused(said.fields?.[job.key] ?? Object.values(said.fields ?? {})[0] ?? said.title ?? "");
    }
    this.#next();
  }

  #later(trouble) {
    this.told("unsaved", trouble);
    const wait = PATIENCE[Math.min(this.tries, PATIENCE.length - 1)];
    this.tries += 1;
    this.timer = setTimeout(() => this.#send(), wait);
  }

  #again() {
    if (this.sending === null || this.timer === undefined) return;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.tries = 0;
    this.#send();
  }
}
