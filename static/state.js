// The values of one sheet, ready for expressions: what is asked now, what fits, what is computed. No document, no network;
// the server keeps the same state by the same trees (sheets/rules).

import { Absent, answerText, evaluate, truth, valueOf } from "./expression.js";

const NOTHING = Object.freeze({ value: null, absence: null });
const NOT_ASKED = Object.freeze({ value: null, absence: "not_applicable" });

export class State {
  // `rules`: today, items {key: {kind, block, relevant, constraint, confirm, calculate}} with trees, followed {key: given},
  // blocks {name: {label, most, private, sums: [{column, equals, sum, count, over, under}]}}, company {key, values}.
  constructor(rules) {
    this.today = rules.today;
    this.items = new Map(Object.entries(rules.items));
    this.blocks = new Map(Object.entries(rules.blocks));
    this.followed = new Map(Object.entries(rules.followed));
    this.company = rules.company;
    this.answers = new Map();
    this.rows = new Map();
    this.known = new Map();
  }

  addRow(id, block) {
    if (!this.rows.has(id)) this.rows.set(id, { block, answers: new Map() });
    this.known.clear();
  }

  dropRow(id) {
    this.rows.delete(id);
    this.known.clear();
  }

  rowsOf(block) {
    return [...this.rows].filter(([, row]) => row.block === block).map(([id]) => id);
  }

  give(key, row, given) {
    const answers = row ? this.rows.get(row).answers : this.answers;
    answers.set(key, given);
    this.known.clear();
  }

  // What a person answered, whether or not it counts.
  said(key, row) {
    return (row ? this.rows.get(row)?.answers : this.answers)?.get(key) ?? NOTHING;
  }

  // What counts: the answer, or what is computed or follows, or why it could not be; not applicable where not relevant.
  given(key, row) {
    return this.#once(`given ${key} ${row}`, NOTHING, () => {
      if (this.relevant(key, row) === false) return NOT_ASKED;
      const { calculate } = this.items.get(key);
      const calculated = calculate ? this.#computed(key, calculate, row) : NOTHING;
      if (calculated.value !== null) return calculated;
      return this.followed.get(key) ?? (calculate ? calculated : this.said(key, row));
    });
  }

  // true, false, or null while it cannot be known: then the item is asked.
  relevant(key, row) {
    const { relevant, private: alone } = this.items.get(key);
    if (alone && row && this.withOthers(row)) return false;
    return relevant ? this.#once(`relevant ${key} ${row}`, null, () => this.#judge(relevant, key, row)) : true;
  }

  // Gives false where a rule speaks against an answer; one that cannot be judged yet is not blamed.
  fits(rule, key, row) {
    const tree = this.items.get(key)[rule];
    if (!tree || this.said(key, row).value === null || this.relevant(key, row) === false) return true;
    return this.#once(`${rule} ${key} ${row}`, true, () => this.#judge(tree, key, row) !== false);
  }

  // Says whether a row is of a talk that others heard.
  withOthers(row) {
    const said = this.rows.get(row)?.answers.get(this.company.key);
    return this.company.values.includes(said?.value);
  }

  // Columns that do not add up to what was given for the whole; while rows lack their number only what is already too much.
  mismatches() {
    const found = [];
    for (const [block, { sums }] of this.blocks) {
      const rows = this.rowsOf(block).length;
      for (const each of sums) {
        const short = this.#holds(each.under) && this.#text("integer", each.count) === String(rows);
        if (!short && !this.#holds(each.over)) continue;
        const sum = this.#text("decimal", each.sum);
        found.push({ block, column: each.column, equals: each.equals, sum, expected: this.given(each.equals, null).value });
      }
    }
    return found;
  }

  #holds(tree) {
    return truth(evaluate(tree, this.#scope(null, null))) === true;
  }

  #text(kind, tree) {
    return answerText(kind, evaluate(tree, this.#scope(null, null)));
  }

  #judge(tree, key, row) {
    return truth(evaluate(tree, this.#scope(key, row)));
  }

  #computed(key, tree, row) {
    const text = answerText(this.items.get(key).kind, evaluate(tree, this.#scope(key, row)));
    return text instanceof Absent ? { value: null, absence: text.kind } : { value: text, absence: null };
  }

  #scope(key, row) {
    return {
      value: (other) => this.#value(other, row),
      own: key === null ? valueOf("text", null, null) : this.#own(key, row),
      today: this.today,
    };
  }

  #own(key, row) {
    const said = this.said(key, row);
    return valueOf(this.items.get(key).kind, said.value, said.absence);
  }

  #value(key, row) {
    const item = this.items.get(key);
    if (!item) return valueOf("text", null, null);
    if (!item.block) return this.#cell(key, null);
    if (row && this.rows.get(row)?.block === item.block) return this.#cell(key, row);
    return this.rowsOf(item.block).map((each) => this.#cell(key, each));
  }

  #cell(key, row) {
    const item = this.items.get(key);
    const given = this.given(key, row);
    return valueOf(item.kind, given.value, given.absence);
  }

  // Works a thing out once; `meanwhile` stands for it should a rule lead back to itself.
  #once(name, meanwhile, work) {
    if (!this.known.has(name)) {
      this.known.set(name, meanwhile);
      this.known.set(name, work());
    }
    return this.known.get(name);
  }
}
