// Lines as the command line writes them, and what is told of a document beside its issues.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { validate } from "ska-oso-pdm/documents";
import { evidence, lineOf, newestOf, placesOf, printable, shownPath, verdictOf } from "ska-oso-pdm/telling";

const repository = join(import.meta.dirname, "../../..");
const SBD = "https://schema.skao.int/ska-oso-pdm-sbd/1.0";

test("a line is that of the command line, to the sign", async () => {
  const folder = join(repository, "tests/invalid/1.0");
  const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
  assert.ok(names.length > 100);
  for (const name of names) {
    const { issues } = await validate(readFileSync(join(folder, name)));
    const lines = issues.map((issue) => lineOf(issue, "FILE")).join("\n").replaceAll(/\b(\d+)\.0\b/g, "$1");
    const wanted = readFileSync(join(folder, name.replace(".json", ".txt")), "utf-8").trim();
    assert.equal(lines, wanted.replaceAll("NEWEST", newestOf("sbd")).replaceAll(/\b(\d+)\.0\b/g, "$1"), name);
  }
});

test("the line of one among many has its verdict and its codes once", async () => {
  const given = { interface: SBD, targets: [{ target_id: 1 }, { target_id: 2 }] };
  const { issues, ...report } = await validate(given);
  const line = verdictOf(report, issues.map(({ code }) => code), "a\u202eb.json");
  assert.match(line, /^a\\u202eb\.json: invalid sbd 1\.0 \[[a-z-]+(?:, [a-z-]+)*\]$/);
  const nothing = await validate("");
  assert.equal(verdictOf(nothing, ["empty"], "a.json"), "a.json: not judged [empty]");
});

test("what shows a layout is told by its place, and a label shows nothing", () => {
  const earlier = JSON.parse(readFileSync(join(repository, "examples/0.5/sbd-mid.json"), "utf-8"));
  assert.match(evidence(earlier), /^\//);
  assert.equal(evidence({ interface: SBD }), null);
  for (const value of [null, [], "", 1, {}, { a: 1 }]) assert.equal(evidence(value), null);
});

test("the newest version is that of an entity", () => {
  assert.equal(newestOf("sbd"), "1.0");
  for (const name of ["", "constructor", "no-entity"]) assert.equal(newestOf(name), null);
});

test("what cannot be seen, or turns a line round, is written out", () => {
  assert.equal(printable("a b\té"), "a b\\té");
  assert.equal(printable("\u202e\u0000\u2028\u00a0\u{e0001}\ud800"), "\\u202e\\x00\\u2028\\xa0\\U000e0001\\ud800");
});

test("a path is shown without keys that may be personal", () => {
  assert.equal(shownPath(""), "");
  assert.equal(shownPath("/targets/0/a~1b"), "/targets/0/a~1b");
  assert.equal(shownPath("/investigators/Jane Doe"), "/investigators/(personal)");
});

test("values are found in a text by their pointers, and what is not there is left out", () => {
  const text = '\ufeff{"a": [1,\r\n  {"b/c": "\u{1f52d}", "d~": null}]}';
  const found = placesOf(text, ["", "/a/0", "/a/1/b~1c", "/a/1/d~0", "/a/2", "/constructor"]);
  assert.deepEqual(Object.fromEntries(found), {
    "": { line: 1, column: 1 },
    "/a/0": { line: 1, column: 8 },
    "/a/1/b~1c": { line: 2, column: 11 },
    "/a/1/d~0": { line: 2, column: 22 },
  });
  for (const none of ["", "{", '{"a": 1, "a": 2}']) assert.equal(placesOf(none, ["/a"]).size, 0);
});
