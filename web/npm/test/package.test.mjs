// The package as it is shipped: what can be imported, how large it is, and what bundlers leave out.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const dist = join(import.meta.dirname, "../dist");
const LARGEST = 60_000; // bytes of a validator, compressed
const files = readdirSync(dist, { recursive: true });
const modules = files.filter((name) => name.endsWith(".js"));
const validators = modules.filter((name) => name.startsWith("validators/"));
const read = (name) => readFileSync(join(dist, name), "utf-8");

/** Gives what a bundler makes of a module that a user wrote. */
async function bundled(contents) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: import.meta.dirname },
    bundle: true, format: "esm", minify: true, write: false, logLevel: "silent",
  });
  return outputFiles[0].text;
}

test("each validator is small, compressed", () => {
  const sizes = validators.map((name) => [gzipSync(readFileSync(join(dist, name))).length, name]);
  for (const [size, name] of sizes) console.log(`${(size / 1000).toFixed(1)} kB  ${name}`);
  assert.ok(sizes.length > 0);
  assert.deepEqual(sizes.filter(([size]) => size >= LARGEST), []);
});

test("every module can be imported where no code may be made of text, and has types and a source map", () => {
  const named = modules.filter((name) => !name.startsWith("parts/"));
  const script = `for (const path of ${JSON.stringify(modules.map((name) => join(dist, name)))}) await import(path);`;
  execFileSync(process.execPath, ["--disallow-code-generation-from-strings", "--input-type=module", "-e", script]);
  for (const name of named) assert.ok(existsSync(join(dist, name.replace(/js$/, "d.ts"))), name);
  for (const name of modules) {
    const map = JSON.parse(read(`${name}.map`));
    assert.ok(map.sources.length === map.sourcesContent.length, name);
    assert.ok(read(name).trimEnd().endsWith(`.js.map`), name);
  }
});

test("no module makes code of text, or needs another package", async () => {
  for (const name of modules) {
    assert.doesNotMatch(read(name), /\beval\(|\bnew Function\b|\bFunction\(|\brequire\(/, name);
  }
  const { metafile } = await build({
    entryPoints: modules.map((name) => join(dist, name)), outdir: join(dist, "nowhere"),
    bundle: true, format: "esm", packages: "external", write: false, metafile: true, logLevel: "silent",
  });
  const imports = Object.values(metafile.inputs).flatMap((input) => input.imports);
  assert.deepEqual(imports.filter(({ external }) => external), []);
  const { dependencies, peerDependencies, peerDependenciesMeta } = JSON.parse(readFileSync(join(dist, "../package.json")));
  assert.equal(dependencies, undefined);
  assert.deepEqual(Object.keys(peerDependencies), ["pyodide"]); // which is asked for by name
  assert.equal(peerDependenciesMeta.pyodide.optional, true);
});

test("all code is of this package, so that its licence is the only one to be told", () => {
  for (const name of modules) {
    const { sources } = JSON.parse(read(`${name}.map`));
    assert.deepEqual(sources.filter((source) => source.includes("node_modules")), [], name);
  }
  assert.ok(existsSync(join(dist, "../LICENSE")));
});

test("a bundler leaves out what is not used", async () => {
  const all = Object.keys(JSON.parse(readFileSync(join(dist, "../package.json"))).exports);
  const plain = all.filter((path) => !path.includes("*") && !path.endsWith(".json"));
  const paths = [...plain.map((path) => path.slice(1)), "/1.0", "/0.7/sbd", "/validators/1.0/sbd"];
  for (const path of paths) {
    assert.equal(await bundled(`import * as all from "ska-oso-pdm${path}";`), "", path);
  }
  const one = await bundled(`import { CoordinateKind } from "ska-oso-pdm/1.0"; console.log(CoordinateKind.ICRS);`);
  assert.ok(one.includes('"icrs"') && one.length < 300, one);
  const validator = await bundled(`import { isPanel } from "ska-oso-pdm/validators/1.0/panel"; console.log(isPanel({}));`);
  assert.ok(validator.length < 1.1 * read("validators/1.0/panel.js").length);
});

test("the schemas are the published files, to the byte", async () => {
  const { resolve, schemasOf, VERSIONS } = await import("ska-oso-pdm/schemas");
  const source = join(import.meta.dirname, "../../../schemas");
  for (const version of VERSIONS) {
    const schemas = await schemasOf(version);
    const names = readdirSync(join(source, version));
    assert.equal(schemas.size, names.length);
    for (const name of names) {
      const bytes = readFileSync(join(source, version, name));
      assert.deepEqual(readFileSync(join(dist, "schemas", version, name)), bytes);
      const schema = JSON.parse(bytes);
      assert.deepEqual(resolve(schema.$id, schemas), schema);
      for (const part of Object.keys(schema.$defs ?? {})) {
        const url = `${schema.$id}#/$defs/${part}`;
        assert.deepEqual(resolve(url, schemas), schema.$defs[part]);
        assert.equal(resolve(url, schemas), resolve(url, schemas));
      }
    }
  }
});

test("what there is no schema of is said", async () => {
  const { resolve, schemasOf } = await import("ska-oso-pdm/schemas");
  for (const version of ["9.9", "constructor", "__proto__", ""]) {
    await assert.rejects(schemasOf(version), { name: "RangeError", message: /^there is no version .*; there are: 0.0, / });
  }
  const schemas = await schemasOf("1.0");
  const url = "https://schema.skao.int/ska-oso-pdm-sbd/1.0";
  for (const wrong of [`${url}#/$defs/Nothing`, `${url}#/constructor`, `${url}#/title`, `${url}#/__proto__/a`, "https://example.org/", ""]) {
    assert.throws(() => resolve(wrong, schemas), { name: "RangeError", message: `there is no schema ${wrong}` });
  }
});

test("patterns of 1.0 are right where browsers read them, and ajv does", () => {
  const patterns = files
    .filter((name) => name.startsWith("schemas/1.0/"))
    .flatMap((name) => [...read(name).matchAll(/"pattern": ("(?:[^"\\]|\\.)*")/g)].map(([, text]) => JSON.parse(text)));
  assert.ok(patterns.length > 0);
  for (const pattern of patterns) for (const flag of "uv") new RegExp(pattern, flag);
});
