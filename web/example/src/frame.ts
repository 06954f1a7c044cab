/** What stands around every control: label, unit, hint, problem, and what ties them together. */

import type { Json } from "ska-oso-pdm";
import type { Desk } from "./desk.js";
import type { Part } from "./parts.js";
import { type Path, pointer } from "./tree.js";

/** Something on the page that follows the document. */
export interface View {
  readonly element: HTMLElement;
  update(): void;
}

type Properties = Readonly<Record<string, string | boolean | (() => void)>>;

/** Make an element: attributes, `on…` listeners, and what is in it. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: Properties = {},
  ...inside: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === "function") element.addEventListener(name.replace(/^on/, ""), value);
    else if (value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...inside);
  return element;
}

/** Give the `id` of the control of a place; by it, problems find their fields. */
export function idOf(place: Path | string): string {
  return `at${encodeURIComponent(typeof place === "string" ? place : pointer(place))}`;
}

/** Give the words of a key, for people: without low lines, with a capital. */
export function wordsOf(key: string): string {
  const words = key.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The first sentence of a description, which is enough for a hint. */
function firstSentence(description: string): string {
  return /^.*?[.](?=\s|$)/su.exec(description)?.[0] ?? description;
}

/** Set what stands between backticks as code. */
function withCode(words: string): (Node | string)[] {
  return words.split("`").map((each, index) => (index % 2 === 1 ? make("code", {}, each) : each));
}

/** Label, hint and problem of one value. */
export class Frame {
  readonly label: HTMLLabelElement;
  readonly hint: HTMLElement;
  readonly problem: HTMLElement;
  readonly #desk: Desk;
  readonly #path: Path;

  constructor(desk: Desk, path: Path, part: Part, label: string | undefined) {
    const id = idOf(path);
    const words = label ?? wordsOf(String(path.at(-1)));
    const unit = part.unit === undefined ? [] : [make("span", { class: "unit" }, part.unit)];
    this.#desk = desk;
    this.#path = path;
    this.label = make("label", { for: id }, words, ...unit);
    this.hint = make("p", { class: "hint", id: `${id}-hint`, title: part.description });
    this.hint.append(...withCode(firstSentence(part.description)));
    this.problem = make("p", { class: "problem", id: `${id}-problem`, hidden: true });
  }

  /** Give a control its `id`, and tie it to the texts that describe it. */
  name<E extends HTMLElement>(control: E): E {
    control.id = idOf(this.#path);
    return control;
  }

  /** The texts that describe a control; of those that are empty nothing is read out. */
  get describes(): string {
    return `${this.problem.id} ${this.hint.id}`;
  }

  /** Show what is wrong here; tell whether anything is. */
  show(): boolean {
    const messages = this.#desk.messagesAt(this.#path);
    this.problem.textContent = messages.join("\n");
    this.problem.hidden = messages.length === 0;
    return messages.length > 0;
  }
}

/** Show what is wrong at some places, and tie it to the controls that it is about. */
export function showAt(controls: readonly HTMLElement[], ...frames: readonly Frame[]): void {
  const wrong = frames.filter((frame) => frame.show());
  for (const control of controls) {
    control.setAttribute("aria-invalid", String(wrong.length > 0));
    control.setAttribute("aria-describedby", frames.map((frame) => frame.describes).join(" "));
  }
}

/** The word for a value that is not there, which null is not. */
export const LEFT_OUT = "left out";

/**
 * Make the choice between a value, null and nothing, where a part may be without a value.
 *
 * What a document has, it shows, also where the schema does not allow it.
 */
export function presence(desk: Desk, path: Path, part: Part, given: () => void): View {
  const select = make("select", { class: "presence" });
  select.setAttribute("aria-label", `Whether there is a value: ${wordsOf(String(path.at(-1)))}`);
  select.addEventListener("change", () => {
    if (select.value === "given") given();
    else desk.store.edit(path, select.value === "null" ? null : undefined);
    update();
  });
  let shown: string | undefined;
  function update(): void {
    const state = stateOf(desk.store.at(path));
    if (state === shown && state === select.value) return;
    shown = state;
    const states = ["given"];
    if (!part.required || state === LEFT_OUT) states.push(LEFT_OUT);
    if (part.nullable || state === "null") states.push("null");
    select.replaceChildren(...states.map((each) => make("option", { value: each }, each)));
    select.value = state;
    select.hidden = states.length === 1;
  }
  return { element: select, update };
}

function stateOf(value: Json | undefined): string {
  if (value === undefined) return LEFT_OUT;
  return value === null ? "null" : "given";
}

/** Put one view in the place of another whenever what it was made for changes. */
export function switching(element: HTMLElement, key: () => string, view: () => View[]): View {
  let made: string | undefined;
  let views: View[] = [];
  function update(): void {
    const wanted = key();
    if (wanted !== made) {
      made = wanted;
      views = view();
      element.replaceChildren(...views.map((each) => each.element));
    }
    for (const each of views) each.update();
  }
  return { element, update };
}
