// What the state of a sheet says of each item on the page: asked or not, fitting or not, computed; and of the rail.

// `rules` are those of the state, with the words a page needs: absences {kind: words}, sections [{letter, block, keys}].
export class Shown {
  constructor(form, state, rules) {
    this.form = form;
    this.state = state;
    this.rules = rules;
    const ruled = Object.entries(rules.items).filter(([, each]) => each.relevant || each.constraint || each.confirm || each.private);
    this.ruled = new Set(ruled.map(([key]) => key));
  }

  refresh() {
    for (const item of this.form.querySelectorAll(".item[data-key]")) {
      if (this.ruled.has(item.dataset.key)) this.#item(item);
    }
    for (const item of this.form.querySelectorAll(".item[data-computed]")) this.#computed(item);
    this.#sums();
    for (const section of this.rules.sections) this.#rail(section);
  }

  // Words what stands for a key.
  said(key, row) {
    const { value, absence } = this.state.given(key, row ?? null);
    const { kind, labels, unit } = this.rules.items[key];
    if (absence) return this.rules.absences[absence];
    if (value === null) return this.rules.nothing ?? "–";
    if (labels) return value.split(",").map((each) => labels[each] ?? each).join(", ");
    if (kind === "moment") return value.replace("T", " ");
    const said = value.replace(/^-(?=[0-9])/, "−");
    return unit ? `${said} ${this.#unit(unit, value)}` : said;
  }

  // Chooses among the forms of a unit, "hour|hours", the one a number takes; a fraction takes the second.
  #unit(forms, value) {
    const held = forms.split("|");
    const kind = new Intl.PluralRules(document.documentElement.lang).select(Math.abs(value));
    return held[Math.min({ one: 0, many: 2 }[kind] ?? 1, held.length - 1)];
  }

  // Gives how many of a row's questions have an answer, of how many that are asked.
  tally(row) {
    const { block } = this.state.rows.get(row);
    const keys = this.rules.sections.find((section) => section.block === block).keys;
    const asked = keys.filter((key) => !this.rules.items[key].calculate && this.asked(key, row));
    return [asked.filter((key) => this.dot(key, row) !== "").length, asked.length];
  }

  asked(key, row) {
    return this.state.relevant(key, row ?? null) !== false;
  }

  dot(key, row) {
    const { value, absence } = this.state.given(key, row);
    if (absence) return absence === "not_allowed" ? absence : "absent";
    return value === null ? "" : "done";
  }

  #item(item) {
    const { key, row } = item.dataset;
    show(item, this.asked(key, row));
    const wrong = !this.state.fits("constraint", key, row ?? null);
    const place = item.querySelector("[data-misfit]");
    if (place) show(place, wrong);
    const sure = item.querySelector("[data-sure]");
    if (sure) show(sure, !wrong && !this.state.fits("confirm", key, row ?? null));
  }

  #computed(item) {
    const { computed: key, row } = item.dataset;
    show(item, this.asked(key, row));
    const place = item.querySelector("[data-said]");
    const words = this.said(key, row ?? null);
    if (place.textContent !== words) place.textContent = words;
  }

  #sums() {
    const wrong = new Map(this.state.mismatches().map((each) => [each.column, each]));
    for (const place of this.form.querySelectorAll("[data-sum]")) {
      const found = wrong.get(place.dataset.sum);
      show(place, found !== undefined);
      if (!found) continue;
      const words = place.dataset.words.replace("%(sum)s", found.sum).replace("%(expected)s", found.expected);
      if (place.textContent !== words) place.textContent = words;
    }
  }

  #rail({ letter, block, keys }) {
    const link = this.form.querySelector(`.sections a[href="#s-${letter}"]`);
    if (!link) return;
    const tally = link.querySelector(".tally");
    if (block) {
      const rows = String(this.state.rowsOf(block).length);
      if (tally.textContent !== rows) tally.textContent = rows;
      return;
    }
    const dots = [...link.querySelectorAll(".dot")];
    const asked = keys.filter((key) => this.asked(key, null));
    keys.forEach((key, place) => {
      const kind = this.dot(key, null);
      dots[place].className = kind ? `dot ${kind}` : "dot";
      show(dots[place], asked.includes(key));
    });
    tally.textContent = `${asked.filter((key) => this.dot(key, null) !== "").length}/${asked.length}`;
  }
}

function show(place, wanted) {
  if (place.hidden === wanted) place.hidden = !wanted;
}
