// The page by keyboard, for those who hear it, on phones, in the dark, and on paper.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import axe from "axe-core";
import { repository } from "./around/answers.mjs";
import { missing, started } from "./around/browser.mjs";
import { asked, upgraded } from "./around/upgrades.mjs";

const VALID = join(repository, "examples/1.0/sbd-mid-imaging.json");
const WRONG = join(repository, "tests/invalid/1.0/kind-equatorial.json");
const EARLIER = join(repository, "examples/0.5/sbd-mid.json");
const DOUBTFUL = join(repository, "examples/0.1/sbd-mid.json");
const MISLABELLED = ["warned.json", readFileSync(EARLIER, "utf-8").replace("sbd/0.5", "sbd/0.1")];

/** What the page shows in each state, and how it gets there from the one before. */
const STATES = {
  "at the start": async () => {},
  "a wrong document": (checked) => checked.judged(WRONG),
  "at a message": (checked) => checked.page.keyboard.press("F8"),
  "a warning": (checked) => checked.judged(MISLABELLED),
  "a valid document": (checked) => checked.judged(VALID),
  "what cannot be read": (checked) => checked.judged(["binary.json", Buffer.from([0x89, 0x50, 0, 255])]),
  "an upgrade that is refused": async (checked) => {
    await checked.judged(DOUBTFUL);
    await upgraded(checked);
  },
  "an upgrade": async ({ page }) => {
    for (const choice of await page.locator(".choice input").all()) await choice.check();
    await asked({ page }, () => page.click(".choices button.main"));
    await page.locator(".panes .cm-content").last().waitFor();
  },
  "a summary": async ({ page }) => {
    await page.click('.result button:text-is("← Back to the document")');
    await page.click('.tools button:text-is("Summary")');
    await page.waitForSelector(".found-here pre");
  },
  "findings": async ({ page }) => {
    await page.click('.tools button:text-is("Findings")');
    await page.waitForSelector(".found-here .messages", { state: "attached" });
  },
  "what to compare with": async ({ page }) => {
    await page.click('.tools button:text-is("Compare…")');
    await page.waitForSelector("#other");
  },
  "a comparison": async (checked) => {
    await asked(checked, () => checked.page.click('.found-here button:text-is("Compare")'));
    await checked.page.locator(".panes .cm-content").last().waitFor();
  },
  "an empty sheet": (checked) => checked.page.click("#write"),
  "a search in the text": async ({ page }) => {
    await page.locator(".cm-content").focus();
    await page.keyboard.press("Control+f");
    await page.locator(".cm-search").waitFor();
  },
  "a list": async (checked) => {
    await checked.choose(VALID, WRONG, EARLIER, ["empty.json", ""]);
    await checked.page.waitForSelector(".overview > p.row[hidden]", { state: "attached" });
  },
  "a list of some": ({ page }) => page.click(".chip"),
  "a list of none": ({ page }) => page.fill("#filter", "no such document"),
};

describe("the page", { skip: missing }, () => {
  let all;

  before(async () => {
    all = await started();
  });
  after(() => all?.close());

  for (const [width, colorScheme] of [[1280, "light"], [390, "light"], [1280, "dark"], [390, "dark"]]) {
    test(`has no barriers at ${width} pixels, ${colorScheme}`, async () => {
      const checked = await all.page({ colorScheme, viewport: { width, height: 844 } });
      await checked.prepared();
      for (const [state, reach] of Object.entries(STATES)) {
        await reach(checked);
        if (await checked.page.locator(".text .editor:visible").count()) await checked.page.locator(".cm-content").waitFor();
        assert.equal(await checked.page.evaluate(() => document.documentElement.scrollWidth), width, state);
        // By the protocol of the browser, since the policy of the page lets in no script of others.
        const { violations } = await checked.page.evaluate(`(() => { ${axe.source}; return axe.run(); })()`);
        const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).slice(0, 3).join(" ")}`);
        assert.deepEqual(told, [], state);
      }
      assert.deepEqual(checked.complaints, []);
      await checked.close();
    });
  }

  test("is used by keyboard alone", async () => {
    const checked = await all.page();
    const { page } = checked;
    await checked.prepared();
    const focused = () => page.evaluate(() => document.activeElement.textContent.trim());
    const tabTo = async (text) => {
      for (let steps = 0; steps < 60; steps++) {
        if ((await focused()) === text) return;
        await page.keyboard.press("Tab");
      }
      assert.fail(`${text} is not reached: ${await focused()}`);
    };
    await tabTo("one with mistakes");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".messages li");
    await tabTo("former-key");
    await page.locator(".cm-content").waitFor();
    await page.locator(".way").first().focus();
    await page.keyboard.press("Enter");
    assert.ok(await page.evaluate(() => document.activeElement.shadowRoot?.activeElement.matches(".cm-content")));
    await page.keyboard.press("Tab"); // leaves the text
    assert.equal(await focused(), "Download");
    assert.deepEqual(checked.complaints, []);
    await checked.close();
  });

  test("shows where the focus is", async () => {
    const checked = await all.page();
    const { page } = checked;
    await checked.judged(WRONG);
    for (let steps = 0; steps < 12; steps++) {
      await page.keyboard.press("Tab");
      const [style, width] = await page.evaluate(() => {
        const element = document.activeElement;
        const { outlineStyle, outlineWidth } = getComputedStyle(element);
        return [outlineStyle, parseFloat(outlineWidth)];
      });
      assert.ok(style !== "none" && width >= 2);
    }
    await checked.close();
  });

  test("prints the verdict and the messages, and no text", async () => {
    const checked = await all.page({ colorScheme: "dark" });
    const { page } = checked;
    await checked.judged(WRONG);
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator(".messages li:visible").count(), 5);
    for (const shown of [".name", ".headline"]) assert.ok(await page.locator(shown).isVisible());
    for (const left of [".editor", "#intake", ".actions"]) assert.ok(!(await page.locator(left).isVisible()));
    const [paper, ink] = await page.evaluate(() => {
      const { backgroundColor, color } = getComputedStyle(document.body);
      return [backgroundColor, color];
    });
    assert.equal(paper, "rgb(255, 255, 255)");
    assert.notEqual(ink, paper);
    await checked.close();
  });
});
