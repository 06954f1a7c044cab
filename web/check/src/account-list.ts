/** Rows of an account, by kinds that can be left out; each leads to its places in the texts. */

import { printable, shownPath } from "ska-oso-pdm/telling";
import { type Kind, KINDS, type Row } from "./account.js";
import { button, make } from "./elements.js";

/** So many rows are shown at once; more when they are asked for. */
const SHOWN = 200;

/** Shows rows. */
export class AccountList {
  readonly element = make("div", { className: "account" });
  readonly #list = make("ol", { className: "messages rows" });
  readonly #more = button("", () => this.#showMore());
  readonly #chosen = new Set<Kind>();
  #limit = SHOWN;
  #current: Element | null = null;

  /** @param go - leads to the places of a row. */
  constructor(private readonly rows: readonly Row[], label: string, private readonly go: (row: Row) => void) {
    const kinds = KINDS.map((kind) => [kind, rows.filter((row) => row.kind === kind).length] as const).filter(([, number]) => number > 0);
    for (const [kind] of kinds) if (kind !== "mapped" || kinds.length === 1) this.#chosen.add(kind);
    const chips = kinds.map(([kind, number]) => make("li", {}, this.#chip(kind, number)));
    this.#list.setAttribute("aria-label", label);
    if (kinds.length > 1) this.element.append(make("ul", { className: "codes", ariaLabel: "Kinds of rows" }, ...chips));
    this.element.append(this.#list, this.#more);
    this.#update();
  }

  #chip(kind: Kind, number: number): HTMLButtonElement {
    const chip = button(`${kind} ${number.toLocaleString("en")}`, () => {
      if (!this.#chosen.delete(kind)) this.#chosen.add(kind);
      chip.ariaPressed = String(this.#chosen.has(kind));
      this.#limit = SHOWN;
      this.#update();
    }, "chip");
    chip.ariaPressed = String(this.#chosen.has(kind));
    return chip;
  }

  #showMore(): void {
    const first = this.#limit;
    this.#limit += SHOWN;
    this.#update();
    this.#list.children[first]?.querySelector("button")?.focus();
  }

  #update(): void {
    const chosen = this.rows.filter(({ kind }) => this.#chosen.has(kind));
    this.#list.replaceChildren(...chosen.slice(0, this.#limit).map((row) => this.#item(row)));
    this.#list.hidden = chosen.length === 0;
    const left = chosen.length - this.#limit;
    this.#more.hidden = left <= 0;
    this.#more.textContent = `Show ${Math.min(left, SHOWN)} more of ${left.toLocaleString("en")}`;
  }

  #item(row: Row): HTMLLIElement {
    const { kind, path, value, sentence } = row;
    const item = make("li", { className: `of-${kind.replaceAll(" ", "-")}` });
    const way = button("", () => {
      this.#current?.removeAttribute("aria-current");
      item.setAttribute("aria-current", "true");
      this.#current = item;
      this.go(row);
    }, "way");
    const said = value && sentence ? `: ${sentence}` : sentence;
    way.append(make("span", { className: "kind" }, kind), " ", make("code", {}, printable(shownPath(path))));
    if (value || said) way.append(make("span", { className: "sentence" }, value && make("code", { className: "value" }, printable(value)), printable(said)));
    item.append(way);
    return item;
  }
}
