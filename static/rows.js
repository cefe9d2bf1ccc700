// Blocks: a line for each room, file or person, one of them open at a time with its questions under the line. Lines and
// questions are drawn from the page's own templates; what a row says is kept by whoever fills the sheet.

import { wordsOf } from "./answers.js";
import { newId } from "./ids.js";

const BLANK = "00000000-0000-0000-0000-000000000000";

export class Blocks {
  // `sheet` knows: state, show(item) to put in what stands, opened(line), tally(row) as [done, asked], said(key, row), born(row).
  constructor(form, sheet) {
    this.form = form;
    this.sheet = sheet;
    this.dropped = new Map();
    for (const block of form.querySelectorAll("[data-block]")) this.#listen(block);
  }

  block(name) {
    return this.form.querySelector(`[data-block="${name}"]`);
  }

  line(row) {
    return document.getElementById(`row-${row}`);
  }

  // Opens a row and gives the place its questions stand in.
  open(row) {
    const line = this.line(row);
    const standing = line.nextElementSibling;
    if (standing?.matches(".row-open")) return standing;
    const block = line.closest("[data-block]");
    for (const other of block.querySelectorAll(".row-open")) this.close(other.previousElementSibling.dataset.row);
    line.after(drawn(block, "[data-blank-row]", row));
    line.querySelector("[data-open]").setAttribute("aria-expanded", "true");
    for (const item of line.nextElementSibling.querySelectorAll(".item[data-key]")) this.sheet.show(item);
    this.sheet.opened(line.nextElementSibling);
    return line.nextElementSibling;
  }

  close(row) {
    const line = this.line(row);
    if (line?.nextElementSibling?.matches(".row-open")) line.nextElementSibling.remove();
    line?.querySelector("[data-open]").setAttribute("aria-expanded", "false");
  }

  // Begins a row; nothing is sent before it has an answer. Gives its id, or null where no more fit.
  add(name) {
    const id = newId();
    if (!this.#line(name, id)) return null;
    this.sheet.born(id, name);
    this.redraw(this.block(name));
    this.tally(this.line(id));
    return id;
  }

  // Draws the lines of rows that stand already, where the page came without them; their questions tell what they say.
  stand(name, ids) {
    for (const id of ids) {
      if (!this.#line(name, id)) break;
      for (const item of this.open(id).querySelectorAll(".item[data-key]")) this.told(item);
      this.close(id);
    }
    this.redraw(this.block(name));
  }

  #line(name, id) {
    const block = this.block(name);
    const lines = block.querySelector("[data-rows]");
    if (lines.querySelectorAll(":scope > [data-row]").length >= Number(block.dataset.most)) {
      block.querySelector("[data-full]").hidden = false;
      return false;
    }
    lines.append(drawn(block, "[data-blank-line]", id));
    return true;
  }

  remove(row) {
    const block = this.line(row).closest("[data-block]");
    this.close(row);
    this.line(row).remove();
    block.querySelector("[data-full]").hidden = true;
    this.redraw(block);
  }

  // Gives the row a step away from this one, or null.
  beside(row, step) {
    const lines = [...this.line(row).parentElement.querySelectorAll(":scope > [data-row]")];
    return lines[lines.indexOf(this.line(row)) + step]?.dataset.row ?? null;
  }

  redraw(block) {
    const lines = block.querySelectorAll("[data-rows] > [data-row]");
    block.querySelector("[data-none]").hidden = lines.length > 0;
    block.querySelector("table").hidden = lines.length === 0;
  }

  // Says again how far every row has come, where something outside of them has changed.
  retell() {
    for (const line of this.form.querySelectorAll("[data-rows] > [data-row]")) this.tally(line);
  }

  tally(line) {
    const [done, asked] = this.sheet.tally(line.dataset.row);
    write(line.querySelector("[data-tally]"), `${done}/${asked}`);
    for (const cell of line.querySelectorAll("[data-computed]")) {
      write(cell, this.sheet.said(cell.dataset.column, line.dataset.row));
    }
  }

  // Shows in its line what an item of an open row says.
  told(item) {
    const line = this.line(item.dataset.row);
    const { label } = line.closest("[data-block]").dataset;
    const words = wordsOf(item);
    if (item.dataset.key === label) {
      const name = line.querySelector("[data-open] bdi");
      write(name, words || name.dataset.none);
    }
    const cell = line.querySelector(`[data-column="${item.dataset.key}"]`);
    if (cell) write(cell, words);
    this.tally(line);
  }

  #listen(block) {
    block.addEventListener("click", (event) => {
      const opener = event.target.closest("[data-open]");
      if (opener) {
        event.preventDefault();
        const { row } = opener.closest("[data-row]").dataset;
        if (opener.getAttribute("aria-expanded") === "true") this.close(row);
        else this.sheet.enter(this.open(row));
      } else if (event.target.closest("[data-add]")) {
        event.preventDefault();
        const row = this.add(block.dataset.block);
        if (row) this.sheet.enter(this.open(row));
      } else if (event.target.closest("[data-drop]")) {
        event.preventDefault();
        this.#drop(block, event.target.closest("[data-drop]"));
      } else if (event.target.closest("[data-undo]")) {
        this.#undo(block);
      }
    });
  }

  #drop(block, button) {
    const row = button.value;
    const why = button.closest(".drop").querySelector("input");
    if (why.value.trim() === "") {
      why.setAttribute("aria-invalid", "true");
      why.focus();
      return;
    }
    const name = this.line(row).querySelector("[data-open]").textContent.trim();
    this.dropped.set(block, this.sheet.drop(row, why.value.trim()));
    this.remove(row);
    const gone = block.querySelector("[data-gone]");
    gone.querySelector("bdi").textContent = name;
    gone.hidden = false;
    block.querySelector("[data-add]").focus();
  }

  #undo(block) {
    const dropped = this.dropped.get(block);
    const { row } = dropped;
    if (!this.#line(block.dataset.block, row)) return;
    block.querySelector("[data-gone]").hidden = true;
    this.sheet.restore(dropped);
    this.redraw(block);
    this.tally(this.line(row));
    this.sheet.enter(this.open(row));
    for (const item of this.line(row).nextElementSibling.querySelectorAll(".item[data-key]")) this.told(item);
  }
}

function write(place, words) {
  if (place.textContent !== words) place.textContent = words;
}

function drawn(block, template, row) {
  const made = document.createElement("template");
  made.innerHTML = block.querySelector(template).innerHTML.replaceAll(BLANK, row);
  return made.content;
}
