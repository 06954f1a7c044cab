/** What decides a refused upgrade, as choices: each is what an option of the command line says. */

import { printable } from "ska-oso-pdm/telling";
import type { UpgradeOptions } from "ska-oso-pdm/python";
import type { Row } from "./account.js";
import { upgradeOf } from "./command.js";
import { copyButton } from "./copying.js";
import { button, make } from "./elements.js";

const DECIDES = /decide with "--assume (?<option>[\w-]+)(?<valued>=…)?", (?<sentence>.*?)(?:, or let it go with --allow-loss)?$/u;
const LOSS = /--allow-loss/u;
const ABOUT_LOSS = "Let go what is doubtful: the new document is without it; the stash keeps the original";

/** Give the words of the command line for options. */
export function optionsOf({ assume = {}, allowLoss = false }: UpgradeOptions): string[] {
  const chosen = Object.entries(assume).flatMap(([name, value]) => ["--assume", value === true ? name : `${name}=${value}`]);
  return allowLoss ? [...chosen, "--allow-loss"] : chosen;
}

/** The choices that a refusal names, with those that were made before. */
export class Choices {
  readonly element = make("fieldset", { className: "choices" }, make("legend", {}, "What decides it"));
  readonly #assume: Record<string, string | true>;
  #allowLoss: boolean;
  readonly #command = make("code");
  readonly #again: HTMLButtonElement;
  readonly isEmpty: boolean;

  constructor(rows: readonly Row[], private readonly options: UpgradeOptions, private readonly name: string, again: (options: UpgradeOptions) => void) {
    this.#assume = { ...options.assume };
    this.#allowLoss = options.allowLoss ?? false;
    const sentences = rows.filter(({ kind }) => kind === "in doubt").map(({ sentence }) => sentence);
    const named = new Map<string, { sentence: string; isValued: boolean }>();
    for (const name of Object.keys(this.#assume)) named.set(name, { sentence: "", isValued: this.#assume[name] !== true });
    for (const each of sentences) {
      const { option, valued, sentence } = DECIDES.exec(each)?.groups ?? {};
      if (option && sentence) named.set(option, { sentence, isValued: valued !== undefined });
    }
    for (const [option, { sentence, isValued }] of named) {
      this.element.append(isValued ? this.#valued(option, sentence) : this.#plain(option, sentence));
    }
    const mayLose = sentences.some((sentence) => LOSS.test(sentence)) || this.#allowLoss;
    if (mayLose) this.element.append(this.#loss());
    this.#again = button("Upgrade with these choices", () => again(this.#chosen), "main");
    const command = make("p", { className: "row command soft" }, "On the command line: ", this.#command, copyButton("Copy", () => this.#command.textContent ?? ""));
    this.element.append(this.#again, command);
    this.isEmpty = named.size === 0 && !mayLose;
    this.#update();
  }

  #plain(option: string, sentence: string): HTMLElement {
    const box = make("input", { type: "checkbox", checked: option in this.#assume });
    box.onchange = () => {
      if (box.checked) this.#assume[option] = true;
      else delete this.#assume[option];
      this.#update();
    };
    return labelled(box, capital(sentence || option), `--assume ${option}`);
  }

  #valued(option: string, sentence: string): HTMLElement {
    const id = `assume-${option}`;
    const known = [...sentence.matchAll(/`([^`]+)`/gu)].map(([, value]) => value as string).filter((value) => /^[\w-]+$/u.test(value) && value !== "subarray_beam_id");
    const field = make("input", { type: "text", value: String(this.#assume[option] ?? ""), autocomplete: "off", spellcheck: false });
    field.setAttribute("list", id);
    field.oninput = () => {
      if (field.value.trim()) this.#assume[option] = field.value.trim();
      else delete this.#assume[option];
      this.#update();
    };
    const list = make("datalist", { id }, ...known.map((value) => make("option", { value })));
    const label = labelled(field, capital(sentence || option), `--assume ${option}=…`);
    label.append(list);
    return label;
  }

  #loss(): HTMLElement {
    const box = make("input", { type: "checkbox", checked: this.#allowLoss });
    box.onchange = () => {
      this.#allowLoss = box.checked;
      this.#update();
    };
    return labelled(box, ABOUT_LOSS, "--allow-loss");
  }

  get #chosen(): UpgradeOptions {
    return { ...this.options, assume: { ...this.#assume }, allowLoss: this.#allowLoss };
  }

  #update(): void {
    const words = optionsOf(this.#chosen);
    this.#command.textContent = upgradeOf(this.name, words);
    this.#again.disabled = words.length === 0;
  }
}

function labelled(field: HTMLInputElement, sentence: string, option: string): HTMLElement {
  return make("label", { className: "choice" }, field, make("span", {}, printable(sentence), " ", make("code", {}, option)));
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
