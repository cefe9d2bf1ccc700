// Sends changes of the board one after another, so that what is shown is what the last answer said.

export class Sending {
  // `view` is what is shown of the board, as its address says it: the answer shows the same.
  constructor(view, words, taken) {
    this.view = view || "all";
    this.words = words;
    this.taken = taken;
    this.last = Promise.resolve();
  }

  // Resolves to the words of a refusal; empty when the change is kept and shown.
  send(address, fields) {
    const sent = this.last.then(() => this.#send(address, fields));
    this.last = sent.catch(() => "");
    return sent;
  }

  async #send(address, fields) {
    let answer;
    try {
      answer = await fetch(address, {
        method: "POST",
        headers: { accept: "text/html, application/json", "x-board": this.view },
        body: new URLSearchParams(fields),
        credentials: "same-origin",
      });
    } catch {
      return this.words.offline;
    }
    if (answer.redirected || answer.status === 401) return this.words.signed_out;
    if (!answer.ok) {
      const said = await answer.json().catch(() => null);
      return Object.values(said?.fields ?? {})[0] ?? said?.title ?? this.words.offline;
    }
    this.taken(new DOMParser().parseFromString(await answer.text(), "text/html"));
    return "";
  }
}
