/** A number with its unit, of which both are written into the document. */

import type { Field } from "../form.js";
import { Frame, make, presence, showAt } from "../frame.js";
import { blank, partOf } from "../parts.js";
import { choice } from "./choice.js";
import { contents } from "./part.js";
import { number } from "./typed.js";

export function quantity(key: string, units: readonly string[], label?: string): Field {
  const value = number("value", "Value");
  const unit = choice("unit", units, "Unit");
  return (desk, holder, schema) => {
    const path = [...holder, key];
    const part = partOf(schema, key, desk.resolve);
    const frame = new Frame(desk, path, part, label);
    const there = presence(desk, path, part, () => desk.store.edit(path, blank(part.schema, desk.resolve)));
    const legend = make("legend", {}, ...frame.label.childNodes);
    const inside = contents(desk, path, part.schema, [value, unit], "amount");
    const head = make("div", { class: "head" }, there.element);
    const group = make("fieldset", { class: "field", tabindex: "-1" }, legend, head, inside.element);
    group.append(frame.problem, frame.hint);
    const element = frame.name(group);
    function update(): void {
      there.update();
      inside.update();
      head.hidden = there.element.hidden;
      showAt([there.element], frame);
    }
    return { element, update };
  };
}
