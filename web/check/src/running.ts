/** One thing that is being done: how far it is, a way to stop it, and why it was not done. */

import { button, make, note, say } from "./elements.js";
import { type Progress, python } from "./python.js";

const KEPT = "Python is kept in this browser: from now on all of this page works without a network, also after a reload.";

/** Shows what is being done, one thing at a time. */
export class Running {
  readonly element = make("div", { className: "running" });
  readonly #hint = make("p", { className: "soft" });
  readonly #status = make("p", { className: "row", hidden: true });
  #current = 0;
  #isRunning = false;

  constructor() {
    this.element.append(this.#hint, this.#status);
  }

  set hint(text: string) {
    this.#hint.textContent = text;
    this.#hint.hidden = python.isLoaded;
  }

  /**
   * Do something.
   *
   * @param doing - what, as `Upgrading`.
   * @param then - takes the answer, unless something else was asked since.
   */
  run<A>(doing: string, work: (progress: Progress) => Promise<A>, then: (answer: A) => void): void {
    if (this.#isRunning) python.stop();
    const wasLoaded = python.isLoaded;
    const current = ++this.#current;
    const bar = make("progress", { ariaLabel: doing });
    const said = make("span", {}, `${doing}…`);
    const stop = button("Stop", () => this.stop());
    this.#show(bar, said, stop);
    this.#isRunning = true;
    this.#hint.hidden = true;
    say(python.isLoaded ? `${doing}…` : "Loading Python…");
    const progress: Progress = (loading) => {
      const isAll = loading !== null && loading.loaded >= loading.total;
      if (loading && !isAll) {
        bar.max = loading.total;
        bar.value = loading.loaded;
        said.textContent = `Loading Python: ${inMegabytes(loading.loaded)} of ${inMegabytes(loading.total)} MB`;
      } else {
        bar.removeAttribute("value");
        said.textContent = isAll ? "Starting Python…" : `${doing}…`;
      }
    };
    work(progress).then(
      (answer) => {
        if (current !== this.#current) return;
        this.#done();
        then(answer);
        if (!wasLoaded) void python.kept.then((kept) => kept && this.#tellKept());
        note("answered");
      },
      (error: unknown) => {
        if (current !== this.#current) return;
        this.#done();
        if (!(error instanceof DOMException)) this.#failed(error, () => this.run(doing, work, then));
      },
    );
  }

  /** Stop what is being done. */
  stop(): void {
    if (!this.#isRunning) return;
    this.#current++;
    this.#done();
    python.stop();
    say("Stopped");
  }

  #tellKept(): void {
    this.#hint.textContent = KEPT;
    this.#hint.hidden = false;
  }

  #done(): void {
    this.#isRunning = false;
    this.#status.hidden = true;
    this.#status.replaceChildren();
  }

  #failed(error: unknown, again: () => void): void {
    const said = error instanceof Error ? error.message : String(error);
    const retry = button("Try again", again);
    this.#show(make("span", { className: "failed" }, said), retry);
    say(said);
    retry.focus();
  }

  #show(...shown: HTMLElement[]): void {
    this.#status.replaceChildren(...shown);
    this.#status.hidden = false;
  }
}

function inMegabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0);
}
