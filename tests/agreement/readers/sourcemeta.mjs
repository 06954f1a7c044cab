// Blaze, a validator in C++ with the regular expressions of PCRE2, by the command that ships with it.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spawn } from "@sourcemeta/jsonschema";
import { answer } from "./lines.mjs";

async function verdictsOn(texts, url, folder) {
  const schema = join(folder, "schema.json");
  const lines = join(folder, "texts.jsonl");
  writeFileSync(schema, JSON.stringify({ $schema: "https://json-schema.org/draft/2020-12/schema", $ref: url }));
  // A line end inside a JSON text is a gap between values: in strings it is escaped.
  writeFileSync(lines, texts.map((text) => `${text.replace(/[\r\n]/g, " ")}\n`).join(""));
  // Not with --fast, which stops at a whole number beyond 64 bits.
  const options = ["--resolve", join(folder, "schemas"), "--continue"];
  const { stdout, stderr } = await spawn(["validate", schema, lines, ...options]);
  // Not as JSON: those verdicts come in another order than the texts.
  const told = stdout + stderr;
  const refused = new Set([...told.matchAll(/^fail: .*\(entry #([0-9]+)\)$/gm)].map((found) => Number(found[1])));
  const summary = `${texts.length} validated, ${texts.length - refused.size} passed, ${refused.size} failed`;
  if (!told.includes(summary)) throw new Error(`${url}: ${told.slice(-2000)}`);
  return texts.map((_, index) => !refused.has(index + 1));
}

async function judge({ schemas }, texts) {
  const folder = mkdtempSync(join(tmpdir(), "agreement-"));
  try {
    mkdirSync(join(folder, "schemas"));
    schemas.forEach((one, index) => writeFileSync(join(folder, "schemas", `${index}.json`), JSON.stringify(one)));
    const verdicts = new Map();
    for (const url of new Set(texts.map(([url]) => url))) {
      const own = texts.filter((one) => one[0] === url).map(([, text]) => text);
      verdicts.set(url, await verdictsOn(own, url, folder));
    }
    return texts.map(([url]) => verdicts.get(url).shift());
  } finally {
    rmSync(folder, { recursive: true });
  }
}

await answer(judge);
