/** A value as the JSON that it is: for what has no other field, so that it can be mended too. */

import type { Json } from "ska-oso-pdm";
import type { Desk } from "../desk.js";
import { make, type View } from "../frame.js";
import { type Path, pointer } from "../tree.js";

export interface RawView extends View {
  readonly control: HTMLTextAreaElement;
}

/** Make an editor of the JSON at a path. What is not JSON is said, and not put in. */
export function raw(desk: Desk, path: Path): RawView {
  const control = make("textarea", { rows: "4", spellcheck: "false" });
  control.setAttribute("aria-label", `JSON of ${pointer(path)}`);
  const told = make("p", { class: "problem", role: "alert", hidden: true });
  const put = make("button", { type: "button", onclick: putIn }, "Put in");
  const remove = make("button", { type: "button", onclick: () => desk.store.edit(path, undefined) }, "Leave out");
  const element = make("div", { class: "raw" }, control, make("div", { class: "row" }, put, remove), told);
  let shown: Json | undefined;
  function putIn(): void {
    told.hidden = true;
    try {
      desk.store.edit(path, JSON.parse(control.value) as Json);
    } catch (error) {
      told.textContent = `This is not JSON: ${error instanceof Error ? error.message : String(error)}`;
      told.hidden = false;
    }
  }
  function update(): void {
    const value = desk.store.at(path);
    remove.disabled = value === undefined;
    if (value === shown) return;
    shown = value;
    control.value = value === undefined ? "" : JSON.stringify(value, null, 2);
  }
  return { element, control, update };
}
