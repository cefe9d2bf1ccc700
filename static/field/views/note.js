// A paragraph for the team.

import { field, form, h, submit } from "../dom.js";
import { t } from "../words.js";
import { visitView } from "./visit.js";

export async function noteView(app, { id }) {
  const body = field(t("note"), { kind: "textarea", rows: 5, help: t("note_help"), dir: "auto", "data-focus": "" });
  const keep = async () => {
    body.wrong(body.value ? "" : t("needed"));
    if (!body.value) return;
    await app.session.write([app.session.entry({ type: "note", body: body.value }, id)]);
    await app.up(2, visitView, { id });
  };
  return [h("h1", {}, t("team_notes")), form(keep, body.place, submit(t("note_save")))];
}
