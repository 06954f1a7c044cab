/** What else may be asked of a document: its upgrade, summary, findings, and how it differs from another. */

import { printable } from "ska-oso-pdm/telling";
import type { FindingsReport, Shown, UpgradeOptions } from "ska-oso-pdm/python";
import type { Entry } from "./desk.js";
import type { Mark } from "./editor.js";
import { button, count, make, say } from "./elements.js";
import type { Named } from "./intake.js";
import { Messages } from "./messages.js";
import { type Answer, type Compared, hasPython, MEGABYTES, python, type Question, type Upgraded } from "./python.js";
import { Result } from "./result.js";
import { Running } from "./running.js";
import { type Issue, isOlder, type Verdict } from "./verdict.js";

/** The document, and what the page does with what is told of it. */
export interface Subject {
  /** The name below which it is saved. */
  readonly name: string;
  readonly file: () => Blob;
  readonly others: () => readonly Entry[];
  readonly mark: (marks: readonly Mark[]) => void;
  readonly go: (place: Pick<Issue, "line" | "column">) => void;
  readonly take: (files: Named[]) => void;
}

/** Offers what Python does, and shows what came of it. */
export class Tools {
  /** The offers; beside the text. */
  readonly element = make("section", { className: "tools", ariaLabel: "Tools", hidden: true });
  /** What came of it, in the place of the text where it is large. */
  readonly result = make("section", { className: "result", hidden: true });
  readonly #offers = make("p", { className: "row" });
  readonly #running = new Running();
  readonly #found = make("div", { className: "found-here" });
  readonly #picker = make("input", { type: "file", hidden: true });
  #result: Result | null = null;
  #options: UpgradeOptions = {};
  #entity: string | null = null;
  #opener: HTMLElement | null = null;

  constructor(private readonly subject: Subject) {
    this.element.append(this.#offers, this.#running.element, this.#found, this.#picker);
  }

  /** Offer what can be done with a document of which this is the verdict. */
  judged({ entity, version, newest, inside, valid }: Verdict): void {
    this.#entity = entity;
    const isKnown = entity !== null && version !== null;
    this.element.hidden = !hasPython || !(isKnown || inside > 0);
    const label = !isKnown ? "Upgrade what is inside" : newest && isOlder(version, newest) ? `Upgrade to ${entity} ${newest}` : "";
    const upgrade = button(label || "Put known mistakes right", () => this.#upgrade({}), label ? "main" : "");
    upgrade.hidden = !label && valid;
    const offers = [upgrade];
    if (isKnown) {
      offers.push(button("Summary", () => this.#show()), button("Findings", () => this.#findings()));
    }
    offers.push(button("Compare…", () => this.#choose()), button("Bring back by stash…", () => this.#restore()));
    const stood = [...this.#offers.children].findIndex((each) => each === document.activeElement);
    this.#offers.replaceChildren(...offers);
    if (stood >= 0) offers[Math.min(stood, offers.length - 1)]?.focus();
    const hint = `Done by the Python package, in this page; ${MEGABYTES} MB are loaded when it is first asked.`;
    this.#running.hint = hint;
  }

  /** The document was edited: what was told of it holds no more. */
  forget(): void {
    if (this.#found.childElementCount === 0) return;
    this.#found.replaceChildren();
    this.subject.mark([]);
  }

  /** The document is shown no more. */
  close(): void {
    this.#running.stop();
    this.#result?.remove();
  }

  #ask<A extends Answer>(doing: string, question: Exclude<Question, { ask: "load" }>, then: (answer: A) => void): void {
    this.#opener = document.activeElement as HTMLElement | null;
    this.forget();
    this.#running.run(doing, (progress) => python.ask<A>(question, progress), then);
  }

  #upgrade(options: UpgradeOptions): void {
    this.#options = options;
    const documents = [this.subject.file()];
    this.#ask<Upgraded>("Upgrading", { ask: "upgrade", documents, options }, (upgraded) => this.#tellUpgrade(upgraded, documents));
  }

  #tellUpgrade(upgraded: Upgraded, [old]: readonly Blob[]): void {
    const again = (options: UpgradeOptions) => this.#upgrade(options);
    const { name, take } = this.subject;
    void this.#open(Result.ofUpgrade({ name, old: old as Blob, upgraded, options: this.#options, again, take }));
  }

  #restore(): void {
    this.#pick(".ndjson,.json", async (file) => {
      const options = { stash: await file.text() };
      this.#upgrade(options);
    });
  }

  #show(): void {
    this.#ask<Shown>("Reading", { ask: "show", documents: [this.subject.file()] }, ({ text, messages }) => {
      const lines = text || this.#named(messages).join("\n");
      const shown = make("pre", { tabIndex: 0, className: "summary", ariaLabel: "Summary" }, lines);
      shown.setAttribute("role", "region");
      this.#tell("Summary", shown);
    });
  }

  #findings(): void {
    this.#ask<FindingsReport>("Looking", { ask: "findings", documents: [this.subject.file()] }, ({ findings, valid }) => {
      const said = valid ? count(findings.length, "finding") : "Findings are told of valid documents; this one has errors";
      const notes = findings.map((finding) => ({ ...finding, severity: "note" as const }));
      const messages = new Messages((issue) => this.subject.go(issue));
      messages.show(notes as unknown as Issue[]);
      this.#tell(valid && findings.length === 0 ? "No findings: nothing was seen that does not go together" : said, messages.element);
      this.subject.mark(notes);
    });
  }

  #tell(said: string, ...shown: HTMLElement[]): void {
    const heading = make("h3", { tabIndex: -1 }, said);
    const close = button("Close", () => {
      this.forget();
      this.#opener?.focus();
    });
    this.#found.replaceChildren(make("div", { className: "row" }, heading, close), ...shown);
    say(said);
    heading.focus();
  }

  /** Let choose what this document is compared with. */
  #choose(): void {
    const isAlike = ({ summary }: Entry) => Number(summary?.entity === this.#entity);
    const others = [...this.subject.others()].sort((one, other) => isAlike(other) - isAlike(one));
    const fromFile = () => this.#pick(".json", (file) => this.#compare(file, file.name));
    if (others.length === 0) return fromFile();
    const select = make("select", { id: "other" }, ...others.map(({ name, id }) => make("option", { value: String(id) }, printable(name))));
    const compare = button("Compare", () => {
      const other = others.find(({ id }) => String(id) === select.value) as Entry;
      this.#compare(other.edited ? new Blob([other.edited.text]) : other.file, other.name);
    });
    const label = make("label", { htmlFor: "other" }, "with");
    this.#tell("Compare this document", make("p", { className: "row" }, label, select, compare, button("Choose a file…", fromFile)));
    select.focus();
  }

  #compare(other: Blob, otherName: string): void {
    const documents = [this.subject.file(), other];
    this.#ask<Compared>("Comparing", { ask: "diff", documents }, (compared) => {
      const names = [this.subject.name, otherName] as const;
      void this.#open(Result.ofComparison(names, documents as [Blob, Blob], compared));
    });
  }

  #pick(accept: string, then: (file: File) => void): void {
    const picker = this.#picker;
    picker.accept = accept;
    picker.value = "";
    picker.onchange = () => picker.files?.[0] && then(picker.files[0]);
    picker.click();
  }

  #named(messages: readonly string[]): string[] {
    return messages.map((line) => printable(line.replace(/^document\.json/u, () => this.subject.name)));
  }

  async #open(result: Result): Promise<void> {
    this.#result?.remove();
    this.#result = result;
    const both = this.result.nextElementSibling as HTMLElement;
    const back = () => {
      result.remove();
      this.#result = null;
      this.result.hidden = true;
      both.hidden = false;
      (this.#offers.querySelector("button:not([hidden])") as HTMLElement | null)?.focus();
    };
    this.result.replaceChildren(button("← Back to the document", back), result.element);
    this.result.hidden = false;
    both.hidden = true;
    await result.shown();
  }
}
