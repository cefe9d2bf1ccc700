// A refusal, written down where it happens: on a visit, or elsewhere with no visit at all.

import { choices, field, form, h, submit } from "../dom.js";
import { keptOut } from "../session.js";
import { t } from "../words.js";
import { homeView } from "./home.js";
import { visitView } from "./visit.js";

export async function denialView(app, { id }) {
  const visit = await app.session.visit(id);
  const { words } = app.session;
  const { day, time } = app.session.local(visit.zone);
  const out = keptOut(visit).map((mate) => mate.account);
  const kind = kinds(words, out.length > 0 ? (out.length < visit.team.length ? "part_refused" : "entry_refused") : "");
  const who = choices(t("who_kept_out"), visit.team.map((mate) => [mate.account, mate.name]), { type: "checkbox", chosen: out });
  const said = field(t("they_said"), { kind: "textarea", rows: 3, help: t("they_said_help"), dir: "auto" });
  const area = field(t("area"), { dir: "auto" });
  const ground = field(t("ground"), { kind: "select", options: [["", t("not_chosen")], ...words.grounds] });
  const on = field(t("day"), { type: "date", value: day, max: day });
  const at = field(t("time"), { type: "time", value: time });
  const keep = async () => {
    const nobody = kind.value === "part_refused" && who.chosen.length === 0;
    who.wrong(nobody ? t("needed") : "");
    if (!filled([kind, said, on]) || nobody) return;
    const entry = app.session.entry({
      type: "denial", kind: kind.value, accounts: who.chosen, words: said.value, day: on.value, area: area.value,
      ground: ground.value || null, refused_at: at.value ? app.session.at(on.value, at.value, visit.zone) : null,
    }, id);
    await app.session.onTheSpot(id, [entry], (kept) => refuse(kept, entry, words));
    await app.up(2, visitView, { id });
  };
  return [
    h("h1", {}, t("refusal")),
    h("p", { class: "lead" }, h("bdi", {}, visit.facility)),
    form(keep, kind.place, who.place, said.place, area.place, ground.place, h("div", { class: "row" }, on.place, at.place), submit(t("log_refusal"))),
  ];
}

function kinds(words, chosen) {
  const made = field(t("what_refused"), { kind: "select" });
  made.control.append(
    h("option", { value: "" }, t("not_chosen")),
    ...words.kinds.map((group) => h("optgroup", { label: group.label }, group.codes.map(([code, label]) => h("option", { value: code }, label)))),
  );
  made.control.value = chosen;
  return made;
}

// A refusal that says who was kept out at the gate tells the gate too: it is told once.
function refuse(visit, entry, words) {
  const label = words.kinds.flatMap((group) => group.codes).find(([code]) => code === entry.kind)?.[1] ?? "";
  visit.spot.denials.push({ id: entry.id, label });
  if (!["part_refused", "entry_refused"].includes(entry.kind) || !entry.refused_at) return;
  const named = entry.accounts.length > 0 ? entry.accounts : visit.team.map((mate) => mate.account);
  for (const account of named) visit.spot.admissions[account] ??= { status: "refused", at: entry.refused_at };
}

export async function elsewhereView(app) {
  const { words } = app.session;
  const { day } = app.session.local(Intl.DateTimeFormat().resolvedOptions().timeZone);
  const place = field(t("place"), { help: t("place_help"), dir: "auto", "data-focus": "" });
  const who = choices(t("who_kept_out"), words.persons);
  const said = field(t("they_said"), { kind: "textarea", rows: 3, help: t("they_said_help"), dir: "auto" });
  const on = field(t("day"), { type: "date", value: day, max: day });
  const keep = async () => {
    who.wrong(who.chosen.length > 0 ? "" : t("needed"));
    if (!filled([place, said, on]) || who.chosen.length === 0) return;
    const entry = app.session.entry({ type: "denial", who: who.chosen[0], place: place.value, words: said.value, day: on.value });
    await app.session.write([entry]);
    await app.up(1, homeView, { said: "kept_here" });
  };
  return [h("h1", {}, t("refusal_elsewhere")), form(keep, place.place, who.place, said.place, on.place, submit(t("log_refusal")))];
}

function filled(fields) {
  for (const each of fields) each.wrong(each.value ? "" : t("needed"));
  const first = fields.find((each) => !each.value);
  first?.control.focus();
  return !first;
}
