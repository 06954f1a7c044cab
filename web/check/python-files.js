// What Python in the page needs: Pyodide and the wheels of the npm package, copied into the built
// tool below a name that is made from their bytes, so that a browser never mixes two of them.

import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const here = import.meta.dirname;
const PYODIDE = join(here, "node_modules/pyodide");
const WHEELS = join(here, "../npm/dist/python");
const OF_PYODIDE = ["pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json"];
/** Of what is in the folder `python`; the package of Pyodide has no text of its licence. */
export const LICENCES = "Pyodide, with CPython, Emscripten and what it is built of: Mozilla Public License 2.0, source and licences at " +
  "https://github.com/pyodide/pyodide\nThe wheels below python/ have their licences inside.\n";

/** Lists the files as `[name, content]`; nothing where the wheels were not collected. */
function files() {
  if (!existsSync(join(WHEELS, "index.json"))) return [];
  const read = (folder, names) => names.map((name) => [name, readFileSync(join(folder, name))]);
  return [...read(PYODIDE, OF_PYODIDE), ...read(WHEELS, readdirSync(WHEELS).sort())];
}

function digest(contents) {
  const hash = createHash("sha256");
  for (const content of contents) hash.update(createHash("sha256").update(content).digest());
  return hash.digest("hex").slice(0, 12);
}

/** The files, their folder, and what the page is told of them; null where there are none. */
export function pythonFiles() {
  const found = files();
  if (found.length === 0) return null;
  const folder = `python/${digest(found.map(([, content]) => content))}/`;
  const sizes = Object.fromEntries(found.map(([name, content]) => [name, content.length]));
  return { found, folder, told: { folder, sizes } };
}

/** Copies the files into the built tool, and writes the script that keeps it for use without a network. */
export function python() {
  const files = pythonFiles();
  return {
    name: "python",
    config: () => ({ define: { __PYTHON__: JSON.stringify(files?.told ?? null) } }),
    generateBundle() {
      for (const [name, source] of files?.found ?? []) {
        this.emitFile({ type: "asset", fileName: `${files.folder}${name}`, source });
      }
    },
    writeBundle({ dir }) {
      writeOffline(dir, files?.folder ?? null);
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const file = files?.found.find(([name]) => request.url.split("?")[0].endsWith(`/${files.folder}${name}`));
        if (!file) return next();
        const kinds = { mjs: "text/javascript", wasm: "application/wasm", json: "application/json" };
        response.setHeader("content-type", kinds[file[0].split(".").at(-1)] ?? "application/octet-stream");
        response.end(file[1]);
      });
    },
  };
}

/** Writes `offline.js`: the service worker, with the names of all files that the built tool has. */
function writeOffline(dir, folder) {
  const all = readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(dir.length + 1).replaceAll("\\", "/"))
    .filter((name) => name !== "offline.js")
    .sort();
  const isPython = (name) => folder !== null && name.startsWith(folder);
  const tool = all.filter((name) => !isPython(name));
  const kept = {
    tool: { version: digest(tool.map((name) => readFileSync(join(dir, name)))), files: tool.map(addressOf) },
    python: { version: folder?.split("/")[1] ?? "none", files: all.filter(isPython) },
  };
  const script = readFileSync(join(here, "offline.js"), "utf-8");
  writeFileSync(join(dir, "offline.js"), script.replace("__KEPT__", () => JSON.stringify(kept)));
}

/** The page is asked for by its folder. */
function addressOf(name) {
  return name === "index.html" ? "./" : name;
}
