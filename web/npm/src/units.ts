/**
 * Units: which of the allowed ones a wrong one is, and what an amount is in them.
 *
 * The rules are those of `ska_oso_pdm/validation/unit_spellings.py`, and the sizes and spellings
 * are the same files. What is not known to be the same unit exactly is never taken for it.
 */

import read from "./data/unit_spellings.json";
import tables from "./data/units.json";
import { Fraction } from "./fraction.js";
import type { Json } from "./json.js";
import { general, withPoint, written } from "./numbers.js";
import { say } from "./sentences.js";
import { BLANK, first, strip } from "./text.js";

/** How much one of a unit is: sizes of one kind can be compared. */
interface Size {
  readonly kind: string;
  readonly factor: Fraction;
  readonly inRadians: boolean;
}

const SIZES = new Map([
  ...Object.entries(tables.sizes).flatMap(([kind, sizes]) => sizesOf(kind, sizes, false)),
  ...sizesOf("angle", tables.radians, true),
]);
const SYMBOLS = inverted(read.symbols.of);
const NAMES = inverted(read.words.of);
read["any-capitals"].units.forEach((unit) => NAMES.set(unit.toLowerCase(), unit));
const PREFIXED = new Map(
  read.prefixed.flatMap((base) => {
    const size = SIZES.get(base)!;
    return Object.entries(read.prefixes).map(([prefix, power]): [string, Size] => [
      `${prefix}${base}`,
      { ...size, factor: size.factor.times(Fraction.power(power)) },
    ]);
  }),
);

const SPACE = `[${BLANK}]`;
const SOME = `([^${BLANK}]+?)`;
const MICRO = /[\u03bc\xb5]/gu;
const PER = new RegExp(`${SPACE}*/${SPACE}*|${SPACE}+per${SPACE}+`, "u");
const INVERSE = new RegExp(
  `^${SOME}(?:${SPACE}+|${SPACE}*[.*·]${SPACE}*)${SOME}(?:(?:\\^|\\*\\*)?-1|⁻¹)$`,
  "u",
);
const COMPOUND = new RegExp(
  `^(hour|arc|milli|micro|nano|kilo|mega|giga)[${BLANK}_-]+`,
  "iu",
);
const LONGEST = 60;
const [LEAST, MOST] = [1e-30, 1e30]; // of numbers worth to be converted
const DIGITS = 15;
const DEGREE_OF_TIME = Fraction.read("240"); // in seconds: 86400 of them are 360 deg

function sizesOf(kind: string, sizes: object, inRadians: boolean): [string, Size][] {
  return Object.entries(sizes).map(([unit, factor]: [string, string]) => [
    unit,
    { kind, factor: Fraction.read(factor), inRadians },
  ]);
}

function inverted(spellings: Record<string, string[]>): Map<string, string> {
  const pairs = Object.entries(spellings).flatMap(([unit, others]) =>
    others.map((other): [string, string] => [other, unit]),
  );
  return new Map(pairs);
}

/** Tell whether the values that are allowed somewhere are units; "" is the unit of none. */
export function areUnits(allowed: readonly Json[]): allowed is string[] {
  const names = allowed.filter((unit) => unit !== "");
  const isUnit = (unit: Json) => typeof unit === "string" && sizeOf(unit) !== null;
  return names.length > 0 && names.every(isUnit);
}

/** Give the first allowed spelling of the very same unit. */
export function sameUnit(unit: string, allowed: readonly string[]): string | null {
  const own = plain(unit);
  return allowed.find((name) => name !== "" && own !== null && plain(name) === own) ?? null;
}

/**
 * Say what an amount is in an allowed unit: `36 km/h are 10 m/s`.
 *
 * @param number how many of the unit; it is written as `numbers` says.
 * @param unit a unit that is not allowed.
 * @param allowed those that are.
 * @param sidereal whether angles stand for a sidereal time, of which 24 h are a full turn.
 * @returns the clause; null where the unit is not known here, or measures something else.
 */
export function inOthers(
  number: number,
  unit: string,
  allowed: readonly string[],
  sidereal = false,
): string | null {
  const size = compound(partsOf(unit).map(sizeOfSpelling));
  const isUsual = LEAST < Math.abs(number) && Math.abs(number) < MOST;
  if (size === null || size.inRadians || !isUsual) {
    return null;
  }
  let amount = Fraction.read(written(number)).times(size.factor);
  let { kind } = size;
  let names = allowed;
  if (sidereal && kind === "time") {
    amount = amount.dividedBy(DEGREE_OF_TIME);
    kind = "angle";
    names = allowed.includes("hourangle") ? ["hourangle"] : allowed;
  }
  const found = amounts(amount, kind, names);
  if (found.length === 0) {
    return null;
  }
  const best = found.reduce((one, other) => (isShorter(other, one) ? other : one));
  const told = number === 1 ? "amount-is" : "amounts-are";
  const other = best.isExact ? best.text : say("about", { number: best.text });
  return say(told, { number: written(number), unit, other, other_unit: best.unit });
}

/** An amount as a decimal number, and whether it is exactly that. */
interface Amount {
  readonly unit: string;
  readonly text: string;
  readonly isExact: boolean;
}

function amounts(amount: Fraction, kind: string, allowed: readonly string[]): Amount[] {
  return allowed.flatMap((unit) => {
    const size = unit === "" ? null : sizeOf(unit);
    const fits = size !== null && size.kind === kind && !size.inRadians;
    return fits ? [{ unit, ...decimal(amount.dividedBy(size.factor)) }] : [];
  });
}

/** Rank amounts: exact ones first, and of these the short ones. */
function isShorter(one: Amount, other: Amount): boolean {
  if (one.isExact !== other.isExact) {
    return one.isExact;
  }
  return one.text.length < other.text.length;
}

function decimal(number: Fraction): { text: string; isExact: boolean } {
  const value = number.toNumber();
  const isWhole = Number.isInteger(value) && Math.abs(value) < 10 ** DIGITS;
  const text = isWhole ? String(value) : withPoint(value);
  const isExact = Fraction.read(text).equals(number);
  return { text: isExact ? text : general(value, DIGITS), isExact };
}

/** Write a unit in its shortest spelling; null where it is none that is known here. */
function plain(unit: string): string | null {
  const parts = partsOf(unit).map(factor);
  return parts.includes(null) ? null : parts.join("/");
}

function partsOf(unit: string): string[] {
  const text = strip(first(LONGEST, unit).replace(MICRO, "u"));
  const inverse = INVERSE.exec(text);
  return inverse === null ? text.split(PER) : [inverse[1]!, inverse[2]!];
}

function factor(name: string): string | null {
  if (Object.hasOwn(read.words.of, name) && sizeOf(name) !== null) {
    return name;
  }
  const word = name.replace(COMPOUND, "$1");
  const small = word.toLowerCase(); // of mixed capitals `hR` is a hectorayleigh
  const capital = small.charAt(0).toUpperCase() + small.slice(1);
  const isWord = [small, small.toUpperCase(), capital].includes(word);
  return (isWord ? NAMES.get(small) : undefined) ?? SYMBOLS.get(name) ?? null;
}

/** Give the size of a unit in any spelling of the schemas; null for a unit not known here. */
function sizeOf(unit: string): Size | null {
  const names = unit.replace(MICRO, "u").replaceAll(" ", "").split("/");
  return compound(names.map((name) => SIZES.get(name) ?? null));
}

/** Give the size of one unit, or of one divided by another; null where either is not known. */
function compound(sizes: readonly (Size | null)[]): Size | null {
  const [over = null, under = null] = sizes;
  if (over === null || sizes.length > 2) {
    return null;
  }
  if (sizes.length === 1) {
    return over;
  }
  if (under === null || under.inRadians) {
    return null;
  }
  const kind = `${over.kind}/${under.kind}`;
  return { kind, factor: over.factor.dividedBy(under.factor), inRadians: over.inRadians };
}

/** Give the size of a factor, in more spellings and with more prefixes than documents may have. */
function sizeOfSpelling(name: string): Size | null {
  const known = factor(name);
  return known === null ? (PREFIXED.get(name) ?? null) : sizeOf(known);
}
