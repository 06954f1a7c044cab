import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { defineConfig } from "vite";
import { LICENCES, python } from "./python-files.js";

/** What the built page may load: its own files, and nothing else; no text becomes code, but for WebAssembly. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  ...["style-src", "img-src", "connect-src", "worker-src"].map((name) => `${name} 'self'`),
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** Give the licences of the packages of others that modules are from, as one text. */
function licences(modules) {
  const folders = new Set(modules.filter((id) => id.includes("/node_modules/")).map(folderOf));
  return [...folders].sort().map(licenceOf).join("\n\n");
}

function folderOf(id) {
  let folder = dirname(id.replace(/^\0/, "").split("?")[0]);
  while (!existsSync(join(folder, "package.json")) || !JSON.parse(readFileSync(join(folder, "package.json"))).name) {
    folder = dirname(folder);
  }
  return folder;
}

function licenceOf(folder) {
  const { name, version } = JSON.parse(readFileSync(join(folder, "package.json")));
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  if (!file) throw new Error(`${name} has no licence that could be told`);
  return `${name} ${version}\n\n${readFileSync(join(folder, file), "utf-8").trim()}\n`;
}

export default defineConfig({
  base: "./",
  build: { target: "es2022", modulePreload: { polyfill: false }, assetsInlineLimit: 0 },
  worker: { format: "es" },
  server: { fs: { allow: ["../.."] } }, // the examples
  plugins: [
    python(),
    {
      name: "licences",
      apply: "build",
      generateBundle() {
        this.emitFile({ type: "asset", fileName: "licences.txt", source: `${licences([...this.getModuleIds()])}\n${LICENCES}` });
      },
    },
    {
      name: "content-security-policy",
      apply: "build", // the server for development writes scripts of its own into the page
      transformIndexHtml: () => [
        {
          tag: "meta",
          attrs: { "http-equiv": "Content-Security-Policy", content: POLICY },
          injectTo: "head-prepend",
        },
      ],
    },
  ],
});
