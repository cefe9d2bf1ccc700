// What lies on this phone: the visits, a refusal without any, what is not yet sent, and the ways out.

import { button, form, h, notice, submit } from "../dom.js";
import { dayText, t } from "../words.js";
import { elsewhereView } from "./denial.js";
import { unsentView, wipeView } from "./unsent.js";
import { visitView } from "./visit.js";

export async function homeView(app, given = {}) {
  const { take = null, said = "" } = given;
  // What was just done is said once; whoever comes back here reads it no more.
  delete given.said;
  const visits = await app.session.visits();
  return [
    h("h1", {}, t("my_visits")),
    said && notice("notice-good", t(said)),
    take && takeForm(app, take),
    visits.length > 0
      ? h("ul", { class: "field-list", role: "list" }, visits.map((visit) => line(app, visit)))
      : !take && h("p", { class: "empty" }, t("no_visits")),
    h("p", { class: "actions" }, button(t("refusal_elsewhere"), () => app.go(elsewhereView)), button(t("unsent"), () => app.go(unsentView))),
    app.state.left > 0 && h("p", { class: "muted small" }, t("evict")),
    h(
      "details",
      { class: "fold" },
      h("summary", {}, t("more")),
      h(
        "p",
        { class: "actions" },
        button(t("wipe"), () => app.go(wipeView), "grave"),
        button(t("sign_out"), () => app.go(wipeView, { leaving: true }), "grave"),
      ),
    ),
  ];
}

function line(app, visit) {
  const days = visit.first_day === visit.last_day ? dayText(visit.first_day) : `${dayText(visit.first_day)} – ${dayText(visit.last_day)}`;
  return h(
    "li",
    {},
    h(
      "button",
      { type: "button", class: "button field-line", onclick: () => app.go(visitView, { id: visit.visit }) },
      h("bdi", {}, visit.facility),
      h("span", { class: "muted" }, days),
    ),
  );
}

// Reached from the visit's own page: what is taken is said first, the closed record only by an extra choice.
function takeForm(app, id) {
  const history = h("input", { type: "checkbox", autocomplete: "off" });
  const place = h("div", {});
  const take = async () => {
    place.replaceChildren(notice("notice-info", t("setting_up")));
    const answer = await app.session.takeAlong(id, history.checked);
    if (answer.how === "kept") return app.redraw(homeView, { said: "taken" });
    const signIn = h("a", { class: "button", href: `/sign-in?next=${encodeURIComponent("/field")}` }, t("sign_in"));
    place.replaceChildren(notice("notice-due", answer.said?.words || t(answer.how), ...(answer.how === "signed_out" ? [signIn] : [])));
  };
  return h(
    "section",
    { class: "field-card", "aria-label": t("take") },
    h("h2", {}, t("take")),
    h("p", {}, t("take_which")),
    h("p", {}, t("take_lead")),
    form(take, h("div", { class: "options" }, h("label", {}, history, t("take_history"))), h("p", { class: "help" }, t("take_history_not")), submit(t("take_do"))),
    place,
  );
}
