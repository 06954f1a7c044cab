// How long the page takes, by the clock of the browser: `npm run measure`. No test: it depends on the machine.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "./around/answers.mjs";
import { missing, onDisk, started } from "./around/browser.mjs";

if (missing) throw new Error(missing);

const TIMES = 9;
const VALID = readFileSync(join(repository, "examples/1.0/sbd-mid-imaging.json"), "utf-8");
const SBD = "https://schema.skao.int/ska-oso-pdm-sbd/1.0";

/** Drops a file as soon as the page has started. Runs in the page, before all else. */
function dropAtOnce(text) {
  const start = () => {
    const data = new DataTransfer();
    data.items.add(new File([text], "block.json"));
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
  };
  const mark = performance.mark;
  performance.mark = (name) => {
    mark.call(performance, name);
    if (name === "started") setTimeout(start);
  };
}

/** Notes how long the page does not listen. Runs in the page, before all else. */
function noteBlocking() {
  globalThis.blocked = [];
  new PerformanceObserver((list) => blocked.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: "longtask" });
}

const ofMarks = () => {
  const at = (name) => performance.getEntriesByName(name).at(-1).startTime;
  return [at("verdict"), at("verdict") - at("given")];
};

const all = await started();
const median = (numbers) => numbers.sort((one, other) => one - other)[Math.floor(numbers.length / 2)].toFixed(0);

async function inFreshBrowser(run) {
  const context = await all.browser.newContext();
  const page = await context.newPage();
  await page.addInitScript(noteBlocking);
  const told = await run(page);
  await context.close();
  return told;
}

const cold = [];
const after = [];
for (let time = 0; time < TIMES; time++) {
  cold.push(
    await inFreshBrowser(async (page) => {
      await page.addInitScript(dropAtOnce, VALID);
      await page.goto(all.url);
      await page.waitForSelector(".headline");
      return (await page.evaluate(ofMarks))[0];
    }),
  );
  after.push(
    await inFreshBrowser(async (page) => {
      await page.goto(all.url);
      await page.waitForSelector("html[data-prepared]", { state: "attached" });
      await page.setInputFiles("#files", { name: "block.json", mimeType: "application/json", buffer: Buffer.from(VALID) });
      await page.waitForSelector(".headline");
      return (await page.evaluate(ofMarks))[1];
    }),
  );
}
console.log(`cold start to first verdict: ${median(cold)} ms; loaded, file given to verdict: ${median(after)} ms (medians of ${TIMES})`);

const LARGE = {
  "32 MiB in one line": `{"interface": "${SBD}", "targets": [${'{"target_id": "0123456789"},'.repeat(1_190_000)}1]}`,
  "a million lines": `{"interface": "${SBD}",${"\n".repeat(1_000_000)}"targets": 1}`,
  "30 MiB in lines": `{"interface": "${SBD}", "targets": [${'\n{"target_id": "0123456789"},'.repeat(1_080_000)}1]}`,
};
for (const [what, text] of Object.entries(LARGE)) {
  const [longest, total, verdict] = await inFreshBrowser(async (page) => {
    await page.goto(all.url);
    await page.waitForSelector("html[data-prepared]", { state: "attached" });
    await page.evaluate(() => (globalThis.blocked.length = 0));
    await page.setInputFiles("#files", onDisk([{ name: "large.json", buffer: Buffer.from(text) }]));
    await page.waitForSelector(".headline", { timeout: 120_000 });
    await page.locator(".cm-content").waitFor();
    await page.keyboard.press("F8");
    await page.waitForTimeout(1000);
    const [, took] = await page.evaluate(ofMarks);
    return page.evaluate((ms) => [Math.max(0, ...blocked), blocked.reduce((sum, one) => sum + one, 0), ms], took);
  });
  console.log(`${what}: verdict after ${verdict.toFixed(0)} ms; longest time the page did not listen: ${longest.toFixed(0)} ms, in all ${total.toFixed(0)} ms`);
}

const names = Array.from({ length: 1000 }, (_, index) => `block-${index}.json`);
const [took, longest] = await inFreshBrowser(async (page) => {
  await page.goto(all.url);
  await page.waitForSelector("html[data-prepared]", { state: "attached" });
  await page.evaluate(([files, text]) => {
    blocked.length = 0;
    const data = new DataTransfer();
    for (const name of files) data.items.add(new File([text], name));
    globalThis.begun = performance.now();
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
  }, [names, VALID]);
  await page.waitForFunction(() => /^1,000 files: 1,000 valid/.test(document.querySelector(".overview h2")?.textContent));
  return page.evaluate(() => [performance.now() - begun, Math.max(0, ...blocked)]);
});
const upgraded = async (page, file) => {
  await page.setInputFiles("#files", file);
  await page.waitForSelector(".tools button.main");
  await page.evaluate(() => {
    performance.clearMarks("answered");
    document.querySelector(".came")?.remove();
    globalThis.begun = performance.now();
    document.querySelector(".tools button.main").click();
  });
  await page.waitForSelector(".came");
  return page.evaluate(() => performance.getEntriesByName("answered").at(-1).startTime - begun);
};
const OLD = ["0.6/sbd-low.json", "0.5/sbd-mid.json"].map((name) => join(repository, "examples", name));
const [first, next, again, blocks] = await inFreshBrowser(async (page) => {
  await page.goto(all.url);
  await page.waitForSelector("html[data-prepared]", { state: "attached" });
  await page.evaluate(() => (blocked.length = 0));
  const times = [await upgraded(page, OLD[0]), await upgraded(page, OLD[1]), await upgraded(page, OLD[0])];
  return [...times, await page.evaluate(() => Math.max(0, ...blocked))];
});
console.log(
  `first upgrade, with Python loaded for it: ${first.toFixed(0)} ms; the next, of another layout: ${next.toFixed(0)} ms; ` +
    `of the first layout again: ${again.toFixed(0)} ms; longest time the page did not listen: ${blocks.toFixed(0)} ms`,
);
console.log(`1,000 files: ${took.toFixed(0)} ms; longest time the page did not listen: ${longest.toFixed(0)} ms`);
await all.close();
