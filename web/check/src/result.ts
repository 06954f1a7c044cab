/** What came of an upgrade or a comparison: rows, and both texts side by side. */

import { printable } from "ska-oso-pdm/telling";
import type { UpgradeOptions } from "ska-oso-pdm/python";
import { AccountList } from "./account-list.js";
import type { Row } from "./account.js";
import { Choices, optionsOf } from "./choices.js";
import { upgradeOf } from "./command.js";
import { copyButton } from "./copying.js";
import { button, count, make, say } from "./elements.js";
import type { Named } from "./intake.js";
import { Panes } from "./panes.js";
import type { Compared, Upgraded } from "./python.js";
import { save, stashNameOf } from "./saving.js";

/** An upgrade, and what it was asked with. */
export interface UpgradeShown {
  readonly name: string;
  readonly old: Blob;
  readonly upgraded: Upgraded;
  readonly options: UpgradeOptions;
  /** Asks once more, with other options. */
  readonly again: (options: UpgradeOptions) => void;
  readonly take: (files: Named[]) => void;
}

const ABOUT_STASH =
  "The stash keeps the original. With it the document gets back to what it was, to the byte: here by “Bring back by stash…”, on the command line by ";

/** One result, as the page shows it. */
export class Result {
  readonly element = make("div", { className: "came" });
  readonly #heading: HTMLElement;
  readonly #panes: Panes;

  private constructor(headline: string, kind: string, above: readonly HTMLElement[], rows: readonly Row[], panes: Panes, label: string) {
    this.#heading = make("h3", { className: "headline", tabIndex: -1 }, headline);
    this.#panes = panes;
    const list = new AccountList(rows, label, (row) => panes.go(row));
    const head = make("div", { className: `verdict ${kind}` }, this.#heading, ...above);
    const body = rows.length ? make("div", { className: "account-and-texts" }, list.element, panes.element) : panes.element;
    this.element.append(head, body);
  }

  static ofUpgrade(shown: UpgradeShown): Result {
    const { name, old, upgraded } = shown;
    const { status, text, rows, messages } = upgraded;
    const lines = messages.map((line) => printable(line.replace(/^document\.json/u, () => name)));
    const headline = headlineOf(lines[0] ?? status, name);
    const isRefused = text === null;
    const above = isRefused ? refused(shown) : done(shown);
    const all = make("details", {}, make("summary", {}, "The lines of the command line"), make("pre", { className: "summary", tabIndex: 0 }, lines.join("\n")));
    const panes = new Panes([`Old: ${name}`, old], isRefused || status === "current" ? null : [`New: ${name}`, new Blob([text])], rows);
    const kind = isRefused ? "invalid" : "valid";
    return new Result(headline, kind, [...above, all], rows, panes, "What became of each value");
  }

  static ofComparison([one, other]: readonly [string, string], documents: readonly [Blob, Blob], { rows, messages }: Compared): Result {
    const named = messages.map((line) => line.replace(/^document\.json/u, () => one).replace(/^other\.json/u, () => other));
    const said = rows === null ? "They cannot be compared" : rows.length ? count(rows.length, "difference") : "No difference: they mean the same";
    const above = named.map((line) => make("p", {}, printable(line)));
    const panes = new Panes([one, documents[0]], [other, documents[1]], rows ?? []);
    return new Result(said, rows === null ? "invalid" : "", above, rows ?? [], panes, "Differences");
  }

  /** Show it: say what came of it, and open the texts. */
  async shown(): Promise<void> {
    say(this.#heading.textContent as string);
    this.#heading.focus();
    await this.#panes.open();
  }

  remove(): void {
    this.#panes.remove();
    this.element.remove();
  }
}

/** `Upgraded, sbd 0.6 → 1.0: 122 mapped`, without the name, which stands above. */
function headlineOf(line: string, name: string): string {
  const said = line.startsWith(`${printable(name)}: `) ? line.slice(printable(name).length + 2) : line;
  return said.charAt(0).toUpperCase() + said.slice(1);
}

function refused({ upgraded, options, again, name }: UpgradeShown): HTMLElement[] {
  const choices = new Choices(upgraded.rows, options, name, again);
  return choices.isEmpty ? [make("p", {}, "No choice decides this: correct it in the document, then upgrade it again.")] : [choices.element];
}

function done({ name, upgraded, options, again, take }: UpgradeShown): HTMLElement[] {
  const { text, stash, status, account } = upgraded;
  if (text === null || status === "current") return [make("p", {}, "Nothing is to be done: it is as documents are written today.")];
  const document = new Blob([text], { type: "application/json" });
  const kept = stash === null ? null : new Blob([stash], { type: "application/x-ndjson" });
  const saveBoth = button(kept ? "Save the new document and its stash" : "Save the new document", () => {
    save(document, name);
    if (kept) save(kept, stashNameOf(name));
  }, "main");
  const version = account[0]?.to ?? "new";
  const newName = name.replace(/(?:\.json)?$/iu, `-${version}.json`);
  const openIt = button("Edit the new document here", () => take([{ name: newName, file: new File([text], newName) }]));
  const stashOnly = kept && button("Save the stash only", () => save(kept, stashNameOf(name)));
  const row = make("p", { className: "row" }, saveBoth, stashOnly, copyButton("Copy the new document", () => text), openIt);
  const words = optionsOf(options);
  const decided = words.length > 0 && make("p", { className: "row" }, "Decided: ", make("code", {}, words.join(" ")), button("Decide otherwise", () => again({})));
  const command = upgradeOf(name, [...words, ...(kept ? ["--stash", "old.ndjson"] : [])]);
  const same = options.stash === undefined && make("p", { className: "row command soft" }, "On the command line: ", make("code", {}, `${command} > new.json`));
  return [row, kept && make("p", { className: "soft" }, ABOUT_STASH, make("code", {}, "ska-oso-pdm upgrade --restore")), decided, same].filter((each) => each instanceof HTMLElement);
}
