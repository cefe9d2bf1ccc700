// Says in the open, under its chart, what the mark under the pointer or the focus says to a screen reader.

function markOf(event) {
  return event.target instanceof Element ? event.target.closest("figure.chart svg [aria-label]:not(svg)") : null;
}

function say(event) {
  const mark = markOf(event);
  const line = mark?.closest("figure").querySelector(".said");
  if (line) {
    line.dataset.before ??= line.textContent;
    line.textContent = mark.getAttribute("aria-label");
  }
}

function fallSilent(event) {
  const line = markOf(event)?.closest("figure").querySelector(".said");
  if (line && line.dataset.before !== undefined) {
    line.textContent = line.dataset.before;
  }
}

document.addEventListener("focusin", say);
document.addEventListener("pointerover", say);
document.addEventListener("focusout", fallSilent);
document.addEventListener("pointerout", fallSilent);
