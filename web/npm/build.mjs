// Builds the package into `dist`, from `src` and from what `python -m codegen.npm` wrote there:
// modules with source maps and declarations, the schemas, and a validator for each document.

import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import standalone from "ajv/dist/standalone/index.js";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const schemaFolder = join(here, "../../schemas");
const parsed = (file) => JSON.parse(readFileSync(file, "utf-8"));
const vocabulary = parsed(join(here, "src/data/vocabulary.json"));
const common = { bundle: true, format: "esm", target: "es2022", sourcemap: true, logLevel: "warning" };

/** Gives the code of a validator of documents, compiled strictly: nothing is compiled at run time. */
function validatorOf(url, title, schemas) {
  const ajv = new Ajv2020({
    strict: true,
    strictRequired: true,
    allowUnionTypes: true, // values of labels
    validateFormats: false,
    messages: false,
    code: { source: true, esm: true, optimize: 2 },
  });
  ajv.addVocabulary(vocabulary);
  for (const schema of schemas) ajv.addSchema(schema);
  return standalone(ajv, { [`is${title}`]: url });
}

/** Writes the validators of a version below `build`, their declarations below `dist`; lists them. */
function writeValidators(version) {
  const files = readdirSync(join(schemaFolder, version)).filter((name) => name.endsWith(".json"));
  const schemas = files.map((name) => parsed(join(schemaFolder, version, name)));
  return schemas.flatMap(({ $id, title, properties }, index) => {
    if (!properties?.interface) return [];
    const name = files[index].slice(0, -".json".length);
    const path = `validators/${version}/${name}`;
    write(`build/${path}.js`, validatorOf($id, title, schemas));
    write(
      `dist/${path}.d.ts`,
      `import type { ${title} } from "../../versions/${version}/${name}.js";\n` +
        `/** Tell whether a value is valid by ${$id}. */\n` +
        `export declare function is${title}(value: unknown): value is ${title};\n`,
    );
    return [`build/${path}.js`];
  });
}

function write(path, text) {
  mkdirSync(dirname(join(here, path)), { recursive: true });
  writeFileSync(join(here, path), text);
}

const versions = readdirSync(schemaFolder).filter((name) => /^\d+\.\d+$/.test(name));
for (const folder of ["build", "dist"]) rmSync(join(here, folder), { recursive: true, force: true });

const validators = versions.flatMap(writeValidators);
await build({ ...common, absWorkingDir: here, entryPoints: validators, outdir: "dist", outbase: "build", minify: true });

// What has a path of its own in `package.json`, and the types of all versions.
const { exports } = parsed(join(here, "package.json"));
const named = Object.values(exports)
  .map((target) => target.default)
  .filter((path) => path && !path.includes("*"))
  .map((path) => path.replace("./dist/", "src/").replace(/\.js$/, ".ts"));
const types = readdirSync(join(here, "src/versions"), { recursive: true })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => `src/versions/${name}`);
await build({ ...common, absWorkingDir: here, entryPoints: [...named, ...types], outdir: "dist", outbase: "src", splitting: true, chunkNames: "parts/[name]-[hash]" });

execFileSync(process.execPath, [join(here, "node_modules/typescript/bin/tsc"), "-p", here], { stdio: "inherit" });
for (const version of versions) cpSync(join(schemaFolder, version), join(here, "dist/schemas", version), { recursive: true });
cpSync(join(here, "../../LICENSE"), join(here, "LICENSE"));
write("dist/built", ""); // its date tells tests what has changed since
