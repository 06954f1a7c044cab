// What the command line makes of documents: asked once, of all; and how the page is asked the same.

import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const COMMAND = process.env.SKA_OSO_PDM ?? "ska-oso-pdm";

/** Upgrade files: of each its text, or null, its row of the report, and its line of the stash. */
export function upgrades(files) {
  const folder = mkdtempSync(join(tmpdir(), "check-"));
  const path = (name) => join(folder, name);
  try {
    for (const [name, content] of files) writeFileSync(path(name), content);
    const words = ["--output", "new", "--report", "report.ndjson", "--stash", "stash.ndjson"];
    inFolder(folder, "upgrade", ...words, ...files.map(([name]) => name));
    const rows = lines(path("report.ndjson")).map((line) => JSON.parse(line));
    const [, ...kept] = existsSync(path("stash.ndjson")) ? lines(path("stash.ndjson")) : [];
    const nameOf = (line) => JSON.parse(line).file.split("/").at(-1);
    const originals = new Map(kept.map((line) => [nameOf(line), line]));
    return new Map(files.map(([name]) => {
      const output = path(`new/${name}`);
      const text = existsSync(output) ? readFileSync(output, "utf-8") : null;
      return [name, { text, row: rows.find(({ file }) => file === name), original: originals.get(name) ?? null }];
    }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Run the command line in a folder. */
export function inFolder(folder, ...words) {
  const done = spawnSync(COMMAND, words, { cwd: folder, encoding: "utf-8", maxBuffer: 1 << 28 });
  if (done.error) throw done.error;
  return done.stderr;
}

function lines(file) {
  return readFileSync(file, "utf-8").split("\n").filter(Boolean);
}

/** Press a button of the tools, and wait for what is shown in the place of the text. */
export async function asked({ page }, press) {
  await page.evaluate(() => document.querySelector(".came")?.classList.add("before"));
  await press();
  await page.waitForSelector(".came:not(.before)");
}

/** Upgrade the document that is open: what is shown of it, and what would be saved. */
export async function upgraded(checked) {
  await asked(checked, () => checked.page.click(".tools button.main"));
  return result(checked);
}

/** What is shown of an upgrade. */
export function result({ page }) {
  return page.evaluate(async () => {
    const saved = [];
    const { click } = HTMLAnchorElement.prototype;
    const made = URL.createObjectURL;
    URL.createObjectURL = (blob) => ((saved.blob = blob), made.call(URL, blob));
    HTMLAnchorElement.prototype.click = function () {
      saved.push([this.download, saved.blob]);
    };
    const button = [...document.querySelectorAll(".came button")].find(({ textContent }) => textContent.startsWith("Save the new document"));
    button?.click();
    HTMLAnchorElement.prototype.click = click;
    URL.createObjectURL = made;
    const bytes = async (blob) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(await blob.arrayBuffer());
    return {
      headline: document.querySelector(".came .headline").textContent,
      lines: (document.querySelector(".came details pre")?.textContent ?? "").split("\n"),
      kinds: Object.fromEntries([...document.querySelectorAll(".account .chip")].map(({ textContent }) => /^(.*) ([\d,]+)$/u.exec(textContent).slice(1))),
      rows: [...document.querySelectorAll(".account .rows li")].map((item) => ({
        kind: item.querySelector(".kind").textContent,
        path: item.querySelector(".way > code").textContent,
        sentence: item.querySelector(".sentence")?.textContent ?? "",
      })),
      saved: await Promise.all(saved.map(async ([name, blob]) => [name, await bytes(blob)])),
    };
  });
}
