/** The page: takes documents in, and shows one of them or the list of all. */

import type { Desk, Entry } from "./desk.js";
import { button, byId, count, make, note, say } from "./elements.js";
import { exampleOf } from "./examples.js";
import { chosen, dropped, type Given, nothing } from "./intake.js";
import { Overview } from "./overview.js";
import { Sheet } from "./sheet.js";

/** What is shown of the documents. */
type View = Sheet | Overview;

/** Ties what the page has to the documents. */
export class Page {
  readonly #work = byId("work");
  readonly #notice = make("p", { className: "notice", hidden: true });
  readonly #overview: Overview;
  #view: View | null = null;
  #opened: Entry | null = null;
  #pasted = 0;

  constructor(private readonly desk: Desk) {
    this.#overview = new Overview(desk, (entry) => this.#open(entry, this.#overview.listed));
  }

  start(): void {
    this.#work.before(this.#notice);
    history.replaceState(null, ""); // after a reload no document is open
    this.#startButtons();
    this.#startDropping();
    document.addEventListener("paste", (event) => this.#paste(event));
    document.addEventListener("keydown", (event) => this.#key(event));
    addEventListener("popstate", () => this.#back());
    addEventListener("beforeunload", (event) => {
      if (this.desk.entries.some(({ unsaved }) => unsaved)) event.preventDefault();
    });
  }

  #startButtons(): void {
    for (const [inputId, buttonId] of [["files", "choose"], ["folder", "choose-folder"]] as const) {
      const input = byId<HTMLInputElement>(inputId);
      byId(buttonId).onclick = () => input.click();
      input.onchange = () => {
        if (input.files?.length) this.#take(chosen(input.files));
        input.value = ""; // the same file may be chosen again
      };
    }
    byId("write").onclick = () => this.#write("");
    byId("clear").onclick = () => this.#clear();
    for (const each of document.querySelectorAll<HTMLElement>("[data-example]")) {
      each.onclick = async () => this.#take({ files: [await exampleOf(each.dataset.example as string)], leftOut: null });
    }
  }

  #startDropping(): void {
    const { body } = document;
    addEventListener("dragover", (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      body.classList.add("dropping");
    });
    addEventListener("dragleave", (event) => {
      if (!event.relatedTarget) body.classList.remove("dropping");
    });
    addEventListener("drop", async (event) => {
      body.classList.remove("dropping");
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      event.stopPropagation();
      this.#take(await dropped(event.dataTransfer));
    }, { capture: true });
  }

  /** Take what is pasted anywhere but where texts are written. */
  async #paste(event: ClipboardEvent): Promise<void> {
    const data = event.clipboardData;
    if (!data) return;
    if (data.types.includes("Files")) {
      event.preventDefault();
      this.#take(await dropped(data));
    } else if (!isWritable(event.composedPath()[0])) {
      event.preventDefault();
      this.#write(data.getData("text/plain"));
    }
  }

  #write(text: string): void {
    const name = `pasted${this.#pasted++ ? `-${this.#pasted}` : ""}.json`;
    const [entry] = this.desk.add([{ name, file: new File([text], name) }], text === "");
    this.#open(entry as Entry);
  }

  #take(given: Given): void {
    note("given");
    const replaced = this.desk.replacedBy(given.files).length;
    const added = this.desk.add(given.files);
    const only = added.length === 1 ? (added[0] as Entry) : null;
    this.#tell(added.length ? [given.leftOut, replaced && replacing(replaced)] : [nothing(given)]);
    if (only) this.#open(only);
    else if (added.length) this.#list(null);
    void this.desk.judgeAll(only);
  }

  /** Tell what is to be known of what was given. */
  #tell(sentences: readonly (string | null | 0)[]): void {
    const said = sentences.filter(Boolean).join(" ");
    this.#notice.hidden = said === "";
    this.#notice.textContent = said;
    if (said) say(said);
  }

  #clear(): void {
    if (this.desk.entries.some(({ unsaved }) => unsaved) && !confirm("What was edited here is in no file. Remove it?")) return;
    this.desk.clear();
    this.#overview.reset();
    this.#notice.hidden = true;
    this.#show(null);
    byId("choose").focus();
    say("All documents are removed from this page.");
  }

  #show(view: View | null): void {
    if (this.#view instanceof Sheet) this.#view.close();
    this.#view = view;
    const isEmpty = view === null;
    for (const id of ["give", "examples"]) byId(id).hidden = !isEmpty;
    for (const each of document.querySelectorAll<HTMLElement>("#intake .lead")) each.hidden = !isEmpty;
    byId("clear").hidden = isEmpty;
    document.body.classList.toggle("working", !isEmpty);
    this.#work.replaceChildren(...(view ? [view.element] : []));
  }

  /** Show one document. Going back in the browser leads to the list, and never out of the page. */
  #open(entry: Entry, listed: readonly Entry[] = []): void {
    if (history.state !== "document") history.pushState("document", "");
    this.#opened = entry;
    const sheet = new Sheet(entry, this.desk, this.#ways(entry, listed), (files) => this.#take({ files, leftOut: null }));
    this.#show(sheet);
    sheet.focus();
    scrollTo(0, 0);
  }

  #ways(entry: Entry, listed: readonly Entry[]): HTMLElement[] {
    const { length } = this.desk.entries;
    if (length < 2) return [];
    const others = listed.length ? listed : [...this.desk.entries];
    const at = others.indexOf(entry);
    const way = (label: string, to: Entry | undefined) => {
      const made = button(label, () => to && this.#open(to, others));
      made.disabled = !to;
      return made;
    };
    const back = button(`← All ${length.toLocaleString("en")} files`, () => history.back());
    return [back, way("Previous file", others[at - 1]), way("Next file", others[at + 1])];
  }

  #list(from: Entry | null): void {
    this.#show(this.#overview);
    this.#overview.refresh();
    this.#overview.focus(from);
  }

  #back(): void {
    if (history.state === "document") {
      const entry = this.#opened;
      if (entry && this.desk.entries.includes(entry)) this.#open(entry);
    } else if (this.desk.entries.length) {
      this.#list(this.#opened);
    }
  }

  #key(event: KeyboardEvent): void {
    if (event.key !== "F8" || !(this.#view instanceof Sheet)) return;
    event.preventDefault();
    this.#view.step(event.shiftKey ? -1 : 1);
  }
}

function replacing(number: number): string {
  return `${count(number, "file")} of the same name, given before, ${number === 1 ? "was" : "were"} replaced.`;
}

function isWritable(target: EventTarget | undefined): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches("input, textarea, select");
}
