/** Fields for texts and numbers, which people type. */

import type { Json } from "ska-oso-pdm";
import type { Desk } from "../desk.js";
import type { Field } from "../form.js";
import { Frame, make, presence, showAt, type View } from "../frame.js";
import { type Part, partOf } from "../parts.js";
import { isObject, type Path, textsUnder } from "../tree.js";
import { raw } from "./raw.js";

/** How what is typed becomes a value, and which key it is where nothing is typed. */
type Read = (typed: string) => Json | undefined;

const NUMBER = /^-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/;

/** What is no number stays the text that it is, in the document too: the package says what is wrong. */
function readNumber(typed: string): Json | undefined {
  const text = typed.trim();
  if (text === "") return undefined;
  return NUMBER.test(text) && Number.isFinite(Number(text)) ? Number(text) : typed;
}

const readText: Read = (typed) => typed;

export function text(key: string, label?: string): Field {
  return (desk, holder, schema) =>
    typed(desk, [...holder, key], partOf(schema, key, desk.resolve), readText, label);
}

/** A text of several lines. */
export function paragraphs(key: string, label?: string): Field {
  return (desk, holder, schema) => {
    const area = make("textarea", { rows: "5" });
    return typed(desk, [...holder, key], partOf(schema, key, desk.resolve), readText, label, area);
  };
}

export function number(key: string, label?: string): Field {
  return (desk, holder, schema) =>
    typed(desk, [...holder, key], partOf(schema, key, desk.resolve), readNumber, label);
}

function typed(
  desk: Desk,
  path: Path,
  part: Part,
  read: Read,
  label?: string,
  input: HTMLInputElement | HTMLTextAreaElement = line(),
): View {
  const frame = new Frame(desk, path, part, label);
  frame.name(input);
  if (read === readNumber) input.inputMode = "decimal";
  if (part.default !== undefined) input.placeholder = String(part.default);
  input.addEventListener("input", () => desk.store.edit(path, read(input.value)));
  const there = presence(desk, path, part, () => {
    if (part.default !== undefined) desk.store.edit(path, part.default);
    else if (read === readText) desk.store.edit(path, "");
    input.focus();
  });
  const names = part.names === undefined ? null : suggestions(desk, input, part.names);
  const json = raw(desk, path);
  const element = make(
    "div",
    { class: input instanceof HTMLInputElement ? "field" : "field wide" },
    make("div", { class: "head" }, frame.label, there.element),
    input,
    json.element,
    ...(names === null ? [] : [names.element]),
    frame.problem,
    frame.hint,
  );
  function update(): void {
    const value = desk.store.at(path);
    const isOther = Array.isArray(value) || isObject(value) || isBroken(value, input);
    input.hidden = isOther;
    json.element.hidden = !isOther;
    const shown = value === undefined || value === null || isOther ? "" : String(value);
    if (read(input.value) !== value) input.value = shown; // "1.50" stays while it is typed
    for (const each of [there, json, ...(names === null ? [] : [names])]) each.update();
    showAt([input, json.control], frame);
  }
  return { element, update };
}

function line(): HTMLInputElement {
  return make("input", { type: "text", autocomplete: "off", spellcheck: "false" });
}

/** Tell whether a text has breaks of lines that a control would drop or write otherwise. */
function isBroken(value: Json | undefined, input: HTMLElement): boolean {
  const breaks = input instanceof HTMLInputElement ? /[\r\n]/ : /\r/;
  return typeof value === "string" && breaks.test(value);
}

/** Offer the identifiers that a reference may name, as the schema says which. */
function suggestions(desk: Desk, input: HTMLElement, key: string): View {
  const element = make("datalist", { id: `${input.id}-names` });
  input.setAttribute("list", element.id);
  function update(): void {
    const known = new Set(textsUnder(key, desk.store.document));
    element.replaceChildren(...[...known].map((value) => make("option", { value })));
  }
  return { element, update };
}
