// The gate, for one hand: three large buttons for each person, the clock, the deputy who takes over, the steps inside.
// Each touch is kept on the phone and queued at once.

import { button, field, form, h, notice, submit } from "../dom.js";
import { keptOut } from "../session.js";
import { t, timeText } from "../words.js";
import { denialView } from "./denial.js";

const TOUCHES = [
  ["admitted", "in", "in", "good"],
  ["refused", "refused", "refused", "refusal"],
  ["waiting", "waiting", "waiting", "due"],
];

export async function gateView(app, { id }) {
  const { session } = app;
  const visit = await session.visit(id);
  const { spot } = visit;
  const { words } = session;
  const refused = keptOut(visit);
  return [
    h("div", { class: "page-head" }, h("div", { class: "words" }, h("h1", {}, t("gate")), h("p", { class: "lead" }, h("bdi", {}, visit.facility))), clock(app, spot)),
    !spot.stages.gate && h("p", {}, button(t("at_gate"), () => stage(app, id, "gate"), "primary")),
    h("p", { class: "muted small" }, t("gate_elsewhere")),
    h("div", { class: "gate" }, visit.team.map((mate) => person(app, visit, mate, words))),
    h("div", { role: "status" }, standIn(app, visit, refused), refused.length > 0 && said(app, visit, refused)),
    rarer(app, visit, words),
    h("h2", {}, t("steps")),
    h(
      "p",
      { class: "actions" },
      words.stages.filter(([kind]) => kind !== "gate" && !spot.stages[kind]).map(([kind, label]) => button(label, () => stage(app, id, kind))),
    ),
    h(
      "ol",
      { class: "timeline clock", role: "list" },
      words.stages
        .filter(([kind]) => spot.stages[kind])
        .map(([kind, label]) => h("li", {}, h("time", {}, timeText(spot.stages[kind], visit.zone)), h("p", {}, label))),
    ),
  ];
}

function person(app, visit, mate, words) {
  const chosen = visit.spot.admissions[mate.account]?.status;
  const role = Object.fromEntries(words.roles)[mate.account === visit.lead ? "lead" : mate.role === "lead" ? "member" : mate.role];
  return h(
    "fieldset",
    { class: "gate-row", onchange: (event) => touch(app, visit.visit, mate.account, event.target.value) },
    h("legend", {}, h("bdi", {}, mate.name), " ", h("span", { class: "under" }, `${mate.organisation} · ${role}`)),
    chosen && !TOUCHES.some(([status]) => status === chosen) && h("p", {}, Object.fromEntries(words.admission)[chosen]),
    h(
      "div",
      { class: "three" },
      TOUCHES.map(([status, word, kind, shape]) => {
        const control = h("input", { type: "radio", name: `s-${mate.account}`, value: status, autocomplete: "off" });
        control.checked = chosen === status;
        const mark = document.querySelector(`[data-shape=${shape}] svg`)?.cloneNode(true);
        return h("label", { class: `answer ${kind}` }, control, h("span", { class: "face" }, mark, h("span", {}, t(word))));
      }),
    ),
  );
}

async function touch(app, id, account, status) {
  const at = app.session.now();
  await app.session.onTheSpot(id, [{ type: "admission", account, status, at }], (visit) => {
    visit.spot.admissions[account] = { status, at };
    if (status === "admitted") visit.spot.stages.admitted ??= at;
  });
  await app.redraw();
  document.querySelector(`[name="s-${account}"]:checked`)?.focus();
}

// Let in late or partly, or withdrew: rarer than the three buttons, and with words.
function rarer(app, visit, words) {
  const states = words.admission.filter(([status]) => !TOUCHES.some(([touched]) => touched === status));
  const who = field(t("who"), { kind: "select", options: visit.team.map((mate) => [mate.account, mate.name]) });
  const how = field(t("how_it_went"), { kind: "select", options: states });
  const said = field(t("in_words"), { kind: "textarea", rows: 2, dir: "auto" });
  const keep = async () => {
    const [account, status, at] = [who.value, how.value, app.session.now()];
    await app.session.onTheSpot(visit.visit, [{ type: "admission", account, status, at, words: said.value }], (kept) => {
      kept.spot.admissions[account] = { status, at };
      if (status === "late" || status === "partly") kept.spot.stages.admitted ??= at;
    });
    await app.redraw();
  };
  return h("details", { class: "fold" }, h("summary", {}, t("rarer")), form(keep, who.place, how.place, said.place, submit(t("save"))));
}

async function stage(app, id, kind) {
  const at = app.session.now();
  await app.session.onTheSpot(id, [{ type: "stage", stage: kind, at }], (visit) => {
    visit.spot.stages[kind] = at;
  });
  await app.redraw();
}

// The lead kept out, and a deputy there: one touch passes the lead on.
function standIn(app, visit, refused) {
  const deputy = visit.team.find((mate) => mate.role === "deputy");
  if (deputy && visit.lead === deputy.account) return notice("notice-good", t("leads_now", { name: deputy.name }));
  if (!deputy || !refused.some((mate) => mate.account === visit.lead)) return null;
  const pass = async () => {
    await app.session.onTheSpot(visit.visit, [{ type: "lead", to: deputy.account, at: app.session.now() }], (kept) => {
      kept.lead = deputy.account;
    });
    await app.redraw();
  };
  return notice("notice-due", t("lead_refused", { name: deputy.name }), button(t("deputy_leads"), pass, "primary"));
}

function said(app, visit, refused) {
  const told = t("some_refused", { refused: refused.length, team: visit.team.length });
  return notice("notice-refusal", told, button(t("they_said"), () => app.go(denialView, { id: visit.visit })));
}

// The minutes at the gate, until the first is let in.
function clock(app, spot) {
  if (!spot.stages.gate) return null;
  const until = spot.stages.admitted ? Date.parse(spot.stages.admitted) : Date.parse(app.session.now());
  const minutes = Math.max(0, Math.floor((until - Date.parse(spot.stages.gate)) / 60_000));
  const shown = `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
  return h("p", { class: "gate-clock" }, h("time", { datetime: `PT${minutes}M` }, shown));
}
