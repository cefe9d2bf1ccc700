// Building pages: elements from names, properties and children. What people wrote goes in as text, never as HTML.

export function h(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === false || value === null || value === undefined) continue;
    if (key === "class") made.className = value;
    else if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, "");
    else made.setAttribute(key, value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

export const button = (words, act, kind = "") =>
  h("button", { type: "button", class: `button ${kind}`.trim(), onclick: act }, words);

let fields = 0;

// A field with its label above, help under the label and the error beside it: f.field, f.value, f.wrong(words).
export function field(label, { help = "", kind = "input", options = [], ...rest } = {}) {
  fields += 1;
  const id = `n-${fields}`;
  const error = h("p", { class: "error", id: `${id}-e`, role: "alert", hidden: true });
  const control = h(kind, { id, autocomplete: "off", spellcheck: "false", "aria-describedby": `${id}-e`, ...rest });
  for (const [value, words] of options) control.append(h("option", { value }, words));
  const place = h("div", { class: "field" }, h("label", { for: id }, label), help && h("p", { class: "help" }, help), control, error);
  return {
    place,
    control,
    get value() {
      return control.value.trim();
    },
    wrong(words) {
      error.textContent = words;
      error.hidden = words === "";
      control.setAttribute("aria-invalid", String(words !== ""));
      place.classList.toggle("has-error", words !== "");
      if (words) control.focus();
    },
  };
}

// Ticks or one of several, as rows of large buttons; f.chosen gives the values.
export function choices(label, options, { type = "radio", chosen = [], onchange = null } = {}) {
  fields += 1;
  const name = `n-${fields}`;
  const error = h("p", { class: "error", role: "alert", hidden: true });
  const place = h(
    "fieldset",
    { class: "field", onchange },
    h("legend", {}, label),
    h(
      "div",
      { class: "answers" },
      options.map(([value, words]) => {
        const control = h("input", { type, name, value, autocomplete: "off" });
        control.checked = chosen.includes(value);
        return h("label", { class: "answer" }, control, h("span", { class: "face" }, words));
      }),
    ),
    error,
  );
  return {
    place,
    get chosen() {
      return [...place.querySelectorAll("input:checked")].map((each) => each.value);
    },
    wrong(words) {
      error.textContent = words;
      error.hidden = words === "";
      if (words) place.querySelector("input")?.focus();
    },
  };
}

export const form = (act, ...children) =>
  h(
    "form",
    {
      class: "form",
      novalidate: true,
      autocomplete: "off",
      onsubmit: (event) => {
        event.preventDefault();
        act();
      },
    },
    ...children,
  );

export const submit = (words) => h("button", { class: "button primary" }, words);

export const notice = (kind, words, ...more) => h("div", { class: `notice ${kind}`, role: "status" }, h("p", {}, words), ...more);

// Asks in the page's own dialog; gives the value of the button pressed, "" for none.
export function ask(question, answers) {
  const dialog = h(
    "dialog",
    { "aria-label": question },
    h(
      "form",
      { method: "dialog" },
      h("p", {}, question),
      h("div", { class: "actions" }, answers.map(([value, words, kind]) => h("button", { class: `button ${kind ?? ""}`, value }, words))),
    ),
  );
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue);
    });
  });
}
