// The package holds to the conformance pack in what it implements, and says what it leaves out.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import * as recognition from "ska-oso-pdm/identify";
import * as judging from "ska-oso-pdm/problems";
import { resolve, schemasOf } from "ska-oso-pdm/schemas";

const pack = join(import.meta.dirname, "../../../conformance");
const parsed = (path) => JSON.parse(readFileSync(path, "utf-8"));
const inPack = (name) => parsed(join(pack, name));
const index = inPack("index.json");
const { name, version } = parsed(join(import.meta.dirname, "../package.json"));

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

/** Gives the value of a document that is not given as a text. */
function valueOf({ document: { file, value } }) {
  return file === undefined ? value : inPack(file);
}

/** Says for which part or need of the pack a case is left out; undefined for one that is asked. */
function reason({ document, needs }) {
  if ("text" in document || "base64" in document) return "texts";
  return needs[0];
}

/** Counts what came of cases: `ask` throws what is wrong, and gives why it asks nothing, if so. */
async function asked(cases, ask) {
  const told = { passed: 0, failed: [], left_out: {}, not_compared: [] };
  const wrong = [];
  for (const each of cases) {
    try {
      const why = reason(each) ?? (await ask(each));
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
  const { entity, version } = each.expected;
  assert.deepEqual(recognition.identify(valueOf(each)), { entity, version });
}

/** Judges a document as if its label were right, which a case says in entity and version. */
async function judges(each) {
  const { entity, version, judged, valid, problems } = each.expected;
  if (!judged || problems.some(({ code }) => code === "newer-minor")) return "labels";
  const url = `https://schema.skao.int/ska-oso-pdm-${entity}/${version}`;
  const document = valueOf(each);
  const right = problems.some(({ code }) => LABELS.has(code)) ? { ...document, interface: url } : document;
  const [isValid] = Object.values(await import(`ska-oso-pdm/validators/${version}/${entity}`));
  assert.equal(isValid(right), valid);
  const schemas = await schemasOf(version);
  const found = [...judging.problems(right, { $ref: url }, (each) => resolve(each, schemas))];
  const wanted = problems.filter(({ code }) => !LABELS.has(code));
  sameMembers(
    found.map(({ code, path, message }) => [code, path, message]),
    wanted.map(({ code, path, message }) => [code, path, message]),
  );
  return undefined;
}

/** What the package can do, by level: it is asked for, so that nothing is claimed that is not there. */
const LEVELS = {
  identify: [typeof recognition.identify, identifies, ["words", "evidence"]],
  validate: [typeof judging.problems, judges, ["places", "labels"]],
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
  for (const [level, [type, ask, notCompared]] of Object.entries(LEVELS)) {
    if (type !== "function") continue;
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
