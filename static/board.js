// The board by keyboard, mouse, touch and typing: arrows go about, letters begin a visit, Enter changes it, m moves it, Delete
// takes it off. Each change is sent at once; the answer brings the rows that changed and the foot.

import { Dragging } from "./board/dragging.js";
import { Editor } from "./board/editor.js";
import { Sending } from "./board/sending.js";
import { newId } from "./ids.js";
import { meant } from "./keys.js";

const STEPS = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0], PageDown: [10, 0], PageUp: [-10, 0] };

class Board {
  constructor(table) {
    this.table = table;
    this.base = table.dataset.base;
    this.draft = table.hasAttribute("data-draft");
    this.words = JSON.parse(document.getElementById("board-words").textContent);
    this.why = document.getElementById("board-why");
    this.said = document.getElementById("board-said");
    this.sending = new Sending(table.dataset.view, this.words, (parts) => this.take(parts));
    this.editor = new Editor(this.words);
    this.moving = null;
    this.back = null;
    this.at = null;
    this.#prepare();
    this.#listen();
    if (this.draft) new Dragging(table, (visit, cell) => this.#move(visit, cell));
  }

  #prepare() {
    const { table } = this;
    table.setAttribute("role", "grid");
    table.closest(".board-frame").removeAttribute("tabindex");
    document.getElementById("board-help").hidden = false;
    this.why.hidden = false;
    this.#quiet(table);
    const first = table.querySelector("td[data-week]");
    if (first) first.tabIndex = 0;
  }

  // Within the grid only one cell is a stop of the Tab key; links in it are opened from the cell.
  #quiet(part) {
    for (const link of part.querySelectorAll("tbody th a, a.planned")) link.tabIndex = -1;
    for (const cell of part.querySelectorAll("td[data-week]")) cell.tabIndex = -1;
  }

  #listen() {
    const { table } = this;
    table.addEventListener("focusin", (event) => {
      const cell = event.target.closest("td[data-week]");
      if (cell) this.#stand(cell);
    });
    table.addEventListener("keydown", (event) => this.#pressed(event));
    table.addEventListener("pointerdown", () => {
      this.before = this.at?.contains(document.activeElement) ? this.at : null;
    });
    table.addEventListener("click", (event) => this.#clicked(event));
    document.addEventListener("paste", (event) => this.#pasted(event));
    this.said.addEventListener("click", (event) => {
      if (event.target.closest("[data-undo]")) this.#undo();
    });
  }

  #row(part) {
    return part.closest("tr");
  }

  #place(part) {
    return this.#row(part).id.slice("p-".length);
  }

  #reasons(row) {
    this.why.querySelector("[data-place-why]").replaceChildren(row.querySelector("template").content.cloneNode(true));
  }

  #stand(cell) {
    if (this.at && this.at !== cell) this.at.tabIndex = -1;
    const row = this.#row(cell);
    const changed = !this.at || !this.at.isConnected || this.#row(this.at) !== row;
    this.at = cell;
    cell.tabIndex = 0;
    if (changed) this.#reasons(row);
    this.#tell(cell);
  }

  // Beside the board: the week of the cell, the visits in it with what to look at twice.
  #tell(cell) {
    const place = this.why.querySelector("[data-cell-why]");
    const head = document.createElement("p");
    head.className = "muted";
    head.textContent = this.table.tHead.rows[0].cells[cell.cellIndex].title;
    const visits = [...cell.querySelectorAll("a.planned")].map((link) => {
      const line = document.createElement("p");
      const open = document.createElement("a");
      open.href = link.href;
      open.textContent = link.title;
      line.append(open);
      return line;
    });
    place.replaceChildren(head, ...visits);
  }

  #pressed(event) {
    const cell = event.target.closest("td[data-week]");
    if (!cell || event.target !== cell || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (this.moving) return this.#steer(event, cell);
    const visit = cell.querySelector("a.planned:not(.is-beside)");
    const key = event.key;
    if (STEPS[key] || key === "Home" || key === "End") {
      event.preventDefault();
      this.#step(cell, key);
    } else if (key === "Enter") {
      event.preventDefault();
      if (this.draft) this.#edit(cell, visit?.dataset.typed ?? "", visit);
      else this.#open(cell);
    } else if (meant(event) === "o" && (visit || !this.draft)) {
      this.#open(cell);
    } else if (!this.draft) {
      return;
    } else if (key === "Delete" || key === "Backspace") {
      event.preventDefault();
      if (visit) this.#remove(visit);
    } else if (visit && meant(event) === "m") {
      event.preventDefault();
      this.#begin(visit, cell);
    } else if (key === "+") {
      event.preventDefault();
      this.#edit(cell, "");
    } else if (!visit && /^[\p{L}\p{N}]$/u.test(key)) {
      event.preventDefault();
      this.#edit(cell, key);
    }
  }

  #open(cell) {
    const visit = cell.querySelector("a.planned:not(.is-beside)") ?? cell.querySelector("a.planned");
    if (visit) location.assign(visit.href);
  }

  #step(cell, key) {
    const cells = [...this.#row(cell).querySelectorAll("td[data-week]")];
    const place = cells.indexOf(cell);
    if (key === "Home" || key === "End") return cells.at(key === "Home" ? 0 : -1).focus();
    const [down, across] = STEPS[key];
    const turned = document.documentElement.dir === "rtl" ? -across : across;
    const rows = [...this.table.tBodies[0].rows];
    const row = rows[Math.max(0, Math.min(rows.length - 1, rows.indexOf(this.#row(cell)) + down))];
    row.querySelectorAll("td[data-week]")[Math.max(0, Math.min(cells.length - 1, place + turned))].focus();
  }

  #clicked(event) {
    const cell = event.target.closest("td[data-week]");
    if (!cell) return;
    const visit = event.target.closest("a.planned");
    // The first click on a visit goes to its cell, the second opens it.
    if (visit && !event.ctrlKey && !event.metaKey && this.before !== cell) event.preventDefault();
    if (this.moving && cell !== this.moving.cell && this.#row(cell) === this.#row(this.moving.cell)) {
      event.preventDefault();
      this.#drop(cell);
    } else if (this.draft && this.before === cell && !event.target.closest("a, input, .cell-editor")) this.#edit(cell, "");
    else if (!event.target.closest("a, input") || event.defaultPrevented) cell.focus();
  }

  #edit(cell, text, visit = null) {
    cell.focus();
    this.editor.open(cell, text, (typed) => this.#give(cell, typed, visit));
  }

  // Sends what was typed; gives the words of a refusal, or nothing when it is on the board.
  async #give(cell, typed, visit) {
    const place = this.#place(cell);
    if (visit && typed === visit.dataset.typed) return "";
    const id = visit?.dataset.visit ?? (this.editor.id ??= newId());
    const at = visit ? `/programmes/visits/${id}/team` : `${this.base}/cells`;
    const answer = await this.sending.send(at, visit ? { typed } : { id, facility: place, week: cell.dataset.week, typed });
    if (answer === "") this.editor.id = undefined;
    return answer;
  }

  async #remove(visit) {
    const cell = visit.closest("td");
    const { week } = cell.dataset;
    const { typed, day, type } = visit.dataset;
    const kept = { facility: this.#place(cell), week, typed, first_day: day, type };
    const refused = await this.sending.send(`/programmes/visits/${visit.dataset.visit}/remove`, {});
    if (refused) return this.#say(refused);
    this.#offer(this.words.removed, cell, `${this.base}/cells`, { id: newId(), ...kept });
  }

  // Says what was done, with a button that sends what undoes it and goes back to where the visit was.
  #offer(words, cell, address, fields) {
    const place = this.#place(cell);
    const { week } = cell.dataset;
    this.back = { address, fields, place, week };
    this.#say(words, true);
  }

  async #undo() {
    if (!this.back) return;
    const { address, fields, place, week } = this.back;
    this.back = null;
    this.#say(await this.sending.send(address, fields));
    this.#cell(place, week)?.focus();
  }

  #begin(visit, cell) {
    this.moving = { visit, cell };
    visit.classList.add("is-moving");
    this.#say(this.words.moving);
  }

  #steer(event, cell) {
    const { key } = event;
    if (key === "ArrowLeft" || key === "ArrowRight" || key === "Home" || key === "End") {
      event.preventDefault();
      this.#step(cell, key);
      this.at.append(this.moving.visit);
    } else if (key === "Enter") {
      event.preventDefault();
      this.#drop(cell);
    } else if (key === "Escape") {
      event.preventDefault();
      const { visit, cell: from } = this.moving;
      this.#settle();
      from.append(visit);
      from.focus();
    } else if (key === "Tab" || STEPS[key]) {
      event.preventDefault();
    }
  }

  #settle() {
    this.moving?.visit.classList.remove("is-moving");
    this.moving = null;
    this.#say("");
  }

  async #drop(cell) {
    const { visit, cell: from } = this.moving;
    this.#settle();
    if (cell !== from) await this.#move(visit, cell, from);
  }

  async #move(visit, cell, from = visit.closest("td")) {
    if (cell === from) return;
    cell.append(visit);
    cell.focus();
    const address = `/programmes/visits/${visit.dataset.visit}/move`;
    const refused = await this.sending.send(address, { week: cell.dataset.week });
    if (refused) {
      from.append(visit);
      this.#say(refused);
    } else this.#offer(this.words.moved, from, address, { first_day: visit.dataset.day });
  }

  // Rows of a spreadsheet are looked at before they are put.
  #pasted(event) {
    if (!this.draft || !event.target.closest?.("table.board td") || event.target.matches("input")) return;
    const form = document.getElementById("board-paste");
    form.querySelector("textarea").value = event.clipboardData.getData("text/plain");
    event.preventDefault();
    form.requestSubmit();
  }

  #cell(place, week) {
    return document.getElementById(`p-${place}`)?.querySelector(`td[data-week="${week}"]`) ?? null;
  }

  #say(words, undo = false) {
    this.said.querySelector("span").textContent = words;
    this.said.querySelector("[data-undo]").hidden = !undo;
  }

  // Puts what came in the place of what was there; whoever stands or types in a row goes on there.
  take(parts) {
    const held = this.at?.isConnected && { place: this.#place(this.at), week: this.at.dataset.week };
    const focused = this.at !== null && this.at.contains(document.activeElement);
    for (const part of parts.querySelectorAll("[data-part], tr[id]")) {
      const old = part.id ? document.getElementById(part.id) : document.querySelector(`[data-part="${part.dataset.part}"]`);
      if (!old) continue;
      if (part.matches("tr")) this.#quiet(part);
      if (part.matches("tr") && this.editor.within(old)) this.editor.carry(part);
      old.replaceWith(document.adoptNode(part));
    }
    const cell = held && this.#cell(held.place, held.week);
    if (!cell) return;
    cell.tabIndex = 0;
    if (focused && !this.editor.cell) cell.focus();
    else if (focused && this.editor.cell) this.editor.focus();
    this.at = cell;
    this.#reasons(this.#row(cell));
    this.#tell(cell);
  }
}

const table = document.querySelector("table.board");
if (table) new Board(table);
