// What the command line says of documents: asked once, of all.

import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const repository = join(import.meta.dirname, "../../../..");
const CORPUS = join(repository, "../shared/corpus");
const COMMAND = process.env.SKA_OSO_PDM ?? "ska-oso-pdm";

const there = spawnSync(COMMAND, ["--version"], { encoding: "utf-8" });

/** Why the command line cannot be asked, or false. */
export const silent = there.status !== 0 && `there is no ${COMMAND} to ask; SKA_OSO_PDM names it`;
if (silent && process.env.SKA_OSO_PDM_REQUIRE_CHROMIUM) throw new Error(silent);

/** The files of a folder and those below it, as `[name, content]`; the name tells the folder. */
export function below(folder, prefix) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => [`${prefix}--${name.replaceAll("/", "--")}`, readFileSync(join(folder, name))]);
}

export const corpus = below(CORPUS, "corpus").filter(([name]) => !name.endsWith("manifest.json"));
export const examples = below(join(repository, "examples"), "example");
export const bad = below(join(repository, "tests/invalid"), "bad");
/** Documents in which something does not go together. */
export const odd = below(join(repository, "conformance/documents/findings"), "pack");
/** Documents of the conformance pack that are nowhere else, and those that are no files. */
export const pack = [
  ...below(join(repository, "conformance/documents/findings"), "pack"),
  ...below(join(repository, "conformance/documents/converted"), "pack"),
  ...readdirSync(join(repository, "conformance/validation")).flatMap(casesOf),
];

function casesOf(file) {
  const { cases } = JSON.parse(readFileSync(join(repository, "conformance/validation", file), "utf-8"));
  return cases.flatMap(({ id, document: { value, text, base64 } }) => {
    const name = `case--${id.replaceAll("/", "--")}.json`;
    if (base64 !== undefined) return [[name, Buffer.from(base64, "base64")]];
    if (text !== undefined) return [[name, Buffer.from(text)]];
    return value === undefined ? [] : [[name, Buffer.from(JSON.stringify(value))]];
  });
}

/** Ask about files: the rows of `--format json` by name, and the line of each among many. */
export function answers(files) {
  const folder = mkdtempSync(join(tmpdir(), "check-"));
  try {
    for (const [name, content] of files) writeFileSync(join(folder, name), content);
    const names = files.map(([name]) => name);
    const rows = JSON.parse(asked(folder, "--format", "json", ...names));
    const said = asked(folder, ...names).split("\n");
    return {
      rows: new Map(rows.map((row) => [row.file, row])),
      lines: new Map(names.map((name, index) => [name, said[index]])),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Ask for what does not go together in files: the findings of each by name. */
export function findingsOf(files) {
  const folder = mkdtempSync(join(tmpdir(), "check-"));
  try {
    for (const [name, content] of files) writeFileSync(join(folder, name), content);
    const rows = JSON.parse(asked(folder, "--findings", "--format", "json", ...files.map(([name]) => name)));
    return new Map(rows.map(({ file, findings }) => [file, findings]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function asked(folder, ...words) {
  const done = spawnSync(COMMAND, ["validate", ...words], {
    cwd: folder,
    encoding: "utf-8",
    maxBuffer: 1 << 28,
    env: { ...process.env, NO_COLOR: "1" },
  });
  if (done.error) throw done.error;
  return done.stdout;
}
