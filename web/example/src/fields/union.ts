/** An object of one of several kinds, told apart by a tag. */

import type { Json, JsonObject } from "ska-oso-pdm";
import type { Field } from "../form.js";
import { Frame, make, showAt, switching, type View, wordsOf } from "../frame.js";
import { blank, branchOf, type Part, partOf, referred } from "../parts.js";
import { isObject } from "../tree.js";
import { chosen, offer } from "./choice.js";
import { raw } from "./raw.js";

/**
 * Another kind gets what the old one had, as far as it knows the keys. The rest waits until its kind
 * comes back, and for "Undo": it is not in the document, where it would be an unknown key.
 */
export function union(key: string, tag: string, branches: ReadonlyMap<string, readonly Field[]>, label?: string): Field {
  return (desk, holder, schema) => {
    const path = [...holder, key];
    const part = partOf(schema, key, desk.resolve);
    const told: Part = { ...tagOf(part, tag, desk.resolve), required: part.required, nullable: part.nullable };
    const whole = new Frame(desk, path, part, label);
    const frame = new Frame(desk, [...path, tag], told, wordsOf(tag));
    const before = new Map<Json, JsonObject>();
    const select = frame.name(make("select"));
    const legend = make("legend", {}, ...whole.label.childNodes);
    const inside = switching(make("div", { class: "fields" }), shape, views);
    const field = make("div", { class: "field" }, make("div", { class: "head" }, frame.label), select, frame.problem, frame.hint);
    const element = whole.name(make("fieldset", { class: "part", tabindex: "-1" }, legend, whole.problem, whole.hint, field, inside.element));

    select.addEventListener("change", () => {
      const now = desk.store.at(path);
      const wanted = chosen(select);
      if (isObject(now) && now[tag] !== undefined) before.set(now[tag], now);
      if (wanted === undefined || wanted === null) desk.store.edit(path, wanted);
      else desk.store.edit(path, turned(isObject(now) ? now : {}, wanted));
    });

    /** Give an object of another kind, with what both have. */
    function turned(now: JsonObject, wanted: Json): JsonObject {
      const branch = branchOf(part.schema, tag, wanted, desk.resolve);
      if (branch === undefined) return { ...now, [tag]: wanted };
      const known = Object.entries(now).filter(([name]) => branch.properties?.[name]?.const === undefined && Object.hasOwn(branch.properties ?? {}, name));
      return { ...blank(branch, desk.resolve), ...before.get(wanted), ...Object.fromEntries(known) };
    }

    /** The value of the tag; null where the document has null in place of the object. */
    function kind(): Json | undefined {
      return desk.store.at(path) === null ? null : desk.store.at([...path, tag]);
    }

    function shape(): string {
      return JSON.stringify([desk.store.at(path) === undefined, kind() ?? null]);
    }

    function views(): View[] {
      const now = desk.store.at(path);
      if (now === undefined || now === null) return [];
      const branch = branchOf(part.schema, tag, kind() ?? null, desk.resolve);
      const fields = branches.get(String(kind()));
      if (!isObject(now) || branch === undefined || fields === undefined) return [raw(desk, path)];
      return fields.map((each) => each(desk, path, branch));
    }

    function update(): void {
      offer(select, kind(), [...branches.keys()], told);
      inside.update();
      showAt([select], whole, frame);
    }
    return { element, update };
  };
}

/** What the schema says of the tag: the same in each branch, but for its value. */
function tagOf(part: Part, tag: string, resolve: Parameters<typeof partOf>[2]): Part {
  const branches = (part.schema.oneOf ?? []).map((each) => referred(each, resolve));
  return partOf(branches[0] ?? {}, tag, resolve);
}
