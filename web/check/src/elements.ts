/** Elements of the page. Texts are always text: nothing of a document becomes markup. */

type Child = Node | string | null | false;

/** Make an element; of its properties those that are undefined are left out. */
export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Partial<Omit<HTMLElementTagNameMap[Name], "style">> = {},
  ...children: Child[]
): HTMLElementTagNameMap[Name] {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children.filter((child) => child !== null && child !== false));
  return element;
}

/** Make a button. */
export function button(label: string, onclick: () => void, className = ""): HTMLButtonElement {
  return make("button", { type: "button", className, onclick }, label);
}

/** Give the element of the page that has an identifier. */
export function byId<Kind extends HTMLElement = HTMLElement>(id: string): Kind {
  return document.getElementById(id) as Kind;
}

/** Say something to those who hear the page; the same is not said twice. */
export function say(text: string): void {
  const said = byId("said");
  if (said.textContent !== text) said.textContent = text;
}

/** Note when something happened, for who measures; what was noted of its kind before goes. */
export function note(what: string): void {
  performance.clearMarks(what);
  performance.mark(what);
}

/** Write a number with its noun: `1 error`, `2 errors`. */
export function count(number: number, noun: string): string {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}
