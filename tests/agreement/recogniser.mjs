// Recognises documents by schemas/markers.json, as schemas/README.md says, and as nothing else does:
// one JSON value a line in, `["entity", "version"]` a line out, with null for what is not known.

import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

const { entities } = JSON.parse(readFileSync(process.argv[2], "utf-8"));
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const has = (value, key) => isObject(value) && Object.hasOwn(value, key);

const TYPES = {
  object: isObject,
  array: Array.isArray,
  string: (value) => typeof value === "string",
  number: (value) => typeof value === "number",
};

function allowed(value, marker) {
  if (marker.kinds) {
    const without = marker.without ?? [];
    return isObject(value) && marker.kinds.includes(value.kind) && !without.some((key) => has(value, key));
  }
  if (marker.values) return marker.values.includes(value);
  return !marker.type || TYPES[marker.type](value);
}

function reaches(value, [step, ...rest], marker) {
  if (step === undefined) return allowed(value, marker);
  if (step === "*") {
    return typeof value === "object" && value !== null && Object.values(value).some((part) => reaches(part, rest, marker));
  }
  if (!has(value, step)) return false;
  if (rest.length === 0) {
    if (!(marker.beside ?? []).every((key) => has(value, key))) return false;
    if ((marker.not_beside ?? []).some((key) => has(value, key))) return false;
  }
  return reaches(value[step], rest, marker);
}

const matches = (document, marker) => marker.at.some((path) => reaches(document, path.split("/").slice(1), marker));

function entityOf(document) {
  let [best, most] = [null, 0];
  for (const [name, { own }] of Object.entries(entities)) {
    const count = own.filter((marker) => matches(document, marker)).length;
    if (count > most) [best, most] = [name, count];
  }
  return best;
}

function versionOf(document, { versions, markers, rows }) {
  const found = (name) => matches(document, markers[name]);
  for (const { version, all = [], any = [], none = [] } of rows) {
    if (all.every(found) && (any.length === 0 || any.some(found)) && !none.some(found)) return version;
  }
  const outside = versions.map(() => 0);
  for (const marker of Object.values(markers)) {
    if (!(marker.first || marker.last) || !matches(document, marker)) continue;
    const first = marker.first ? versions.indexOf(marker.first) : 0;
    const last = marker.last ? versions.indexOf(marker.last) : versions.length - 1;
    versions.forEach((_, index) => (outside[index] += index < first || index > last));
  }
  const [least, greatest] = [Math.min(...outside), Math.max(...outside)];
  return least === greatest ? null : versions[outside.indexOf(least)];
}

for await (const line of createInterface({ input: process.stdin })) {
  const document = JSON.parse(line);
  const entity = entityOf(document);
  console.log(JSON.stringify([entity, entity && versionOf(document, entities[entity])]));
}
