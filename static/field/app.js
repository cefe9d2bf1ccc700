// The page itself: locked or open, one view at a time, the state of sending always in sight. Addresses tell nothing: each
// view is one more step in the browser's history, without a name.

import { button, h, notice } from "./dom.js";
import { lockOf, watch } from "./lock.js";
import { Session } from "./session.js";
import { Store, wipe } from "./store.js";
import { post } from "./sync.js";
import { lockedView, setUpView } from "./views/door.js";
import { homeView } from "./views/home.js";
import { wipeView } from "./views/unsent.js";
import { languages, speak, spoken, t } from "./words.js";

const place = document.getElementById("app");

export class App {
  constructor() {
    this.stack = [];
    this.ends = [];
    this.state = { how: "sent", left: 0, refused: 0 };
    addEventListener("popstate", () => this.#popped());
  }

  async start() {
    speak(null);
    if (!isSecureContext || !navigator.serviceWorker) return this.#only("insecure");
    try {
      this.store = await Store.open();
    } catch {
      return this.#only("storeless");
    }
    this.store.gone = () => this.#gone("wiped");
    this.wish = /^#take\/([0-9a-f-]{36})$/.exec(location.hash)?.[1] ?? null;
    const leaving = location.hash === "#leave";
    if (location.hash) history.replaceState(null, "", location.pathname);
    this.#keepShell();
    await this.door();
    if (leaving && (await lockOf(this.store))) await this.show(() => wipeView(this, { leaving }));
    this.contact();
  }

  // Shows the way in: the lock, or the first set-up.
  async door(said = "") {
    this.stack = [];
    const lock = await lockOf(this.store);
    this.show(() => (lock ? lockedView(this, lock, said) : setUpView(this)));
  }

  // Asks the server whether this phone must forget everything; it may be asked while the phone is locked.
  async contact() {
    const lock = await lockOf(this.store);
    if (!lock) return;
    const answer = await post("/field/contact", { device: lock.device });
    if (answer.how !== "kept") return;
    if (answer.said.wipe) await this.forget("ended", lock.device);
    else await this.session?.keepClock(answer.said.now);
  }

  async open(keys, device) {
    this.session = await Session.open(this.store, keys, device, (state) => this.#told(state));
    speak(this.session.me?.spoken ?? this.session.me?.language);
    this.unwatch = watch(() => this.lock("locked_idle"));
    return this.session;
  }

  async enter() {
    navigator.storage?.persist?.();
    this.contact();
    this.session.outbox.run();
    await this.go(homeView, { take: this.wish });
    this.wish = null;
  }

  async lock(said = "") {
    // A field still being typed in is kept first.
    document.activeElement?.blur();
    await this.session?.outbox.last;
    this.#close();
    return this.door(said && t(said));
  }

  // Wipes the phone and tells the server so.
  async forget(said, device = this.session?.device) {
    this.#close();
    this.store.gone = null;
    await wipe(this.store);
    if (device) await post("/field/contact", { device, wiped: true });
    this.#gone(said);
  }

  // Goes to a view; `view(app, given)` makes its content, or what replaces it.
  async go(view, given = {}) {
    this.stack.push(() => view(this, given));
    history.pushState(null, "");
    await this.#draw();
  }

  // Draws the view anew in place, at another view if one is given.
  async redraw(view, given = {}) {
    if (view) this.stack[this.stack.length - 1] = () => view(this, given);
    await this.#draw();
  }

  back() {
    history.back();
  }

  // Goes up to the first view, or to the second: a visit's own.
  async up(depth, view, given = {}) {
    this.stack.length = depth;
    await this.redraw(view, given);
  }

  async speak(language) {
    speak(language);
    await this.session?.know({ spoken: language });
    await this.#draw();
  }

  async show(make) {
    this.current = make;
    await this.#draw();
  }

  // What a view has to end when it is left.
  leaving(end) {
    this.ends.push(end);
  }

  async #draw() {
    for (const end of this.ends.splice(0)) end();
    this.filling = null;
    const make = this.stack.at(-1) ?? this.current;
    const made = make();
    this.making = made;
    const main = h("main", { id: "main", tabindex: "-1" }, await made);
    // What was still being made when another view was asked for, or the phone was locked, is not shown.
    if (this.making !== made) return;
    place.replaceChildren(this.#top(), main);
    main.querySelector("[data-focus]")?.focus();
    main.querySelector("[data-mount]")?.dispatchEvent(new Event("mount"));
  }

  #top() {
    const deep = this.stack.length > 1;
    return h(
      "header",
      { class: "field-top" },
      deep && button(t("back"), () => this.back(), "quiet"),
      this.session && this.#sending(),
      !deep && this.#tongues(),
      this.session && button(t("lock"), () => this.lock(), "quiet"),
    );
  }

  #tongues() {
    return h(
      "select",
      { "aria-label": t("language"), autocomplete: "off", onchange: (event) => this.speak(event.target.value) },
      languages.map(([code, name]) => h("option", { value: code, selected: code === spoken(), title: name }, code.toUpperCase())),
    );
  }

  #sending() {
    const { how, left } = this.state;
    const kind = left === 0 ? "good" : how === "sending" ? "info" : "due";
    const words = left === 0 ? t("all_sent") : how === "sending" ? t("sending") : t("unsent_count", { n: left });
    const shape = document.querySelector(`[data-shape=${kind}] svg`)?.cloneNode(true);
    return h("p", { class: `save mark mark-${kind}`, role: "status", "data-how": how, "data-left": left }, shape, h("span", {}, words));
  }

  #told(state) {
    this.state = state;
    place.querySelector(".field-top .save")?.replaceWith(this.#sending());
    place.querySelector("[data-unsent]")?.dispatchEvent(new Event("told"));
    if (state.how === "ended") this.forget("ended");
  }

  #popped() {
    if (this.stack.length > 1) {
      this.stack.pop();
      this.#draw();
    }
  }

  #close() {
    this.unwatch?.();
    this.session?.close();
    this.session = null;
    this.state = { how: "sent", left: 0, refused: 0 };
  }

  #gone(said) {
    this.#close();
    this.stack = [];
    this.#only(said, "notice-info");
  }

  #only(said, kind = "notice-due") {
    this.making = null;
    place.replaceChildren(h("main", { id: "main" }, h("h1", {}, t("notes")), notice(kind, t(said))));
  }

  // A newer shell waits until this page is closed everywhere, or until it is asked for.
  async #keepShell() {
    const kept = await navigator.serviceWorker.register("/sw.js", { scope: "/field" }).catch(() => null);
    if (!kept) return;
    const offer = () => {
      if (!kept.waiting || !navigator.serviceWorker.controller || document.querySelector("[data-newer]")) return;
      const use = () => {
        navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
        kept.waiting.postMessage("take over");
      };
      place.before(h("div", { class: "notice notice-info", "data-newer": "" }, h("p", {}, t("newer")), button(t("use_newer"), use)));
    };
    offer();
    kept.addEventListener("updatefound", () => kept.installing?.addEventListener("statechange", offer));
  }
}

new App().start();
