// The types as a user of the package meets them: what compiles, what does not and why.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import ts from "typescript";

const folder = join(import.meta.dirname, "../types-test");
const RESOLUTIONS = {
  "in Node": { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext },
  "by a bundler": { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler },
};
const DEPRECATED = 6385;

/** What the examples of the README take for granted. */
const AROUND = `
declare const response: { json(): Promise<unknown>; text(): Promise<string> };
declare const console: { log(...values: unknown[]): void };
declare const ajv: { addVocabulary(names: string[]): void };
declare const oldText: string;
declare function loadPyodide(options: { indexURL: string }): Promise<object>;
export {};
`;
const DOCUMENT = 'declare const document: import("ska-oso-pdm").Json;';

/** Gives "line: code" of all errors in a file, and of all uses of what is deprecated. */
function found(name, resolution, text) {
  const file = join(folder, name);
  const service = ts.createLanguageService({
    getScriptFileNames: () => [file],
    getScriptVersion: () => "1",
    getScriptSnapshot: (path) =>
      path === file && text !== undefined ? ts.ScriptSnapshot.fromString(text) :
      ts.sys.fileExists(path) ? ts.ScriptSnapshot.fromString(ts.sys.readFile(path)) : undefined,
    getCurrentDirectory: () => folder,
    getCompilationSettings: () => ({
      ...resolution,
      target: ts.ScriptTarget.ES2022,
      lib: ["lib.es2022.d.ts"],
      types: [],
      strict: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck: false,
    }),
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: ts.sys.fileExists,
    readFile: ts.sys.readFile,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
  });
  const program = service.getProgram();
  const elsewhere = program.getSemanticDiagnostics().filter((each) => each.file?.fileName !== file);
  assert.deepEqual(elsewhere.map((each) => each.messageText), []);
  const suggestions = service.getSuggestionDiagnostics(file).filter((each) => each.code === DEPRECATED);
  return [...service.getSyntacticDiagnostics(file), ...service.getSemanticDiagnostics(file), ...suggestions]
    .map(({ file: source, start, code }) => `${source.getLineAndCharacterOfPosition(start).line + 1}: ${code}`)
    .sort();
}

for (const [where, resolution] of Object.entries(RESOLUTIONS)) {
  test(`what must compile does, ${where}`, () => {
    assert.deepEqual(found("compiles.ts", resolution), []);
  });

  test(`what must not compile gives the errors that it names, ${where}`, () => {
    const lines = readFileSync(join(folder, "refused.ts"), "utf-8").split("\n");
    const wanted = lines.flatMap((line, index) => {
      const code = /\/\/ error (\d+)$/.exec(line)?.[1];
      return code ? [`${index + 1}: ${code}`] : [];
    });
    assert.ok(wanted.length > 10);
    assert.deepEqual(found("refused.ts", resolution), wanted.sort());
  });
}

test("the examples of the README compile, each in a module of its own", () => {
  const readme = readFileSync(join(folder, "../README.md"), "utf-8");
  const examples = [...readme.matchAll(/^```ts\n(.*?)^```/gms)].map(([, code]) => code);
  assert.ok(examples.length >= 5);
  for (const code of examples) {
    const text = code + AROUND + (/const document\b/.test(code) ? "" : DOCUMENT);
    assert.deepEqual(found("readme.ts", RESOLUTIONS["by a bundler"], text), [], code);
  }
});
