// Values that no JSON text can hold, and entry points that are asked about anything.

import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { read, UnreadableError, validate, write } from "ska-oso-pdm/documents";
import { identify } from "ska-oso-pdm/identify";
import { problems } from "ska-oso-pdm/problems";
import { resolve, schemasOf } from "ska-oso-pdm/schemas";

const SBD = "https://schema.skao.int/ska-oso-pdm-sbd/1.0";
const block = { interface: SBD, sbd_id: "sbd-1" };
const deep = (levels, inner = 0) => Array.from({ length: levels }).reduce((value) => [value], inner);
const around = { interface: SBD };
around.metadata = around;

/** A value that is no I-JSON, with path and code of the issue. */
const IMPROPER = [
  [undefined, "", "not-json"],
  [() => 1, "", "not-json"],
  [Symbol("a"), "", "not-json"],
  [1n, "", "not-json"],
  [new Date(0), "", "not-json"],
  [{ ...block, sbd_id: undefined }, "/sbd_id", "not-json"],
  [{ ...block, targets: [new Map()] }, "/targets/0", "not-json"],
  [{ ...block, targets: [, 1] }, "/targets/0", "not-json"],
  [{ ...block, targets: [1n] }, "/targets/0", "not-json"],
  [{ ...block, a: { b: NaN } }, "/a/b", "not-finite"],
  [{ ...block, a: -Infinity }, "/a", "not-finite"],
  [{ ...block, a: "\ud800" }, "/a", "not-utf-8"],
  [{ ...block, a: { "b\udc00": 1 } }, "/a", "not-utf-8"],
  [{ ...block, a: deep(10_000) }, "/a/0/0", "too-deep"],
  [around, "/metadata/metadata/metadata", "too-deep"],
  [Array.from({ length: 2_500_001 }, () => 0), "", "too-large"],
];

test("what no JSON text can hold is said with its place, and never written", async () => {
  for (const [value, path, code] of IMPROPER) {
    const { issues, judged, valid, document } = await validate(value);
    assert.deepEqual(issues.map((issue) => [issue.path, issue.code]), [[path, code]]);
    assert.deepEqual([judged, valid, document], [false, false, undefined]);
    assert.throws(() => write(value), (error) => {
      assert.ok(error instanceof UnreadableError);
      assert.deepEqual(error.issue, issues[0]);
      return error.message === issues[0].message;
    });
  }
});

test("what is written is read again as the same value", async () => {
  for (const value of [block, [], {}, "é\u2028", 0, null, JSON.parse('{"__proto__": {"constructor": []}, "1": 0.1}')]) {
    assert.deepEqual(read(write(value)), value);
    assert.deepEqual(read(new TextEncoder().encode(`\ufeff${write(value)}`)), value);
  }
  const report = await validate(write(block));
  assert.deepEqual(report, { entity: "sbd", version: "1.0", judged: true, valid: true, issues: [], document: block });
  assert.deepEqual(await validate(block), report);
});

test("a value is judged as its text is, but for lines and columns", async () => {
  const wrong = { interface: SBD.replace("1.0", "0.1"), sbdId: 1, targets: [{ targetId: 2 }] };
  const [ofText, ofValue] = [await validate(write(wrong)), await validate(wrong)];
  assert.ok(ofText.issues.every(({ line, column }) => line > 0 && column > 0));
  const unplaced = ofText.issues.map((issue) => ({ ...issue, line: null, column: null }));
  assert.deepEqual(ofValue, { ...ofText, issues: unplaced });
  assert.ok(ofText.issues.length > 2);
});

test("reading refuses what JSON.parse would change", () => {
  const refused = { '{"a": 1, "a": 2}': "duplicate-key", "[9007199254740993]": "inexact-number", "[1e400]": "not-finite", "[NaN]": "not-finite", "": "empty" };
  for (const [text, code] of Object.entries(refused)) {
    for (const given of [text, new TextEncoder().encode(text), new TextEncoder().encode(text).buffer]) {
      assert.throws(() => read(given), (error) => error instanceof UnreadableError && error.issue.code === code);
    }
  }
});

test("no object is changed by what a document has for keys", async () => {
  const text = `{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}, "interface": "${SBD}"}`;
  const document = read(text);
  const { issues } = await validate(text);
  assert.deepEqual(Object.keys(document), ["__proto__", "constructor", "interface"]);
  assert.deepEqual(issues.map(({ path, code }) => [path, code]), [["/__proto__", "unknown-key"], ["/constructor", "unknown-key"]]);
  assert.equal({}.polluted, undefined);
  assert.equal(Object.getPrototypeOf(document), Object.prototype);
  assert.equal(write(document), `${JSON.stringify(JSON.parse(text), null, 2)}\n`);
});

/** JSON values of all kinds, made of few parts by a generator that is always the same. */
function* hostile(count) {
  let state = 1;
  const chance = (most) => (state = (state * 48271) % 2147483647) % most;
  const keys = ["__proto__", "constructor", "toString", "interface", "kind", "targets", "sbd_id", "value", "unit", "", "0", "a/~b", "j.doe@x.org"];
  const leaves = [null, true, 0, -0, 1e308, 9007199254740993, "", "icrs", SBD, "\ufeff", "\u2028", "a".repeat(100_000), "@".repeat(1000)];
  const value = (depth) => {
    if (depth === 0 || chance(3) === 0) return leaves[chance(leaves.length)];
    const parts = Array.from({ length: chance(5) }, () => value(depth - 1));
    if (chance(2)) return parts;
    return JSON.parse(`{${parts.map((part) => `${JSON.stringify(keys[chance(keys.length)])}: ${JSON.stringify(part)}`).join(",")}}`);
  };
  for (let index = 0; index < count; index++) yield value(5);
  for (const key of keys) yield JSON.parse(`{"interface": "${SBD}", ${JSON.stringify(key)}: ${JSON.stringify(value(4))}}`);
  for (const inner of [0, {}, block]) yield { interface: SBD, targets: deep(10_000, inner), scan_definitions: [deep(100_000, inner), deep(100_000, inner)] };
  yield deep(1_000_000);
}

test("all entry points hold whatever they are asked", async () => {
  const schemas = await schemasOf("1.0");
  const folder = join(import.meta.dirname, "../dist/validators/1.0");
  const names = readdirSync(folder).filter((name) => name.endsWith(".js"));
  const validators = (await Promise.all(names.map((name) => import(join(folder, name))))).flatMap((module) => Object.values(module));
  const urls = names.map((name) => SBD.replace("sbd", name.slice(0, -3)));
  for (const value of hostile(150)) {
    const { entity } = identify(value);
    assert.ok(entity === null || typeof entity === "string");
    for (const [index, isValid] of validators.entries()) {
      const [first] = problems(value, { $ref: urls[index] }, (url) => resolve(url, schemas));
      assert.equal(isValid(value), first === undefined);
    }
    const { issues, valid } = await validate(typeof value === "string" ? JSON.stringify(value) : value);
    assert.equal(valid, issues.every(({ severity }) => severity === "warning"));
    for (const { code, path, message } of issues) assert.ok(code && message && message.length < 2000 && typeof path === "string");
  }
});
