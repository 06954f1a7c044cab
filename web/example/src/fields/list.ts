/** Objects in a list: each opens and closes, one more is added at the end, any can go. */

import type { Json } from "ska-oso-pdm";
import type { Desk } from "../desk.js";
import type { Field } from "../form.js";
import { Frame, idOf, make, switching, type View } from "../frame.js";
import type { Schema } from "../judging.js";
import { blank, partOf, referred } from "../parts.js";
import { isObject, type Path } from "../tree.js";
import { raw } from "./raw.js";

/** The word for one of them, and the key whose text names it. */
interface Words {
  readonly one: string;
  readonly named: string;
}

/** As many stand open at first; more would be a very long page. */
const OPEN = 2;

export function list(key: string, fields: readonly Field[], words: Words, label?: string): Field {
  return (desk, holder, schema) => {
    const path = [...holder, key];
    const part = partOf(schema, key, desk.resolve);
    const item = referred(part.schema.items ?? {}, desk.resolve);
    const frame = new Frame(desk, path, part, label);
    const heading = make("h2", { id: `${idOf(path)}-heading` }, ...frame.label.childNodes);
    const add = make("button", { type: "button", onclick: addOne }, `Add ${words.one}`);
    const inside = switching(make("div", { class: "items" }), shape, views);
    const element = frame.name(make("section", { class: "list", tabindex: "-1", "aria-labelledby": heading.id }, heading, frame.hint, frame.problem, inside.element, add));

    function addOne(): void {
      const now = desk.store.at(path);
      const count = Array.isArray(now) ? now.length : 0;
      desk.store.edit(path, [...(Array.isArray(now) ? now : []), blank(item, desk.resolve)]);
      const made = document.getElementById(idOf([...path, count]));
      if (made instanceof HTMLDetailsElement) made.open = true;
      made?.querySelector<HTMLElement>("input, select")?.focus();
    }

    function shape(): string {
      const now = desk.store.at(path);
      if (now === undefined) return "none";
      return Array.isArray(now) ? `items ${now.map(kindOf).join(" ")}` : "other";
    }

    function views(): View[] {
      const now = desk.store.at(path);
      if (now === undefined) return [];
      if (!Array.isArray(now)) return [raw(desk, path)];
      return now.map((_, index) => one(desk, [...path, index], item, fields, words));
    }

    function update(): void {
      add.disabled = !["none", "items"].includes(shape().split(" ")[0] ?? "");
      inside.update();
      frame.show();
    }
    return { element, update };
  };
}

function kindOf(value: Json): string {
  return isObject(value) ? "object" : "other";
}

function one(desk: Desk, path: Path, schema: Schema, fields: readonly Field[], words: Words): View {
  const number = Number(path.at(-1)) + 1;
  const name = make("span", { class: "name" });
  const count = make("span", { class: "count" });
  const isOpen = number <= OPEN;
  const remove = make("button", { type: "button", class: "remove", onclick: () => desk.store.edit(path, undefined) });
  const views = isObject(desk.store.at(path)) ? fields.map((field) => field(desk, path, schema)) : [raw(desk, path)];
  const problem = make("p", { class: "problem", hidden: true });
  const body = make("div", { class: "fields" }, ...views.map((view) => view.element));
  const summary = make("summary", {}, name, count);
  const element = make("details", { id: idOf(path), open: isOpen }, summary, problem, body, remove);
  function update(): void {
    const now = desk.store.at(path);
    const named = isObject(now) && typeof now[words.named] === "string" ? (now[words.named] as string) : "";
    name.textContent = named === "" ? `${words.one} ${number}` : named;
    remove.textContent = `Remove ${words.one} ${named === "" ? number : named}`;
    const wrong = desk.countBelow(path);
    count.textContent = wrong === 0 ? "" : wrong === 1 ? "1 problem" : `${wrong} problems`;
    problem.textContent = desk.messagesAt(path).join("\n");
    problem.hidden = problem.textContent === "";
    for (const view of views) view.update();
  }
  return { element, update };
}
