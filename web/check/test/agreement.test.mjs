// The page says of documents what the command line says: of all that there are.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { answers, bad, corpus, examples, pack, silent } from "./around/answers.mjs";
import { missing, started } from "./around/browser.mjs";

// What an upgrade would give is told by the command line alone.
const OF_THE_COMMAND_LINE = "upgrade";

/** What the page must show of a row of the command line: all but what an upgrade would give. */
function expected({ issues }) {
  const end = issues.findIndex(({ code }) => code === OF_THE_COMMAND_LINE);
  return issues
    .slice(0, end < 0 ? issues.length : end)
    .map(({ path, line, column, code, severity, message }) => [
      severity, line === null ? "" : `${line}:${column}`, printable(path), sentence(printable(message)), code,
    ]);
}

/** A sentence without what JavaScript cannot tell: that a whole number was written as `4.0`. */
function sentence(text) {
  return text.replace(/\b(\d+)\.0\b(?!\.)/gu, "$1");
}

/** As Python escapes what is not printable. */
function printable(text) {
  return text.replace(/[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu, (sign) => {
    const code = sign.codePointAt(0);
    const short = { 9: "\\t", 10: "\\n", 13: "\\r" }[code];
    const [letter, digits] = code < 0x100 ? ["x", 2] : code < 0x10000 ? ["u", 4] : ["U", 8];
    return short ?? `\\${letter}${code.toString(16).padStart(digits, "0")}`;
  });
}

/** The line of a file among many, without the codes that only the command line has. */
function withoutOthers(line, row) {
  const end = row.issues.findIndex(({ code }) => code === OF_THE_COMMAND_LINE);
  if (end < 0) return line;
  const codes = [...new Set(row.issues.slice(0, end).map(({ code }) => code))];
  return line.replace(/ \[[^\]]*\]$/u, codes.length ? ` [${codes.join(", ")}]` : "");
}

describe("the page and the command line", { skip: missing || silent }, () => {
  let all;
  let checked;

  before(async () => {
    all = await started();
    checked = await all.page({ permissions: ["clipboard-read", "clipboard-write"] });
  });
  after(() => all?.close());

  /** The last message leads to its line and column in the text. */
  async function leads(messages) {
    const { page } = checked;
    const index = messages.findLastIndex(([, place]) => place);
    if (index < 0) return;
    await page.locator(".cm-content").waitFor();
    await page.evaluate((at) => document.querySelectorAll(".way")[at].click(), index);
    assert.equal((await page.textContent(".cursor")).match(/\d+/g).join(":"), messages[index][1]);
  }

  for (const [what, files] of Object.entries({ corpus, examples, bad, pack })) {
    const skip = files.length === 0 && `there is no ${what}`;
    test(`say the same of each document: ${what}`, { skip }, async () => {
      const { rows } = answers(files);
      for (const file of files) {
        const [name] = file;
        const row = rows.get(name);
        const shown = await checked.judged(file);
        const messages = shown.messages.map(([kind, place, path, said, code]) => [kind, place, path, sentence(said), code]);
        assert.deepEqual(messages, expected(row), name);
        assert.equal(shown.layout, row.entity && `${row.entity} ${row.version}`, name);
        assert.equal(shown.headline.startsWith("Valid"), row.valid, name);
        if (what === "bad") await leads(messages);
        await checked.page.evaluate(() => document.getElementById("clear").click());
      }
      assert.deepEqual(checked.complaints, []);
    });
  }

  test("say the same of all at once, a line for each", async () => {
    const files = [...corpus, ...examples, ...bad, ...pack];
    assert.ok(files.length > 400);
    const { rows, lines } = answers(files);
    await checked.choose(...files);
    await checked.page.waitForSelector(".overview > p.row[hidden]", { state: "attached" });
    await checked.page.click('button:text-is("Copy these lines")');
    await checked.page.waitForSelector('button:text-is("Copied")');
    const copied = await checked.page.evaluate(() => navigator.clipboard.readText());
    const wanted = files.map(([name]) => withoutOthers(lines.get(name), rows.get(name)));
    assert.deepEqual(copied.split("\n").filter(Boolean), wanted.sort());
    assert.deepEqual(checked.complaints, []);
  });
});
