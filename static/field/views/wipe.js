// Wiping the phone, with or without signing out; what is not yet sent is told first, and the sealed file offered.

import { button, h, notice } from "../dom.js";
import { saveFile } from "../file.js";
import { lockOf } from "../lock.js";
import { QUEUE } from "../store.js";
import { t } from "../words.js";

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
