// Filling one sheet: items, rows and photos are given to `send` as they are answered. The page of a sheet and the field
// mode both fill by this; they differ in where an answer goes.

import { absence, clear, complete, given, named, put, read, settle } from "./answers.js";
import { entry, listen, openAround } from "./keys.js";
import { listen as listenPhotos, thumbs } from "./photo.js";
import { Shown } from "./relevance.js";
import { Blocks } from "./rows.js";
import { State } from "./state.js";

const PAUSE = 700;

export class Filling {
  // `rules` and `rows` as the page gives them. `send` has answer(place, body, done, refused), hold(place), born(row, block),
  // drop(row, why, mine), restore(row), photo(item, id, file, done, refused); `options` goesOn, area(item), jump(), open(typed) while typing.
  constructor(form, { rules, rows, send, options }) {
    Object.assign(this, { form, send, options });
    this.state = new State(rules);
    this.shown = new Shown(form, this.state, rules);
    this.kept = new Map();
    this.faults = new Map();
    this.misfits = new Set();
    this.typed = new Set();
    this.last = null;
    for (const item of form.querySelectorAll(".item[data-key]")) this.#know(item);
    for (const row of rows) this.#knowRow(row);
    this.blocks = new Blocks(form, this.#sheet());
    this.reach = reach(rules.items);
    this.#listen();
    for (const item of form.querySelectorAll(".item[data-key]")) thumbs(item);
    this.shown.refresh();
  }

  // Goes to a question by its code, in the row that is open or the first one; false where there is none.
  goTo(code) {
    const item =
      document.getElementById(`i-${code}`) ?? this.form.querySelector(`.item[data-code="${CSS.escape(code)}"]`);
    if (item) {
      if (item.dataset.key) this.#go(item);
      else bring(openAround(item), "center");
      return true;
    }
    const section = document.getElementById(`s-${code.replace(/\d+$/, "")}`);
    if (!section) return false;
    bring(openAround(section), "start");
    const opener = section.querySelector("[data-open]");
    if (!opener || code === section.dataset.letter) {
      (opener ?? section.querySelector("[data-add], .item[data-key] input"))?.focus();
      return true;
    }
    this.blocks.open(opener.closest("[data-row]").dataset.row);
    return this.goTo(code);
  }

  #sheet() {
    return {
      show: (item) => this.#put(item),
      opened: (place) => {
        this.shown.refresh();
        for (const item of place.querySelectorAll(".item[data-key]")) thumbs(item);
      },
      enter: (place) => this.#go(place.querySelector(".item[data-key]:not([hidden])")),
      tally: (row) => this.shown.tally(row),
      said: (key, row) => this.shown.said(key, row),
      born: (row, block) => {
        this.state.addRow(row, block);
        this.send.born(row, block);
        this.shown.refresh();
      },
      drop: (row, why) => this.#drop(row, why),
      restore: (dropped) => this.#restore(dropped),
    };
  }

  #know(item) {
    const { place, key, row } = item.dataset;
    this.kept.set(place, read(item, this.state.today));
    if (row) this.state.addRow(row, item.closest("[data-block]").dataset.block);
    this.state.give(key, row ?? null, given(item, this.state.today));
  }

  #knowRow({ id, block, answers }) {
    this.state.addRow(id, block);
    for (const [key, answer] of Object.entries(answers)) {
      if (!this.kept.has(`${key}@${id}`)) this.kept.set(`${key}@${id}`, answer);
      this.state.give(key, id, { value: answer.value, absence: answer.absence });
    }
  }

  #put(item) {
    const { place } = item.dataset;
    if (this.kept.has(place)) put(item, this.kept.get(place));
    this.#denial(item);
    this.#fault(item, this.faults.get(place) ?? "");
  }

  #drop(row, why) {
    for (const item of [...this.typed]) if (item.dataset.row === row) this.typed.delete(item);
    const { block, answers } = this.state.rows.get(row);
    this.state.dropRow(row);
    this.send.drop(row, why, (place) => place.endsWith(`@${row}`));
    this.shown.refresh();
    return { row, block, answers };
  }

  // What a row said is still known when it is put back.
  #restore({ row, block, answers }) {
    this.state.addRow(row, block);
    for (const [key, said] of answers) this.state.give(key, row, said);
    this.send.restore(row);
    for (const place of this.misfits) if (place.endsWith(row)) this.send.hold(place);
    this.shown.refresh();
  }

  give(item) {
    const { place, key, row } = item.dataset;
    this.typed.delete(item);
    this.kept.set(place, read(item, this.state.today));
    this.state.give(key, row ?? null, given(item, this.state.today));
    this.#denial(item);
    this.#fault(item, "");
    this.#send(place);
    this.shown.refresh();
    this.#again();
    if (row) this.blocks.told(item);
    else if (this.reach.has(key)) this.blocks.retell();
  }

  // An answer that its rule refuses waits on the page until it, or what it is compared with, is put right.
  #send(place) {
    const [key, row] = place.split("@");
    if (!this.state.fits("constraint", key, row ?? null)) {
      this.misfits.add(place);
      this.send.hold(place);
      return;
    }
    this.misfits.delete(place);
    this.send.answer(place, this.kept.get(place), (said) => this.#saved(place, said), (said) => this.#refused(place, said));
  }

  #again() {
    for (const place of this.misfits) {
      const [key, row] = place.split("@");
      const here = !row || this.state.rows.has(row);
      if (here && this.state.fits("constraint", key, row ?? null)) this.#send(place);
    }
  }

  #at(place) {
    return this.form.querySelector(`.item[data-place="${place}"]`);
  }

  #saved(place, said) {
    this.faults.delete(place);
    const before = this.#at(place)?.querySelector("[data-before]");
    if (!before) return;
    if (said.before) before.textContent = said.before;
    before.hidden = before.textContent === "";
  }

  #refused(place, said) {
    this.faults.set(place, said);
    const item = this.#at(place);
    if (item) this.#fault(item, said);
  }

  #fault(item, said) {
    const place = item.querySelector("[data-error]");
    if (place.textContent === said) return;
    place.setAttribute("role", "alert");
    place.textContent = said;
  }

  #denial(item) {
    const field = item.querySelector("[data-denial-of]");
    if (field) field.hidden = absence(item) !== "not_allowed";
  }

  #go(stop) {
    openAround(stop);
    const control = stop.matches("button") ? stop : entry(stop);
    control?.focus();
    if (control?.matches("input[type=text]")) control.select();
    bring(stop, "nearest");
  }

  // After a row's last question comes the next row; after the last row's, the button that adds one.
  #after(item, step) {
    const stops = [...this.form.querySelectorAll(".item[data-key]:not([hidden]), [data-add]")];
    const next = stops[stops.indexOf(item) + step];
    const { row } = item.dataset;
    if (row && next?.dataset.row !== row) {
      const beside = this.blocks.beside(row, step);
      if (beside) return this.#first(beside);
    }
    return next;
  }

  #first(row) {
    return this.blocks.open(row).querySelector(".item[data-key]:not([hidden])");
  }

  #row(item, step) {
    const { row } = item.dataset;
    if (this.typed.has(item)) this.give(item);
    const block = item.closest("[data-block]").dataset.block;
    const next = this.blocks.beside(row, step) ?? (step > 0 ? this.blocks.add(block) : null);
    if (next) this.#go(this.#first(next));
  }

  #count(item, step) {
    const [field] = named(item, "v");
    field.value = String(Math.max(0, Number(field.value || 0) + step));
    settle(item, field);
    this.#typing(item);
    clearTimeout(item.pause);
    item.pause = setTimeout(() => {
      item.pause = null;
      this.give(item);
    }, PAUSE);
  }

  #typing(item) {
    this.typed.add(item);
    this.options.open();
  }

  #listen() {
    const { form, options } = this;
    listen({
      goesOn: options.goesOn,
      after: (item, step) => this.#after(item, step),
      current: () => this.last ?? form.querySelector(".item[data-key]:not([hidden])"),
      go: (stop) => this.#go(stop),
      row: (item, step) => this.#row(item, step),
      count: (item, step) => this.#count(item, step),
      clear: (item) => {
        clear(item);
        thumbs(item);
        this.give(item);
      },
      area: options.area,
      jump: options.jump,
      signal: options.signal,
    });
    listenPhotos(form, {
      send: this.send.photo,
      give: (item) => this.give(item),
      fault: (item, said) => this.#fault(item, said),
    });
    form.addEventListener("focusin", (event) => this.#focused(event.target.closest(".item")));
    form.addEventListener("input", (event) => {
      const item = event.target.closest(".item[data-key]");
      if (item && event.target.matches("input[type=text], textarea")) this.#typing(item);
    });
    // Leaving a field unchanged gives no change event: then nothing is open.
    form.addEventListener("focusout", (event) => {
      const item = event.target.closest(".item[data-key]");
      if (!item?.isConnected || item.pause) return;
      if (half(item)) {
        if (!item.contains(event.relatedTarget)) this.give(item);
      } else if (this.typed.delete(item)) this.options.open();
    });
    form.addEventListener("change", (event) => this.#changed(event.target));
    form.addEventListener("click", (event) => {
      const button = event.target.closest("[data-step]");
      if (!button) return;
      event.preventDefault();
      this.#count(button.closest(".item"), Number(button.dataset.step));
    });
  }

  #changed(control) {
    const item = control.closest(".item[data-key]");
    if (!item || control.matches("[type=file]")) return;
    complete(item, control, this.state.today);
    settle(item, control);
    if (half(item)) this.#typing(item);
    else this.give(item);
  }

  #focused(item) {
    if (!item || item === this.last) return;
    this.last?.classList.remove("current");
    item.classList.add("current");
    this.last = item;
  }
}

// What is folded away or far off is laid out only when it comes near, and moves what stands below: look until it rests.
let sought = null;

function bring(place, block, looks = 12) {
  sought = place;
  place.scrollIntoView({ block });
  if (looks > 0) requestAnimationFrame(() => sought === place && bring(place, block, looks - 1));
}

// A day still without its time, or a time without its day, waits until the question is left.
function half(item) {
  const [day, clock] = [...named(item, "v"), ...named(item, "w")].map((each) => each.value.trim());
  return item.dataset.kind === "moment" && (day === "") !== (clock === "");
}

// Names the questions asked once that rules of rows look at: an answer to one of them may change every row.
function reach(items) {
  const keys = new Set();
  const look = (tree) => {
    if (!Array.isArray(tree)) return;
    if (tree[0] === "ref" && !items[tree[1]]?.block) keys.add(tree[1]);
    tree.forEach(look);
  };
  for (const item of Object.values(items)) if (item.block) [item.relevant, item.calculate].forEach(look);
  return keys;
}
