/**
 * How a broken schema rule reads: one sentence with the value, the rule and what to do.
 *
 * `breaches` says which rule of which schema a value breaks. Here the branch of a tagged union is
 * chosen by the tag that the author wrote, and the nearest known key or value is offered.
 */

import * as advice from "./advice.js";
import { formerKey, hasFormerName, isOfAnArchive, nullMeaning } from "./annotations.js";
import { breaches, type Breach, type Node, type RuleName } from "./breaches.js";
import { Broken, type Found } from "./broken.js";
import { canonical } from "./equality.js";
import { has, isObject, type Json, type JsonObject } from "./json.js";
import { nearest } from "./likeness.js";
import { isPersonal, type Place } from "./personal.js";
import { CUT, listed, purpose, show, showKey } from "./phrases.js";
import type { Remedy, Resolve, Schema } from "./schema.js";
import { say, withHint, type SentenceName } from "./sentences.js";

type Known = ReadonlyMap<string, Schema>;

const LEAP = /(?<=T[0-9]{2}:[0-9]{2}:)60/gu;
const LONGEST_TIME = 100;
const NOTHING: Schema = {};

/** Yield what is wrong with a value, one problem for each cause, in the order of the document. */
export function found(node: Node, value: Json): Generator<Found> {
  return reported(breaches(node, value));
}

function* reported(found: Iterable<Breach>): Generator<Found> {
  for (const breach of found) yield* RULES[breach.kind.name](new Broken(breach));
}

function title(broken: Broken): string {
  return broken.schema.title || say("untitled");
}

/** Give what a schema refers to; what stands beside the reference goes first. */
function referred(schema: Schema, resolve: Resolve): Schema {
  return schema.$ref === undefined ? schema : { ...resolve(schema.$ref), ...schema };
}

/** Give a property of a schema; an empty one where it has none of this name. */
function property(schema: Schema, name: string): Schema {
  const { properties = {} } = schema;
  return has(properties, name) ? (properties[name] as Schema) : NOTHING;
}

/** Give the units of a number with a unit, where the schema wants one. */
function units(schema: Schema, resolve: Resolve): readonly string[] | null {
  const { properties = {} } = schema;
  if (!has(properties, "unit") || !has(properties, "value")) return null;
  return referred(properties["unit"] as Schema, resolve).enum as readonly string[];
}

function* unknownKeys(broken: Broken): Generator<Found> {
  for (const key of broken.kind.unexpected ?? []) {
    const code = codeOf(key, broken.schema, broken.object);
    yield { path: [...broken.path, key], code, say: () => sayUnknownKey(broken, key), atKey: true };
  }
}

/** Tell an unknown key from one in the place of a required one, which nobody can just keep. */
function codeOf(key: string, schema: Schema, value: JsonObject): string {
  const use = formerKey(schema, key)?.use ?? null;
  const missing = use !== null && (schema.required ?? []).includes(use) && !has(value, use);
  return missing ? "former-key" : "unknown-key";
}

function sayUnknownKey(broken: Broken, key: string): string {
  const { schema } = broken;
  const parts = Object.entries(schema.properties ?? {});
  const known = new Map(parts.filter(([, part]) => !part["x-archive"]));
  const names = listed([...known.keys()]);
  const otherwise = known.size > 0 ? say("its-keys", { names }) : say("no-keys");
  return unknownKey(broken, key, known, otherwise, formerKey(schema, key));
}

/** Say what to write instead of a key: what the schema says of a former one, else guess. */
function unknownKey(
  broken: Broken,
  key: string,
  known: Known,
  otherwise: string,
  former: Required<Remedy> | null,
): string {
  const hint = former ? ofFormer(broken, key, former) : guessed(broken, key, known, otherwise);
  const shown = showKey([...broken.path, key]);
  return withHint(say("unknown-key", { key: shown, title: title(broken) }), hint);
}

function ofFormer(broken: Broken, key: string, former: Required<Remedy>): string {
  const value = broken.object;
  if (former.use !== null && has(value, former.use)) {
    return say("former-beside-new", { key: show(former.use) });
  }
  const frame = key === "reference_frame" && has(value, "kind") ? (value["kind"] as Json) : null;
  return advice.leftOut(value[key] as Json, former, frame);
}

function guessed(broken: Broken, key: string, known: Known, otherwise: string): string {
  if (isOfAnArchive(key, known)) return say("of-an-archive");
  const place = broken.misplaced;
  if (place !== null) return say("has-such-a-key", { key: show(place) });
  const close = nearest(key, [...known.keys()]);
  if (close === null) return otherwise;
  const unit = known.get(close)?.["x-unit"]; // one name may count in other units in other layouts
  if (unit) return say("did-you-mean-in", { key: show(close), unit });
  return say("did-you-mean", { key: show(close) });
}

function sayMissingKey(broken: Broken): string {
  const key = broken.kind.property as string;
  const place = broken.misplaced;
  const hint =
    place === null
      ? toAdd(broken, property(broken.schema, key))
      : say("has-the-keys-of", { key: show(place) });
  return withHint(say("missing-key", { title: title(broken), key: show(key) }), hint);
}

/** Say what to add for a missing key. */
function toAdd(broken: Broken, schema: Schema): string {
  const wanted = referred(schema, broken.resolve);
  const meant = purpose(wanted);
  if (wanted.const !== undefined) {
    return say("add-constant", { purpose: meant, value: show(wanted.const) });
  }
  if (wanted.enum) return say("add-one-of", { purpose: meant, names: listed(wanted.enum) });
  const [unit] = units(wanted, broken.resolve) ?? [];
  if (unit === undefined) return say("add", { purpose: meant });
  return say("add-example", { purpose: meant, example: show({ value: 1, unit }) });
}

function sayWrongType(broken: Broken): string {
  const types = broken.kind.types ?? [];
  const wanted = types.map((name) => say(name as SentenceName)).join(say("or"));
  const value = broken.hidden ? null : broken.value;
  const allowed = units(broken.schema, broken.resolve);
  const items = referred(broken.schema.items ?? NOTHING, broken.resolve);
  const hint = allowed
    ? advice.withUnit(value, allowed)
    : advice.ofType(value, types, broken.schema, items);
  return withHint(say("wrong-type", { value: broken.shown, wanted }), hint);
}

/** Tell whether a value has the type of those allowed; else the rule `type` reports it. */
function hasType(broken: Broken): boolean {
  const { value } = broken;
  const [first] = allowed(broken);
  if (typeof value === "number") return Number.isInteger(value) && typeof first === "number";
  return typeof value === "string" && typeof first === "string";
}

function allowed({ schema }: Broken): readonly Json[] {
  return schema.enum ?? [schema.const as Json];
}

function sayNotAllowed(broken: Broken): string {
  const { value, beside } = broken;
  let hint: string | null = null;
  if (typeof value === "string") {
    const number = has(beside, "value") ? (beside["value"] as Json) : null;
    hint = advice.unit(value, allowed(broken), number, broken.path.includes("lst"));
  }
  hint ||= advice.choice(value, allowed(broken));
  return withHint(say("not-allowed", { value: broken.shown }), hint);
}

function sayWrongForm(broken: Broken): string {
  const text = broken.value as string;
  const { shown, schema } = broken;
  if (hasLeapSecond(text, schema.pattern as string)) {
    return withHint(say("leap-second", { value: shown }), say("choose-second"));
  }
  const isCut = shown.endsWith("…") && characters(shown) === CUT;
  const value = isCut ? say("characters", { value: shown, count: characters(text) }) : shown;
  return say("wrong-form", { value, purpose: purpose(schema) });
}

function hasLeapSecond(text: string, pattern: string): boolean {
  if (text.length > 2 * LONGEST_TIME || characters(text) > LONGEST_TIME) return false;
  const before = text.replace(LEAP, "59");
  return before !== text && new RegExp(pattern, "u").test(before);
}

/** Count the characters of a text; some are two units of it. */
function characters(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

function sayOutOfRange(broken: Broken): string {
  const side = broken.kind.name.endsWith("inimum") ? "below" : "above";
  const limit = broken.kind.limit as number;
  return say(side, { value: broken.shown, limit, unit: broken.schema["x-unit"] ?? "" }).trimEnd();
}

function sayWrongLength(broken: Broken): string {
  const { minItems: least, maxItems: most } = broken.schema;
  const side = broken.kind.name === "minItems" ? "least" : "most";
  const number = (side === "least" ? least : most) as number;
  const wanted = say(least === most ? "exactly" : side, { count: number });
  const count = (broken.value as readonly Json[]).length;
  return say("wrong-length", {
    count: say(count === 1 ? "item" : "items", { count }),
    wanted: say(number === 1 ? "is" : "are", { wanted }),
  });
}

/** Report what is there again, at its second place. */
function* repeated(broken: Broken): Generator<Found> {
  const items = broken.value as readonly Json[];
  const counts = new Map<string, number>();
  const again = new Map<string, number>(); // the second place of each
  for (const [index, item] of items.entries()) {
    // No set of the schemas has arrays or objects: the rule `type` reports these.
    if (typeof item === "object" && item !== null) continue;
    const text = canonical(item);
    const count = (counts.get(text) ?? 0) + 1;
    counts.set(text, count);
    if (count === 2) again.set(text, index);
  }
  if (again.size === 0) again.set("", 0); // only arrays or objects are there again
  for (const [text, index] of again) {
    const path = [...broken.path, index];
    const count = counts.get(text) ?? 0;
    yield { path, code: "repeated", say: () => sayRepeated(items[index] as Json, path, count) };
  }
}

function sayRepeated(item: Json, path: Place, count: number): string {
  const value = isPersonal(item, path) ? say("hidden") : show(item);
  return say("repeated", { value, often: count < 3 ? say("twice") : say("times", { count }) });
}

/** Report why a value is not what it may be besides null, and what null would mean. */
function* nullable(broken: Broken): Generator<Found> {
  const { schema, path, resolve } = broken;
  const meaning = nullMeaning(schema);
  const problems = reported(broken.branch(0));
  if (meaning === null) {
    yield* problems;
    return;
  }
  const optional = schema.description?.includes("bsent or null means");
  const said = say(optional ? "absent-or-null-means" : "null-means", { meaning });
  const { oneOf } = referred(schema.anyOf?.[0] ?? NOTHING, resolve);
  const tag = oneOf && tags(oneOf.map((branch) => referred(branch, resolve))).tag;
  for (const problem of problems) {
    const below = problem.path.slice(path.length);
    const whole = below.length === 0 || (below.length === 1 && below[0] === tag);
    const isOfType = problem.code === "wrong-type" || problem.code === "not-allowed";
    yield whole && isOfType ? { ...problem, say: () => withHint(problem.say(), said) } : problem;
  }
}

/** Report the problems of the branch that the author's tag names, or those of the tag. */
function* taggedUnion(broken: Broken): Generator<Found> {
  const { value, path } = broken;
  if (!isObject(value)) return; // the rule `type: object` beside the union reports it
  const branches = (broken.schema.oneOf ?? []).map((branch) => referred(branch, broken.resolve));
  const { tag, kinds } = tags(branches);
  const index = has(value, tag) ? kinds.indexOf(value[tag] as string) : -1;
  if (index >= 0) {
    yield* reported(broken.branch(index));
    return;
  }
  if (has(value, tag)) {
    const told = () => sayWrongTag(broken, tag, kinds, branches);
    yield { path: [...path, tag], code: "not-allowed", say: told };
  } else if (!branches.some((branch) => hasFormerName(tag, branch, value))) {
    const told = () => sayMissingTag(broken, tag, kinds);
    yield { path, code: "missing-key", missing: tag, say: told };
  }
  yield* unknownToAll(broken, branches);
}

function sayMissingTag(broken: Broken, tag: string, kinds: readonly string[]): string {
  const lacking = say("missing-key", { title: title(broken), key: show(tag) });
  return withHint(lacking, say("add-tag", { names: listed(kinds) }));
}

function sayWrongTag(
  broken: Broken,
  tag: string,
  kinds: readonly string[],
  branches: readonly Schema[],
): string {
  const written = broken.object[tag] as Json;
  const likely = likelyBranch(broken.object, branches);
  const named = likely === null ? null : (kinds[branches.indexOf(likely)] as string);
  const titles = branches.map((branch) => branch.title?.toLowerCase());
  const titled = typeof written === "string" ? titles.indexOf(written.toLowerCase()) : -1;
  const hint = advice.kind(kinds[titled] ?? written, kinds, named);
  const value = isPersonal(written, [...broken.path, tag]) ? say("hidden") : show(written);
  return withHint(say("no-kind", { value, title: title(broken) }), hint);
}

/** Give the branch of a union to which the keys point, where it is one alone. */
function likelyBranch(value: JsonObject, branches: readonly Schema[]): Schema | null {
  const fits = branches.map((branch) => {
    const known = new Set([
      ...Object.keys(branch.properties ?? {}),
      ...Object.keys(branch["x-former-keys"] ?? {}),
    ]);
    const there = [...known].filter((key) => has(value, key)).length;
    const lacking = new Set((branch.required ?? []).filter((key) => !has(value, key))).size;
    return { branch, there, lacking };
  });
  fits.sort((one, other) => other.there - one.there || one.lacking - other.lacking);
  const [best, next] = fits;
  if (best === undefined || best.there < 2) return null;
  return best.there === next?.there && best.lacking === next.lacking ? null : best.branch;
}

/** Report the keys that no branch of a union knows. */
function* unknownToAll(broken: Broken, branches: readonly Schema[]): Generator<Found> {
  const value = broken.object;
  const known = new Map(branches.flatMap((branch) => Object.entries(branch.properties ?? {})));
  const likely = likelyBranch(value, branches);
  const schemas = likely === null ? branches : [likely];
  for (const key of Object.keys(value)) {
    if (known.has(key)) continue;
    const code = schemas.map((schema) => codeOf(key, schema, value)).sort()[0] as string;
    const told = () => unknownKey(broken, key, known, "", formerOfAll(schemas, key));
    yield { path: [...broken.path, key], code, say: told, atKey: true };
  }
}

/** Give what schemas say of a former key, where all say the same. */
function formerOfAll(schemas: readonly Schema[], key: string): Required<Remedy> | null {
  const formers = schemas.map((schema) => formerKey(schema, key));
  const said = new Set(formers.map((former) => former && JSON.stringify(former)));
  return said.size === 1 ? (formers[0] ?? null) : null;
}

/** Give the tag of a union and its value in each branch. */
function tags(branches: readonly Schema[]): { tag: string; kinds: readonly string[] } {
  for (const tag of ["kind", ...(branches[0]?.required ?? [])]) {
    const kinds = branches.map((branch) => property(branch, tag).const);
    if (!kinds.includes(undefined) && new Set(kinds).size === kinds.length) {
      return { tag, kinds: kinds as readonly string[] };
    }
  }
  throw new Error("every union of the schemas has a tag; a test of the schemas says so");
}

type Report = (broken: Broken) => Iterable<Found>;

/** Make the report of a rule that is one problem, at the value itself. */
function one(code: string, tell: (broken: Broken) => string, holds = (_: Broken) => true): Report {
  return (broken) => (holds(broken) ? [{ path: broken.path, code, say: () => tell(broken) }] : []);
}

function missingKey(broken: Broken): Iterable<Found> {
  const { path, schema, object, kind } = broken;
  const missing = kind.property as string;
  if (hasFormerName(missing, schema, object)) return [];
  return [{ path, code: "missing-key", missing, say: () => sayMissingKey(broken) }];
}

const notAllowed = one("not-allowed", sayNotAllowed, hasType);
const wrongLength = one("wrong-length", sayWrongLength);
// Where there is an enum, that reports it.
const outOfRange = one("out-of-range", sayOutOfRange, ({ schema }) => schema.enum === undefined);

const RULES: Readonly<Record<RuleName, Report>> = {
  additionalProperties: unknownKeys,
  required: missingKey,
  type: one("wrong-type", sayWrongType),
  enum: notAllowed,
  const: notAllowed,
  pattern: one("wrong-form", sayWrongForm),
  minimum: outOfRange,
  exclusiveMinimum: outOfRange,
  maximum: outOfRange,
  exclusiveMaximum: outOfRange,
  minItems: wrongLength,
  maxItems: wrongLength,
  uniqueItems: repeated,
  anyOf: nullable,
  oneOf: taggedUnion,
};
