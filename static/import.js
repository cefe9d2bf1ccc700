// Shows how far an import or the planner is, and the next page when it is done; what is drawn of it is drawn anew.

const box = document.querySelector("[data-progress]");
const picture = document.querySelector("[data-steps]");
let steps;

async function draw() {
  const answer = await fetch(location.href);
  if (!answer.ok) return;
  const drawn = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-steps]");
  if (!drawn) return;
  const before = picture.querySelector("details");
  const held = before?.contains(document.activeElement);
  picture.replaceChildren(...drawn.childNodes);
  const fold = picture.querySelector("details");
  if (!fold) return;
  fold.open = Boolean(before?.open);
  if (held) fold.querySelector("summary").focus();
}

async function look() {
  let told;
  try {
    const answer = await fetch(box.dataset.progress, { headers: { accept: "application/json" } });
    if (answer.status >= 500) throw new Error("later");
    if (!answer.ok) return;
    told = await answer.json();
    if (picture && told.running && told.steps !== steps) await draw();
    steps = told.steps;
  } catch {
    setTimeout(look, 5000);
    return;
  }
  if (!told.running) {
    location.reload();
    return;
  }
  const bar = box.querySelector("progress");
  const words = box.querySelector("[role=status]");
  if (told.said && words.textContent !== told.said) words.textContent = told.said;
  if (told.total) {
    bar.max = told.total;
    bar.value = told.done;
  } else {
    bar.removeAttribute("value");
  }
  setTimeout(look, 700);
}

if (box) look();
