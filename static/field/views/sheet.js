import { h } from "../dom.js";
import { t } from "../words.js";

export async function sheetView(app, { id }) {
  return [h("h1", {}, t("checklist")), h("p", {}, t("no_checklist"))];
}
