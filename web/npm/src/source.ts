/**
 * Where documents come from: text and bytes, read strictly as I-JSON, as Python reads them.
 *
 * I-JSON (RFC 7493) is JSON that means the same to every reader: UTF-8, no key twice, no number
 * that overflows a double. Lone surrogates and absurd sizes are refused for the same reason.
 */

import type { Json } from "./json.js";
import { refusal, type Refusal } from "./not_json.js";
import {
  type Inexact, MAX_DEPTH, type Offsets, offsetsOf, Parser, Refused, wantedOf,
} from "./parse.js";
import type { Place } from "./personal.js";
import { lineAndColumn, type Position } from "./positions.js";
import { type Improper, improper } from "./proper.js";
import { sayUnread } from "./sentences.js";
import { firstCut } from "./text.js";

/** Largest text that is read, in bytes: some 5000 times a scheduling block. */
export const MAX_BYTES = 32 * 1024 * 1024;

/** How many values are read: one for each 13 bytes of the largest text. */
export const MAX_VALUES = 2_500_000;

export { MAX_DEPTH };

const MARK = "\ufeff"; // a byte order mark, which some editors write

/** A document with the text that it was read from. */
export interface Source {
  readonly document: Json;
  /** The text without byte order mark; null for a document that came as a value. */
  readonly text: string | null;
  /** Whole numbers that JavaScript cannot hold as they are written. */
  readonly inexact: readonly Inexact[];
  /** What is in the document that no I-JSON text can hold, in this order; most have nothing. */
  readonly improper: () => Improper | null;
}

/** There is no document to judge; what is thrown by `sourceOf`, and by no entry point. */
export class Unreadable extends Error {
  constructor(readonly refusal: Refusal | Improper) {
    super(refusal.message);
  }
}

/**
 * Read a document.
 *
 * @param given - text or bytes; any other value is taken for what was made of one.
 * @throws Unreadable where there is no I-JSON value.
 */
export function sourceOf(given: unknown): Source {
  if (typeof given === "string") return ofText(given);
  const bytes = bytesOf(given);
  return bytes ? ofBytes(bytes) : ofValue(given);
}

/** Give the bytes of what has bytes; null of all other values. */
function bytesOf(given: unknown): Uint8Array | null {
  if (given instanceof ArrayBuffer) return new Uint8Array(given);
  if (!ArrayBuffer.isView(given)) return null;
  return new Uint8Array(given.buffer, given.byteOffset, given.byteLength);
}

function ofText(text: string): Source {
  const cut = firstCut(text);
  if (cut >= 0) {
    throw refused("not-utf-8", sayUnread("cut-in-utf-8"), lineAndColumn(text, cut));
  }
  if (isTooLarge(text)) throw tooLarge();
  return parsed(text.startsWith(MARK) ? text.slice(1) : text, null);
}

/** Tell whether a text has too many bytes: no code unit takes less than one, and none more than three. */
function isTooLarge(text: string): boolean {
  if (text.length > MAX_BYTES || 3 * text.length <= MAX_BYTES) return text.length > MAX_BYTES;
  return new TextEncoder().encode(text).length > MAX_BYTES;
}

function ofBytes(bytes: Uint8Array): Source {
  if (bytes.length > MAX_BYTES) throw tooLarge();
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const data = hasMark ? bytes.subarray(3) : bytes;
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(data);
  } catch {
    throw new Unreadable(refusal(data, null));
  }
  return parsed(text, data);
}

function parsed(text: string, data: Uint8Array | null): Source {
  if (hasTooMany(text)) throw tooMany();
  const parser = new Parser(text);
  try {
    const document = parser.parse();
    const { inexact, overflows } = parser;
    return { document, text, inexact, improper: () => (overflows ? improper(document) : null) };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    throw new Unreadable(refusal(data ?? new TextEncoder().encode(text), { text, error }));
  }
}

function ofValue(value: unknown): Source {
  const found = improper(value, MAX_VALUES);
  if (found) throw new Unreadable(found);
  return { document: value as Json, text: null, inexact: [], improper: () => null };
}

/** Tell whether a text holds too many values, by the signs that stand before all but the first. */
function hasTooMany(text: string): boolean {
  if (text.length <= MAX_VALUES) return false;
  let signs = 0;
  for (let at = 0; at < text.length; at++) {
    const sign = text.charAt(at);
    if (sign === '"') {
      at = endOfString(text, at + 1);
    } else if (sign === "," || sign === "[" || sign === "{") {
      if (++signs === MAX_VALUES) return true;
    }
  }
  return false;
}

/** Give where a string ends; the end of the text where it does not. */
export function endOfString(text: string, start: number): number {
  let at = start;
  while (at < text.length && text.charAt(at) !== '"') at += text.charAt(at) === "\\" ? 2 : 1;
  return at;
}

/** Find places in a text that is known to be JSON, all in one pass: keys, and values. */
export function find(text: string, places: Iterable<Place>): (place: Place) => Offsets | undefined {
  const wanted = wantedOf(places);
  new Parser(text).parse(wanted);
  return (place) => offsetsOf(wanted, place);
}

function refused(code: string, message: string, place: Position | null = null): Unreadable {
  return new Unreadable({ code, message, place });
}

function tooLarge(): Unreadable {
  return refused("too-large", sayUnread("too-large", { limit: MAX_BYTES / 1024 / 1024 }));
}

function tooMany(): Unreadable {
  return refused("too-large", sayUnread("too-many", { number: MAX_VALUES.toLocaleString("en") }));
}
