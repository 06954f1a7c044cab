/** Sentences that wait for an answer. */

import { make } from "./frame.js";

/** Say a sentence; nothing goes on until it is read. */
export async function tell(sentence: string): Promise<void> {
  await show(sentence, [["OK", true]]);
}

/** Ask before something is given up. Escape means no. */
export function ask(question: string): Promise<boolean> {
  return show(question, [
    ["Keep", false],
    ["Open", true],
  ]);
}

function show(sentence: string, answers: readonly (readonly [string, boolean])[]): Promise<boolean> {
  const { promise, resolve } = settled();
  const text = make("p", { id: "sentence" }, sentence);
  const row = make("div", { class: "row" });
  const dialog = make("dialog", { "aria-labelledby": "sentence" }, text, row);
  for (const [word, answer] of answers) {
    row.append(make("button", { type: "button", onclick: () => dialog.close(String(answer)) }, word));
  }
  dialog.addEventListener("close", () => {
    dialog.remove();
    resolve(dialog.returnValue === "true");
  });
  document.body.append(dialog);
  dialog.showModal();
  return promise;
}

function settled(): { promise: Promise<boolean>; resolve: (answer: boolean) => void } {
  let resolve: (answer: boolean) => void = () => undefined;
  const promise = new Promise<boolean>((given) => (resolve = given));
  return { promise, resolve };
}
