// Shows how far an import is, and the next page when it is done.

const box = document.querySelector("[data-progress]");

async function look() {
  let told;
  try {
    const answer = await fetch(box.dataset.progress, { headers: { accept: "application/json" } });
    if (!answer.ok) return;
    told = await answer.json();
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
