/** All that is wrong: links to the fields, and for what has no field the JSON itself. */

import type { Desk } from "./desk.js";
import { idOf, make, type View } from "./frame.js";
import { raw } from "./fields/raw.js";
import { type Shown, MOST } from "./judging.js";
import { pathOf } from "./tree.js";

export function problemList(desk: Desk): View {
  const heading = make("h2", { id: "problems" }, "Problems");
  const list = make("ul");
  const more = make("p", {}, `These are the first ${MOST}; there are more.`);
  const none = make("p", {}, "There are none: the document is valid.");
  const element = make("aside", { "aria-labelledby": "problems" }, heading, none, list, more);
  let shown = "";
  let views: View[] = [];
  function update(): void {
    const { problems } = desk.judged;
    const wanted = JSON.stringify([desk.store.opening, problems.map((each) => [each, hasField(each)])]);
    if (wanted !== shown) {
      shown = wanted;
      views = problems.map((each) => (hasField(each) ? link(each) : editor(desk, each)));
      list.replaceChildren(...views.map((view) => view.element));
    }
    none.hidden = problems.length > 0;
    more.hidden = !desk.judged.more;
    for (const view of views) view.update();
  }
  return { element, update };
}

function hasField({ pointer }: Shown): boolean {
  return document.getElementById(idOf(pointer)) !== null;
}

function link({ pointer, message }: Shown): View {
  const show = (): void => {
    const field = document.getElementById(idOf(pointer));
    for (let each = field?.closest("details"); each; each = each.parentElement?.closest("details")) {
      each.open = true;
    }
    field?.scrollIntoView({ block: "center" });
    field?.focus();
  };
  const button = make("button", { type: "button", class: "link", onclick: show }, ...shownPath(pointer));
  return { element: make("li", {}, button, " ", message), update: () => undefined };
}

function editor(desk: Desk, { pointer, message }: Shown): View {
  const json = raw(desk, pathOf(pointer, desk.store.document));
  const place = make("code", {}, ...shownPath(pointer));
  const details = make("details", {}, make("summary", {}, "Edit its JSON"), json.element);
  return { element: make("li", {}, place, " ", message, details), update: json.update };
}

/** A pointer that breaks at its steps where a line is full. */
function shownPath(pointer: string): (Node | string)[] {
  if (pointer === "") return ["the document"];
  return pointer.split("/").slice(1).flatMap((step) => [`/${step}`, make("wbr")]);
}
