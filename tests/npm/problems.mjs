// Says what is wrong with texts: of each line, a URL and a text, the document as JavaScript holds it
// and the first problems.

import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, folder] = process.argv.slice(2);
const { problems } = await import(pathToFileURL(join(modules, "problems.js")));
const URL_OF_SCHEMA = /^https:\/\/schema\.skao\.int\/ska-oso-pdm-([a-z-]+)\/([0-9.]+)(?:#(.*))?$/;
const files = new Map();
const schemas = new Map();

function file(entity, version) {
  const path = join(folder, version, `${entity}.json`);
  if (!files.has(path)) files.set(path, JSON.parse(readFileSync(path, "utf8")));
  return files.get(path);
}

function resolve(url) {
  if (!schemas.has(url)) {
    const [, entity, version, pointer = ""] = URL_OF_SCHEMA.exec(url);
    const steps = pointer.split("/").slice(1).map((step) => step.replace("~1", "/").replace("~0", "~"));
    schemas.set(url, steps.reduce((schema, step) => schema[step], file(entity, version)));
  }
  return schemas.get(url);
}

function first(count, generator) {
  const found = [];
  for (const { code, path, message } of generator) {
    found.push([code, path, message]);
    if (found.length === count) break;
  }
  return found;
}

for await (const line of createInterface({ input: process.stdin })) {
  const [url, text, count] = JSON.parse(line);
  const document = JSON.parse(text);
  const found = first(count, problems(document, { $ref: url }, resolve));
  console.log(JSON.stringify([JSON.stringify(document), found]));
}
