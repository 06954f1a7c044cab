// The tool with Python below any path of a strict server, and then without any server at all.

import assert from "node:assert/strict";
import { createReadStream, existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { repository } from "./around/answers.mjs";
import { missing, root, started } from "./around/browser.mjs";
import { asked } from "./around/upgrades.mjs";

const OLD = join(repository, "examples/0.6/sbd-low.json");
const TYPES = { html: "text/html", js: "text/javascript", mjs: "text/javascript", css: "text/css", svg: "image/svg+xml" };
const BELOW = "/some/where/check/";

/** The policy of the built page: a server that sends it too has it hold in workers. */
const POLICY = existsSync(join(root, "dist/index.html"))
  ? /http-equiv="Content-Security-Policy" content="([^"]+)"/u.exec(readFileSync(join(root, "dist/index.html"), "utf-8"))[1].replaceAll("&#39;", "'")
  : "";

/** Serves the tool, plainly: other kinds of files have no type, and nothing is cached. */
function served() {
  const server = createServer((request, response) => {
    const path = new URL(request.url, "http://x").pathname;
    const name = path === BELOW ? "index.html" : path.slice(BELOW.length);
    const file = join(root, "dist", name);
    if (!path.startsWith(BELOW) || !existsSync(file) || !statSync(file).isFile()) return response.writeHead(404).end();
    const type = TYPES[name.split(".").at(-1)] ?? "application/octet-stream";
    response.writeHead(200, { "content-type": type, "content-security-policy": POLICY, "cache-control": "no-store" });
    createReadStream(file).pipe(response);
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

async function upgradesOld(page) {
  await page.setInputFiles("#files", OLD);
  await asked({ page }, () => page.click(".tools button.main"));
  return page.textContent(".came .headline");
}

describe("the tool without a network", { skip: missing }, () => {
  let all;
  let server;
  let context;
  let page;
  const requests = [];
  const complaints = [];

  before(async () => {
    all = await started();
    server = await served();
    context = await all.browser.newContext();
    context.on("request", (request) => requests.push(request.url()));
    page = await context.newPage();
    page.setDefaultTimeout(60_000);
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(String(error)));
  });
  after(async () => {
    server?.close();
    await all?.close();
  });

  test("asks for nothing of Python before it is needed, and nothing elsewhere, by a strict policy", async () => {
    const url = `http://127.0.0.1:${server.address().port}${BELOW}`;
    await page.goto(url);
    await page.waitForSelector("html[data-prepared]", { state: "attached" });
    assert.deepEqual(requests.filter((each) => /\/python\/|python\.worker|offline\.js/u.test(each)), []);
    assert.match(await upgradesOld(page), /^Upgraded, sbd 0\.6 → 1\.0/u);
    assert.deepEqual(requests.filter((each) => !each.startsWith(url) && !each.startsWith("blob:")), []);
    assert.deepEqual(complaints, []);
    assert.doesNotMatch(POLICY, /'unsafe-eval'|'unsafe-inline'|https?:/u);
  });

  test("works again after a reload, tool and Python", async () => {
    await page.waitForSelector("html[data-kept]", { state: "attached" });
    await page.click('.result button:text-is("← Back to the document")');
    assert.match(await page.textContent(".running"), /works without a network/u);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await page.reload();
    assert.match(await upgradesOld(page), /^Upgraded, sbd 0\.6 → 1\.0/u);
  });

  test("has kept its own files alone", async () => {
    const kept = await page.evaluate(async () => {
      const names = await caches.keys();
      const caches_ = await Promise.all(names.map((name) => caches.open(name)));
      const urls = (await Promise.all(caches_.map((cache) => cache.keys()))).flat().map(({ url }) => url);
      const others = [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length];
      return { names, urls, others };
    });
    assert.equal(kept.names.length, 2);
    assert.ok(kept.urls.length > 20);
    assert.deepEqual(kept.urls.filter((url) => !new URL(url).pathname.startsWith(BELOW)), []);
    assert.deepEqual(kept.others, [0, 0, 0]);
  });
});

describe("the tool where the browser keeps nothing", { skip: missing }, () => {
  test("works all the same, and says nothing of keeping", async () => {
    const all = await started();
    const { page, complaints } = await all.page({ serviceWorkers: "block" });
    assert.match(await upgradesOld(page), /^Upgraded/u);
    assert.equal(await page.evaluate(() => document.documentElement.dataset.kept), undefined);
    assert.ok(!(await page.textContent("main")).includes("without a network"));
    assert.deepEqual(complaints.filter((each) => !/service.?worker/iu.test(each)), []);
    await all.close();
  });
});
