/** The issues of a document as a list, each a way to its place. */

import { printable, shownPath } from "ska-oso-pdm/telling";
import { button, make } from "./elements.js";
import type { Issue } from "./verdict.js";

/** Where the page of a code is. */
export function pageOf(code: string): string {
  return `../codes/${encodeURIComponent(code)}.html`;
}

/** A list of issues, one of which is the current one. */
export class Messages {
  readonly element = make("ol", { className: "messages" });
  readonly hint = make("p", { className: "soft keys", hidden: true }, "F8 leads to the next message, Shift+F8 to the one before.");
  #current = -1;

  /** @param go - leads to the place of an issue. */
  constructor(private readonly go: (issue: Issue) => void) {}

  #issues: readonly Issue[] = [];

  show(issues: readonly Issue[]): void {
    const same = this.#issues.length === issues.length && issues.every((issue, index) => isSame(issue, this.#issues[index]));
    this.#issues = issues;
    this.hint.hidden = issues.length < 2;
    if (same) return; // who stands in the list stays there
    this.#current = -1;
    this.element.replaceChildren(...issues.map((issue, index) => this.#item(issue, index)));
  }

  /** Go so many issues on, from the last one to the first; gives what is to be said. */
  step(by: number): string {
    const { length } = this.#issues;
    if (length === 0) return "There are no messages.";
    const from = this.#current < 0 && by < 0 ? 0 : this.#current;
    this.#choose((from + by + length) % length);
    const { message } = this.#issues[this.#current] as Issue;
    return `Message ${this.#current + 1} of ${length}: ${printable(message)}`;
  }

  #choose(index: number): void {
    const items = this.element.children;
    items[this.#current]?.removeAttribute("aria-current");
    this.#current = index;
    items[index]?.setAttribute("aria-current", "true");
    items[index]?.scrollIntoView({ block: "nearest" });
    this.go(this.#issues[index] as Issue);
  }

  #item(issue: Issue, index: number): HTMLLIElement {
    const { severity, line, column, path, message, code } = issue;
    const where = make("span", { className: "place" }, line === null ? "" : `${line}:${column} `);
    const pointer = make("code", {}, path && printable(shownPath(path)));
    const sentence = make("span", { className: "sentence" }, printable(message));
    const kind = make("span", { className: "kind" }, severity);
    const way = button("", () => this.#choose(index), "way");
    way.append(kind, " ", where, pointer, sentence);
    const about = make(
      "a",
      { className: "code", href: pageOf(code), target: "_blank", title: "About this code, in a new tab" },
      code,
    );
    return make("li", { className: severity }, way, about);
  }
}

function isSame(issue: Issue, other: Issue | undefined): boolean {
  const { line, column, path, message, code, severity } = issue;
  return (
    other !== undefined && other.line === line && other.column === column && other.path === path &&
    other.message === message && other.code === code && other.severity === severity
  );
}
