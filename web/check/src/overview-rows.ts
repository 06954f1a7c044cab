/** The lines of the list of documents. */

import { printable } from "ska-oso-pdm/telling";
import type { Entry } from "./desk.js";
import { button, make } from "./elements.js";
import { kindOf, type Summary } from "./verdict.js";

/** A column, and how documents are sorted by it. */
export interface Column {
  readonly name: string;
  readonly title: string;
  readonly compare: (one: Entry, other: Entry) => number;
}

const GRAVITY = { "not judged": 0, invalid: 1, valid: 2 };

function byNumber(value: (summary: Summary) => number): Column["compare"] {
  const of = ({ summary }: Entry): number => (summary ? value(summary) : Number.MAX_SAFE_INTEGER);
  return (one, other) => of(one) - of(other);
}

function byText(value: (entry: Entry) => string): Column["compare"] {
  return (one, other) => (value(one) < value(other) ? -1 : value(one) > value(other) ? 1 : 0);
}

export const COLUMNS: readonly Column[] = [
  { name: "file", title: "File", compare: byText(({ name }) => name) },
  { name: "layout", title: "Layout", compare: byText(({ summary }) => `${summary?.entity ?? "~"} ${summary?.version}`) },
  { name: "kind", title: "Verdict", compare: byNumber((summary) => GRAVITY[kindOf(summary)]) },
  { name: "errors", title: "Errors", compare: byNumber(({ errors }) => -errors) },
  { name: "warnings", title: "Warnings", compare: byNumber(({ warnings }) => -warnings) },
  { name: "found", title: "Codes", compare: byText(({ summary }) => summary?.codes.join(", ") || "~") },
];

/** One line. */
export class Row {
  readonly element = make("tr");
  readonly way: HTMLButtonElement;
  readonly #under = make("span", { className: "under" });
  readonly #cells = COLUMNS.slice(1).map(({ name }) => make("td", { className: name }));
  #shown: Summary | null | undefined;

  constructor(
    private readonly entry: Entry,
    open: (entry: Entry) => void,
  ) {
    this.way = button(printable(entry.name), () => open(entry), "link");
    this.element.append(make("th", { scope: "row", className: "file" }, this.way, this.#under), ...this.#cells);
  }

  update(): void {
    const { summary, isNew } = this.entry;
    if (summary === this.#shown) return;
    this.#shown = summary;
    const kind = summary ? kindOf(summary) : isNew ? "empty" : "…";
    const codes = summary?.codes.join(", ") ?? "";
    const layout = summary?.entity ? `${summary.entity} ${summary.version}` : "";
    const texts = [layout, kind, amount(summary?.errors), amount(summary?.warnings), codes];
    texts.forEach((text, index) => ((this.#cells[index] as HTMLElement).textContent = text));
    this.element.className = kind.replace(" ", "-");
    this.#under.textContent = [layout, codes].filter(Boolean).join(" · ");
  }
}

function amount(number: number | undefined): string {
  return number ? number.toLocaleString("en") : "";
}
