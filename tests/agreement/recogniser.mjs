// Recognises documents by the folder `schemas`, as its README.md says, and as nothing else does: one
// JSON value a line in, `["entity", "version"]` a line out, with null for what is not known.

import { readFileSync, readdirSync } from "node:fs";
import { createInterface } from "node:readline";
import { join } from "node:path";

const folder = process.argv[2];
const parsed = (...names) => JSON.parse(readFileSync(join(folder, ...names), "utf-8"));
const { entities, common } = parsed("markers.json");
const numbers = (version) => version.split(".").map(Number);
const older = (one, other) => numbers(one)[0] - numbers(other)[0] || numbers(one)[1] - numbers(other)[1];
const isVersion = (name) => /^\d+\.\d+$/.test(name);
const schemas = {}; // entity → version → schema
for (const version of readdirSync(folder).filter(isVersion).sort(older)) {
  for (const name of readdirSync(join(folder, version)).filter((name) => name.endsWith(".json"))) {
    const schema = parsed(version, name);
    if (schema.properties?.interface) (schemas[name.slice(0, -5)] ??= {})[version] = schema;
  }
}
const current = Object.values(entities).flatMap(({ versions }) => versions).filter(isVersion).sort(older).at(-1);
const isInTheMaking = (version) => older(version, current) > 0;
const versionsOf = (entity) =>
  Object.keys(schemas[entity] ?? {}).filter((version) => !isInTheMaking(version)).sort(older);
const hasSchema = (entity, version) => version in (schemas[entity] ?? {});
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

function entityOf(document, labelled = null) {
  const known = labelled in entities ? labelled : null;
  const shows = (name) => entities[name].own.filter((marker) => matches(document, marker)).length;
  if (known && shows(known)) return [known, true];
  let [best, most] = [null, 0];
  for (const name of Object.keys(entities)) {
    const count = shows(name);
    if (count > most) [best, most] = [name, count];
  }
  return best && (labelled === null || most >= 2) ? [best, true] : [known, false];
}

function versionOf(document, { versions, markers, rows }, shown) {
  const found = (name) => matches(document, markers[name]);
  for (const { version, all = [], any = [], none = [] } of rows) {
    const looked = any.length ? any.some(found) : all.length || shown;
    if (all.every(found) && looked && !none.some(found)) return version;
  }
  const outside = versions.map(() => 0);
  for (const [first, last] of dated(document, { versions, markers })) {
    versions.forEach((_, index) => (outside[index] += index < first || index > last));
  }
  const [least, greatest] = [Math.min(...outside), Math.max(...outside)];
  return least === greatest ? null : versions[outside.indexOf(least)];
}

// The ranges of versions, as indices, of the dated markers that match.
function dated(document, { versions, markers }) {
  const there = Object.values(markers).filter((marker) => (marker.first || marker.last) && matches(document, marker));
  return there.map(({ first, last }) => [
    first ? versions.indexOf(first) : 0,
    last ? versions.indexOf(last) : versions.length - 1,
  ]);
}

function isOurs(document) {
  const { interface: label, telescope } = document;
  if (typeof label === "string" && NEIGHBOUR.test(label)) return false;
  if (typeof telescope === "string" && !/^(ska|mid|low|meerkat|$)/i.test(telescope)) return false;
  const [entity] = entityOf(document);
  if (entity === null) return false;
  const plainly = entities[entity].own.some((marker) => !marker.weak && matches(document, marker));
  const keys = Object.keys(document);
  const own = keys.filter((key) => rootKeys(entity).has(key) && !common.includes(key));
  const known = own.length + keys.filter((key) => common.includes(key)).length;
  if (2 * known <= keys.length || !(plainly || own.length >= 2)) return false;
  return known === keys.length || !own.every((key) => /_(id|ref)$/.test(key));
}

const found = {}; // root keys by entity

function rootKeys(entity) {
  if (found[entity]) return found[entity];
  const { own, markers } = entities[entity];
  const steps = [...own, ...Object.values(markers)].flatMap(({ at }) => at.map((path) => path.split("/")[1]));
  const properties = Object.values(schemas[entity] ?? {}).flatMap((schema) => Object.keys(schema.properties));
  return (found[entity] = new Set([...steps, ...properties]));
}

const OURS = /^https:\/\/schema\.skao\.int\/ska-oso-pdm-([a-z]+(?:-[a-z]+)*)\/([0-9]{1,4}\.[0-9]{1,4})$/;
const NEIGHBOUR = /^https?:\/\/schema\.(?:skao\.int|skatelescope\.org)\/(?!ska-oso-(?:pdm|pmd|dpm))[^/\s]/;

function recognised(document) {
  if (!isObject(document)) return [null, null];
  const [, entity, version] = (typeof document.interface === "string" && document.interface.match(OURS)) || [, null, null];
  if (hasSchema(entity, version) && isInTheMaking(version)) return [entity, version];
  const versions = versionsOf(entity);
  const major = versions.filter((known) => version && numbers(known)[0] === numbers(version)[0] && numbers(known)[0] >= 1);
  if (major.length && older(version, major.at(-1)) > 0) return [entity, major.at(-1)];
  const newest = versions.at(-1);
  if (entity === null && !isOurs(document)) return [null, null];
  const [name, shown] = entityOf(document, entity);
  let found = name && versionOf(document, entities[name], shown);
  if (!found) {
    if (hasSchema(entity, version)) return [entity, version];
    if (versions.length === 1 && older(version, newest) < 0) return [entity, newest];
    return [shown ? name : null, null];
  }
  if (name === entity && stands(document, entity, version, found)) return [entity, version];
  if (entities[name].refused?.[found]) return [name, null];
  if (hasSchema(name, found)) return [name, found];
  const fitting = ties(document, entities[name], found);
  return [name, versionsOf(name).filter((known) => fitting.includes(known)).at(-1) ?? found];
}

function stands(document, entity, version, found) {
  if (version === found) return true;
  if (!hasSchema(entity, version)) return false;
  const honest = numbers(version)[0] >= 1;
  if (honest && !hasSchema(entity, found)) return true;
  const { versions } = entities[entity];
  const [labelled, shown] = [versions.indexOf(version), versions.indexOf(found)];
  const outside = (index, [first, last]) => index < first || index > last;
  const against = dated(document, entities[entity]).filter((range) => outside(labelled, range) && !outside(shown, range));
  return against.length <= (honest ? 1 : 0);
}

function ties(document, entity, version) {
  const index = entity.versions.indexOf(version);
  const ranges = dated(document, entity).filter(([first, last]) => first <= index && index <= last);
  return entity.versions.filter(
    (other, at) => other !== version && !entity.refused?.[other] && ranges.every(([first, last]) => first <= at && at <= last),
  );
}

for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(recognised(JSON.parse(line))));
}
