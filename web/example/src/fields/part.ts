/** An object with fields of its own. */

import type { Field } from "../form.js";
import { Frame, make, presence, showAt, switching, type View } from "../frame.js";
import { blank, partOf } from "../parts.js";
import { isObject } from "../tree.js";
import { raw } from "./raw.js";

export function part(key: string, fields: readonly Field[], label?: string): Field {
  return (desk, holder, schema) => {
    const path = [...holder, key];
    const told = partOf(schema, key, desk.resolve);
    const frame = new Frame(desk, path, told, label);
    const there = presence(desk, path, told, () => desk.store.edit(path, blank(told.schema, desk.resolve)));
    const legend = make("legend", {}, ...frame.label.childNodes);
    const inside = switching(make("div", { class: "fields" }), shape, views);
    const group = make("fieldset", { class: "part", tabindex: "-1" }, legend, there.element);
    group.append(frame.problem, frame.hint, inside.element);
    const element = frame.name(group);
    function shape(): string {
      const now = desk.store.at(path);
      return now === undefined || now === null ? "none" : isObject(now) ? "object" : "other";
    }
    function views(): View[] {
      if (shape() === "none") return [];
      if (shape() === "other") return [raw(desk, path)];
      return fields.map((field) => field(desk, path, told.schema));
    }
    function update(): void {
      there.update();
      inside.update();
      showAt([there.element], frame);
    }
    return { element, update };
  };
}
