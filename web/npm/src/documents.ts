/** Documents from texts, and back: read, judged, written. */

import type { Json, JsonObject } from "./json.js";
import { judged, type Unplaced } from "./judging.js";
import { type Label, settle, UnknownLayout, withoutSchema } from "./labelling.js";
import { hasSchema } from "./layouts.js";
import { type Place, withoutAddresses } from "./personal.js";
import { pointer } from "./pointers.js";
import { positionsOf } from "./positions.js";
import type { Problem } from "./problems.js";
import { improper } from "./proper.js";
import { sayUnread } from "./sentences.js";
import {
  find, MAX_BYTES, MAX_DEPTH, MAX_VALUES, type Source, sourceOf, Unreadable,
} from "./source.js";

export type { Json, JsonObject, Problem };
export { MAX_BYTES, MAX_DEPTH, MAX_VALUES };

/**
 * One problem of a document, as Python's `Issue`.
 *
 * An `error` makes a document invalid, a `warning` does not. Line and column, both from 1, are null
 * where there is no text, or what is wrong is the text as a whole.
 */
export interface Issue extends Problem {
  readonly severity: "error" | "warning";
  readonly line: number | null;
  readonly column: number | null;
}

/** The problems of one document, with what was judged. */
export interface Report {
  /** For example `sbd`; null for what is of no layout that is known. */
  readonly entity: string | null;
  /** Version of the layout that the document really has; null likewise. */
  readonly version: string | null;
  /** False where there was no document, or one of a layout unknown or without schema. */
  readonly judged: boolean;
  /** True when it was judged and no issue is an error. Warnings may remain. */
  readonly valid: boolean;
  readonly issues: readonly Issue[];
  /** What was read, as it was written but for numbers that are warned of; undefined without it. */
  readonly document: unknown;
}

/** There is no document that can be read, or written: no JSON, or none that is kept as it is. */
export class UnreadableError extends Error {
  override readonly name = "UnreadableError";

  constructor(readonly issue: Issue) {
    const { line, column, message } = issue;
    super(line === null ? message : `${line}:${column}: ${message}`);
  }
}

/**
 * Judge a document by the schema of its layout: one call from a text to what is wrong with it.
 *
 * Nothing is thrown, and the promise not rejected, whatever is given.
 *
 * @param given - JSON text, as a string or as bytes; or a value, as `JSON.parse` makes it of one.
 */
export async function validate(given: unknown): Promise<Report> {
  let source: Source;
  try {
    source = sourceOf(given);
  } catch (error) {
    return report(undefined, [unread(error)], null, false);
  }
  const { document } = source;
  try {
    const label = settle(document);
    const { entity, version } = label.layout;
    if (!hasSchema(entity, version)) {
      const said = withoutSchema(document as JsonObject, label.layout);
      return report(document, placed(source, [{ ...said, severity: "error" }]), label, false);
    }
    const refused = source.improper();
    if (refused) {
      return report(undefined, placed(source, [{ ...refused, severity: "error" }]), null, false);
    }
    const found = [...(await judged(document as JsonObject, label)), ...inexact(source)];
    return report(document, placed(source, found), label, true);
  } catch (error) {
    if (!(error instanceof UnknownLayout)) throw error;
    return report(document, placed(source, [{ ...error.said, severity: "error" }]), null, false);
  }
}

/**
 * Read a JSON text strictly: what has a key twice, or a number that JavaScript cannot hold as it is
 * written, is refused, where `JSON.parse` would change it and say nothing.
 *
 * @param given - JSON text, as a string or as bytes.
 * @returns the value, of which a validator tells the type.
 * @throws UnreadableError with the issue that says why, and where.
 */
export function read(given: string | Uint8Array | ArrayBuffer): unknown {
  let source: Source;
  try {
    source = sourceOf(given);
  } catch (error) {
    throw new UnreadableError(unread(error));
  }
  const [wrong] = [source.improper() ?? [], ...inexact(source)].flat();
  if (wrong) {
    throw new UnreadableError(placed(source, [{ ...wrong, severity: "error" }])[0] as Issue);
  }
  return source.document;
}

/**
 * Write a document as JSON text, indented by two blanks, which reads as the same value again.
 *
 * @param document - the value; it is not judged.
 * @throws UnreadableError for what `JSON.stringify` would leave out or change and say nothing:
 *   `undefined`, `NaN`, objects of a class, half of a surrogate pair, what lies in itself.
 */
export function write(document: unknown): string {
  const wrong = improper(document, MAX_VALUES);
  if (wrong) throw new UnreadableError(unplaced({ ...wrong, severity: "error" }));
  return `${JSON.stringify(document, null, 2)}\n`;
}

function report(
  document: Json | undefined,
  issues: readonly Issue[],
  label: Label | null,
  wasJudged: boolean,
): Report {
  const { entity = null, version = null } = label?.layout ?? {};
  const valid = wasJudged && issues.every(({ severity }) => severity !== "error");
  return { entity, version, judged: wasJudged, valid, issues, document };
}

/** Give the issue of a text that was not read. */
function unread(error: unknown): Issue {
  if (!(error instanceof Unreadable)) throw error;
  const { code, message, place } = error.refusal;
  const path: Place = "path" in error.refusal ? error.refusal.path : [];
  const { line = null, column = null } = place ?? {};
  return { ...unplaced({ code, message, path, severity: "error" }), line, column };
}

function unplaced({ code, path, message, severity }: Unplaced): Issue {
  const told = withoutAddresses(message);
  return { severity, code, path: pointer(path), message: told, line: null, column: null };
}

/** Find lines and columns, of all in one pass over the text. */
function placed({ text }: Source, found: readonly Unplaced[]): Issue[] {
  if (text === null || found.length === 0) return found.map(unplaced);
  const at = find(text, found.map(({ path }) => path));
  const offsets = found.map(({ path, atKey }) => at(path)?.[atKey ? "key" : "value"]);
  const places = positionsOf(text, offsets.filter((offset) => offset !== undefined));
  return found.map((each, index) => {
    const { line = null, column = null } = places.get(offsets[index] ?? -1) ?? {};
    return { ...unplaced(each), line, column };
  });
}

/** Say of which whole numbers JavaScript has made others. */
function inexact({ inexact: numbers, document }: Source): Unplaced[] {
  return numbers.map(({ written, path }) => {
    const held = path.reduce<Json>((value, step) => (value as JsonObject)[step] as Json, document);
    const values = { number: shortened(written), read: shortened(BigInt(held as number).toString()) };
    return { code: "inexact-number", path, message: sayUnread("inexact", values), severity: "warning" };
  });
}

function shortened(digits: string): string {
  return digits.length > 40 ? `${digits.slice(0, 40)}…` : digits;
}

