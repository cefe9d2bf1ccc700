// The field that opens in a cell: initials of a team, whoever leads first, and a number of days if it is not the usual.

export class Editor {
  constructor(words) {
    this.words = words;
    this.cell = null;
    this.box = document.createElement("div");
    this.box.className = "cell-editor";
    this.field = document.createElement("input");
    this.field.type = "text";
    this.field.autocomplete = "off";
    this.field.spellcheck = false;
    this.field.setAttribute("aria-label", words.team);
    this.field.setAttribute("aria-describedby", "cell-editor-note");
    this.note = document.createElement("p");
    this.note.id = "cell-editor-note";
    this.note.setAttribute("role", "status");
    this.box.append(this.field, this.note);
    this.field.addEventListener("keydown", (event) => this.#pressed(event));
    this.field.addEventListener("blur", () => this.#left());
  }

  // Opens in a cell; `give` sends what was typed and resolves to the words of a refusal, empty when all is well.
  open(cell, text, give) {
    this.cell = cell;
    this.give = give;
    this.first = text;
    this.id = undefined;
    this.busy = false;
    this.#say(this.words.help, false);
    this.field.value = text;
    cell.append(this.box);
    this.box.scrollIntoView({ block: "nearest", inline: "nearest" });
    this.field.focus();
    this.field.setSelectionRange(text.length, text.length);
  }

  within(row) {
    return this.cell !== null && row.contains(this.cell);
  }

  // Goes over into the row that takes the place of its own.
  carry(row) {
    this.cell = row.querySelector(`td[data-week="${this.cell.dataset.week}"]`);
    this.carried = true;
    this.cell.append(this.box);
    this.carried = false;
  }

  focus() {
    this.field.focus();
  }

  #say(words, wrong) {
    this.note.textContent = words;
    this.note.classList.toggle("error", wrong);
    if (wrong) this.field.setAttribute("aria-invalid", "true");
    else this.field.removeAttribute("aria-invalid");
  }

  #pressed(event) {
    event.stopPropagation();
    if (event.isComposing) return;
    if (event.key === "Escape") {
      event.preventDefault();
      this.#close();
    } else if (event.key === "Enter") {
      event.preventDefault();
      this.#send();
    }
  }

  // Leaving the field with something new in it keeps it, as in a spreadsheet; with nothing new it closes.
  #left() {
    if (this.carried || this.cell === null || this.busy) return;
    if (this.field.value.trim() === "" || this.field.value === this.first) this.#close(false);
    else this.#send();
  }

  async #send() {
    if (this.busy) return;
    this.busy = true;
    this.#say(this.words.saving, false);
    const refused = await this.give(this.field.value.trim());
    this.busy = false;
    if (refused) {
      this.#say(refused, true);
      this.field.focus();
    } else this.#close();
  }

  #close(stay = true) {
    const { cell } = this;
    if (cell === null) return;
    const inside = this.box.contains(document.activeElement);
    this.cell = null;
    this.box.remove();
    if (stay && inside) cell.focus();
  }
}
