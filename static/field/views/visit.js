// One visit on the phone: where one goes from here.

import { button, h, notice } from "../dom.js";
import { dayText, t } from "../words.js";
import { denialView } from "./denial.js";
import { gateView } from "./gate.js";
import { homeView } from "./home.js";
import { headsView } from "./heads.js";
import { noteView } from "./note.js";
import { sheetView } from "./sheet.js";

export async function visitView(app, { id }) {
  const visit = await app.session.visit(id);
  const place = h("div", {});
  const goTo = (name, view, kind = "") => h("li", {}, button(t(name), () => app.go(view, { id }), `field-line ${kind}`));
  const giveBack = async () => {
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
