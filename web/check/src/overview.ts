/** Many documents: a line for each, sorted and filtered, and what is wrong in how many. */

import { printable, verdictOf } from "ska-oso-pdm/telling";
import { copyButton } from "./copying.js";
import type { Desk, Entry } from "./desk.js";
import { button, count, make, say } from "./elements.js";
import { hasPython } from "./python.js";
import { UpgradeAll } from "./upgrade-all.js";
import { COLUMNS, type Column, Row } from "./overview-rows.js";
import { type Kind, kindOf } from "./verdict.js";

/** So many lines are shown at once; more when they are asked for. */
const SHOWN = 200;
/** Milliseconds from one change of the list to the next while documents are judged. */
const PACE = 250;
const CODES = 12;
const KINDS: readonly Kind[] = ["valid", "invalid", "not judged"];

/** Shows what was given as a list. */
export class Overview {
  readonly element = make("section", { className: "overview", ariaLabel: "Documents" });
  readonly #heading = make("h2", { tabIndex: -1 });
  readonly #progress = make("p", { className: "row" });
  readonly #bar = make("progress", { ariaLabel: "Documents judged" });
  readonly #codes = make("ul", { className: "codes", ariaLabel: "Codes of messages" });
  readonly #body = make("tbody");
  readonly #more = button("", () => this.#showMore());
  readonly #empty = make("p", { className: "soft", hidden: true }, "No document is like that.");
  readonly #filter = make("input", { type: "search", id: "filter", oninput: () => this.#update() });
  readonly #kind = make("select", { id: "kind", onchange: () => this.#update() });
  readonly #upgradeAll = new UpgradeAll(() => this.listed);
  readonly #heads = new Map<Column, HTMLTableCellElement>();
  readonly #rows = new Map<number, Row>();
  #column: Column = COLUMNS[0] as Column;
  #descending = false;
  #limit = SHOWN;
  #code: string | null = null;
  #timer = 0;

  constructor(
    private readonly desk: Desk,
    private readonly open: (entry: Entry) => void,
  ) {
    this.#kind.append(...["all", ...KINDS].map((kind) => make("option", { value: kind }, kind)));
    const filters = make(
      "p",
      { className: "row filters" },
      make("label", { htmlFor: "filter" }, "Name, layout or code"),
      this.#filter,
      make("label", { htmlFor: "kind" }, "Verdict"),
      this.#kind,
      copyButton("Copy these lines", () => this.#lines()),
      hasPython && this.#upgradeAll.button,
    );
    const head = make("tr", {}, ...COLUMNS.map((column) => this.#head(column)));
    const table = make("table", {}, make("thead", {}, head), this.#body);
    table.setAttribute("aria-label", "Documents");
    this.element.append(this.#heading, this.#progress, filters, this.#upgradeAll.element, this.#codes, table, this.#empty, this.#more);
    desk.subscribe(() => {
      if (this.element.isConnected) this.#timer ||= setTimeout(() => this.#update(), PACE);
    });
  }

  /** Show how things stand; what was sorted and filtered stays so. */
  refresh(): void {
    this.#update();
  }

  /** Put the focus on the line of a document that was open, or on the heading. */
  focus(entry?: Entry | null): void {
    const row = entry && this.#rows.get(entry.id);
    if (row?.element.isConnected) row.way.focus();
    else this.#heading.focus();
  }

  /** Forget what was chosen: other documents are listed. */
  reset(): void {
    this.#filter.value = "";
    this.#kind.value = "all";
    this.#code = null;
    this.#limit = SHOWN;
    this.#upgradeAll.reset();
    this.#rows.clear();
  }

  /** The documents as they are listed, whether or not they are shown. */
  get listed(): Entry[] {
    const words = this.#filter.value.toLowerCase().split(/\s+/u).filter(Boolean);
    const kind = this.#kind.value;
    const found = this.desk.entries.filter((entry) => {
      if (kind !== "all" && (!entry.summary || kindOf(entry.summary) !== kind)) return false;
      if (this.#code && !entry.summary?.codes.includes(this.#code)) return false;
      return words.length === 0 || words.every((word) => textOf(entry).includes(word));
    });
    const { compare } = this.#column;
    const sign = this.#descending ? -1 : 1;
    return found.sort((one, other) => sign * compare(one, other) || (one.name < other.name ? -1 : 1));
  }

  #head(column: Column): HTMLTableCellElement {
    const cell = make("th", { scope: "col", className: column.name });
    cell.append(button(column.title, () => this.#sort(column), "link"));
    this.#heads.set(column, cell);
    return cell;
  }

  #sort(column: Column): void {
    this.#descending = this.#column === column ? !this.#descending : false;
    this.#column = column;
    this.#update();
  }

  #showMore(): void {
    const first = this.#limit;
    this.#limit += SHOWN;
    this.#update();
    (this.#body.children[first]?.querySelector("button") ?? this.#heading).focus();
  }

  #update(): void {
    this.#timer = 0;
    this.#showCounts();
    this.#showCodes();
    const { listed } = this;
    this.#showRows(listed.slice(0, this.#limit));
    const left = listed.length - this.#limit;
    this.#more.hidden = left <= 0;
    this.#more.textContent = `Show ${Math.min(left, SHOWN)} more of ${left.toLocaleString("en")}`;
    this.#empty.hidden = listed.length > 0;
    for (const [column, cell] of this.#heads) {
      if (column === this.#column) cell.ariaSort = this.#descending ? "descending" : "ascending";
      else cell.ariaSort = null;
    }
  }

  #showCounts(): void {
    const { entries } = this.desk;
    const counts = new Map<Kind, number>(KINDS.map((kind) => [kind, 0]));
    let waiting = 0;
    for (const { summary, isNew } of entries) {
      if (!summary) waiting += isNew ? 0 : 1; // in a new one there is nothing yet
      else counts.set(kindOf(summary), (counts.get(kindOf(summary)) as number) + 1);
    }
    const said = [...counts].map(([kind, number]) => `${number.toLocaleString("en")} ${kind}`).join(", ");
    this.#heading.textContent = `${count(entries.length, "file")}: ${said}`;
    this.#showProgress(entries.length - waiting, entries.length);
    if (waiting === 0) say(this.#heading.textContent);
  }

  #showProgress(done: number, total: number): void {
    this.#progress.hidden = done === total;
    if (done === total) return;
    this.#bar.max = total;
    this.#bar.value = done;
    const stopped = this.desk.isStopped;
    const label = stopped ? "Go on" : "Stop";
    const act = this.#progress.querySelector("button");
    const said = `${done.toLocaleString("en")} of ${total.toLocaleString("en")} ${stopped ? "judged, then stopped" : "judged"}`;
    if (act?.textContent === label) {
      (this.#progress.querySelector("span") as HTMLElement).textContent = said;
      return;
    }
    const made = button(label, () => (stopped ? void this.desk.judgeAll() : this.desk.stop()));
    this.#progress.replaceChildren(this.#bar, make("span", {}, said), made);
    if (act && act === document.activeElement) made.focus();
  }

  #showCodes(): void {
    const counts = new Map<string, number>();
    for (const { summary } of this.desk.entries) {
      for (const code of summary?.codes ?? []) counts.set(code, (counts.get(code) ?? 0) + 1);
    }
    const found = [...counts].sort(([, one], [, other]) => other - one).slice(0, CODES);
    const items = found.map(([code, number]) => {
      const made = button(`${code} ${number.toLocaleString("en")}`, () => this.#choose(code), "chip");
      made.ariaPressed = String(code === this.#code);
      made.dataset.code = code;
      return make("li", {}, made);
    });
    const focused = this.#codes.contains(document.activeElement) && (document.activeElement as HTMLElement).dataset.code;
    this.#codes.hidden = items.length === 0;
    this.#codes.replaceChildren(...items);
    if (focused) this.#codes.querySelector<HTMLElement>(`[data-code="${focused}"]`)?.focus();
  }

  #choose(code: string): void {
    this.#code = this.#code === code ? null : code;
    this.#update();
  }

  /** Show lines; those that are there already are changed where they stand. */
  #showRows(entries: readonly Entry[]): void {
    const rows = entries.map((entry) => {
      const row = this.#rows.get(entry.id) ?? new Row(entry, this.open);
      this.#rows.set(entry.id, row);
      row.update();
      return row.element;
    });
    const { children } = this.#body;
    if (children.length === rows.length && rows.every((row, index) => row === children[index])) return;
    const focused = document.activeElement;
    this.#body.replaceChildren(...rows);
    if (focused instanceof HTMLElement && this.#body.contains(focused)) focused.focus();
  }

  #lines(): string {
    const lines = this.listed.flatMap(({ name, summary }) => (summary ? [verdictOf(summary, summary.codes, name)] : []));
    return lines.map((line) => `${line}\n`).join("");
  }
}

function textOf({ name, summary }: Entry): string {
  const { entity = "", version = "", codes = [] } = summary ?? {};
  return `${printable(name)} ${entity} ${version} ${codes.join(" ")}`.toLowerCase();
}
