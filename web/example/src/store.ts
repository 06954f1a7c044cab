/** The one state of the page: the document as it is now, as it was, and as it was saved. */

import type { Json } from "ska-oso-pdm";
import { write } from "ska-oso-pdm/documents";
import { at, edited, type Path, pointer } from "./tree.js";

/** A document and where it came from; `text` is that of its file, as it was read. */
export interface Opened {
  readonly name: string;
  readonly document: Json;
  readonly text?: string;
}

/** Holds a document. What React wants of a store for `useSyncExternalStore` is here too. */
export class Store {
  #opened: Opened;
  #document: Json;
  #saved: Json;
  #past: { document: Json; place: string }[] = [];
  #opening = 0;
  readonly #listeners = new Set<() => void>();

  constructor(opened: Opened) {
    this.#opened = opened;
    this.#document = this.#saved = opened.document;
  }

  get name(): string {
    return this.#opened.name;
  }

  /** A number that tells what was opened last from all before. */
  get opening(): number {
    return this.#opening;
  }

  /** The document: another object after each edit, the same one until then. */
  get document(): Json {
    return this.#document;
  }

  /** Whether something has been edited since it was opened or saved. */
  get changed(): boolean {
    return this.#document !== this.#saved;
  }

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  at(path: Path): Json | undefined {
    return at(this.#document, path);
  }

  open(opened: Opened): void {
    this.#opened = opened;
    this.#document = this.#saved = opened.document;
    this.#past = [];
    this.#opening += 1;
    this.#tell();
  }

  /** Put a value at a path, or leave out what is there. What is typed at one place is one edit. */
  edit(path: Path, value: Json | undefined): void {
    if (value === this.at(path)) return;
    const place = pointer(path);
    const isTyping = typeof value !== "object" && value !== undefined;
    if (!isTyping || this.#past.at(-1)?.place !== place) {
      this.#past.push({ document: this.#document, place: isTyping ? place : "" });
    }
    this.#document = edited(this.#document, path, value);
    this.#tell();
  }

  undo(): void {
    const before = this.#past.pop();
    if (before === undefined) return;
    this.#document = before.document;
    this.#tell();
  }

  /** Give the text to be saved: that of the file, to the byte, where nothing was edited. */
  save(): string {
    this.#saved = this.#document;
    this.#past = this.#past.map((each) => ({ ...each, place: "" }));
    this.#tell();
    const { document, text } = this.#opened;
    if (text !== undefined && document === this.#document) return text;
    return write(this.#document);
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
