/** The documents that were given, and what is known of each. */

import { judge } from "./judging.js";
import type { Named } from "./intake.js";
import type { Shown } from "./reading.js";
import { type Summary, summary, type Verdict } from "./verdict.js";

/** One document that was given. */
export interface Entry {
  readonly id: number;
  readonly name: string;
  readonly file: Blob;
  /** The file that it is inside of; null for most. */
  readonly within: string | null;
  /** Whether it was begun here: there is nothing to judge before something is written. */
  readonly isNew: boolean;
  /** Its text with what was edited; null as long as nothing was. */
  edited: Shown | null;
  /** Whether what was edited is in no file. */
  unsaved: boolean;
  summary: Summary | null;
}

/** Holds the documents of the page, and has them judged. */
export class Desk {
  #entries: Entry[] = [];
  #next = 1;
  #stopping = new AbortController();
  readonly #listeners = new Set<() => void>();

  get entries(): readonly Entry[] {
    return this.#entries;
  }

  /** Tell of every change; the call that is given back ends it. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** List the documents that are replaced by files of the same names: those in which nothing was edited. */
  replacedBy(files: readonly Named[]): Entry[] {
    const names = new Set(files.map(({ name }) => name));
    return this.#entries.filter(({ name, edited }) => !edited && names.has(name));
  }

  /** Take documents in. */
  add(files: readonly Named[], isNew = false): Entry[] {
    const replaced = new Set(this.replacedBy(files));
    const added = files.map((named) => this.#entry(named, isNew));
    const kept = this.#entries.filter((entry) => !replaced.has(entry));
    this.#entries = [...kept, ...added];
    this.#changed();
    return added;
  }

  clear(): void {
    this.stop();
    this.#entries = [];
    this.#changed();
  }

  /** Have all judged that are not yet, but for one that is asked for by itself. */
  async judgeAll(but: Entry | null = null): Promise<void> {
    this.#stopping.abort();
    this.#stopping = new AbortController();
    const { signal } = this.#stopping;
    const waiting = this.#entries.filter((entry) => !entry.summary && !entry.isNew && entry !== but);
    const judged = waiting.map(async (entry) => {
      const verdict = await judge(entry.edited ? entry.edited.text : entry.file, { signal });
      if (!signal.aborted && !entry.summary) this.settle(entry, verdict);
    });
    await Promise.allSettled(judged);
  }

  /** Have no more judged for now. */
  stop(): void {
    this.#stopping.abort();
    this.#changed();
  }

  get isStopped(): boolean {
    return this.#stopping.signal.aborted;
  }

  settle(entry: Entry, verdict: Verdict): void {
    entry.summary = summary(verdict);
    this.#changed();
  }

  #entry({ name, file, within }: Named, isNew: boolean): Entry {
    return { id: this.#next++, name, file, within: within ?? null, isNew, edited: null, unsaved: false, summary: null };
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}
