// One visit on the phone: where one goes from here, its three numbers, a paragraph for the team.

import { ask, button, field, form, h, notice, submit } from "../dom.js";
import { dayText, t } from "../words.js";
import { denialView } from "./denial.js";
import { gateView } from "./gate.js";
import { homeView } from "./home.js";
import { sheetView } from "./sheet.js";

const NUMBERS = ["held_today", "alone", "in_groups"];

export async function visitView(app, { id }) {
  const visit = await app.session.visit(id);
  const place = h("div", {});
  const goTo = (name, view, kind = "") => h("li", {}, button(t(name), () => app.go(view, { id }), `field-line ${kind}`));
  const giveBack = async () => {
    if ((await ask(t("give_back_sure"), [["yes", t("give_back_do"), "grave"], ["", t("back")]])) !== "yes") return;
    if (await app.session.giveBack(id)) {
      await app.up(1, homeView, { said: "removed" });
    } else {
      place.replaceChildren(notice("notice-due", t("give_back_not")));
    }
  };
  return [
    h("h1", {}, h("bdi", {}, visit.facility)),
    h("p", { class: "lead" }, dayText(visit.first_day)),
    h(
      "ul",
      { class: "field-list", role: "list" },
      goTo("gate", gateView, "primary"),
      goTo("checklist", sheetView),
      goTo("refusal", denialView),
      goTo("numbers", headsView),
      goTo("team_notes", noteView),
    ),
    h("p", {}, button(t("give_back"), giveBack, "quiet")),
    place,
  ];
}

// An empty number is unknown, which is not zero.
async function headsView(app, { id }) {
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

async function noteView(app, { id }) {
  const body = field(t("note"), { kind: "textarea", rows: 5, help: t("note_help"), dir: "auto", "data-focus": "" });
  const keep = async () => {
    body.wrong(body.value ? "" : t("needed"));
    if (!body.value) return;
    await app.session.write([app.session.entry({ type: "note", body: body.value }, id)]);
    await app.up(2, visitView, { id });
  };
  return [h("h1", {}, t("team_notes")), form(keep, body.place, submit(t("note_save")))];
}
