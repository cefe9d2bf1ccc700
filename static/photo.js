// Photos of an item: each is sent on its own, then named in the item's answer. Nothing of them stays in the browser.

import { named } from "./answers.js";
import { newId } from "./ids.js";

const ids = (item) => named(item, "v")[0].value.split(",").filter(Boolean);

// Draws the photos an item names.
export function thumbs(item) {
  const list = item.querySelector("[data-thumbs]");
  if (!list) return;
  list.replaceChildren(
    ...ids(item).map((id) => {
      const drawn = item.querySelector("[data-thumb]").content.cloneNode(true);
      drawn.querySelector("a").href = `/photos/${id}`;
      drawn.querySelector("img").src = `/photos/${id}`;
      drawn.querySelector("button").value = id;
      return drawn;
    }),
  );
}

// `send(item, id, file, done, refused)` keeps a photo; `give(item)` the answer that names it.
export function listen(form, { send, give, fault }) {
  form.addEventListener("change", (event) => {
    if (!event.target.matches("[data-photo]")) return;
    const item = event.target.closest(".item");
    for (const file of event.target.files) {
      const id = newId();
      send(item, id, file, () => name(item, [...ids(item), id], give), (said) => fault(item, said));
    }
    event.target.value = "";
  });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-unphoto]");
    if (!button) return;
    event.preventDefault();
    const item = button.closest(".item");
    name(item, ids(item).filter((id) => id !== button.value), give);
  });
}

function name(item, all, give) {
  named(item, "v")[0].value = all.join(",");
  for (const each of item.querySelectorAll(".absence input")) each.checked = false;
  thumbs(item);
  give(item);
}
