// An unlocked phone: whose it is, its visits, and the one way in which anything is written: kept here and queued at once.

import { newId } from "../save.js";
import { Book } from "./book.js";
import { sealedCopy } from "./file.js";
import { Outbox } from "./outbox.js";
import { post } from "./sync.js";
import { instantOf, localParts } from "./words.js";

export class Session {
  static async open(store, keys, device, told) {
    const session = new Session();
    Object.assign(session, { store, device, book: new Book(store, keys) });
    session.me = await session.book.get("me");
    session.outbox = new Outbox(session.book, device, (entry, bytes) => session.#sealed(entry, bytes), told);
    return session;
  }

  close() {
    this.outbox.close();
  }

  // Learns whose the phone is, with a network; gives how it went.
  async setUp(name) {
    const answer = await post("/field/set-up", { device: this.device, name });
    if (answer.how !== "kept") return answer;
    const { now, ...said } = answer.said;
    this.me = { ...this.me, ...said, clock: Date.parse(now) - Date.now() };
    await this.book.write([await this.book.put("me", this.me)]);
    return answer;
  }

  async keepClock(now) {
    const clock = Date.parse(now) - Date.now();
    if (!this.me || Math.abs(clock - this.me.clock) < 2000) return;
    this.me = { ...this.me, clock };
    await this.book.write([await this.book.put("me", this.me)]);
  }

  // The instant it is now by the server's clock, as far as it is known.
  now() {
    return new Date(Date.now() + (this.me?.clock ?? 0)).toISOString();
  }

  local(zone) {
    return localParts(new Date(this.now()), zone);
  }

  at(day, time, zone) {
    return instantOf(day, time, zone).toISOString();
  }

  async visits() {
    const found = await this.book.group("visits");
    return found.sort((one, two) => one.first_day.localeCompare(two.first_day) || one.visit.localeCompare(two.visit));
  }

  async visit(id) {
    return this.book.get(`visit ${id}`);
  }

  // Takes a visit along; what was written about it before stays.
  async takeAlong(id, history) {
    const answer = await post(`/visits/${id}/along`, { device: this.device, history });
    if (answer.how !== "kept") return answer;
    const { form, before, ...visit } = answer.said;
    const standing = await this.visit(id);
    const lead = visit.team.find((mate) => mate.role === "lead")?.account ?? null;
    const kept = {
      spot: { admissions: {}, stages: {}, heads: null, denials: [] },
      ...standing, ...visit, lead,
      form: form && { hash: form.hash, codes: form.codes, follows: form.follows, languages: Object.keys(form.pages) },
    };
    const steps = [await this.book.put(`visit ${id}`, kept, "visits")];
    for (const [language, page] of Object.entries(form?.pages ?? {})) {
      steps.push(await this.book.put(`form ${id} ${language}`, page, `visit ${id}`));
    }
    steps.push(before ? await this.book.put(`before ${id}`, before, `visit ${id}`) : await this.book.drop(`before ${id}`));
    await this.book.write(steps);
    return answer;
  }

  async unsentOf(id) {
    return (await this.outbox.list()).filter(({ entry }) => entry.visit === id).length;
  }

  // Removes a visit from the phone, unless something of it is not yet sent.
  async giveBack(id) {
    if ((await this.unsentOf(id)) > 0) return false;
    const groups = [`visit ${id}`, `sheet ${id}`, `photos ${id}`];
    await this.book.write([await this.book.drop(`visit ${id}`), ...(await Promise.all(groups.map((each) => this.book.forget(each))))]);
    post(`/visits/${id}/along/back`, { device: this.device });
    return true;
  }

  // Writes what happened on the spot of a visit: `change` alters what is kept, the entries go to the server.
  async onTheSpot(id, entries, change) {
    await navigator.locks.request(`spot ${id}`, async () => {
      const visit = await this.visit(id);
      change(visit);
      await this.outbox.add(entries.map((each) => this.entry(each, id)), [await this.book.put(`visit ${id}`, visit, "visits")]);
    });
  }

  // Keeps entries with what they change on the phone; steps may still be on their way.
  write(entries, steps = [], bytes = {}) {
    return this.outbox.add(entries, steps, bytes);
  }

  entry(said, visit) {
    return { id: newId(), ...(visit ? { visit } : {}), ...said };
  }

  // Entries of a visit are sealed for the organisation that planned it, all others for one's own.
  async #sealed(entry, bytes = null) {
    const visit = entry.visit ? await this.visit(entry.visit) : null;
    return sealedCopy(visit?.key ?? this.me.key, this.me.account, entry, bytes);
  }
}
