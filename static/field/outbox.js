// The queue of what is not yet sent: in its order, one tab at a time, tried again by itself with growing pauses. An entry
// leaves the queue only when the server said that it is durable; what is refused stays, with the reason.

import { nextBatch, send } from "./sync.js";

const PATIENCE = [2_000, 5_000, 15_000, 60_000];
const ALONE = "outbox";

export class Outbox {
  // `told({how, left})` hears "sending", "sent", or what stands in the way: "offline", "signed_out", "another", "ended".
  // `sealed(entry)` makes the copy that a coordinator can open.
  constructor(book, device, sealed, told) {
    Object.assign(this, { book, device, sealed, told });
    this.tries = 0;
    this.timer = null;
    this.running = null;
    this.how = "sent";
    this.again = () => this.run();
    addEventListener("online", this.again);
  }

  close() {
    clearTimeout(this.timer);
    removeEventListener("online", this.again);
    this.told = () => {};
    this.closed = true;
  }

  // Keeps what was done and queues what it means for the server, in one transaction.
  // One after another, so that the later word on a thing is the last; `bytes` gives photos by their id.
  add(entries, steps = [], bytes = {}) {
    const kept = (this.last ?? Promise.resolve()).then(() => this.#add(entries, steps, bytes));
    this.last = kept.catch(() => null);
    return kept;
  }

  async #add(entries, steps, bytes) {
    const queued = [];
    for (const entry of entries) queued.push(await this.book.queue(entry, await this.sealed(entry, bytes[entry.id])));
    await this.book.write([...(await Promise.all(steps)), ...queued]);
    this.run();
  }

  list() {
    return this.book.queued();
  }

  // Forgets why entries were refused, so that they are tried again.
  async retry() {
    await navigator.locks.request(ALONE, async () => {
      const refused = (await this.list()).filter((each) => each.refused);
      await this.book.write(await Promise.all(refused.map((each) => this.book.mark(each, null))));
    });
    this.tries = 0;
    return this.run();
  }

  // Gives up entries that were refused: they are not on the server, and now not here either.
  async giveUp(test) {
    await this.book.write(await this.refusals(test));
    await this.#tell(this.how);
  }

  // The steps that give up entries that were refused.
  async refusals(test) {
    if (this.refused === 0) return [];
    return (await this.list()).filter((each) => each.refused && test(each.entry)).map(({ entry }) => ["unqueue", entry.id]);
  }

  // Sends until nothing waits or something stands in the way; a call while it runs makes it look once more.
  run() {
    this.wanted = true;
    this.running ??= this.#turns().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  async #turns() {
    while (this.wanted && !this.closed) {
      this.wanted = false;
      clearTimeout(this.timer);
      this.how = await navigator.locks.request(ALONE, () => this.#drain());
      if (this.how !== "sent") this.#later();
    }
    await this.#tell(this.how);
  }

  async #drain() {
    let single = false;
    for (;;) {
      if (this.closed) return "sent";
      const waiting = (await this.list()).filter((each) => !each.refused);
      if (waiting.length === 0) return "sent";
      await this.#tell("sending");
      const batch = single ? waiting.slice(0, 1) : nextBatch(waiting);
      const answer = await send(this.device, batch, (id) => this.book.getBytes(`photo ${id}`));
      if (answer.how === "split") {
        single = true;
        continue;
      }
      if (answer.how !== "kept") return answer.how;
      if (!batch.some((each) => answer.results.has(each.entry.id))) return "offline";
      this.tries = 0;
      await this.#settle(batch, answer.results);
    }
  }

  async #settle(batch, results) {
    const steps = [];
    for (const each of batch) {
      const refused = results.get(each.entry.id);
      if (refused === undefined) continue;
      if (refused) this.onrefused?.(each.entry.id, refused.words);
      if (refused) steps.push(await this.book.mark(each, refused));
      else steps.push(["unqueue", each.entry.id]);
      if (!refused && each.entry.type === "photo") steps.push(await this.book.drop(`photo ${each.entry.id}`));
    }
    await this.book.write(steps);
  }

  #later() {
    if (this.closed || this.how === "ended") return;
    const wait = PATIENCE[Math.min(this.tries, PATIENCE.length - 1)];
    this.tries += 1;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.run(), wait);
  }

  async #tell(how) {
    if (this.closed) return;
    const all = await this.list();
    this.refused = all.filter((each) => each.refused).length;
    this.told({ how, left: all.length, refused: this.refused });
  }
}
