/** What to do about a value that is not allowed: never to make it another amount, frame or kind. */

import { equal } from "./equality.js";
import { has, isObject, type Json, type JsonObject } from "./json.js";
import { casefold, fits, nearest, withoutCommon } from "./likeness.js";
import { listed, purpose, show } from "./phrases.js";
import type { Remedy, Schema } from "./schema.js";
import { say, withHint } from "./sentences.js";
import { areUnits, inOthers, sameUnit } from "./units.js";

const NUMBER = /^-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][+-]?[0-9]{1,2})?$/u;
const FRAMES = new Set(
  ["icrs", "fk5", "galactic", "altaz", "equatorial", "horizontal", "topocentric", "lsrk"],
);

/** Names of kinds of coordinates in other layouts, where they are names of the same kind. */
const EARLIER: ReadonlyMap<string, string> = new Map([
  ["horizontal", "altaz"],
  ["altaz", "horizontal"],
  ["sso", "special"],
  ["special", "sso"],
]);

/**
 * Say which of the values that are allowed to write, or which there are.
 *
 * @param value - what is not allowed.
 * @param allowed - what is, in the spellings of the schema.
 */
export function choice(value: Json, allowed: readonly Json[]): string {
  const same = spelled(value, allowed);
  if (same !== null) return say("write", { value: show(same) });
  const framed = allowed.some((name) => FRAMES.has(casefold(String(name))));
  return withHint(choices(value, allowed), framed ? say("another-frame") : "");
}

/** Give the one allowed value that a wrong one is another spelling of. */
export function spelled(value: Json, allowed: readonly Json[]): string | null {
  const text = typeof value === "string" ? value : "";
  const names = allowed.filter(isText);
  return nearest(text, names) ?? withoutCommon(text, names);
}

function choices(value: Json, allowed: readonly Json[]): string {
  if (allowed.length === 1) return say("only", { value: show(allowed[0] as Json) });
  const several = typeof value === "string" && fits(value, allowed.filter(isText)).length > 1;
  return say(several ? "several-fit" : "write-one-of", { names: listed(allowed) });
}

/**
 * Say which kind to write, or which there are.
 *
 * @param value - what is no kind.
 * @param kinds - those that there are.
 * @param likely - the one whose keys stand beside it; null where that is not plain.
 */
export function kind(value: Json, kinds: readonly string[], likely: string | null): string {
  const same = typeof value === "string" ? EARLIER.get(casefold(value)) : undefined;
  if (same !== undefined && kinds.includes(same)) return say("name-here", { value: show(same) });
  const hint = choice(value, kinds);
  const framed = kinds.some((name) => FRAMES.has(casefold(name)));
  if (likely === null || framed || spelled(value, kinds) !== null) return hint;
  return withHint(hint, say("keys-beside", { value: show(likely) }));
}

/**
 * Say which unit to write; null where it is not units that are allowed.
 *
 * @param value - a unit that is not allowed, or anything else.
 * @param allowed - what is.
 * @param number - what stands beside it as its number.
 * @param sidereal - whether the angle is one of sidereal time.
 */
export function unit(
  value: string,
  allowed: readonly Json[],
  number: Json,
  sidereal: boolean,
): string | null {
  if (!areUnits(allowed)) return null;
  const units = allowed as readonly string[];
  const same = sameUnit(value, units);
  if (same !== null) return say("write", { value: show(same) });
  const hint = say("amount-in", { names: oneOf(units) });
  if (units.map(casefold).includes(casefold(value))) return withHint(hint, say("capitals-count"));
  const other = typeof number === "number" ? inOthers(number, value, units, sidereal) : null;
  return withHint(hint, other ?? "");
}

/** Say how a number is written with its unit, which is for the author to tell. */
export function withUnit(value: Json, allowed: readonly string[]): string {
  const names = oneOf(allowed);
  if (typeof value === "number") return say("with-its-unit", { value: show(value), names });
  const example = show({ value: 1, unit: allowed[0] as string });
  return say("number-with-unit", { names, example });
}

/**
 * Say how a number is written that has no unit beside it.
 *
 * @param value - a number with a unit.
 * @param schema - says in `x-unit` what the number counts in, or else in its description.
 */
export function withoutUnit(value: JsonObject, schema: Schema): string {
  const wanted = schema["x-unit"];
  if (wanted === undefined) return say("number-alone", { purpose: purpose(schema) });
  const there = has(value, "unit") ? value["unit"] : null;
  if (typeof there !== "string" || there === wanted || sameUnit(there, [wanted]) !== null) {
    return say("the-number-alone-in", { unit: wanted });
  }
  const number = value["value"];
  const other = typeof number === "number" ? inOthers(number, there, [wanted], false) : null;
  return withHint(say("a-number-alone-in", { unit: wanted }), other ?? say("another-unit"));
}

/**
 * Say what to do about a former key; of a frame or units also what has to be done before.
 *
 * @param value - what stands under the key.
 * @param former - what the schema says of it.
 * @param frame - another value that says no more than leaving the key out.
 */
export function leftOut(value: Json, former: Required<Remedy>, frame: Json): string {
  const said = typeof value === "string" ? casefold(value) : value;
  const nothing = [null, frame, ...former.same];
  if (former.same.length === 0 || nothing.some((same) => equal(said, same))) return former.say;
  return withHint(former.say, say("converted-first", { value: show(value) }));
}

/**
 * Say what to write instead of a value of a wrong type; empty where that is not plain.
 *
 * @param value - the value; null where it must not be repeated.
 * @param types - names of the types that are wanted.
 * @param schema - what the value breaks.
 * @param items - of an array, the schema of its items, with what it refers to.
 */
export function ofType(
  value: Json,
  types: readonly string[],
  schema: Schema,
  items: Schema,
): string {
  const [wanted] = types.length === 1 ? types : [];
  if (wanted === "number" || wanted === "integer") {
    if (isObject(value) && has(value, "value")) return withoutUnit(value, schema);
    const isNumber = typeof value === "string" && NUMBER.test(value);
    return isNumber ? say("without-quotes", { value }) : "";
  }
  if (schema.pattern !== undefined) return say("wanted", { purpose: purpose(schema) });
  if (wanted === "string") return asText(value, schema.enum);
  if (wanted === "object" && schema.properties !== undefined) {
    const keys = Object.keys(schema.properties);
    return keys.length > 0 ? say("write-object", { names: listed(keys) }) : say("write-empty-object");
  }
  if (wanted === "boolean" && (value === "true" || value === "false")) {
    return say("without-quotes", { value });
  }
  return wanted === "array" ? asArray(value, items) : "";
}

function asArray(value: Json, items: Schema): string {
  if (typeof value !== "string" || items.type !== "string") return "";
  const known = items.enum ?? [value];
  if (known.includes(value)) return say("write", { value: show([value]) });
  return say("array-of", { names: listed(known) });
}

function asText(value: Json, allowed: readonly Json[] | undefined): string {
  if (allowed !== undefined && !allowed.includes(show(value))) {
    return say("write-one-of", { names: listed(allowed) });
  }
  const isPlain = typeof value === "number" || typeof value === "boolean";
  return isPlain ? say("in-quotes", { value: show(value) }) : "";
}

function oneOf(allowed: readonly string[]): string {
  return allowed.length > 1 ? say("one-of", { names: listed(allowed) }) : show(allowed[0] as string);
}

function isText(value: Json): value is string {
  return typeof value === "string";
}
