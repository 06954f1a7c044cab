// Says what is wrong with texts: of each line, the URL of a schema, a text, and how many problems
// are wanted. The folder of the schemas is given.

import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { join } from "node:path";
import { problems } from "../../web/npm/src/problems.ts";

const [folder] = process.argv.slice(2);
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
    const steps = pointer.split("/").slice(1);
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

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  const [url, text, count] = JSON.parse(line);
  console.log(JSON.stringify(first(count, problems(JSON.parse(text), { $ref: url }, resolve))));
}
