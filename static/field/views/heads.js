// The three numbers of a visit; an empty one is unknown, which is not zero.

import { field, form, h, submit } from "../dom.js";
import { t } from "../words.js";
import { visitView } from "./visit.js";

const NUMBERS = ["held_today", "alone", "in_groups"];

export async function headsView(app, { id }) {
  const visit = await app.session.visit(id);
  const fields = NUMBERS.map((name) => field(t(name), { inputmode: "numeric", value: visit.spot.heads?.[name] ?? "" }));
  const keep = async () => {
    for (const each of fields) each.wrong(/^\d{0,6}$/.test(each.value) ? "" : t("whole_number"));
    if (fields.some((each) => !/^\d{0,6}$/.test(each.value))) return;
    const heads = Object.fromEntries(NUMBERS.map((name, at) => [name, fields[at].value === "" ? null : Number(fields[at].value)]));
    await app.session.onTheSpot(id, [{ type: "heads", ...heads }], (kept) => {
      kept.spot.heads = heads;
    });
    await app.up(2, visitView, { id });
  };
  return [h("h1", {}, t("numbers")), h("p", { class: "lead" }, t("unknown_empty")), form(keep, ...fields.map((each) => each.place), submit(t("save")))];
}
