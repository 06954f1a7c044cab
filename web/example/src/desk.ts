/** What every field needs: the document, what is wrong with it, and what the schemas say. */

import type { Json } from "ska-oso-pdm";
import type { Judge, Judged } from "./judging.js";
import type { Schema } from "./judging.js";
import type { Store } from "./store.js";
import { type Path, pointer } from "./tree.js";

export class Desk {
  readonly store: Store;
  readonly resolve: (url: string) => Schema;
  readonly #judge: Judge;
  #seen: Json | undefined;
  #judged: Judged = { problems: [], more: false };
  #messages = new Map<string, string[]>();

  constructor(store: Store, judge: Judge) {
    this.store = store;
    this.resolve = judge.resolve;
    this.#judge = judge;
  }

  /** What is wrong with the document as it is now. */
  get judged(): Judged {
    if (this.#seen !== this.store.document) {
      this.#seen = this.store.document;
      this.#judged = this.#judge.judge(this.#seen);
      this.#messages = new Map();
      for (const { pointer: place, message } of this.#judged.problems) {
        this.#messages.set(place, [...(this.#messages.get(place) ?? []), message]);
      }
    }
    return this.#judged;
  }

  /** List what is wrong at a place itself. */
  messagesAt(path: Path): readonly string[] {
    void this.judged;
    return this.#messages.get(pointer(path)) ?? [];
  }

  /** Count what is wrong at a place and below it. */
  countBelow(path: Path): number {
    const place = pointer(path);
    return this.judged.problems.filter(
      (each) => each.pointer === place || each.pointer.startsWith(`${place}/`),
    ).length;
  }
}
