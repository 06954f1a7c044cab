/** A value as the JSON that it is: for what has no other field, so that it can be mended too. */

import type { Json } from "ska-oso-pdm";
import { read, UnreadableError } from "ska-oso-pdm/documents";
import type { Desk } from "../desk.js";
import { make, type View } from "../frame.js";
import { unreadable } from "../opening.js";
import { type Path, pointer } from "../tree.js";

export interface RawView extends View {
  readonly control: HTMLTextAreaElement;
}

/** Make an editor of the JSON at a path. What a file may not hold is said, and not put in. */
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
      desk.store.edit(path, read(control.value) as Json);
    } catch (error) {
      if (!(error instanceof UnreadableError)) throw error;
      told.textContent = `This cannot be put in${unreadable(error)}`;
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
