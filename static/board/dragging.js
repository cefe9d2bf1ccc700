// A visit is drawn to another week of its place by mouse, pen or finger. Near an edge of the board the weeks go along.

// Pixels that a press may tremble before it draws; how close to an edge the board goes along, and how far off its row
// a visit is still held.
const TREMBLE = 6;
const EDGE = 28;
const OFF = 28;

export class Dragging {
  // `dropped` is called with the visit and the cell it was let go over.
  constructor(table, dropped) {
    this.table = table;
    this.frame = table.closest(".board-frame");
    this.dropped = dropped;
    this.held = null;
    this.over = false;
    table.addEventListener("pointerdown", (event) => this.#pressed(event));
    table.addEventListener("pointermove", (event) => this.#moved(event));
    table.addEventListener("pointerup", (event) => this.#let(event));
    table.addEventListener("pointercancel", () => this.#leave());
    // The browser's own way of drawing a link would take the pointer away.
    table.addEventListener("dragstart", (event) => event.preventDefault());
    // The end of a drag is no click on a visit.
    table.addEventListener("click", (event) => {
      if (!this.over) return;
      this.over = false;
      event.preventDefault();
      event.stopPropagation();
    }, true);
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.held?.on) this.#leave();
    });
  }

  #pressed(event) {
    this.over = false;
    const visit = event.target.closest("a.planned:not(.is-beside)");
    if (!visit || !event.isPrimary || event.button !== 0) return;
    this.held = { visit, row: visit.closest("tr"), pointer: event.pointerId, from: event.clientX, x: event.clientX, on: false, cell: null };
  }

  #moved(event) {
    const { held } = this;
    if (!held || event.pointerId !== held.pointer) return;
    held.x = event.clientX;
    held.y = event.clientY;
    if (!held.on && Math.abs(held.x - held.from) > TREMBLE) this.#begin();
    if (held.on) this.#aim();
  }

  #begin() {
    const { held } = this;
    held.on = true;
    this.table.setPointerCapture(held.pointer);
    held.visit.classList.add("is-moving");
    this.#along(held);
  }

  // Shows the week the visit would come to: that of its own row beneath the pointer.
  #aim() {
    const { held } = this;
    const row = held.row.getBoundingClientRect();
    const near = held.y > row.top - OFF && held.y < row.bottom + OFF;
    const cell = near && document.elementFromPoint(held.x, row.top + row.height / 2)?.closest("td[data-week]");
    held.cell?.classList.remove("is-target");
    held.cell = cell && held.row.contains(cell) ? cell : null;
    held.cell?.classList.add("is-target");
  }

  #along(held) {
    if (this.held !== held) return;
    const frame = this.frame.getBoundingClientRect();
    const head = held.row.cells[0].getBoundingClientRect();
    const turned = document.documentElement.dir === "rtl";
    const [left, right] = turned ? [frame.left, head.left] : [head.right, frame.right];
    const step = held.x > right - EDGE ? 6 : held.x < left + EDGE ? -6 : 0;
    if (step) {
      this.frame.scrollLeft += step;
      this.#aim();
    }
    requestAnimationFrame(() => this.#along(held));
  }

  #let(event) {
    const { held } = this;
    if (!held || event.pointerId !== held.pointer) return;
    this.over = held.on;
    this.#leave();
    if (held.on && held.cell) this.dropped(held.visit, held.cell);
  }

  #leave() {
    const { held } = this;
    this.held = null;
    held?.visit.classList.remove("is-moving");
    held?.cell?.classList.remove("is-target");
  }
}
