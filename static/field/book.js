// The sealed things of the phone by their names, and the queue of what is not yet sent beside them: both are written in one
// transaction, so that what one sees on the page is what will be sent.

import { marked, seal, sealBytes, unseal, unsealBytes } from "./seal.js";
import { QUEUE, THINGS } from "./store.js";

export class Book {
  constructor(store, keys) {
    this.store = store;
    this.keys = keys;
  }

  // A step that keeps a value under a name; things of one group are read and forgotten together.
  put(name, value, group = "") {
    return this.#put(seal, name, value, group);
  }

  putBytes(name, bytes, group) {
    return this.#put(sealBytes, name, bytes, group);
  }

  async #put(sealed, name, value, group) {
    const id = await marked(this.keys, name);
    const box = await sealed(this.keys, `${THINGS} ${id}`, value);
    return ["put", THINGS, { id, group: await marked(this.keys, `group ${group}`), box }];
  }

  async drop(name) {
    return ["delete", THINGS, await marked(this.keys, name)];
  }

  async forget(group) {
    return ["forget", await marked(this.keys, `group ${group}`)];
  }

  get(name) {
    return this.#get(unseal, name);
  }

  getBytes(name) {
    return this.#get(unsealBytes, name);
  }

  async #get(opened, name) {
    const id = await marked(this.keys, name);
    const found = await this.store.get(THINGS, id);
    return found ? opened(this.keys, `${THINGS} ${id}`, found.box) : null;
  }

  async group(group) {
    const found = await this.store.group(await marked(this.keys, `group ${group}`));
    return Promise.all(found.map(({ id, box }) => unseal(this.keys, `${THINGS} ${id}`, box)));
  }

  // A step that puts an entry at the end of the queue. The copy is sealed for a coordinator: {for, box}.
  async queue(entry, copy) {
    const box = await seal(this.keys, `${QUEUE} ${entry.id}`, { entry, refused: null });
    return ["add", QUEUE, { id: entry.id, box, copy }];
  }

  // Everything not yet sent, in its order: {seq, entry, refused, copy}.
  async queued() {
    const found = await this.store.all(QUEUE);
    return Promise.all(
      found.map(async ({ seq, id, box, copy }) => ({ seq, copy, ...(await unseal(this.keys, `${QUEUE} ${id}`, box)) })),
    );
  }

  // A step that notes why an entry was refused, or null to try it again.
  async mark({ seq, entry, copy }, refused) {
    const box = await seal(this.keys, `${QUEUE} ${entry.id}`, { entry, refused });
    return ["put", QUEUE, { seq, id: entry.id, box, copy }];
  }

  write(steps) {
    return this.store.write(steps);
  }
}
