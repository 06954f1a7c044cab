/** Upgrades many documents, one after the other, into one archive with their stash and account. */

import { printable } from "ska-oso-pdm/telling";
import { strToU8, Zip, ZipDeflate } from "fflate";
import type { Account } from "ska-oso-pdm/python";
import type { Entry } from "./desk.js";
import { button, count, make, say } from "./elements.js";
import { python, type Upgraded } from "./python.js";
import { fileOf } from "./reading.js";
import { nameOf, save } from "./saving.js";

const STASH = "ska-oso-pdm-stash.ndjson";
const REPORT = "report.ndjson";
const ARCHIVE = "upgraded.zip";
const ABOUT =
  `${ARCHIVE} has the new documents by their names, ${STASH}, which brings the originals back, and ${REPORT}, what became of each value. ` +
  "What was refused is not in it: open it to see what decides it.";

/** What came of all. */
interface Batch {
  readonly files: Record<string, Uint8Array>;
  readonly stash: string[];
  readonly report: Account[];
  readonly statuses: Map<string, number>;
}

/** Offers the upgrade of what is listed, and shows how far it is. */
export class UpgradeAll {
  readonly element = make("div", { className: "upgrade-all" });
  readonly button = button("Upgrade these…", () => void this.#run());
  #stopped = false;
  #number = 0;

  constructor(private readonly listed: () => readonly Entry[]) {}

  /** Forget what came of documents that were removed. */
  reset(): void {
    this.#number++;
    this.element.replaceChildren();
  }

  async #run(): Promise<void> {
    const entries = [...this.listed()];
    const bar = make("progress", { ariaLabel: "Documents upgraded", max: entries.length, value: 0 });
    const said = make("span", {}, "Loading Python…");
    const stop = button("Stop", () => {
      this.#stopped = true;
      python.stop();
    });
    this.#stopped = false;
    const number = ++this.#number;
    this.button.disabled = true;
    this.element.replaceChildren(make("p", { className: "row" }, bar, said, stop));
    const batch: Batch = { files: {}, stash: [], report: [], statuses: new Map() };
    try {
      for (const [done, entry] of entries.entries()) {
        await add(batch, entry);
        if (number !== this.#number) return;
        bar.value = done + 1;
        said.textContent = `${(done + 1).toLocaleString("en")} of ${entries.length.toLocaleString("en")} upgraded`;
      }
      this.#tell(batch, null);
    } catch (error) {
      if (number === this.#number) this.#tell(batch, this.#stopped ? "Stopped" : error instanceof Error ? error.message : String(error));
    } finally {
      this.button.disabled = false;
    }
  }

  #tell(batch: Batch, why: string | null): void {
    const statuses = [...batch.statuses].map(([status, number]) => `${number.toLocaleString("en")} ${status}`).join(", ");
    const headline = [why, statuses || "nothing was upgraded"].filter(Boolean).join(": ");
    const heading = make("h3", { tabIndex: -1 }, headline.charAt(0).toUpperCase() + headline.slice(1));
    const number = Object.keys(batch.files).length;
    const saving = button(`Save ${count(number, "document")} as ${ARCHIVE}`, () => void archive(batch), "main");
    const refused = batch.report.filter(({ status }) => status === "refused").map(({ file }) => make("li", {}, printable(file)));
    const list = refused.length > 0 && make("details", {}, make("summary", {}, `Refused: ${count(refused.length, "document")}`), make("ul", {}, ...refused));
    this.element.replaceChildren(heading, ...(number ? [saving, make("p", { className: "soft" }, ABOUT)] : []), ...(list ? [list] : []));
    say(heading.textContent as string);
    heading.focus();
  }
}

async function add(batch: Batch, entry: Entry): Promise<void> {
  const { edited, file, within } = entry;
  const name = within === null ? entry.name : nameOf(entry.name, within);
  const documents = [edited ? fileOf(edited.text, edited.marked) : file];
  const { text, status, stash, account } = await python.ask<Upgraded>({ ask: "upgrade", documents, options: {} });
  batch.statuses.set(status, (batch.statuses.get(status) ?? 0) + 1);
  batch.report.push(...account.map((row) => ({ ...row, file: name })));
  if (text === null) return;
  const place = placeFor(name, batch.files);
  batch.files[place] = strToU8(text);
  // A record begins with the file that it is of, which has one name for Python.
  if (stash !== null) batch.stash.push(stash.replaceAll(/^\{"file": "\/documents\/[^"]*"/gmu, () => `{"file": ${JSON.stringify(`/${place}`)}`));
}

/** Give a path in the archive that leads nowhere else, and that no other document has. */
function placeFor(name: string, taken: Readonly<Record<string, unknown>>): string {
  const parts = name.split(/[/\\]/u).filter((part) => part !== "" && part !== "." && part !== "..");
  const path = parts.join("/") || "document.json";
  let place = path;
  for (let number = 2; Object.hasOwn(taken, place) || place === STASH || place === REPORT; number++) {
    place = path.replace(/(\.json)?$/iu, (ending) => `-${number}${ending}`);
  }
  return place;
}

/** Give all stashes as one: each begins with the same line. */
function together(stashes: readonly string[]): string {
  return stashes.map((stash, index) => (index === 0 ? stash : stash.slice(stash.indexOf("\n") + 1))).join("");
}

/** Save all as one archive. Files are packed one by one, since the policy lets in no worker made of a text. */
async function archive({ files, stash, report }: Batch): Promise<void> {
  const lines = report.map((row) => `${JSON.stringify(row)}\n`).join("");
  const all = Object.entries({ ...files, [REPORT]: strToU8(lines), ...(stash.length ? { [STASH]: strToU8(together(stash)) } : {}) });
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const zip = new Zip((error, part) => {
    if (error) throw error;
    parts.push(part as Uint8Array<ArrayBuffer>);
  });
  for (const [index, [name, data]] of all.entries()) {
    const packed = new ZipDeflate(name, { level: 6 });
    zip.add(packed);
    packed.push(data, true);
    if (index % 20 === 19) await new Promise((resolve) => setTimeout(resolve)); // the page goes on
  }
  zip.end();
  save(new Blob(parts, { type: "application/zip" }), ARCHIVE);
}
