// The tutorial for front ends: its files compile as they stand, and print what the page shows.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import ts from "typescript";

const npm = join(import.meta.dirname, "..");
const folder = mkdtempSync(join(npm, "tutorial-")); // inside, where the package finds itself by name
after(() => rmSync(folder, { recursive: true }));

const page = readFileSync(join(npm, "../../docs/tutorials/front-end.md"), "utf-8");
const files = [...page.matchAll(/`([a-z]+)\.ts`:\n\n```ts\n(.*?)^```/gms)].map(([, name, text]) => ({ name, text }));
const printed = [...page.matchAll(/^```text\n(.*?)^```/gms)].map(([, text]) => text);
const options = {
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  target: ts.ScriptTarget.ES2022,
  lib: ["lib.es2022.d.ts"],
  types: [],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
};

writeFileSync(join(folder, "console.d.ts"), "declare const console: { log(...values: unknown[]): void };\n");
for (const { name, text } of files) writeFileSync(join(folder, `${name}.ts`), text);

test("the files of the tutorial compile", () => {
  assert.deepEqual(files.map(({ name }) => name), ["target", "check", "open"]);
  const names = [...files.map(({ name }) => join(folder, `${name}.ts`)), join(folder, "console.d.ts")];
  const program = ts.createProgram(names, options);
  const errors = ts.getPreEmitDiagnostics(program).map(({ messageText }) => messageText);
  assert.deepEqual(errors, []);
  program.emit();
});

test("they print what the page shows", () => {
  const runs = ["check", "open"].map((name) => execFileSync(process.execPath, [`${name}.js`], { cwd: folder }).toString());
  if (process.env.WRITE_TUTORIAL) {
    let at = 0;
    const text = page.replace(/^```text\n.*?^```/gms, () => `\`\`\`text\n${runs[at++]}\`\`\``);
    writeFileSync(join(npm, "../../docs/tutorials/front-end.md"), text);
  } else assert.deepEqual(printed, runs);
});
