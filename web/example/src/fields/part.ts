/** An object with fields of its own. */

import type { Desk } from "../desk.js";
import type { Field } from "../form.js";
import { Frame, make, presence, showAt, switching, type View } from "../frame.js";
import type { Schema } from "../judging.js";
import { blank, partOf } from "../parts.js";
import { isObject, type Path } from "../tree.js";
import { raw } from "./raw.js";

export function part(key: string, fields: readonly Field[], label?: string): Field {
  return (desk, holder, schema) => {
    const path = [...holder, key];
    const told = partOf(schema, key, desk.resolve);
    const frame = new Frame(desk, path, told, label);
    const there = presence(desk, path, told, () => desk.store.edit(path, blank(told.schema, desk.resolve)));
    const legend = make("legend", {}, ...frame.label.childNodes);
    const inside = contents(desk, path, told.schema, fields, "fields");
    const group = make("fieldset", { class: "part", tabindex: "-1" }, legend, there.element);
    group.append(frame.problem, frame.hint, inside.element);
    const element = frame.name(group);
    function update(): void {
      there.update();
      inside.update();
      showAt([there.element], frame);
    }
    return { element, update };
  };
}

/** The fields of an object; none where it is not there, and JSON where something else is. */
export function contents(desk: Desk, path: Path, schema: Schema, fields: readonly Field[], name: string): View {
  function shape(): string {
    const now = desk.store.at(path);
    return now === undefined || now === null ? "none" : isObject(now) ? "object" : "other";
  }
  function views(): View[] {
    if (shape() === "none") return [];
    if (shape() === "other") return [raw(desk, path)];
    return fields.map((field) => field(desk, path, schema));
  }
  return switching(make("div", { class: name }), shape, views);
}
