/** Fields for one of several values, and for some of them. */

import type { Json } from "ska-oso-pdm";
import type { Desk } from "../desk.js";
import type { Field } from "../form.js";
import { Frame, LEFT_OUT, make, showAt, switching, type View } from "../frame.js";
import { type Part, partOf } from "../parts.js";
import type { Path } from "../tree.js";
import { raw } from "./raw.js";

const ABSENT = "";

/** Offer values, with null and nothing where they may be, or are. */
export function offer(select: HTMLSelectElement, value: Json | undefined, values: readonly Json[], part: Part): void {
  const now = value === undefined ? ABSENT : JSON.stringify(value);
  const all = values.map((each) => JSON.stringify(each));
  if (part.nullable) all.unshift("null");
  if (!part.required || value === undefined) all.unshift(ABSENT);
  if (!all.includes(now)) all.push(now); // what is not allowed is shown as well
  const offered = Array.from(select.options, (option) => option.value);
  if (all.length !== offered.length || all.some((each, index) => each !== offered[index])) {
    select.replaceChildren(...all.map((each) => make("option", { value: each }, wordOf(each, part))));
  }
  select.value = now;
}

function wordOf(written: string, part: Part): string {
  if (written === ABSENT) {
    const usual = part.default === undefined ? "" : `, which means ${String(part.default)}`;
    return part.required ? "choose one" : `${LEFT_OUT}${usual}`;
  }
  const value = JSON.parse(written) as Json;
  if (typeof value === "boolean") return value ? "yes" : "no";
  return typeof value === "string" && value !== "" ? value : written;
}

/** Give what an option stands for. */
export function chosen(select: HTMLSelectElement): Json | undefined {
  return select.value === ABSENT ? undefined : (JSON.parse(select.value) as Json);
}

export function choice(key: string, values: readonly Json[], label?: string): Field {
  return (desk, holder, schema) => {
    const path = [...holder, key];
    const part = partOf(schema, key, desk.resolve);
    const frame = new Frame(desk, path, part, label);
    const select = frame.name(make("select"));
    select.addEventListener("change", () => desk.store.edit(path, chosen(select)));
    const head = make("div", { class: "head" }, frame.label);
    const element = make("div", { class: "field" }, head, select, frame.problem, frame.hint);
    function update(): void {
      offer(select, desk.store.at(path), values, part);
      showAt([select], frame);
    }
    return { element, update };
  };
}

/** A list of values, in the order in which they were chosen. */
export function choices(key: string, values: readonly Json[], label?: string): Field {
  return (desk, holder, schema) => {
    const path = [...holder, key];
    const frame = new Frame(desk, path, partOf(schema, key, desk.resolve), label);
    const legend = make("legend", {}, ...frame.label.childNodes);
    const boxes = switching(make("div", { class: "row" }), shape, () =>
      shape() === "other" ? [raw(desk, path)] : values.map((value) => box(desk, path, value)),
    );
    const group = make("fieldset", { class: "field", tabindex: "-1" }, legend, boxes.element);
    group.append(frame.problem, frame.hint);
    const element = frame.name(group);
    function shape(): string {
      const now = desk.store.at(path);
      return now === undefined || Array.isArray(now) ? "list" : "other";
    }
    function update(): void {
      boxes.update();
      showAt([...element.querySelectorAll<HTMLElement>("input, textarea")], frame);
    }
    return { element, update };
  };
}

function box(desk: Desk, path: Path, value: Json): View {
  const input = make("input", { type: "checkbox" });
  const element = make("label", { class: "box" }, input, String(value));
  input.addEventListener("change", () => {
    const others = listAt(desk, path).filter((each) => each !== value);
    desk.store.edit(path, input.checked ? [...others, value] : others);
  });
  return { element, update: () => void (input.checked = listAt(desk, path).includes(value)) };
}

function listAt(desk: Desk, path: Path): Json[] {
  const value = desk.store.at(path);
  return Array.isArray(value) ? value : [];
}
