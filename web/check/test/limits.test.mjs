// Large, deep and many: the page stays usable, and says what the command line says. And what it weighs.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import { answers, repository, silent } from "./around/answers.mjs";
import { missing, root, started } from "./around/browser.mjs";

const SBD = "https://schema.skao.int/ska-oso-pdm-sbd/1.0";
const VALID = readFileSync(join(repository, "examples/1.0/sbd-mid-imaging.json"), "utf-8");
const MIB = 1024 * 1024;

const block = (members) => `{"interface": "${SBD}", ${members}}`;
const nested = (levels) => "[".repeat(levels) + "]".repeat(levels);
const filled = (item, size) => block(`"targets": [${`${item},`.repeat(Math.floor(size / (item.length + 1)) - 20)}${item}]`);

/** Documents at the limits, and beyond. */
const LARGE = {
  "deep.json": block(`"targets": ${nested(199)}`),
  "too-deep.json": block(`"targets": ${nested(100_000)}`),
  "too-large.json": `${VALID}${" ".repeat(33 * MIB)}`,
  "one-line.json": filled('{"target_id": "0123456789"}', 32 * MIB),
  "a-million-lines.json": block(`${"\n".repeat(1_000_000)}"targets": 1`),
  "one-text.json": block(`"name": 1, "description": "${"z".repeat(31 * MIB)}"`),
  "many-wrong.json": filled('\n{"target_id": 1, "name": [], "reference_coordinate": 7}', 4 * MIB),
};

/** Files that are no documents. */
const OTHERS = {
  "empty.json": "",
  "blank.json": "\ufeff \n",
  "picture.json": Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAAB", "base64"),
  "latin-1.json": Buffer.from(block('"name": "Zürich"'), "latin1"),
  "utf-16.json": Buffer.from(`\ufeff${VALID}`, "utf16le"),
  "with-a-mark.json": `\ufeff${VALID}`,
  "lines.ndjson": `${JSON.stringify(JSON.parse(VALID))}\n`.repeat(2),
  "page.html": "<!doctype html><script>alert(1)</script>",
  "block.yaml": "interface: sbd\ntargets:\n  - a\n",
  "other-model.json": '{"interface": "https://schema.skao.int/ska-tmc-configure/2.1"}',
};

describe("the page", { skip: missing }, () => {
  let all;
  let checked;
  let page;

  before(async () => {
    all = await started();
  });
  after(() => all?.close());

  const inBrowser = (name, run, options = {}) =>
    test(name, options, async () => {
      checked = await all.page();
      ({ page } = checked);
      await checked.prepared();
      await run();
      assert.deepEqual(checked.complaints, []);
      await checked.close();
    });

  /** Nothing that the page does takes so long that a click would go unnoticed for seconds. */
  const usable = async () => {
    await page.click("#write");
    await page.locator(".cm-content").waitFor();
    await page.keyboard.insertText(VALID);
    await page.waitForFunction(() => document.querySelector(".headline")?.textContent === "Valid");
  };

  for (const [what, files] of Object.entries({ "at the limits and beyond": LARGE, "that are no documents": OTHERS })) {
    inBrowser(`says of files ${what} what the command line says`, async () => {
      const given = Object.entries(files);
      const { rows } = answers(given);
      for (const [name, content] of given) {
        const { messages, headline } = await checked.judged([name, content]);
        const { issues, valid } = rows.get(name);
        assert.deepEqual(messages.map(([kind, , , , code]) => [kind, code]), issues.map(({ severity, code }) => [severity, code]), name);
        assert.deepEqual(messages.map(([, place]) => place), issues.map(({ line, column }) => (line === null ? "" : `${line}:${column}`)), name);
        assert.deepEqual(messages.map(([, , , said]) => said), issues.map(({ message }) => message), name);
        assert.equal(headline.startsWith("Valid"), valid, name);
        if (messages.length) await page.keyboard.press("F8");
        await page.evaluate(() => document.getElementById("clear").click());
      }
      await usable();
    }, { skip: silent });
  }

  inBrowser("shows what is no text, and does not let it be edited", async () => {
    await checked.judged(["latin-1.json", OTHERS["latin-1.json"]]);
    await page.locator(".cm-content[aria-readonly=true]").waitFor();
    assert.match(await page.textContent(".text .notice"), /no text in UTF-8/);
    assert.match(await page.locator(".cm-content").textContent(), /Z�rich/);
    await checked.judged(["utf-16.json", OTHERS["utf-16.json"]]);
    await page.locator(".cm-content[aria-readonly=false]").waitFor();
    await page.locator(".cm-content").focus();
    await page.keyboard.press("Control+End");
    await page.keyboard.insertText("\n");
    await page.waitForFunction(() => document.querySelector(".headline").textContent === "Valid");
    await checked.judged(["too-large.json", LARGE["too-large.json"]]);
    await page.waitForSelector(".editor", { state: "hidden" });
    assert.equal(await page.textContent(".text .notice"), "A file of this size is not shown here.");
  });

  inBrowser("judges a small document while a large one is judged", async () => {
    await checked.choose(["large.json", LARGE["one-line.json"]]);
    await usable();
  });

  inBrowser("lists a thousand files, some at a time, and can be stopped and go on", async () => {
    const files = Array.from({ length: 1000 }, (_, index) => [
      `block-${String(index).padStart(4, "0")}.json`,
      index % 10 ? VALID : VALID.replace('"telescope"', '"telescop"'),
    ]);
    await checked.drop(...files);
    await page.click('.overview button:text-is("Stop")');
    await page.waitForSelector('.overview button:text-is("Go on")');
    assert.match(await page.textContent(".overview > p.row span"), /^\d+ of 1,000 judged, then stopped$/);
    assert.equal(await page.locator("tbody tr").count(), 200);
    await page.click("tbody tr:last-child button");
    await page.waitForFunction(() => document.querySelector(".headline"));
    await page.goBack();
    await page.click('.overview button:text-is("Go on")');
    await page.waitForSelector(".overview > p.row[hidden]", { state: "attached" });
    assert.equal(await page.textContent(".overview h2"), "1,000 files: 900 valid, 100 invalid, 0 not judged");
    await page.selectOption("#kind", "invalid");
    assert.equal(await page.locator("tbody tr").count(), 100);
    await page.selectOption("#kind", "all");
    await page.click('button:text-is("Show 200 more of 800")');
    assert.equal(await page.locator("tbody tr").count(), 400);
  });
});

describe("what is built", { skip: missing }, () => {
  const assets = missing ? [] : readdirSync(join(root, "dist/assets"));
  const size = (names) => names.reduce((sum, name) => sum + gzipSync(readFileSync(join(root, "dist", name))).length, 0);

  test("weighs less than 300 kB compressed, without the schemas", () => {
    const counted = assets.filter((name) => !name.startsWith("schemas-")).map((name) => `assets/${name}`);
    assert.ok(counted.length >= 4);
    assert.ok(size(["index.html", ...counted]) < 300_000);
  });

  test("needs less than a third of that before the first verdict", () => {
    const needed = assets.filter((name) => /^(?:index|judge|icon)/.test(name)).map((name) => `assets/${name}`);
    assert.ok(needed.length >= 4);
    assert.ok(size(["index.html", ...needed]) < 100_000);
  });

  test("lets nothing be loaded or asked but its own files", () => {
    const html = readFileSync(join(root, "dist/index.html"), "utf-8");
    const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html);
    assert.deepEqual(policy.replaceAll("&#39;", "'").split("; ").sort(), [
      "base-uri 'none'",
      "connect-src 'self'",
      "default-src 'none'",
      "form-action 'none'",
      "img-src 'self'",
      "script-src 'self' 'wasm-unsafe-eval'",
      "style-src 'self'",
      "worker-src 'self'",
    ]);
  });
});
