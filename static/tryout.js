// Trying a checklist out: it is filled as on the page of a sheet, and every answer goes nowhere.

import { Filling } from "./filling.js";

const form = document.getElementById("tryout");
const nothing = () => {};

const filling = new Filling(form, {
  rules: JSON.parse(document.getElementById("tryout-rules").textContent),
  rows: [],
  send: {
    answer: (place, body, done) => done({}),
    hold: nothing,
    born: nothing,
    drop: nothing,
    restore: nothing,
    photo: (item, id, file, done, refused) => refused(form.dataset.noPhotos),
  },
  options: { goesOn: false, area: nothing, jump: nothing, open: nothing },
});

form.addEventListener("submit", (event) => event.preventDefault());
form.querySelector(".sections")?.addEventListener("click", (event) => {
  const section = document.getElementById(event.target.closest("a")?.hash.slice(1) ?? "");
  if (section) section.open = true;
});
if (location.hash.startsWith("#i-")) filling.goTo(location.hash.slice(3));
