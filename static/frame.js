// What every page does beyond HTML: menus close, dialogs open, grave steps ask, forms are not lost by accident.

function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (menu !== except) menu.open = false;
  }
}

document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.querySelector("details.menu[open]");
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (!opener) return;
  event.preventDefault();
  document.getElementById(opener.dataset.opens).showModal();
});

// A form or button with data-confirm="sentence" asks first, in the page's own dialog and language.
const asking = document.getElementById("ask");

document.addEventListener("submit", (event) => {
  const question = event.submitter?.dataset.confirm ?? event.target.dataset.confirm;
  if (!question || !asking || event.target.dataset.confirmed === question) return;
  event.preventDefault();
  asking.querySelector("[data-question]").textContent = question;
  const yes = asking.querySelector("[value=yes]");
  yes.textContent = event.submitter?.textContent.trim() || yes.dataset.words;
  asking.returnValue = "";
  asking.showModal();
  asking.querySelector("[value=no]").focus();
  asking.addEventListener(
    "close",
    () => {
      if (asking.returnValue !== "yes") return;
      event.target.dataset.confirmed = question;
      event.target.requestSubmit(event.submitter);
      delete event.target.dataset.confirmed;
    },
    { once: true },
  );
});

// A form with data-guard asks before the page is left with something typed and not sent.
const touched = new Set();

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-guard]");
  if (form) touched.add(form);
});

document.addEventListener("submit", (event) => {
  if (!event.defaultPrevented) touched.delete(event.target);
});

window.addEventListener("beforeunload", (event) => {
  if (touched.size > 0) event.preventDefault();
});

// What is folded for a phone lies open where there is room.
if (matchMedia("(min-width: 52rem)").matches) {
  for (const fold of document.querySelectorAll("details[data-roomy]")) fold.open = true;
}

// What is wrong is said of a field by its name.
for (const link of document.querySelectorAll(".error-summary a[href^='#']")) {
  const field = document.getElementById(link.hash.slice(1));
  const name = (field?.closest("fieldset")?.querySelector("legend") ?? field?.labels?.[0])?.cloneNode(true);
  name?.querySelector(".optional")?.remove();
  if (name) link.prepend(`${name.textContent.trim()}: `);
}

document.querySelector("[data-takes-focus]")?.focus();

// A browser that holds notes of the field is signed out by that page: it says what is not yet sent, and wipes them.
document.addEventListener("submit", async (event) => {
  if (event.target.getAttribute("action") !== "/sign-out" || !indexedDB.databases) return;
  event.preventDefault();
  const holds = (await indexedDB.databases()).some((base) => base.name === "notes");
  if (holds) location.assign("/field#leave");
  else event.target.submit();
});
