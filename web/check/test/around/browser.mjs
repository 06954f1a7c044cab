// The built page in a headless Chromium, and what tests do with it.

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { preview } from "vite";

export const root = join(import.meta.dirname, "../..");
const NAMES = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"];

/** The Chromium of this machine; `CHROMIUM` names another one. */
const executablePath =
  process.env.CHROMIUM ??
  (process.env.PATH ?? "")
    .split(":")
    .flatMap((folder) => NAMES.map((name) => join(folder, name)))
    .find(existsSync);

/** Why there is nothing to test, or false. */
export const missing = existsSync(join(root, "dist/index.html"))
  ? executablePath === undefined && "there is no Chromium"
  : "the page is not built: run nox -s check";
if (missing && process.env.SKA_OSO_PDM_REQUIRE_CHROMIUM) throw new Error(missing);

/** Starts the page; `close` ends what was started. */
export async function started() {
  const server = await preview({ root, logLevel: "silent", preview: { port: 0, host: "127.0.0.1" } });
  const url = server.resolvedUrls.local[0];
  const browser = await chromium.launch({
    executablePath,
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
  const close = async () => {
    await browser.close();
    await server.close();
  };
  return { url, browser, close, page: (options) => Checked.open(browser, url, options) };
}

/** The page, as a user meets it. */
export class Checked {
  /** What the page asked for elsewhere, and what went wrong in it: must stay empty. */
  complaints = [];

  static async open(browser, url, options = {}) {
    const { without, ...others } = options;
    const checked = new Checked();
    checked.context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...others });
    checked.page = await checked.context.newPage();
    const { page, complaints } = checked;
    page.setDefaultTimeout(120_000); // machines may be very busy
    checked.context.on("request", (request) => {
      const asked = request.url();
      if (!asked.startsWith(url) && !asked.startsWith("blob:")) complaints.push(`asked for ${asked}`);
      if (new URL(asked).search) complaints.push(`asked with ${asked}`);
    });
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) complaints.push(message.text());
    });
    if (without) await page.route(without, (route) => route.abort());
    await page.goto(url);
    await page.waitForSelector("#starting", { state: "detached" });
    return checked;
  }

  /** Wait until all that may be needed is loaded. */
  async prepared() {
    await this.page.waitForSelector("html[data-prepared]", { state: "attached" });
  }

  /** Choose files, each a path or `[name, content]`. */
  async choose(...files) {
    const payloads = files.map(payload);
    const isLarge = payloads.some(({ buffer }) => buffer.length > 1_000_000);
    await this.page.setInputFiles("#files", isLarge ? onDisk(payloads) : payloads);
  }

  /** Choose one file; give what is said of it, as soon as it is said. */
  async judged(file) {
    const { name } = payload(file);
    await this.choose(file);
    await this.page.evaluate(async (wanted) => {
      const isThere = () =>
        document.querySelector(".sheet .name")?.textContent === wanted && document.querySelector(".headline");
      if (isThere()) return;
      await new Promise((resolve) => {
        const observer = new MutationObserver(() => isThere() && resolve(observer.disconnect()));
        observer.observe(document.body, { childList: true, subtree: true });
      });
    }, name);
    return this.verdict();
  }

  /** Give the verdict that is shown, with each message: severity, place, path, sentence, code. */
  async verdict() {
    return this.page.evaluate(() => ({
      headline: document.querySelector(".headline")?.textContent,
      layout: document.querySelector(".verdict a")?.textContent ?? null,
      messages: [...document.querySelectorAll(".messages li")].map((item) => [
        ...[".kind", ".place", "code", ".sentence", ".code"].map((each) => item.querySelector(each).textContent.trim()),
      ]),
    }));
  }

  /** Drop files onto the page, each `[name, text]`. */
  async drop(...files) {
    const transfer = await this.page.evaluateHandle((given) => {
      const data = new DataTransfer();
      for (const [name, text] of given) data.items.add(new File([text], name));
      return data;
    }, files);
    for (const type of ["dragenter", "dragover", "drop"]) {
      await this.page.dispatchEvent("body", type, { dataTransfer: transfer });
    }
  }

  /** Drop a file or a folder of the disk. */
  async dropFiles(...files) {
    const session = await this.context.newCDPSession(this.page);
    const data = { items: [], files, dragOperationsMask: 1 };
    for (const type of ["dragEnter", "dragOver", "drop"]) {
      await session.send("Input.dispatchDragEvent", { type, x: 300, y: 300, data });
    }
    await session.detach();
  }

  /** What is said to those who hear the page. */
  said() {
    return this.page.textContent("#said");
  }

  close() {
    return this.context.close();
  }
}

const folder = mkdtempSync(join(tmpdir(), "check-"));
process.on("exit", () => rmSync(folder, { recursive: true }));

/** Write large files, which the browser then reads by itself; give their paths. */
export function onDisk(payloads) {
  return payloads.map(({ name, buffer }) => {
    const path = join(folder, name);
    writeFileSync(path, buffer);
    return path;
  });
}

function payload(file) {
  const [name, content] = typeof file === "string" ? [file.split("/").at(-1), readFileSync(file)] : file;
  return { name, mimeType: "application/json", buffer: Buffer.from(content) };
}
