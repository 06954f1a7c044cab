// The page in a browser: what is given, shown, edited, listed, and never sent.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { repository } from "./around/answers.mjs";
import { missing, started } from "./around/browser.mjs";

const VALID = join(repository, "examples/1.0/sbd-mid-imaging.json");
const WRONG = join(repository, "tests/invalid/1.0/kind-equatorial.json");
const EARLIER = join(repository, "examples/0.5/sbd-mid.json");
const text = (path) => readFileSync(path, "utf-8");

describe("the page", { skip: missing }, () => {
  let all;
  let checked;
  let page;

  before(async () => {
    all = await started();
  });
  after(() => all?.close());

  /** A page of its own for each test, which must have nothing to complain of in the end. */
  const inBrowser = (name, run, options = {}) =>
    test(name, async () => {
      checked = await all.page({ permissions: ["clipboard-read", "clipboard-write"], ...options });
      ({ page } = checked);
      await run();
      assert.deepEqual(checked.complaints, []);
      await checked.close();
    });

  const editor = () => page.locator(".cm-content");
  const headline = (start) =>
    page.waitForFunction((wanted) => document.querySelector(".headline")?.textContent.startsWith(wanted), start);
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  const allJudged = () => page.waitForSelector(".overview > p.row[hidden]", { state: "attached" });
  const place = async () => (await page.textContent(".cursor")).match(/\d+/g).join(":");
  const names = () => page.locator("tbody th button").allTextContents();

  inBrowser("dropped, chosen or pasted, a document is judged at once", async () => {
    await checked.drop(["dropped.json", text(WRONG)]);
    await headline("Invalid: 5 errors");
    assert.equal(await checked.said(), "dropped.json: Invalid: 5 errors");
    await checked.judged(VALID);
    await headline("Valid");
    await page.evaluate((pasted) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", pasted);
      document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true }));
    }, text(WRONG));
    await headline("Invalid: 5 errors");
    assert.equal(await page.textContent(".name"), "pasted.json");
  });

  inBrowser("what is written is judged while it is written", async () => {
    await page.click("#write");
    await editor().waitFor();
    assert.equal(await page.locator(".headline").count(), 0);
    await page.keyboard.insertText(text(WRONG));
    await headline("Invalid: 5 errors");
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText(text(VALID));
    await headline("Valid");
    assert.equal(await page.locator(".messages li").count(), 0);
    assert.equal(await page.locator(".cm-lintRange").count(), 0);
  });

  inBrowser("a message leads to its place, by mouse, by Enter and by F8", async () => {
    await checked.judged(WRONG);
    await editor().waitFor();
    const { messages } = await checked.verdict();
    const places = messages.map(([, where]) => where);
    await page.locator(".way").nth(3).click();
    assert.equal(await place(), places[3]);
    await page.locator(".way").nth(1).focus();
    await page.keyboard.press("Enter");
    assert.equal(await place(), places[1]);
    for (const [key, at] of [["F8", 2], ["F8", 3], ["F8", 4], ["F8", 0], ["Shift+F8", 4]]) {
      await page.keyboard.press(key);
      assert.equal(await place(), places[at]);
      assert.equal(await page.locator("[aria-current]").count(), 1);
      assert.equal(await checked.said(), `Message ${at + 1} of 5: ${messages[at][3]}`);
    }
    const lines = await page.evaluate(() => {
      const { shadowRoot } = document.querySelector(".editor");
      return [...shadowRoot.querySelectorAll(".cm-line")].flatMap((line, index) =>
        line.querySelector(".cm-lintRange-error") ? [index + 1] : [],
      );
    });
    assert.deepEqual(lines, [...new Set(places.map((each) => Number(each.split(":")[0])))]);
  });

  inBrowser("columns count characters, and lines end where the command line ends them", async () => {
    const given = '{"interface": "https://schema.skao.int/ska-oso-pdm-sbd/1.0",\r\n "😀é": 1, "\u2028x": 2, "a": 3}\r\n';
    const { messages } = await checked.judged(["lines.json", given]);
    assert.deepEqual(messages.map(([, where]) => where), ["2:2", "2:11", "2:20"]);
    await editor().waitFor();
    for (const [index, [, where]] of messages.entries()) {
      await page.locator(".way").nth(index).click();
      assert.equal(await place(), where);
    }
    await page.click('button:text-is("Copy the text")');
    assert.equal(await clipboard(), given);
  });

  inBrowser("what was not edited is saved to the byte, and what was, with its mark and line ends", async () => {
    for (const content of ["\ufeff{\r\n}\r\n", "{\n\r}\r\n", "{}", "[1.0, 1e5]\n"]) {
      await checked.judged(["saved.json", content]);
      await editor().waitFor();
      assert.deepEqual(await saved(), Buffer.from(content));
      await editor().focus();
      await page.keyboard.press("Control+End");
      await page.keyboard.insertText(" ");
      assert.deepEqual(await saved(), Buffer.from(`${content} `));
      await page.click("#clear");
    }
  });

  async function saved() {
    const [download] = await Promise.all([page.waitForEvent("download"), page.click('button:text-is("Download")')]);
    assert.equal(download.suggestedFilename(), "saved.json");
    return readFileSync(await download.path());
  }

  inBrowser("the messages are copied as the command line writes them", async () => {
    await checked.judged(WRONG);
    await page.click('button:text-is("Copy the messages")');
    await page.waitForSelector('button:text-is("Copied")');
    const wanted = text(WRONG.replace(".json", ".txt")).replaceAll("FILE", "kind-equatorial.json");
    assert.equal((await clipboard()).trim(), wanted.trim());
  });

  inBrowser("of an old layout the command to type is told", async () => {
    await checked.judged(EARLIER);
    assert.equal(await page.textContent(".command code"), "ska-oso-pdm upgrade sbd-mid.json");
    await page.click(".command button");
    await page.waitForSelector('.command button:text-is("Copied")');
    assert.equal(await clipboard(), "ska-oso-pdm upgrade sbd-mid.json");
    const commands = { "a b.json": "'a b.json'", "it's.json": `'it'"'"'s.json'`, "-rf.json": "FILE", "$(x).json": "'$(x).json'" };
    for (const [name, word] of Object.entries(commands)) {
      await checked.judged([name, text(EARLIER)]);
      assert.equal(await page.textContent(".command code"), `ska-oso-pdm upgrade ${word}`);
    }
    await checked.judged(VALID);
    assert.equal(await page.locator(".command").count(), 0);
  });

  inBrowser("codes and layouts lead to their pages", async () => {
    await checked.judged(WRONG);
    const hrefs = await page.locator(".verdict a, .messages a").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
    assert.ok(hrefs.includes("../ska-oso-pdm-sbd/1.0.html"));
    assert.ok(hrefs.includes("../codes/former-key.html"));
    assert.equal(await page.getAttribute("header a", "href"), "../index.html");
  });

  inBrowser("the examples are there to try", async () => {
    for (const [which, verdict] of [["valid", "Valid"], ["mistakes", "Invalid"], ["earlier", "Valid"]]) {
      await page.click(`[data-example=${which}]`);
      await headline(verdict);
      await page.click("#clear");
    }
  });

  inBrowser("nothing of a document or a name becomes markup, and what is hidden is shown", async () => {
    const bad = '<img src=x onerror="alert(1)"><script>alert(1)</script>';
    const name = `\u202ea${bad}\u0007.json`;
    const content = JSON.stringify({ interface: bad, [bad]: { [bad]: bad }, targets: "\u202e\u2066x", sbd_id: 1 });
    await checked.drop([name, content], [`2${name}`, `{"interface": "https://schema.skao.int/ska-oso-pdm-sbd/1.0", ${content.slice(1)}`]);
    await allJudged();
    const [shown] = (await names()).filter((each) => !each.startsWith("2"));
    assert.equal(shown, `\\u202ea${bad}\\x07.json`);
    for (const row of await page.locator("tbody th button").all()) {
      await row.click();
      await page.waitForSelector(".headline");
      await editor().waitFor();
      await page.goBack();
      await page.waitForSelector(".overview");
    }
    assert.equal(await page.locator("img, main script, iframe").count(), 0);
    assert.ok(!/[\u202a-\u202e\u2066-\u2069]/u.test(await page.evaluate(() => document.body.innerText)));
  });

  inBrowser("of many there is a list that is sorted, filtered and opened", async () => {
    const files = [VALID, WRONG, EARLIER].map((path) => [path.split("/").at(-1), text(path)]);
    await checked.choose(...files, ["empty.json", ""]);
    await allJudged();
    assert.equal(await page.textContent(".overview h2"), "4 files: 2 valid, 1 invalid, 1 not judged");
    const sorted = ["empty.json", "kind-equatorial.json", "sbd-mid-imaging.json", "sbd-mid.json"];
    assert.deepEqual(await names(), sorted);
    await page.click('thead button:text-is("File")');
    assert.deepEqual(await names(), sorted.toReversed());
    await page.click('thead button:text-is("Errors")');
    assert.equal((await names())[0], "kind-equatorial.json");
    assert.equal(await page.getAttribute("th[aria-sort]", "aria-sort"), "ascending");
    await page.selectOption("#kind", "valid");
    assert.equal((await names()).length, 2);
    await page.fill("#filter", "0.5");
    assert.deepEqual(await names(), ["sbd-mid.json"]);
    await page.fill("#filter", "");
    await page.selectOption("#kind", "all");
    await page.click('.chip[data-code="former-key"]');
    assert.deepEqual(await names(), ["kind-equatorial.json"]);
    await page.click("tbody button");
    await headline("Invalid: 5 errors");
    assert.ok(await page.locator('button:text-is("Next file")').isDisabled());
    await page.goBack();
    await page.waitForSelector(".overview");
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "kind-equatorial.json");
    assert.deepEqual(await names(), ["kind-equatorial.json"]);
    await page.goForward();
    await headline("Invalid: 5 errors");
  });

  inBrowser("going back never leads out of the page, nor after it was loaded again", async () => {
    await checked.judged(WRONG);
    await page.reload();
    await page.waitForSelector("#starting", { state: "detached" });
    assert.equal(await page.locator(".sheet, .overview").count(), 0);
    await checked.judged(VALID);
    await checked.choose(VALID, WRONG);
    await page.waitForSelector(".overview");
    await page.click("tbody button");
    await page.waitForSelector(".sheet");
    await page.goBack();
    await page.waitForSelector(".overview");
  });

  inBrowser("documents inside of a file are found, and checked each by itself", async () => {
    const given = `{"requests": [\n{"body": ${text(WRONG)}},\n${text(VALID)}, ${text(EARLIER)}], "a/b": 1.0}`;
    await checked.judged(["requests.json", given]);
    const { messages } = await checked.verdict();
    assert.deepEqual(messages.at(-1).slice(3), ["3 documents inside: --inside judges what is inside of files", "documents-inside"]);
    await page.click('button:text-is("Check the 3 documents inside")');
    await page.waitForSelector(".overview");
    await allJudged();
    const found = ["", "#/requests/0/body", "#/requests/1", "#/requests/2"].map((path) => `requests.json${path}`);
    assert.deepEqual(await names(), found);
    assert.equal(await page.textContent(".overview h2"), "4 files: 2 valid, 1 invalid, 1 not judged");
    await page.click(`tbody button:text-is("${found[1]}")`);
    await headline("Invalid: 5 errors");
    await editor().waitFor();
    const [download] = await Promise.all([page.waitForEvent("download"), page.click('button:text-is("Download")')]);
    assert.equal(download.suggestedFilename(), "requests-requests-0-body.json");
    assert.equal(readFileSync(await download.path(), "utf-8"), text(WRONG).trim());
    await page.click('button:text-is("Next file")');
    await page.click('button:text-is("Next file")');
    await headline("Valid");
    assert.equal(await page.textContent(".command code"), "ska-oso-pdm upgrade requests.json");
  });

  inBrowser("of a folder the documents are taken, and what is left out is told", async () => {
    const top = mkdtempSync(join(tmpdir(), "check-"));
    try {
      const folder = join(top, "blocks");
      for (const each of ["inner", ".git"]) mkdirSync(join(folder, each), { recursive: true });
      for (const each of ["b.json", "inner/a.json", ".hidden.json", "OLD.JSON", "notes.txt", ".git/c.json"]) {
        writeFileSync(join(folder, each), text(VALID));
      }
      for (const give of [() => page.setInputFiles("#folder", folder), () => checked.dropFiles(folder)]) {
        await give();
        await page.waitForSelector(".overview");
        await allJudged();
        assert.deepEqual(await names(), ["blocks/b.json", "blocks/inner/a.json"]);
        const said = await page.textContent("main > .notice");
        assert.match(said, /^Left out: .*hidden f.*names that end in \.JSON or the like \(1\)/);
        await page.click("#clear");
        assert.ok(await page.isHidden("main > .notice"));
      }
      await checked.dropFiles(join(folder, "OLD.JSON")); // by itself it is taken
      await headline("Valid");
      await checked.dropFiles(join(folder, ".git"));
      await page.waitForFunction(() => document.querySelector(".name").textContent === ".git/c.json");
      rmSync(join(folder, "b.json"));
      rmSync(join(folder, "inner"), { recursive: true });
      await checked.dropFiles(folder);
      await page.waitForSelector("main > .notice:visible");
      assert.match(await page.textContent("main > .notice"), /^Left out/);
    } finally {
      rmSync(top, { recursive: true });
    }
  });

  inBrowser("what was edited stays when another document is shown", async () => {
    await checked.choose(VALID, WRONG);
    await allJudged();
    await page.click('tbody button:text-is("sbd-mid-imaging.json")');
    await editor().focus();
    await page.keyboard.insertText("x");
    assert.equal(await page.textContent(".unsaved"), "Edited, and not saved");
    await page.click('button:text-is("← All 2 files")'); // before it was judged
    await page.waitForSelector("tr.not-judged");
    assert.equal(await page.textContent(".overview h2"), "2 files: 0 valid, 1 invalid, 1 not judged");
    await page.click('tbody button:text-is("sbd-mid-imaging.json")');
    await headline("Not judged");
    assert.ok((await editor().textContent()).startsWith("x{"));
    await checked.choose(VALID); // the file is another document than what became of it
    await headline("Valid");
    assert.equal(await page.locator(".ways").count(), 1);
    assert.ok(await page.isHidden("main > .notice"));
    await checked.judged(WRONG);
    assert.equal(await page.textContent("main > .notice"), "1 file of the same name, given before, was replaced.");
    assert.equal(await page.locator('button:text-is("← All 3 files")').count(), 1);
  });

  inBrowser("with the network off all goes on", async () => {
    await checked.prepared();
    await checked.context.setOffline(true);
    const versions = ["0.0", "0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7"];
    for (const version of versions) {
      await checked.judged(join(repository, `examples/${version}/sbd-mid.json`));
      assert.equal((await checked.verdict()).layout, `sbd ${version}`);
      await page.click("#clear");
    }
    await page.click("[data-example=mistakes]");
    await headline("Invalid: 5 errors");
    await editor().waitFor();
    await page.click("#clear");
    await page.click("#write");
    await editor().waitFor();
    await page.keyboard.insertText(text(VALID));
    await headline("Valid");
  });

  test("what could not be loaded is said, and nothing waits for ever", { skip: missing }, async () => {
    const said = "cannot be judged: a part of this page was not loaded; load the page again";
    const broken = await all.page({ without: "**/judge.worker*" });
    for (let time = 0; time < 4; time++) {
      const { headline, messages } = await broken.judged([`${time}.json`, text(VALID)]);
      assert.equal(headline, "Not judged: 1 error");
      assert.deepEqual(messages, [["error", "", "", said, "internal-error"]]);
    }
    await broken.close();
    const plain = await all.page({ without: "**/editor-*" });
    await plain.judged(WRONG);
    await plain.page.waitForSelector(".text .notice:visible");
    assert.match(await plain.page.textContent(".text .notice"), /^The editor was not loaded/);
    await plain.close();
  });

  inBrowser("no document is in the address or in storage", async () => {
    const before = page.url();
    await checked.judged(WRONG);
    await checked.choose(VALID, EARLIER);
    await allJudged();
    assert.equal(page.url(), before);
    const stored = await page.evaluate(async () => [
      localStorage.length,
      sessionStorage.length,
      document.cookie,
      (await indexedDB.databases()).length,
      (await caches.keys()).length,
      history.state,
    ]);
    assert.deepEqual(stored, [0, 0, "", 0, 0, "document"]);
  });
});
