// The built page in a headless Chromium, and what tests do with it.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { preview } from "vite";

const root = join(import.meta.dirname, "../..");
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
  : "the example is not built: run nox -s example";
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
  return { url, close, form: (options) => Form.open(browser, url, options) };
}

/** The form, as a user meets it. */
export class Form {
  /** What the page asked for elsewhere, and what went wrong in it: must stay empty. */
  complaints = [];

  static async open(browser, url, options = {}) {
    const form = new Form();
    form.page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options });
    form.page.setDefaultTimeout(120_000); // machines may be very busy
    form.page.on("request", (request) => {
      if (!request.url().startsWith(url) && !/^(?:data|blob):/.test(request.url())) {
        form.complaints.push(`asked for ${request.url()}`);
      }
    });
    form.page.on("pageerror", (error) => form.complaints.push(String(error)));
    form.page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) form.complaints.push(message.text());
    });
    await form.page.addInitScript(noteSaved);
    await form.page.goto(url);
    await form.page.waitForSelector("main");
    return form;
  }

  /** Choose a file; its text may be given in place of a path. */
  async choose(name, text) {
    const buffer = text === undefined ? readFileSync(name) : Buffer.from(text);
    const file = { name: name.split("/").at(-1), mimeType: "application/json", buffer };
    await this.page.setInputFiles("#file", file);
    await this.page.waitForFunction(
      (wanted) => document.querySelector(".file")?.textContent === wanted || document.querySelector("dialog"),
      file.name,
    );
  }

  /** Drop a text onto the page as a file, or so many bytes. */
  async drop(name, text) {
    const transfer = await this.page.evaluateHandle(
      ([fileName, content]) => {
        const data = new DataTransfer();
        data.items.add(new File([typeof content === "number" ? new Uint8Array(content) : content], fileName));
        return data;
      },
      [name, text],
    );
    for (const type of ["dragenter", "dragover", "drop"]) {
      await this.page.dispatchEvent("main", type, { dataTransfer: transfer });
    }
  }

  /** Save; gives the text. That it arrives as a file, one test tries: downloads are slow. */
  async save() {
    await this.page.evaluate(() => (globalThis.keepsDownloads = true));
    await this.page.click('button:text-is("Save")');
    return this.page.evaluate(() => globalThis.saved.text());
  }

  async download() {
    await this.page.evaluate(() => (globalThis.keepsDownloads = false));
    const [download] = await Promise.all([
      this.page.waitForEvent("download"),
      this.page.click('button:text-is("Save")'),
    ]);
    return { name: download.suggestedFilename(), text: readFileSync(await download.path(), "utf8") };
  }

  /** The control of a JSON pointer. */
  at(pointer) {
    return this.page.locator(`[id="at${encodeURIComponent(pointer)}"]`);
  }

  /** What a control is described by where it is invalid; null where it is not. */
  async problemAt(pointer) {
    return this.at(pointer).evaluate((control) => {
      if (control.getAttribute("aria-invalid") !== "true") return null;
      const ids = control.getAttribute("aria-describedby").split(" ");
      const texts = ids.map((id) => document.getElementById(id));
      return texts.filter((each) => each.matches(".problem:not([hidden])")).map((each) => each.textContent).join("\n");
    });
  }

  state() {
    return this.page.textContent(".state");
  }

  /** The sentence that waits for an answer; the word of the button answers it. */
  async answer(word) {
    const sentence = await this.page.textContent("dialog p");
    await this.page.click(`dialog button:text-is("${word}")`);
    await this.page.waitForSelector("dialog", { state: "detached" });
    return sentence;
  }
}

/** Notes what is given to be saved. Runs in the page, before all else. */
function noteSaved() {
  const create = URL.createObjectURL;
  URL.createObjectURL = (blob) => create.call(URL, (globalThis.saved = blob));
  const click = HTMLElement.prototype.click;
  HTMLElement.prototype.click = function () {
    if (!(this instanceof HTMLAnchorElement && globalThis.keepsDownloads)) click.call(this);
  };
}
