/**
 * Reads JSON text strictly, as the parser that Python reads it with: what that refuses is refused
 * here, at the same place and for the same reason.
 *
 * `JSON.parse` hides keys that are there twice, and what becomes of long numbers.
 */

import { has, type Json, type JsonObject } from "./json.js";

/** Deepest nesting of arrays and objects that is read. */
export const MAX_DEPTH = 200;

const LONGEST_NUMBER = 4300; // digits of a whole number, as Python reads it

export type Reason =
  | "in-list" | "in-object" | "in-string" | "in-value"
  | "no-colon" | "no-comma-in-list" | "no-comma-in-object" | "no-ident" | "no-value"
  | "bad-escape" | "bad-number" | "long-number" | "control-character" | "key-no-string"
  | "lone-surrogate" | "trailing-comma" | "trailing-characters" | "end-of-escape"
  | "twice" | "too-deep";

/** Why a text is no JSON that is read, and at which code unit; `key` is one that is there twice. */
export class Refused extends Error {
  constructor(
    readonly reason: Reason,
    readonly at: number,
    readonly key = "",
  ) {
    super(reason);
  }
}

/** Where a key, if there is one, and its value begin in a text. */
export interface Offsets {
  readonly key: number;
  readonly value: number;
}

/** A step of pointers that are looked for; `found` where one ends here. */
export interface Wanted {
  found?: Offsets;
  readonly parts: Map<string, Wanted>;
}

/** A whole number that JavaScript cannot hold: how it is written, and where. */
export interface Inexact {
  readonly written: string;
  readonly path: readonly (string | number)[];
}

const SPACE = /[ \t\n\r]*/y;
const PLAIN = /[^"\\\u0000-\u001f]*/y;
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?/y;
const HEX = /^[0-9a-fA-F]$/u;
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"', "\\": "\\", "/": "/", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t",
};
const IDENTS: Readonly<Record<string, [string, Json]>> = {
  n: ["null", null],
  t: ["true", true],
  f: ["false", false],
};

/** Reads one text. */
export class Parser {
  /** Whole numbers that are not what the text says; see `Inexact`. */
  readonly inexact: Inexact[] = [];
  /** Whether a number is beyond all that JavaScript, or Python, can hold: it is infinite here. */
  overflows = false;
  readonly #text: string;
  readonly #path: (string | number)[] = [];
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /**
   * Give the value of the text.
   *
   * @param wanted - places that are looked for: what is found of them is noted there.
   * @throws Refused where there is no JSON value.
   */
  parse(wanted?: Wanted): Json {
    const value = this.#value(this.#peek("in-value"), 0, this.#at, wanted);
    if (this.#skipped() !== "") throw new Refused("trailing-characters", this.#at);
    return value;
  }

  /** Go to the next sign that is no space, and give it; an empty text at the end. */
  #skipped(): string {
    SPACE.lastIndex = this.#at;
    SPACE.test(this.#text);
    this.#at = SPACE.lastIndex;
    return this.#text.charAt(this.#at);
  }

  #peek(reason: Reason): string {
    const next = this.#skipped();
    if (next === "") throw new Refused(reason, this.#at);
    return next;
  }

  #value(first: string, depth: number, key: number, wanted: Wanted | undefined): Json {
    if (depth > MAX_DEPTH) throw new Refused("too-deep", this.#at);
    if (wanted) wanted.found = { key, value: this.#at };
    if (first === '"') return this.#string();
    if (first === "[") return this.#array(depth, wanted);
    if (first === "{") return this.#object(depth, wanted);
    const ident = has(IDENTS, first) ? IDENTS[first] : undefined;
    return ident ? this.#ident(...ident) : this.#number(first);
  }

  #array(depth: number, wanted: Wanted | undefined): Json[] {
    const items: Json[] = [];
    this.#at++;
    let next = this.#peek("in-list");
    if (next === "]") {
      this.#at++;
      return items;
    }
    for (;;) {
      const step = wanted?.parts.get(String(items.length));
      this.#path.push(items.length);
      items.push(this.#value(next, depth + 1, this.#at, step));
      this.#path.pop();
      next = this.#peek("in-list");
      this.#at++;
      if (next === "]") return items;
      if (next !== ",") throw new Refused("no-comma-in-list", this.#at - 1);
      next = this.#peek("in-value");
      if (next === "]") throw new Refused("trailing-comma", this.#at);
    }
  }

  #object(depth: number, wanted: Wanted | undefined): JsonObject {
    const object: JsonObject = {};
    this.#at++;
    let next = this.#peek("in-object");
    if (next === "}") {
      this.#at++;
      return object;
    }
    for (;;) {
      if (next !== '"') throw new Refused("key-no-string", this.#at);
      const start = this.#at;
      const key = this.#key();
      if (has(object, key)) throw new Refused("twice", start, key);
      this.#path.push(key);
      put(object, key, this.#value(this.#peek("in-value"), depth + 1, start, wanted?.parts.get(key)));
      this.#path.pop();
      next = this.#peek("in-object");
      this.#at++;
      if (next === "}") return object;
      if (next !== ",") throw new Refused("no-comma-in-object", this.#at - 1);
      next = this.#peek("in-value");
      if (next === "}") throw new Refused("trailing-comma", this.#at);
    }
  }

  #key(): string {
    const key = this.#string();
    if (this.#peek("in-object") !== ":") throw new Refused("no-colon", this.#at);
    this.#at++;
    return key;
  }

  #ident(word: string, value: Json): Json {
    for (const letter of word) {
      const next = this.#text.charAt(this.#at);
      if (next !== letter) throw new Refused(next === "" ? "in-value" : "no-ident", this.#at);
      this.#at++;
    }
    return value;
  }

  #string(): string {
    const text = this.#text;
    let value = "";
    this.#at++;
    for (;;) {
      PLAIN.lastIndex = this.#at;
      PLAIN.test(text);
      value += text.slice(this.#at, PLAIN.lastIndex);
      this.#at = PLAIN.lastIndex;
      const next = text.charAt(this.#at);
      if (next === "") throw new Refused("in-string", this.#at);
      if (next !== '"' && next !== "\\") throw new Refused("control-character", this.#at);
      this.#at++;
      if (next === '"') return value;
      value += this.#escaped();
    }
  }

  #escaped(): string {
    const letter = this.#text.charAt(this.#at);
    if (letter === "") throw new Refused("in-string", this.#at);
    if (letter === "u") return this.#unicode();
    const meant = has(ESCAPES, letter) ? ESCAPES[letter] : undefined;
    if (meant === undefined) throw new Refused("bad-escape", this.#at);
    this.#at++;
    return meant;
  }

  /** Read the hexadecimal digits of a character, or of the two halves of one. */
  #unicode(): string {
    const high = this.#hex();
    if (high < 0xd800 || high > 0xdfff) return String.fromCharCode(high);
    if (high >= 0xdc00) throw new Refused("lone-surrogate", this.#at - 1);
    const next = this.#text.slice(this.#at, this.#at + 2);
    if (next === "" || (next === "\\" && this.#at + 1 === this.#text.length)) {
      throw new Refused("in-string", this.#text.length);
    }
    if (!next.startsWith("\\")) throw new Refused("end-of-escape", this.#at);
    if (next !== "\\u") throw new Refused("end-of-escape", this.#at + 1);
    this.#at++;
    const low = this.#hex();
    if (low < 0xdc00 || low > 0xdfff) throw new Refused("lone-surrogate", this.#at - 1);
    return String.fromCharCode(high, low);
  }

  #hex(): number {
    const digits = this.#text.slice(this.#at + 1, this.#at + 5);
    if (digits.length < 4) throw new Refused("in-string", this.#text.length);
    for (const [index, digit] of [...digits].entries()) {
      if (!HEX.test(digit)) throw new Refused("bad-escape", this.#at + 1 + index);
    }
    this.#at += 5;
    return Number.parseInt(digits, 16);
  }

  #number(first: string): number {
    const start = this.#at;
    if (!/[-0-9]/u.test(first)) throw new Refused("no-value", start);
    NUMBER.lastIndex = start;
    if (!NUMBER.test(this.#text)) throw this.#noNumber(start + 1);
    const written = this.#text.slice(start, NUMBER.lastIndex);
    this.#at = NUMBER.lastIndex;
    const whole = /^-?[0-9]+/u.exec(written)?.[0].length ?? 0;
    const digits = written.startsWith("-") ? start + 1 : start;
    if (start + whole - digits > LONGEST_NUMBER) {
      throw new Refused("long-number", digits + LONGEST_NUMBER + 1);
    }
    const next = this.#text.charAt(this.#at);
    if (whole === written.length) {
      if (/^-?0$/u.test(written) && /^[0-9]$/u.test(next)) throw new Refused("bad-number", this.#at);
      if (next === ".") throw this.#noNumber(this.#at + 1);
    }
    if (/^[eE]$/u.test(next) && !/[eE]/u.test(written)) throw this.#noExponent();
    return this.#held(written, whole === written.length);
  }

  /** Refuse a number of which digits are missing. */
  #noNumber(at: number): Refused {
    return at < this.#text.length ? new Refused("bad-number", at) : new Refused("in-value", at);
  }

  #noExponent(): Refused {
    const isSigned = /^[-+]$/u.test(this.#text.charAt(this.#at + 1));
    return this.#noNumber(this.#at + (isSigned ? 2 : 1));
  }

  /** Give a number, and note whether it is another one than is written. */
  #held(written: string, isWhole: boolean): number {
    const number = Number(written);
    if (!Number.isFinite(number)) {
      this.overflows = true;
    } else if (isWhole && !Number.isSafeInteger(number) && BigInt(written) !== BigInt(number)) {
      this.inexact.push({ written, path: [...this.#path] });
    }
    return isWhole && number === 0 ? 0 : number; // -0 is a whole number without a sign
  }
}

/** Put a value under a key of its own, whatever the key is. */
function put(object: JsonObject, key: string, value: Json): void {
  if (key === "__proto__") {
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  } else {
    object[key] = value;
  }
}

/** Give a step of pointers to look for, with the steps that follow. */
export function wantedOf(places: Iterable<readonly (string | number)[]>): Wanted {
  const root: Wanted = { parts: new Map() };
  for (const place of places) {
    let step = root;
    for (const token of place) {
      const key = String(token);
      let next = step.parts.get(key);
      if (next === undefined) step.parts.set(key, (next = { parts: new Map() }));
      step = next;
    }
  }
  return root;
}

/** Give what was found of a place. */
export function offsetsOf(root: Wanted, place: readonly (string | number)[]): Offsets | undefined {
  return place.reduce<Wanted | undefined>((step, token) => step?.parts.get(String(token)), root)?.found;
}
