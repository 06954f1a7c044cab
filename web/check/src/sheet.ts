/** One document: its verdict, what is to be mended, and its text. */

import { lineOf, printable } from "ska-oso-pdm/telling";
import { copyButton } from "./copying.js";
import type { Desk, Entry } from "./desk.js";
import type { Editor } from "./editor.js";
import { button, make, note, say } from "./elements.js";
import type { Named } from "./intake.js";
import { documentsInside, judge } from "./judging.js";
import { Messages } from "./messages.js";
import { fileOf, NotShownError, type Shown, shownOf } from "./reading.js";
import { nameOf, save } from "./saving.js";
import { Tools } from "./tools.js";
import { type Issue, kindOf, type Verdict } from "./verdict.js";
import { verdictBox } from "./verdict-box.js";

/** So long after the last edit it is judged, in milliseconds; a large text is not judged at every pause. */
const PAUSE = 150;
const LONG_PAUSE = 1000;
const LONG = 1_000_000;
/** So long the editor waits for a verdict, in milliseconds. */
const LATE = 250;

const NO_EDITOR = "The editor was not loaded, so the text is not shown; load the page again.";

/** Shows one document. */
export class Sheet {
  readonly element = make("section", { className: "sheet" });
  readonly #heading: HTMLElement;
  readonly #box = make("div", { className: "verdict" });
  readonly #messages = new Messages((issue) => this.#go(issue));
  readonly #host = make("div", { className: "editor" });
  readonly #note = make("p", { className: "notice", hidden: true });
  readonly #cursor = make("span", { className: "soft cursor" });
  readonly #unsaved = make("span", { className: "unsaved" });
  readonly #actions = make("p", { className: "row actions" });
  readonly #tools: Tools;
  #editor: Editor | null = null;
  #shown: Shown | null = null;
  #verdict: Verdict | null = null;
  #asked = 0;
  #outdated = new AbortController();
  #timer = 0;

  constructor(
    private readonly entry: Entry,
    private readonly desk: Desk,
    ways: readonly HTMLElement[],
    private readonly take: (files: Named[]) => void,
  ) {
    const name = printable(entry.name);
    this.#heading = make("h2", { tabIndex: -1, className: "name" }, name);
    this.element.setAttribute("aria-label", name);
    const waiting = make("p", { className: "soft" }, entry.isNew ? "Paste a document here." : "Judging…");
    this.#box.append(waiting);
    const download = button("Download", () => this.#save());
    const copyText = copyButton("Copy the text", () => this.#editor?.text ?? "");
    const copyMessages = copyButton("Copy the messages", () => this.#lines());
    this.#actions.append(download, copyText, copyMessages, this.#unsaved, this.#cursor);
    this.#tellSaved();
    this.#tools = new Tools({
      name: entry.within === null ? entry.name : nameOf(entry.name, entry.within),
      file: () => this.#current(),
      others: () => desk.entries.filter((each) => each !== entry),
      mark: (marks) => this.#editor?.mark([...(this.#verdict?.issues ?? []), ...marks]),
      go: (issue) => this.#go(issue),
      take,
    });
    const { element: tools, result } = this.#tools;
    const beside = make("div", { className: "beside" }, this.#box, tools, this.#messages.hint, this.#messages.element);
    const text = make("div", { className: "text" }, this.#note, this.#host, this.#actions);
    const way = make("nav", { className: "row ways", ariaLabel: "Documents" }, ...ways);
    this.element.append(...(ways.length ? [way] : []), this.#heading, result, make("div", { className: "both" }, beside, text));
    const judged = entry.isNew && !entry.edited ? null : this.#judge();
    void this.#open(judged);
  }

  /** Put the cursor where the work is. */
  focus(): void {
    if (this.entry.isNew && !this.entry.edited) this.#editor?.focus();
    else this.#heading.focus({ preventScroll: false });
  }

  /** Go to the next issue, or one before. */
  step(by: number): void {
    say(this.#messages.step(by));
  }

  /** Keep what was edited; the sheet is shown no more. */
  close(): void {
    if (this.#timer) {
      clearTimeout(this.#timer);
      this.#keep();
      void this.#judge();
    }
    this.#asked++;
    this.#tools.close();
    this.#editor?.remove();
    this.#editor = null;
  }

  /** Open the editor, after the verdict unless that takes long: what is wrong is seen first. */
  async #open(judged: Promise<void> | null): Promise<void> {
    const { entry } = this;
    try {
      if (judged) await Promise.race([judged, new Promise((resolve) => setTimeout(resolve, LATE))]);
      const [{ Editor }, shown] = await Promise.all([import("./editor.js"), entry.edited ?? shownOf(entry.file)]);
      if (!this.element.isConnected) return;
      this.#shown = shown;
      this.#editor = new Editor(this.#host, printable(entry.name), shown, {
        edited: () => this.#edited(),
        moved: (line, column) => (this.#cursor.textContent = `Line ${line}, column ${column}`),
      });
      this.#tell(shown.note);
      if (this.#verdict) this.#editor.mark(this.#verdict.issues);
      if (entry.isNew && !entry.edited) this.#editor.focus();
    } catch (error) {
      this.#host.hidden = this.#actions.hidden = true;
      const isKnown = error instanceof NotShownError;
      if (!isKnown) console.error(error);
      this.#tell(isKnown ? error.message : NO_EDITOR);
    }
  }

  #tell(note: string | null): void {
    this.#note.hidden = note === null;
    this.#note.textContent = note;
  }

  async #judge(): Promise<void> {
    const asked = ++this.#asked;
    const { entry } = this;
    const { edited } = entry;
    this.#outdated.abort(); // what was asked of an earlier text need not be answered
    this.#outdated = new AbortController();
    const { signal } = this.#outdated;
    const verdict = await judge(edited ? edited.text : entry.file, { urgent: true, signal }).catch(() => null);
    if (!verdict) return;
    if (entry.edited === edited) this.desk.settle(entry, verdict);
    if (asked !== this.#asked) return; // it was edited since, or is shown no more
    this.#verdict = verdict;
    this.#box.className = `verdict ${kindOf(verdict).replace(" ", "-")}`;
    this.#box.replaceChildren(...verdictBox(verdict, entry, () => this.#takeInside()));
    this.#messages.show(verdict.issues);
    this.#tools.judged(verdict);
    this.#editor?.mark(verdict.issues);
    note("verdict");
  }

  #tellSaved(): void {
    this.#unsaved.textContent = this.entry.unsaved ? "Edited, and not saved" : "";
  }

  #edited(): void {
    this.entry.unsaved = true;
    this.#tellSaved();
    this.#tools.forget();
    clearTimeout(this.#timer);
    const isLong = (this.#shown?.text.length ?? 0) > LONG;
    this.#timer = setTimeout(() => {
      this.#timer = 0;
      this.#keep();
      void this.#judge();
    }, isLong ? LONG_PAUSE : PAUSE);
  }

  #keep(): void {
    if (this.#shown && this.#editor) this.entry.edited = { ...this.#shown, text: this.#editor.text };
  }

  /** Show the documents inside of this one, each by itself. */
  async #takeInside(): Promise<void> {
    const { edited, file, name } = this.entry;
    const found = await documentsInside(edited ? edited.text : file);
    this.take(found.map(({ path, text }) => ({ name: `${name}#${path}`, file: new File([text], name), within: name })));
  }

  /** Give the document as it would be saved. */
  #current(): Blob {
    if (this.entry.unsaved) this.#keep();
    const { edited, file } = this.entry;
    return edited ? fileOf(edited.text, edited.marked) : file;
  }

  #go(issue: Pick<Issue, "line" | "column">): void {
    this.#editor?.go(issue);
  }

  #lines(): string {
    const { entry } = this;
    const verdict = this.#verdict;
    if (!verdict) return "";
    const lines = verdict.issues.map((issue) => lineOf(issue, entry.name));
    const { valid, entity, version } = verdict;
    if (valid) lines.push(printable(`${entry.name}: valid ${entity} ${version}`));
    return lines.map((line) => `${line}\n`).join("");
  }

  #save(): void {
    const { name, within } = this.entry;
    save(this.#current(), within === null ? name : nameOf(name, within));
    this.entry.unsaved = false;
    this.#tellSaved();
  }
}
