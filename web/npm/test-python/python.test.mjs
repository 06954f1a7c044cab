// Python in WebAssembly: what it takes, what it gives, and that nothing bad ends it.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { diff, findings, show, start, upgrade, validate } from "ska-oso-pdm/python";

const root = join(import.meta.dirname, "../../..");
const old = readFileSync(join(root, "examples/0.6/sbd-low.json"), "utf-8");
const current = readFileSync(join(root, "examples/1.0/sbd-mid-imaging.json"), "utf-8");
const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(2)} s`;

test("it says how far loading has come, and is loaded once", async () => {
  const steps = [];
  const before = performance.now();
  await assert.rejects(start({ wheels: new URL("nowhere/", import.meta.url) }), {
    message: /nowhere\/index\.json, a part of ska-oso-pdm\/python, cannot be loaded: Error: ENOENT/,
  });
  const loading = start({ onProgress: (step) => steps.push(step) });
  await Promise.all([loading, start({ onProgress: () => assert.fail("a second time") })]);
  console.log(`started in ${seconds(before)}`);
  assert.deepEqual(steps.map(({ loaded }) => loaded), steps.map((_, index) => index));
  assert.equal(steps[0].next, "pyodide");
  assert.deepEqual(steps.at(-1), { loaded: steps[0].total, total: steps[0].total, next: "" });
});

test("an old block becomes a current one, and with its stash the old one again, to the byte", async () => {
  let before = performance.now();
  const { text, status, account, stash, issues } = await upgrade(old);
  console.log(`first upgrade in ${seconds(before)}`);
  assert.equal(status, "upgraded");
  assert.deepEqual(issues, []);
  const [{ entity, from, to, mapped, set_aside }] = account;
  assert.deepEqual([entity, from, to], ["sbd", "0.6", "1.0"]);
  assert.ok(mapped.some(({ path }) => path === "/targets/0/target_id"));
  assert.ok(set_aside.every(({ path, reason }) => path.startsWith("/") && reason));
  assert.equal((await validate(text)).valid, true);
  before = performance.now();
  const back = await upgrade(text, { stash });
  console.log(`next one, back, in ${seconds(before)}`);
  assert.equal(back.status, "restored");
  assert.equal(back.text, old);
});

test("of what is current nothing is changed or kept", async () => {
  const { text, status, stash } = await upgrade(current);
  assert.deepEqual([text, status, stash], [current, "current", null]);
});

test("bytes are taken as texts are", async () => {
  const bytes = new TextEncoder().encode(old);
  assert.deepEqual(await upgrade(bytes), await upgrade(old));
  assert.deepEqual(await validate(Uint8Array.of(0xff, 0xfe)), {
    entity: null, version: null, valid: false,
    issues: [{ path: "", line: null, column: null, code: "not-utf-8", severity: "error", message: "UTF-16 text; save the file as UTF-8" }],
  });
  assert.equal((await validate("\ud800")).issues[0].code, "not-utf-8");
});

test("what is doubtful is refused with what decides it, and assumed when that is said", async () => {
  const doubtful = readFileSync(join(root, "examples/0.1/sbd-mid.json"), "utf-8");
  const refused = await upgrade(doubtful);
  assert.deepEqual([refused.text, refused.status, refused.stash], [null, "refused", null]);
  assert.match(refused.issues.at(-1).message, /decide with "--assume first-target"/);
  const done = await upgrade(doubtful, { assume: { "first-target": true, "inline-scripts": true } });
  assert.equal(done.status, "upgraded");
  const lower = await upgrade(current, { to: "0.7", allowLoss: true });
  assert.equal(lower.account[0].to, "0.7");
});

test("a position in FK5 is refused with a sentence", async () => {
  const block = readFileSync(join(root, "examples/0.2/sbd-mid.json"), "utf-8");
  const { status, issues } = await upgrade(block, { assume: { all: true } });
  assert.equal(status, "refused");
  assert.match(issues[0].message, /in FK5 becomes one in ICRS by Astropy, which is not installed here; convert/);
});

test("documents are compared, shown, and looked through", async () => {
  const { text } = await upgrade(old);
  assert.deepEqual(await diff(text, text), { differences: [], messages: [] });
  const renamed = text.replace("J0437-4715", "J0000-0000");
  const [{ kind, pointer_a }] = (await diff(text, renamed)).differences;
  assert.ok(kind && pointer_a.startsWith("/"));
  assert.deepEqual((await diff(text, "{")).differences, null);
  assert.match((await show(current)).text, /^Scheduling block definition /);
  const { valid, findings: found } = await findings(current);
  assert.deepEqual([valid, Array.isArray(found)], [true, true]);
});

test("bad input is refused in a sentence, and nothing of it is run", async () => {
  const deep = (depth) => "[".repeat(depth) + "]".repeat(depth);
  const evil = `"); import os; os._exit(1) #`;
  const cases = [
    ["", "empty"], ["{", "not-json"], ["not JSON", "not-json"], ["[1, 2]", undefined], ["{}", undefined],
    [deep(200), undefined], [deep(202), "too-deep"], [deep(1_000_000), "too-deep"],
    [`{"a": ${deep(199)}}`, undefined], [" ".repeat(33 * 1024 * 1024), "too-large"],
    [`{"a": 1, "a": 2}`, "duplicate-key"], [evil, "not-json"],
    [JSON.stringify({ interface: evil, [evil]: evil }), undefined],
  ];
  for (const [text, code] of cases) {
    const { status, issues, text: made } = await upgrade(text);
    assert.deepEqual([status, made], ["refused", null], text.slice(0, 40));
    if (code) assert.equal(issues[0].code, code, text.slice(0, 40));
    const report = await validate(text);
    assert.equal(report.valid, false);
    if (code) assert.equal(report.issues[0].code, code);
    await show(text);
  }
  assert.equal((await upgrade(old)).status, "upgraded");
});

test("wrong options are told, and nothing else is done", async () => {
  const { messages } = await upgrade(old, { assume: { nope: true } });
  assert.match(messages[0], /assumption "nope" is none; there are /);
  for (const to of ["9.9", "--help", "0.6 --in-place"]) {
    const { status, text, issues } = await upgrade(old, { to });
    assert.deepEqual([status, text, issues[0].code], ["refused", null, "unknown-version"], to);
  }
  const { messages: told } = await upgrade(old, { stash: "no stash" });
  assert.match(told[0], /this is no stash/);
});

test("where Python has ended it is started anew", async () => {
  const fresh = await import("../dist/python.js?ended");
  const answer = () => { throw new RangeError("Maximum call stack size exceeded"); };
  const loadPyodide = async () => ({ version: "314.0.7", unpackArchive() {}, pyimport: () => ({ answer }) });
  await fresh.start({ loadPyodide });
  await assert.rejects(fresh.validate(current), { message: /has ended, .*; ask again to start it anew$/ });
  assert.equal((await fresh.validate(current)).valid, true);
});

test("another Pyodide is refused with what is needed", async () => {
  const fresh = await import(`../dist/python.js?anew`);
  const loadPyodide = async () => ({ version: "0.29.0" });
  await assert.rejects(fresh.start({ loadPyodide }), {
    message: /^ska-oso-pdm\/python needs pyodide 314\.0\.7, and this is 0\.29\.0; install that one$/,
  });
});
