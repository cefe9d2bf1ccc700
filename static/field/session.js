// An unlocked phone: whose it is, its visits, and the one way in which anything is written: kept here and queued at once.

import { newId } from "../ids.js";
import { Book } from "./book.js";
import { sealedCopy } from "./file.js";
import { Outbox } from "./outbox.js";
import { post } from "./sync.js";
import { instantOf, localParts, spoken } from "./words.js";

const KEPT_OUT = new Set(["refused", "withdrew_protest"]);

// Who of the team was kept out, as far as this phone knows.
export const keptOut = ({ team, spot }) => team.filter((mate) => KEPT_OUT.has(spot.admissions[mate.account]?.status));

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

  // Notes whose the phone is and what the server's clock says, or what was chosen here.
  async know({ now, ...said }) {
    this.me = { ...this.me, ...said };
    if (now) this.me.clock = Date.parse(now) - Date.now();
    await this.book.write([await this.book.put("me", this.me)]);
  }

  async keepClock(now) {
    if (this.me && Math.abs(Date.parse(now) - Date.now() - this.me.clock) >= 2000) await this.know({ now });
  }

  // The vocabularies of gate and refusal in the language chosen here.
  get words() {
    return this.me.words[spoken()] ?? this.me.words.en;
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

  // Takes a visit along, with what the server now says of its owner; what was written about it before stays.
  async takeAlong(id, history) {
    const whose = await post("/field/set-up", { device: this.device });
    if (whose.how !== "kept") return whose;
    await this.know(whose.said);
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
