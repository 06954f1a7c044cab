// Workers that answer questions: in which order, how many at a time, and what becomes of those that end.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, test } from "node:test";
import ts from "typescript";

const source = readFileSync(join(import.meta.dirname, "../src/pool.ts"), "utf-8");
const { outputText } = ts.transpileModule(source, { compilerOptions: { target: "es2022", module: "esnext" } });
const { EndedError, NotStartedError, Pool } = await import(`data:text/javascript,${encodeURIComponent(outputText)}`);

/** Workers that were started; each notes its questions, and tells what the test lets it tell. */
let workers;

class Fake {
  asked = [];
  ended = false;
  constructor() {
    workers.push(this);
  }
  postMessage(question) {
    this.asked.push(question);
  }
  terminate() {
    this.ended = true;
  }
  tell(told) {
    this.onmessage({ data: told });
  }
  end() {
    this.onerror({ message: "out of memory", preventDefault() {} });
  }
}

const pool = (size) => new Pool(() => new Fake(), size);
const asked = () => workers.map((worker) => worker.asked);
const working = () => workers.find((worker) => worker.asked.length && !worker.ended);

beforeEach(() => {
  workers = [];
});

test("each worker answers one question at a time, and the urgent go first", async () => {
  const one = pool(1);
  const answers = [one.ask("a"), one.ask("b"), one.ask("c", { urgent: true })];
  assert.deepEqual(asked(), [["a"]]);
  workers[0].tell({ answer: 1 });
  assert.deepEqual(asked(), [["a", "c"]]);
  workers[0].tell({ answer: 3 });
  workers[0].tell({ answer: 2 });
  assert.deepEqual(await Promise.all(answers), [1, 2, 3]);
  assert.deepEqual(asked(), [["a", "c", "b"]]);
});

test("several go side by side", () => {
  const two = pool(2);
  for (const question of ["a", "b", "c"]) void two.ask(question);
  assert.deepEqual(asked().flat().sort(), ["a", "b"]);
  assert.deepEqual(asked().map((each) => each.length), [1, 1]);
});

test("progress is told, and what failed is told as an error", async () => {
  const one = pool(1);
  const told = [];
  const answer = one.ask("a", { progress: (each) => told.push(each) });
  workers[0].tell({ progress: "half" });
  workers[0].tell({ failed: "no" });
  await assert.rejects(answer, /^Error: no$/);
  assert.deepEqual(told, ["half"]);
  workers[0].tell({ progress: "too late" }); // of nothing
});

test("what is taken back before its turn is never asked", async () => {
  const one = pool(1);
  const stopping = new AbortController();
  void one.ask("a");
  const taken = one.ask("b", { signal: stopping.signal });
  const last = one.ask("c");
  stopping.abort();
  workers[0].tell({ answer: 1 });
  await assert.rejects(taken, { name: "AbortError" });
  workers[0].tell({ answer: 3 });
  assert.equal(await last, 3);
  assert.deepEqual(asked(), [["a", "c"]]);
});

test("a worker that ends is replaced, and what waits is answered", async () => {
  const one = pool(1);
  workers[0].tell({ prepared: true });
  await one.prepared;
  const [lost, next] = [one.ask("a"), one.ask("b")];
  working().end();
  await assert.rejects(lost, EndedError);
  assert.deepEqual(asked(), [["a"], ["b"]]);
  assert.ok(workers[0].ended);
  workers[1].tell({ answer: 2 });
  assert.equal(await next, 2);
});

test("where none starts, nothing waits", async () => {
  const one = pool(1);
  const [first, second] = [one.ask("a"), one.ask("b")];
  workers[0].end();
  await assert.rejects(first, NotStartedError);
  await assert.rejects(second, NotStartedError);
  await assert.rejects(one.ask("c"), NotStartedError);
  assert.equal(workers.length, 1);
});
