// What is not yet sent, and why; sending now, or saving the sealed file. And wiping the phone, which tells of it first.

import { ask, button, h, notice } from "../dom.js";
import { saveFile } from "../file.js";
import { lockOf } from "../lock.js";
import { QUEUE } from "../store.js";
import { t } from "../words.js";

const STANDS_IN_THE_WAY = new Set(["offline", "signed_out", "another"]);
// What says that a right was withdrawn, or that the visit is no longer there.
const WITHDRAWN = new Set(["about:not-here", "about:not-yours"]);

export async function unsentView(app) {
  const place = h("div", {});
  const list = h("div", {});
  const ways = h("p", { class: "actions" }, button(t("send_now"), () => app.session.outbox.retry(), "primary"), button(t("file_save"), () => save(app, place)));
  const about = h("p", { class: "help" }, t("file_lead"));
  const look = async () => {
    const all = await app.session?.outbox.list();
    if (!all) return;
    ways.hidden = about.hidden = all.length === 0;
    list.replaceChildren(...(await told(app, all)));
  };
  await look();
  return h("div", { "data-unsent": "", ontold: look }, h("h1", {}, t("unsent")), ways, about, place, list);
}

async function save(app, place) {
  const saved = await saveFile(app.store);
  place.replaceChildren(notice("notice-good", t(saved ? "file_saved" : "file_empty")));
}

// What stands in the way of all, then each entry with what it waits for.
async function told(app, all) {
  if (all.length === 0) return [h("p", { class: "empty" }, t("all_sent"))];
  const { how } = app.state;
  const codes = Object.assign({}, ...(await app.session.visits()).map((visit) => visit.form?.codes ?? {}));
  return [
    STANDS_IN_THE_WAY.has(how) ? notice("notice-due", t(how)) : "",
    how === "signed_out" ? h("p", {}, h("a", { class: "button primary", href: "/sign-in?next=/field" }, t("sign_in"))) : "",
    h("ol", { class: "field-unsent" }, all.map((each) => h("li", {}, named(each.entry, codes), " · ", why(each), each.refused && giveUp(app, each.entry)))),
  ];
}

function giveUp(app, entry) {
  const go = async () => {
    const sure = await ask(t("give_up_sure"), [["yes", t("give_up"), "grave"], ["", t("back")]]);
    if (sure === "yes") await app.session.outbox.giveUp((other) => other.id === entry.id);
  };
  return button(t("give_up"), go, "quiet");
}

function named(entry, codes) {
  return t(`k_${entry.type}`, { code: codes[entry.key] ?? "" });
}

function why({ refused }) {
  if (!refused) return h("span", { class: "muted" }, t("waits"));
  return h("strong", {}, WITHDRAWN.has(refused.code) ? t("withdrawn") : refused.words);
}

// With or without signing out.
export async function wipeView(app, { leaving = false } = {}) {
  const unsent = await app.store.count(QUEUE);
  const { device } = await lockOf(app.store);
  const place = h("div", {});
  const go = async () => {
    await app.forget("wiped", device);
    if (leaving) await fetch("/sign-out", { method: "POST", credentials: "same-origin" }).catch(() => null);
  };
  const save = async () => {
    if (await saveFile(app.store)) place.replaceChildren(notice("notice-good", t("file_saved")));
  };
  return [
    h("h1", {}, t(leaving ? "sign_out" : "wipe")),
    h("p", { class: "lead" }, t("wipe_lead")),
    unsent > 0 && notice("notice-due", t("wipe_unsent", { n: unsent })),
    place,
    h(
      "p",
      { class: "actions" },
      unsent > 0 && button(t("file_save"), save, "primary"),
      button(t(unsent > 0 ? "wipe_anyway" : leaving ? "sign_out" : "wipe_do"), go, "grave"),
      button(t("back"), () => (app.session ? app.back() : app.door())),
    ),
  ];
}
