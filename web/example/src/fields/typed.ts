/** Fields for texts and numbers, which people type. */

import type { Json } from "ska-oso-pdm";
import type { Desk } from "../desk.js";
import type { Field } from "../form.js";
import { Frame, idOf, make, presence, showAt, type View } from "../frame.js";
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

export function number(key: string, label?: string): Field {
  return (desk, holder, schema) =>
    typed(desk, [...holder, key], partOf(schema, key, desk.resolve), readNumber, label);
}

function typed(desk: Desk, path: Path, part: Part, read: Read, label?: string): View {
  const frame = new Frame(desk, path, part, label);
  const input = frame.name(make("input", { type: "text", autocomplete: "off", spellcheck: "false" }));
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
    { class: "field" },
    make("div", { class: "head" }, frame.label, there.element),
    input,
    json.element,
    ...(names === null ? [] : [names.element]),
    frame.hint,
    frame.problem,
  );
  function update(): void {
    const value = desk.store.at(path);
    const isOther = Array.isArray(value) || isObject(value);
    input.hidden = isOther;
    json.element.hidden = !isOther;
    const shown = value === undefined || value === null || isOther ? "" : String(value);
    if (read(input.value) !== value) input.value = shown; // "1.50" stays while it is typed
    for (const each of [there, json, ...(names === null ? [] : [names])]) each.update();
    showAt([input, json.control], frame);
  }
  return { element, update };
}

/** Offer the identifiers that a reference may name, as the schema says which. */
function suggestions(desk: Desk, input: HTMLInputElement, key: string): View {
  const element = make("datalist", { id: `${input.id || idOf([])}-names` });
  input.setAttribute("list", element.id);
  function update(): void {
    const known = new Set(textsUnder(key, desk.store.document));
    element.replaceChildren(...[...known].map((value) => make("option", { value })));
  }
  return { element, update };
}
