/** Texts to the clipboard. */

import { button, say } from "./elements.js";

/** Make a button that copies a text, and says that it did. */
export function copyButton(label: string, text: () => string): HTMLButtonElement {
  const made = button(label, async () => {
    const said = (await copied(text())) ? "Copied" : "The browser does not allow to copy";
    made.textContent = said;
    say(said);
    setTimeout(() => (made.textContent = label), 2000);
  });
  return made;
}

async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text); // there is none where the page came without TLS
    return true;
  } catch {
    return copiedBySelection(text);
  }
}

function copiedBySelection(text: string): boolean {
  const before = document.activeElement;
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "heard";
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  if (before instanceof HTMLElement) before.focus();
  return done;
}
