/**
 * What may tell of people: no message repeats such a value, or such a key.
 *
 * The rules are those of `ska_oso_pdm/personal.py`, and the words are the same file.
 */

import read from "./data/personal.json";
import { isObject, type Json } from "./json.js";
import { nearest, split } from "./likeness.js";
import { BLANK, first, WORD } from "./text.js";

/** The keys and indices that lead to a place in a document. */
export type Place = readonly (string | number)[];

/** What stands in the place of what may be personal. */
export const PERSONAL = "(personal)";

const PEOPLE = new Set(read.people.words);
const RUN_TOGETHER = read["run-together"].words;
const ABOUT = new Set(read.about.words);
const BY_THINGS = new Set(read["by-things"].words);
const AROUND = new Set(read.around.words);
const MADE_OF_ANYTHING = new Set(read["made-of-anything"].words);
const BESIDE = new Set([...read.people.words, ...read.beside.words]);

const LONGEST = 200; // characters of a key whose words are looked at
const LONG_WORD = 8; // letters, from which on a word with a slip of the pen is that word
const KEPT = 4096; // keys that are remembered
const LONG_WORDS = read.people.words.filter((word) => word.length >= LONG_WORD);
const NOT_OF_A_NAME = new RegExp(`[^${WORD}$@.:\\-]`, "u"); // as programs write them
const INDEX = /^[0-9]{1,6}$/u;
const IDENTIFIER = /^(?:[A-Z]{0,3}[0-9]+|[a-z]{2,4}(?:-[a-z0-9]{1,12}){0,2}-[0-9]{5,})$/u;

/** What a key tells by itself. */
interface Told {
  /** Whether it is about people. */
  readonly people: boolean;
  /** Whether what stands at it is made of anything by a program. */
  readonly made: boolean;
  /** Whether what stands at it has parts about people. */
  readonly around: boolean;
  /** Whether it may be personal wherever it stands. */
  readonly hidden: boolean;
  /** Whether no program would name anything so. */
  readonly isNoName: boolean;
  /** Whether it may be a name, below a key about people. */
  readonly mayBePerson: boolean;
}

/** What the keys that lead to a value say of it. */
interface Holder {
  readonly people: boolean;
  readonly made: boolean;
  readonly around: boolean;
}

const NOWHERE: Holder = { people: false, made: false, around: false };

/** Give what is said of what stands somewhere under a key. */
function at(holder: Holder, key: string): Holder {
  const told = toldBy(key);
  const named = holder.around && told.isNoName;
  return {
    people: holder.people || told.people || named,
    made: holder.made || told.made,
    around: told.around,
  };
}

/** Give what is said of an item of an array there. */
function item(holder: Holder): Holder {
  return { people: holder.people || holder.around, made: holder.made, around: false };
}

/** Tell whether a text there may be personal. */
function hides(holder: Holder, text: string): boolean {
  if (holder.people || holder.around) {
    return text !== "";
  }
  if (holder.made) {
    return text !== "" && !IDENTIFIER.test(text);
  }
  return hasAddress(text);
}

/** Give a key there for people. */
function shown(holder: Holder, key: string): string {
  const told = toldBy(key);
  const byPlace = told.isNoName && (holder.made || holder.around);
  const byPerson = holder.people && told.mayBePerson;
  return byPlace || byPerson || told.hidden ? PERSONAL : key;
}

/**
 * Tell whether a value may be personal, or holds what may be.
 *
 * @param value the value.
 * @param place keys and indices that lead to it.
 */
export function isPersonal(value: Json, place: Place = []): boolean {
  const start = place.reduce(
    (holder: Holder, token) => (isKey(token) ? at(holder, token) : item(holder)),
    NOWHERE,
  );
  const waiting: [Json, Holder][] = [[value, start]];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [part, holder] = next;
    if (hidesItself(part, holder)) {
      return true;
    }
    if (Array.isArray(part)) {
      const inside = item(holder);
      part.forEach((inner) => waiting.push([inner, inside]));
    } else if (isObject(part)) {
      Object.entries(part).forEach(([key, inner]) => waiting.push([inner, at(holder, key)]));
    }
  }
  return false;
}

/** Tell whether a value, but for what is in it, may be personal. */
function hidesItself(value: Json, holder: Holder): boolean {
  if (typeof value === "string") {
    return hides(holder, value);
  }
  if (isObject(value)) {
    return Object.keys(value).some((key) => shown(holder, key) !== key);
  }
  return typeof value === "number" && (holder.people || holder.around);
}

/** Give the keys and indices of a place, without those that may be personal. */
export function shownPlace(place: Place): Place {
  let holder = NOWHERE;
  return place.map((token) => {
    if (!isKey(token)) {
      holder = item(holder);
      return token;
    }
    const key = shown(holder, token);
    holder = at(holder, token);
    return key;
  });
}

const PROGRAMS_WRITE = /^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/u;

/** Give a key that stands nobody knows where; null where it may be a name. */
export function shownKey(key: string): string | null {
  return PROGRAMS_WRITE.test(key) && !toldBy(key).people ? key : null;
}

const RUN = new RegExp(`"[^"]*"|[^${BLANK}"<>()\\[\\]{},;:|/=]+`, "gu");

/** Give a sentence without the quotations and words that have an e-mail address in them. */
export function withoutAddresses(text: string): string {
  return hasAddress(text) ? text.replace(RUN, (run) => (hasAddress(run) ? PERSONAL : run)) : text;
}

/** Tell a key from an index, which is text in a pointer. */
function isKey(token: string | number): token is string {
  return typeof token === "string" && !INDEX.test(token);
}

const told = new Map<string, Told>();

function toldBy(key: string): Told {
  const known = told.get(key);
  if (known !== undefined) {
    return known;
  }
  const made = toldByKey(key);
  if (key.length <= LONGEST) {
    if (told.size >= KEPT) {
      told.clear();
    }
    told.set(key, made);
  }
  return made;
}

function toldByKey(key: string): Told {
  const words = split(first(LONGEST, key));
  const plain = words.join("");
  const people = hasWordAboutPeople(words, plain);
  const isNoName = key === "" || NOT_OF_A_NAME.test(key);
  return {
    people,
    made: MADE_OF_ANYTHING.has(plain),
    around: AROUND.has(plain),
    hidden: hasAddress(key) || (people && isNoName),
    isNoName,
    mayBePerson: !words.every(isBeside),
  };
}

function hasWordAboutPeople(words: readonly string[], plain: string): boolean {
  if (words.at(-1) === "by") {
    const before = words.at(-2);
    return before === undefined || !BY_THINGS.has(before);
  }
  if (ABOUT.has(plain) || withoutDefined(words).some((word) => PEOPLE.has(word))) {
    return true;
  }
  return RUN_TOGETHER.some((word) => plain.includes(word)) || words.some(isSlip);
}

/** Leave `user` out of `user_defined`, which is about things. */
function withoutDefined(words: readonly string[]): readonly string[] {
  return words.filter((_, index) => !["defined", "specified"].includes(words[index + 1] ?? ""));
}

/** Tell whether a word is a slip of the pen for one about people. */
function isSlip(word: string): boolean {
  if (Array.from(word).length < LONG_WORD || BESIDE.has(word)) {
    return false;
  }
  return LONG_WORDS.some((known) => nearest(word, [known]) !== null);
}

function isBeside(word: string): boolean {
  return BESIDE.has(word) || RUN_TOGETHER.includes(word) || isSlip(word);
}

// What may be an address, up to its domain: a user who is called git has none, and nobody has one at
// example.org, which is for descriptions.
const SIGN = new RegExp(
  `(?<=[^${BLANK}@])(?<!(?<![${WORD}])git)(?:[@\uff20]|%40)` +
    `(?!example\\.org(?![${WORD}]))(?=[${WORD}\\-]{1,1000}\\.[${WORD}\\-]|[${WORD}\\-]{1001})`,
  "gu",
);
// No domain has a part of one or two digits, as a version has. What is longer would fill the stack.
const PARTS = new RegExp(`(?:(?!\\p{Nd}{1,2}\\.)[${WORD}\\-]{1,1000}\\.){1,1000}`, "uy");
const LONG_PART = new RegExp(`[${WORD}\\-]{1001}`, "uy");
const NOT_OF_PART = new RegExp(`[^${WORD}\\-]`, "gu");
const TWO_LETTERS = /[\p{L}\p{Nl}\p{No}]{2}/uy;

/** Tell whether there is an e-mail address in a text. */
export function hasAddress(text: string): boolean {
  for (const sign of text.matchAll(SIGN)) {
    if (isDomain(text, sign.index + sign[0].length)) {
      return true;
    }
  }
  return false;
}

/** Tell whether there is a domain at a place: all that may be its parts, and then two letters. */
function isDomain(text: string, start: number): boolean {
  let at = start;
  for (let end = endOfParts(text, at); end !== null; end = endOfParts(text, at)) {
    at = end;
  }
  return at > start && endOf(TWO_LETTERS, text, at) !== null;
}

/** Give where many parts of a domain end, or one that is long; null where there is none. */
function endOfParts(text: string, start: number): number | null {
  if (endOf(LONG_PART, text, start) === null) {
    return endOf(PARTS, text, start);
  }
  const end = endOf(NOT_OF_PART, text, start);
  return end !== null && text.charAt(end - 1) === "." ? end : null;
}

/** Give where a pattern that fits at a place ends there. */
function endOf(pattern: RegExp, text: string, at: number): number | null {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : null;
}
