// The package holds to the conformance pack in what it implements, and says what it leaves out.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";

const pack = join(import.meta.dirname, "../../../conformance");
const parsed = (path) => JSON.parse(readFileSync(path, "utf-8"));
const inPack = (name) => parsed(join(pack, name));
const index = inPack("index.json");
const { name, version, exports } = parsed(join(import.meta.dirname, "../package.json"));

/** All that the package exports, but for Python: what it can do is looked for there, and not assumed. */
const isModule = (path) => !path.includes("*") && !path.endsWith(".json") && path !== "./python";
const paths = Object.keys(exports).filter(isModule);
const modules = await Promise.all(paths.map((path) => import(name + path.slice(1))));
const { identify, problems, resolve, schemasOf, validate } = Object.assign({}, ...modules);

/** Codes of problems about the label, and of what archives add: the part `labels` of the pack. */
const LABELS = new Set(["label-missing", "label-wrong", "newer-minor", "archive-key"]);

const ajv = new Ajv2020({ strict: false, validateFormats: false });
ajv.addSchema(inPack("schemas/common.json"), "common.json");
const read = (kind) => ajv.compile(inPack(`schemas/${kind}.json`));

/** Lists the cases of a level. */
function casesOf(level) {
  const { files } = index.levels.find((each) => each.level === level);
  return Object.keys(files).flatMap((file) => inPack(file).cases);
}

/** Gives a document as the package takes it: a value, a text or its bytes. */
function given({ document: { file, value, text, base64 } }, { asText = false } = {}) {
  if (text !== undefined) return text;
  if (base64 !== undefined) return Uint8Array.from(Buffer.from(base64, "base64"));
  if (file === undefined) return value;
  return asText ? Uint8Array.from(readFileSync(join(pack, file))) : inPack(file);
}

const isText = ({ document }) => "text" in document || "base64" in document;

/** Counts what came of cases: `ask` throws what is wrong, and says for what a case is left out, if it is. */
async function asked(cases, ask) {
  const told = { passed: 0, failed: [], left_out: {} };
  const wrong = [];
  for (const each of cases) {
    try {
      const why = each.needs[0] ?? (await ask(each));
      if (why) told.left_out[why] = (told.left_out[why] ?? 0) + 1;
      else told.passed += 1;
    } catch (error) {
      told.failed.push(each.id);
      wrong.push(`${each.id}: ${error.message}`);
    }
  }
  return { told, wrong };
}

/** Asserts that two lists have the same members, in whatever order. */
function sameMembers(found, wanted) {
  const sorted = (list) => list.map((each) => JSON.stringify(each)).sort();
  assert.deepEqual(sorted(found), sorted(wanted));
}

function identifies(each) {
  if (isText(each)) return "texts";
  const { entity, version } = each.expected;
  assert.deepEqual(identify(given(each)), { entity, version });
  return undefined;
}

/** Judges a value by the schema that a case names in entity and version, as if its label were right. */
async function judgesValues(each) {
  if (isText(each)) return "texts";
  const { entity, version, judged, valid, problems: wanted } = each.expected;
  if (!judged || wanted.some(({ code }) => code === "newer-minor")) return "labels";
  const url = `https://schema.skao.int/ska-oso-pdm-${entity}/${version}`;
  const isLabelled = !wanted.some(({ code }) => LABELS.has(code));
  const document = isLabelled ? given(each) : { ...given(each), interface: url };
  const [isValid] = Object.values(await import(`ska-oso-pdm/validators/${version}/${entity}`));
  assert.equal(isValid(document), valid);
  const schemas = await schemasOf(version);
  const found = [...problems(document, { $ref: url }, (part) => resolve(part, schemas))];
  const cells = ({ code, path, message }) => [code, path, message];
  sameMembers(found.map(cells), wanted.filter(({ code }) => !LABELS.has(code)).map(cells));
  return undefined;
}

/** Judges a document whole: its text, its label, and what its schema says. */
async function judgesTexts(each) {
  const { problems: wanted, ...verdict } = each.expected;
  const { entity, version, judged, valid, issues } = await validate(given(each, { asText: true }));
  assert.deepEqual({ entity, version, judged, valid }, verdict);
  const cells = ({ code, path, severity, message, line, column }) => [code, path, severity, message, line, column];
  sameMembers(issues.map(cells), wanted.map(cells));
  return undefined;
}

/** What the package implements, by level, and the parts of answers that are not compared. */
const LEVELS = {
  identify: [identifies, ["words", "evidence"]],
  validate: validate ? [judgesTexts, []] : [judgesValues, ["places", "labels"]],
};

test("the pack reads as its schemas say", () => {
  assert.ok(existsSync(join(pack, "index.json")), "run nox -s conformance");
  for (const { files, kind } of [...index.levels, { files: { "index.json": 1 }, kind: "index" }]) {
    const isRight = read(kind);
    for (const file of Object.keys(files)) {
      assert.ok(isRight(inPack(file)), `${file}: ${ajv.errorsText(isRight.errors)}`);
    }
  }
});

test("no case of what the package implements fails", async () => {
  const statement = { implementation: `${name} (npm) ${version}`, format: index.format, levels: {} };
  const wrong = [];
  for (const [level, [ask, notCompared]] of Object.entries(LEVELS)) {
    const cases = casesOf(level);
    const found = await asked(cases, ask);
    statement.levels[level] = { ...found.told, not_compared: notCompared };
    wrong.push(...found.wrong);
    assert.ok(found.told.passed > 0.8 * cases.length, `${level}: too much is left out`);
  }
  console.log(JSON.stringify(statement, null, 2));
  const isRight = read("statement");
  assert.ok(isRight(statement), ajv.errorsText(isRight.errors));
  for (const { level, cases } of index.levels) {
    if (!(level in statement.levels)) console.log(`not implemented: ${level}, ${cases} cases`);
  }
  assert.deepEqual(wrong, []);
});
