/** JavaScript values as I-JSON: whether one holds what no text could, and where. */

import { isPlain } from "./json.js";
import { MAX_DEPTH } from "./parse.js";
import { PERSONAL, type Place, shownPlace } from "./personal.js";
import { sayUnread } from "./sentences.js";
import { firstCut } from "./text.js";

/** What is wrong at a place of a value that no I-JSON text can hold. */
export interface Improper {
  readonly code: string;
  readonly message: string;
  readonly path: Place;
  readonly place: null;
}

/** Give the first part of a value that is no I-JSON, outer ones first; null where there is none. */
export function improper(document: unknown, mostValues = Number.POSITIVE_INFINITY): Improper | null {
  let count = 0;
  const root: [string, unknown] = ["", document];
  const within: Iterator<[string | number, unknown]>[] = [[root].values()];
  const path: (string | number)[] = [];
  for (;;) {
    const inner = within.at(-1);
    if (inner === undefined) return null;
    const next = inner.next();
    if (next.done) {
      within.pop();
      path.pop();
      continue;
    }
    const [step, value] = next.value;
    if (within.length > 1) path.push(step);
    if (count++ === mostValues) return tooMany(mostValues);
    const found = atPlace(value, path);
    if (found) return found;
    if (typeof value === "object" && value !== null) within.push(parts(value));
    else if (within.length > 1) path.pop();
  }
}

function* parts(value: object): Generator<[string | number, unknown]> {
  if (Array.isArray(value)) yield* value.entries();
  else for (const key of Object.keys(value)) yield [key, (value as Record<string, unknown>)[key]];
}

function atPlace(value: unknown, path: Place): Improper | null {
  if (typeof value === "string") {
    return firstCut(value) < 0 ? null : made("not-utf-8", sayUnread("cut"), path);
  }
  if (typeof value === "number") {
    return Number.isFinite(value) ? null : made("not-finite", sayUnread("not-finite"), path);
  }
  if (value === null || typeof value === "boolean") return null;
  if (typeof value === "object" && (Array.isArray(value) || isPlain(value))) {
    return atContainer(value, path);
  }
  return made("not-json", sayUnread("no-value-of-javascript", { type: named(value) }), path);
}

function atContainer(value: object, path: Place): Improper | null {
  const keys = Array.isArray(value) ? [] : Object.keys(value);
  const count = Array.isArray(value) ? value.length : keys.length;
  if (count > 0 && path.length >= MAX_DEPTH) {
    return made("too-deep", sayUnread("too-deep", { depth: MAX_DEPTH }), path.slice(0, 3));
  }
  const cut = keys.find((key) => firstCut(key) >= 0);
  if (cut === undefined) return null;
  const isShown = shownPlace([...path, cut]).at(-1) === cut;
  return made("not-utf-8", sayUnread("cut-key", { key: isShown ? quoted(cut) : PERSONAL }), path);
}

/** Write a key with half of a pair as Python does, in escapes. */
function quoted(key: string): string {
  const escaped = key.replace(/\p{Cs}/gu, (half) => `\\u${half.charCodeAt(0).toString(16)}`);
  return `'${escaped}'`;
}

/** Name what is no JSON value, for people. */
function named(value: unknown): string {
  if (value === undefined) return "undefined";
  const name: unknown = typeof value === "object" ? value?.constructor?.name : typeof value;
  return typeof name === "string" && /^[A-Za-z]{1,60}$/u.test(name) ? name : "object of a class";
}

function tooMany(number: number): Improper {
  return made("too-large", sayUnread("too-many", { number: number.toLocaleString("en") }), []);
}

function made(code: string, message: string, path: Place): Improper {
  return { code, message, path: [...path], place: null };
}
