// The way in: the first set-up, the lock, and what to do when the passphrase is forgotten.

import { newId } from "../../ids.js";
import { button, field, form, h, notice, submit } from "../dom.js";
import { saveFile } from "../file.js";
import { SHORTEST, makeLock, tryLock } from "../lock.js";
import { post } from "../sync.js";
import { t } from "../words.js";
import { wipeView } from "./unsent.js";

export function setUpView(app) {
  const typed = field(t("passphrase"), { type: "password", help: t("passphrase_help"), autocomplete: "new-password", "data-focus": "" });
  const again = field(t("again"), { type: "password", autocomplete: "new-password" });
  const place = h("div", {});
  const begin = async () => {
    typed.wrong(typed.control.value.length < SHORTEST ? t("too_short") : "");
    if (typed.control.value.length < SHORTEST) return;
    again.wrong(typed.control.value === again.control.value ? "" : t("not_same"));
    if (typed.control.value !== again.control.value) return;
    place.replaceChildren(notice("notice-info", t("setting_up")));
    const refused = await setUp(app, typed.control.value);
    if (refused) place.replaceChildren(refused);
  };
  return [
    h("h1", {}, t("set_up")),
    h("p", { class: "lead" }, t("set_up_lead")),
    form(begin, typed.place, again.place, submit(t("set_up_do"))),
    place,
  ];
}

// The server is asked first: a phone that nobody signed in on is not set up. Gives what stands in the way.
async function setUp(app, passphrase) {
  const device = newId();
  const name = navigator.userAgentData?.platform ?? navigator.platform ?? "";
  const answer = await post("/field/set-up", { device, name });
  if (answer.how === "signed_out") {
    return h("div", {}, notice("notice-due", t("sign_in_first")), h("p", {}, h("a", { class: "button", href: "/sign-in?next=/field" }, t("sign_in"))));
  }
  if (answer.how === "offline") return notice("notice-due", t("sign_in_first"));
  if (answer.how !== "kept") return notice("notice-due", answer.said.words);
  const keys = await makeLock(app.store, passphrase, device);
  await (await app.open(keys, device)).know(answer.said);
  await app.enter();
  return null;
}

export function lockedView(app, lock, said) {
  const typed = field(t("passphrase"), { type: "password", autocomplete: "current-password", "data-focus": "" });
  const begin = async () => {
    const { keys, wait } = await tryLock(app.store, typed.control.value);
    if (keys) {
      await app.open(keys, lock.device);
      await app.enter();
      return;
    }
    typed.control.value = "";
    typed.wrong(wait > 0 ? t("unlock_wait", { seconds: Math.ceil(wait / 1000) }) : t("unlock_wrong"));
  };
  return [
    h("h1", {}, t("notes")),
    said && notice("notice-info", said),
    form(begin, typed.place, submit(t("unlock"))),
    h(
      "details",
      { class: "fold" },
      h("summary", {}, t("forgotten")),
      h("p", {}, t("forgotten_help")),
      h(
        "p",
        { class: "actions" },
        button(t("file_save"), async (event) => {
          const saved = await saveFile(app.store);
          event.target.after(notice("notice-info", t(saved ? "file_saved" : "file_empty")));
        }),
        button(t("wipe"), () => app.show(() => wipeView(app)), "grave"),
      ),
    ),
  ];
}
