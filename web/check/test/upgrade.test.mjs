// The page upgrades documents as the command line does, to the byte; and what else Python does there.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { strFromU8, unzipSync } from "fflate";
import { printable } from "ska-oso-pdm/telling";
import { corpus, examples, findingsOf, odd, repository, silent } from "./around/answers.mjs";
import { missing, started } from "./around/browser.mjs";
import { asked, inFolder, result, upgraded, upgrades } from "./around/upgrades.mjs";

const HEADER = '{"format": "ska-oso-pdm-stash", "version": 2}\n';
const SMALL = join(repository, "examples/0.6/sbd-low.json");
const DOUBTFUL = join(repository, "examples/0.1/sbd-mid.json");
const CURRENT = join(repository, "examples/1.0/sbd-mid-imaging.json");
const FK5 = "by Astropy, which is not installed here";
const KINDS = { set_aside: "set aside", lost: "lost", read_as: "read as", defaulted: "made", mapped: "mapped" };

describe("upgrades in the page", { skip: missing || silent }, () => {
  let all;
  let checked;

  before(async () => {
    all = await started();
    checked = await all.page();
    checked.page.setDefaultTimeout(40_000);
  });
  after(() => all?.close());

  for (const [what, files] of Object.entries({ corpus, examples })) {
    const skip = files.length === 0 && `there is no ${what}`;
    test(`are those of the command line, to the byte: ${what}`, { skip }, async () => {
      const wanted = upgrades(files);
      let number = 0;
      for (const file of files) {
        const [name] = file;
        await checked.judged(file);
        if ((await checked.page.locator(".tools button.main:visible").count()) === 0) continue;
        number++;
        compare(name, await upgraded(checked), wanted.get(name));
        await checked.page.evaluate(() => document.getElementById("clear").click());
      }
      assert.equal(number, [...wanted.values()].filter(({ row }) => row.from !== row.to).length);
      assert.deepEqual(checked.complaints, []);
    });
  }

  /** Compare what the page shows and saves with what the command line wrote. */
  function compare(name, shown, { text, row, original }) {
    if (shown.lines.some((line) => line.includes(FK5))) {
      assert.match(shown.headline, /^Refused/u, name);
      return;
    }
    const saved = new Map(shown.saved);
    const stash = original && HEADER + original.replace(JSON.parse(original).file, "/documents/document.json") + "\n";
    assert.equal(saved.get(name) ?? null, row.status === "refused" || row.status === "current" ? null : text, name);
    assert.equal(saved.get(name.replace(/\.json$/u, ".stash.ndjson")) ?? null, stash, name);
    assert.equal(shown.headline.toLowerCase().startsWith(row.status), true, `${name}: ${shown.headline}`);
    const numbers = Object.keys(shown.kinds).length ? shown.kinds : { [shown.rows[0]?.kind]: String(shown.rows.length) };
    for (const [key, kind] of Object.entries(KINDS)) {
      const warnings = key === "read_as" ? row.problems.filter(({ severity }) => severity !== "error").length : 0;
      const told = Number((numbers[kind] ?? "0").replaceAll(",", ""));
      assert.equal(told, row[key].length + warnings, `${name}: ${kind}`);
    }
    const doubts = row.problems.filter(({ severity }) => severity === "error");
    const told = shown.rows.filter(({ kind }) => kind === "in doubt").map(({ sentence }) => sentence);
    assert.deepEqual(told, doubts.map(({ message }) => message).slice(0, told.length), name);
    assert.equal(told.length, Math.min(200, doubts.length), name);
  }

  test("lead from a row to both places, and are decided by choices", async () => {
    const { page } = checked;
    await checked.judged(DOUBTFUL);
    const refused = await upgraded(checked);
    assert.match(refused.headline, /^Refused/u);
    assert.equal(await page.isDisabled(".choices button.main"), true);
    await page.getByLabel("A scan of a field with several targets").check();
    await page.getByLabel("An embedded script").check();
    assert.equal(await page.textContent(".choices .command code"), "ska-oso-pdm upgrade --assume first-target --assume inline-scripts sbd-mid.json");
    await asked(checked, () => page.click(".choices button.main"));
    const { headline } = await result(checked);
    assert.match(headline, /^Upgraded/u);
    const row = page.locator(".rows .of-read-as .way").first();
    await row.click();
    const lines = await page.evaluate(() => [...document.querySelectorAll(".panes .editor")].map((host) => host.shadowRoot.querySelector(".cm-activeLine").textContent));
    assert.deepEqual(lines.map((line) => line.trim().replace(/,$/u, "")), ['"0001"', '"SKA001"']);
    assert.deepEqual(checked.complaints, []);
  });

  test("are saved, and brought back by the stash", async () => {
    const { page } = checked;
    await checked.judged(SMALL);
    const { saved } = await upgraded(checked);
    const names = saved.map(([name]) => name);
    assert.deepEqual(names, ["sbd-low.json", "sbd-low.stash.ndjson"]);
    const [download] = await Promise.all([page.waitForEvent("download"), page.click('.came button:text-is("Save the stash only")')]);
    assert.equal(readFileSync(await download.path(), "utf-8"), saved[1][1]);
    await checked.judged(["renamed.json", saved[0][1]]);
    await asked(checked, async () => {
      const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.click('.tools button:has-text("Bring back")')]);
      await chooser.setFiles({ name: "any.ndjson", mimeType: "text/plain", buffer: Buffer.from(saved[1][1]) });
    });
    const back = await result(checked);
    assert.match(back.headline, /^Restored to its original/u);
    assert.deepEqual(back.saved, [["renamed.json", readFileSync(SMALL, "utf-8")]]);
    assert.deepEqual(checked.complaints, []);
  });

  test("stand beside summary, findings and comparison", async () => {
    const { page } = checked;
    const found = readFileSync(CURRENT, "utf-8").replace(/"scan_duration_ms": \d+/u, '"scan_duration_ms": 1');
    await page.evaluate(() => document.getElementById("clear").click());
    await checked.judged(CURRENT);
    assert.equal(await page.locator('.tools button:has-text("Upgrade")').count(), 0);
    await page.click('.tools button:text-is("Summary")');
    assert.match(await page.textContent(".found-here pre"), /sbd 1\.0/u);
    await page.click('.tools button:text-is("Findings")');
    await page.waitForSelector(".found-here .messages", { state: "attached" });
    await asked(checked, async () => {
      const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.click('.tools button:text-is("Compare…")')]);
      await chooser.setFiles({ name: "other.json", mimeType: "application/json", buffer: Buffer.from(found.replace('"name": "', '"name": "Other ')) });
    });
    assert.match(await page.textContent(".came .headline"), /^\d+ differences?$/u);
    assert.ok((await page.locator(".rows .of-different").count()) > 0);
    assert.deepEqual(checked.complaints, []);
  });

  test("stand beside findings, which are those of the command line, and no errors", async () => {
    const { page } = checked;
    const wanted = findingsOf(odd);
    assert.ok(odd.length > 5);
    for (const file of odd) {
      const [name] = file;
      await checked.judged(file);
      await page.click('.tools button:text-is("Findings")');
      await page.waitForSelector(".found-here .messages", { state: "attached" });
      const told = await page.evaluate(() => [...document.querySelectorAll(".found-here .messages li")].map((item) => [
        item.className, ...[".place", ".sentence", ".code"].map((each) => item.querySelector(each).textContent.trim()),
      ]));
      if (told.some(([, , message]) => message.includes(FK5))) continue;
      assert.deepEqual(told, (wanted.get(name) ?? []).map(({ line, column, message, code }) => ["note", `${line}:${column}`, printable(message), code]), name);
    }
    assert.match(await page.textContent(".verdict .headline"), /^Valid/u);
    assert.deepEqual(checked.complaints, []);
  });

  test("of hostile documents are texts, and end nothing", async () => {
    const { page } = checked;
    const name = '"><img src=x onerror=alert(1)>\u202e.json';
    const value = "<script>alert(1)</script>\u202e{{7*7}}${7}%s`__import__('os').system('x')`";
    const block = readFileSync(SMALL, "utf-8").replace("Pulsar J0437-4715 and drift scans", value);
    await checked.choose([name, block.replace('"prj_ref": "', `"prj_ref": "${value}`)]);
    await page.waitForSelector(".tools button.main");
    const { headline, lines } = await upgraded(checked);
    assert.match(headline, /^Upgraded/u);
    assert.equal(await page.evaluate(() => document.querySelectorAll("img, .came script").length), 0);
    assert.ok(!lines.join("").includes("\u202e"));
    assert.ok(!(await page.textContent(".rows")).includes("\u202e"));
    assert.deepEqual(checked.complaints, []);
  });

  test("are stopped, and go on", async () => {
    const fresh = await all.page();
    const { page } = fresh;
    await page.setInputFiles("#files", SMALL);
    await page.click(".tools button.main");
    await page.click('.running button:text-is("Stop")');
    assert.equal(await page.locator(".running .row:visible").count(), 0);
    await page.click(".tools button.main");
    await page.waitForSelector(".came");
    await fresh.close();
  });

  test("that cannot be loaded are told as a sentence, and tried again", async () => {
    const fresh = await all.page();
    const { page, context } = fresh;
    await page.setInputFiles("#files", SMALL);
    await context.route("**/*.whl", (route) => route.abort());
    await page.click(".tools button.main");
    await page.waitForSelector(".failed");
    assert.match(await page.textContent(".failed"), /^Python was not loaded: there is no network, or/u);
    await context.unroute("**/*.whl");
    await page.click('.running button:text-is("Try again")');
    await page.waitForSelector(".came");
    await fresh.close();
  });
});

describe("upgrades of many in the page", { skip: missing || silent }, () => {
  test("are one archive, with a stash by which the command line brings all back", async () => {
    const all = await started();
    const checked = await all.page();
    const { page } = checked;
    const folder = mkdtempSync(join(tmpdir(), "check-"));
    const files = [...examples.filter(([name]) => /--0\.[567]--/u.test(name)), ["../../up.json", readFileSync(SMALL)], ["nothing.json", "{}"]];
    await checked.choose(...files);
    await page.click('button:text-is("Upgrade these…")');
    const save = page.locator('.upgrade-all button:has-text("upgraded.zip")');
    await save.waitFor();
    const [download] = await Promise.all([page.waitForEvent("download"), save.click()]);
    const archive = unzipSync(readFileSync(await download.path()));
    const { "report.ndjson": report, "ska-oso-pdm-stash.ndjson": stash, ...documents } = archive;
    const rows = strFromU8(report).split("\n").filter(Boolean).map((line) => JSON.parse(line));
    assert.deepEqual(Object.keys(documents).filter((name) => name.includes("..") || name.startsWith("/")), []);
    assert.ok(Object.keys(documents).length > 5);
    assert.equal(await page.textContent(".upgrade-all h3"), said(rows, files.length));
    writeFileSync(join(folder, "stash.ndjson"), stash);
    for (const [name, data] of Object.entries(documents)) writeFileSync(join(folder, name), data);
    inFolder(folder, "upgrade", "--in-place", "--restore", "stash.ndjson", ...Object.keys(documents));
    for (const [name, content] of files.filter(([name]) => name in documents)) {
      assert.equal(readFileSync(join(folder, name), "utf-8"), content.toString(), name);
    }
    assert.deepEqual(checked.complaints, []);
    rmSync(folder, { recursive: true });
    await all.close();
  });
});

function said(rows, total) {
  const counts = new Map();
  for (const { status } of rows) counts.set(status, (counts.get(status) ?? 0) + 1);
  const others = total - rows.length; // what is of no layout has no row, and is refused
  if (others) counts.set("refused", (counts.get("refused") ?? 0) + others);
  const text = [...counts].map(([status, number]) => `${number} ${status}`).join(", ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}
