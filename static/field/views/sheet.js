// The checklist on the phone: the blank form that was taken along, filled by the same module as the page of a sheet.
// Answers, rows and photos are kept here and queued as they are given.

import { put } from "../../answers.js";
import { Filling } from "../../filling.js";
import { canonical } from "../../typed.js";
import { field, form as formOf, h, notice } from "../dom.js";
import { pictureOf } from "../picture.js";
import { spoken, t } from "../words.js";

const FOLLOWED = { "visit.held_today": "held_today", "visit.alone": "alone", "visit.in_groups": "in_groups" };

export async function sheetView(app, { id, language = null }) {
  const visit = await app.session.visit(id);
  if (!visit.form) return [h("h1", {}, t("checklist")), notice("notice-due", t("no_checklist"))];
  const wanted = language ?? (visit.form.languages.includes(spoken()) ? spoken() : "en");
  const page = await app.session.book.get(`form ${id} ${wanted}`);
  const form = h("form", { class: "sheet", lang: wanted, novalidate: true, autocomplete: "off", "data-mount": "", onsubmit: (event) => event.preventDefault() });
  form.append(drawn(page.html));
  form.addEventListener("mount", () => mount(app, visit, form, page, wanted), { once: true });
  return [
    h("h1", {}, page.title),
    h("div", { class: "sheet-top" }, jump(app), tongues(app, visit, id, wanted)),
    form,
  ];
}

// One section open at a time on a phone: all of them at once are slow to draw and long to scroll.
function drawn(html) {
  const made = document.createElement("template");
  made.innerHTML = html;
  const sections = [...made.content.querySelectorAll("details.section")];
  const first = sections.find((section) => section.querySelector(".item[data-key]"));
  for (const section of sections) section.open = section === first;
  return made.content;
}

function tongues(app, visit, id, wanted) {
  const names = new Intl.DisplayNames([spoken()], { type: "language", fallback: "code" });
  const change = (event) => app.redraw(sheetView, { id, language: event.target.value });
  return h(
    "label",
    {},
    h("span", { class: "hidden" }, t("asked_in")),
    h("select", { autocomplete: "off", onchange: change }, visit.form.languages.map((code) => h("option", { value: code, selected: code === wanted }, names.of(code)))),
  );
}

function jump(app) {
  const code = field(t("go_to"), { placeholder: "E1" });
  code.control.id = "jump";
  Object.assign(code.place.querySelector("label"), { htmlFor: "jump", className: "hidden" });
  const go = () => {
    const found = app.filling?.goTo(code.value.toUpperCase());
    code.wrong(found ? "" : t("no_code"));
    if (found) code.control.value = "";
  };
  const made = formOf(go, code.place, h("button", { class: "button" }, t("go_to")));
  made.className = "jump";
  return made;
}

async function mount(app, visit, form, page, language) {
  const kept = await app.session.book.group(`sheet ${visit.visit}`);
  if (!form.isConnected) return;
  refusals(form, visit);
  const rows = kept.filter((each) => each.kind === "row" && !each.dropped).map((each) => ({ ...each, answers: {} }));
  const known = new Map(rows.map((row) => [row.id, row]));
  for (const { kind, place, answer } of kept) {
    if (kind !== "answer") continue;
    if (answer.row) {
      if (known.has(answer.row)) known.get(answer.row).answers[answer.key] = answer;
    } else {
      const item = form.querySelector(`.item[data-place="${place}"]`);
      if (!item) continue;
      put(item, answer);
      item.querySelector("[data-denial-of]").hidden = answer.absence !== "not_allowed";
    }
  }
  const before = (await app.session.book.get(`before ${visit.visit}`))?.[language] ?? {};
  const ended = new AbortController();
  app.leaving(() => ended.abort());
  const rules = { ...JSON.parse(page.rules), today: app.session.local(visit.zone).day };
  const send = new Keeping(app.session, visit, before, kept, rules);
  for (const [key, from] of Object.entries(visit.form.follows)) {
    const value = visit.spot.heads?.[FOLLOWED[from]];
    if (value !== undefined && value !== null) rules.followed[key] = { value: String(value), absence: null };
  }
  const filling = new Filling(form, {
    rules,
    rows,
    send,
    options: { goesOn: false, area: () => {}, jump: () => document.getElementById("jump").focus(), open: () => {}, signal: ended.signal },
  });
  app.filling = filling;
  drawRows(filling, form, rows);
  send.told = (place) => filling.kept.get(place);
  pictures(app.session, form);
  for (const { entry, refused } of await app.session.outbox.list()) {
    const item = refused && entry.sheet === visit.sheet && form.querySelector(`.item[data-place="${placeOf(entry)}"] [data-error]`);
    if (item) item.textContent = refused.words;
  }
  form.dataset.ready = "";
}

const placeOf = ({ key, row }) => (row ? `${key}@${row}` : key);

// The refusals of this visit that this phone knows of can be named by what was not allowed, in rows still to come too.
function refusals(form, visit) {
  const places = [form, ...[...form.querySelectorAll("template")].map((each) => each.content)];
  for (const select of places.flatMap((place) => [...place.querySelectorAll("[data-denial-of] select")])) {
    select.append(...visit.spot.denials.map(({ id, label }) => h("option", { value: id }, label)));
  }
}

// Lines of rows are drawn when their section is first opened.
function drawRows(filling, form, rows) {
  for (const block of form.querySelectorAll("[data-block]")) {
    const mine = rows.filter((row) => row.block === block.dataset.block);
    if (mine.length === 0) continue;
    const draw = () => filling.blocks.stand(block.dataset.block, mine.map((row) => row.id));
    const section = block.closest("details");
    if (section.open) draw();
    else section.addEventListener("toggle", draw, { once: true });
  }
}

// Photos are shown small, from the phone: their address on the server may not answer.
function pictures(session, form) {
  form.addEventListener(
    "error",
    async (event) => {
      const id = /\/photos\/([0-9a-f-]{36})$/.exec(event.target.src ?? "")?.[1];
      const kept = id && (await session.book.get(`thumb ${id}`));
      if (kept) event.target.src = kept.picture;
    },
    true,
  );
  form.addEventListener("click", (event) => {
    if (event.target.closest('a[href^="/"]')) event.preventDefault();
  });
}

// Where answers go: into the phone and into the queue, a row with the first thing said in it.
class Keeping {
  constructor(session, visit, before, kept, rules) {
    Object.assign(this, { session, visit, before, rules });
    this.waiting = new Map();
    session.outbox.onrefused = (id, words) => this.waiting.get(id)?.(words);
    const rows = kept.filter((each) => each.kind === "row");
    this.known = new Set(rows.map((each) => each.id));
    this.unborn = new Map(rows.filter((each) => !each.begun).map((each) => [each.id, each.block]));
    this.group = `sheet ${visit.visit}`;
  }

  #entry(said) {
    return this.session.entry({ sheet: this.visit.sheet, ...said }, this.visit.visit);
  }

  // The row itself, if nothing was said in it before: [entries, steps].
  #born(row) {
    if (!this.unborn.has(row)) return [[], []];
    const block = this.unborn.get(row);
    this.unborn.delete(row);
    this.known.add(row);
    return [[this.#entry({ type: "row", block, id: row })], [this.#row(row, block)]];
  }

  #row(id, block, { dropped = false, begun = true } = {}) {
    return this.session.book.put(`row ${id}`, { kind: "row", id, block, dropped, begun }, this.group);
  }

  #keep(place, answer) {
    return this.session.book.put(`answer ${this.visit.visit} ${place}`, { kind: "answer", place, answer }, this.group);
  }

  async answer(place, body, done, refused) {
    if (body.value !== null && canonical(this.rules.items[body.key].kind, body.value, this.rules.today) === null) {
      this.hold(place);
      refused(t("unreadable"));
      return;
    }
    const [entries, steps] = this.#born(body.row);
    const answer = this.#entry({ type: "answer", edition: this.visit.form.hash, observed_at: this.session.now(), ...body });
    steps.push(this.#keep(place, body));
    this.waiting.set(answer.id, refused);
    // A corrected answer takes the place of one that the server refused.
    const same = (entry) => entry.type === "answer" && entry.sheet === this.visit.sheet && placeOf(entry) === place;
    steps.push(...(await this.session.outbox.refusals(same)));
    try {
      await this.session.write([...entries, answer], steps);
      done({ before: this.before[body.key] ? t("before_record", { said: this.before[body.key] }) : "" });
    } catch {
      refused(t("storeless"));
    }
  }

  // What a rule speaks against is not sent, but not lost either when the page locks.
  hold(place) {
    const answer = this.told(place);
    const steps = [this.#keep(place, answer)];
    if (this.unborn.has(answer.row)) steps.push(this.#row(answer.row, this.unborn.get(answer.row), { begun: false }));
    this.session.write([], steps);
  }

  born(row, block) {
    if (!this.known.has(row)) this.unborn.set(row, block);
  }

  drop(row, reason) {
    return this.#stand(row, true, { type: "drop", row, reason });
  }

  restore(row) {
    return this.#stand(row, false, { type: "restore", row });
  }

  // The server is told of no row that nothing was said in.
  async #stand(row, dropped, entry) {
    const begun = !this.unborn.has(row);
    const block = this.unborn.get(row) ?? (await this.session.book.get(`row ${row}`)).block;
    await this.session.write(begun ? [this.#entry(entry)] : [], [this.#row(row, block, { dropped, begun })]);
  }

  // Called by itself, away from this object.
  photo = async (item, id, file, done, refused) => {
    const { key, row = null } = item.dataset;
    const picture = await pictureOf(file);
    if (!picture) {
      refused(t("photo_large"));
      return;
    }
    const { book } = this.session;
    const [entries, steps] = this.#born(row);
    steps.push(book.putBytes(`photo ${id}`, picture.bytes, `photos ${this.visit.visit}`));
    steps.push(book.put(`thumb ${id}`, { kind: "thumb", picture: picture.small }, this.group));
    await this.session.write([...entries, this.#entry({ type: "photo", id, key, row })], steps, { [id]: picture.bytes });
    done({});
  };
}
