/** What is told of a document beside its issues: lines as the command line writes them, and why. */

import { decide } from "./decision.js";
import type { Issue, Report } from "./documents.js";
import { firstEvidence } from "./evidence.js";
import { isObject } from "./json.js";
import { versionsOf } from "./layouts.js";
import { type Place, shownPlace } from "./personal.js";
import { pointer } from "./pointers.js";
import { type Position, positionsOf } from "./positions.js";
import { find } from "./source.js";

export { documentsIn, type Inside } from "./inside.js";
export type { Position };

/**
 * Give the first place in a document that shows its layout, as a JSON pointer.
 *
 * @returns null where nothing does but its label, or there is no layout.
 */
export function evidence(document: unknown): string | null {
  if (!isObject(document)) return null;
  const { judge, found, shown } = decide(document);
  const layout = judge ?? found;
  const place = shown && layout ? firstEvidence(document, layout) : null;
  return place?.length ? pointer(shownPlace(place)) : null;
}

/** Give the version that documents of an entity are taken to; null for what has no schema. */
export function newestOf(entity: string): string | null {
  return versionsOf(entity).at(-1) ?? null;
}

/**
 * Give where values begin in a text, by their JSON pointers; those that are not there are left out.
 *
 * @param text - a document with or without a byte order mark; of what is no JSON nothing is given.
 */
export function placesOf(text: string, pointers: Iterable<string>): Map<string, Position> {
  const all = [...new Set(pointers)].map((path) => [path, tokens(path)] as const);
  const bare = text.startsWith("\ufeff") ? text.slice(1) : text;
  try {
    const foundAt = find(bare, all.map(([, place]) => place));
    const found = all.flatMap(([path, place]): [string, number][] => {
      const at = foundAt(place)?.value;
      return at === undefined ? [] : [[path, at]];
    });
    const positions = positionsOf(bare, found.map(([, at]) => at));
    return new Map(found.map(([path, at]) => [path, positions.get(at) as Position]));
  } catch {
    return new Map();
  }
}

function tokens(path: string): Place {
  return path.split("/").slice(1).map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** Give a JSON pointer as it is shown: `(personal)` in the place of keys that may be that. */
export function shownPath(path: string): string {
  return pointer(shownPlace(tokens(path)));
}

const HIDDEN = /[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;

/** Escape what a screen would obey and not show, such as a change of direction: `\u202e`. */
export function printable(text: string): string {
  return text.replace(HIDDEN, (sign) => SHORT[sign] ?? escaped(sign.codePointAt(0) as number));
}

const SHORT: Readonly<Record<string, string>> = { "\t": "\\t", "\n": "\\n", "\r": "\\r" };

function escaped(code: number): string {
  const digits = code.toString(16);
  if (code < 0x100) return `\\x${digits.padStart(2, "0")}`;
  return code < 0x10000 ? `\\u${digits.padStart(4, "0")}` : `\\U${digits.padStart(8, "0")}`;
}

/** Write an issue as `ska-oso-pdm validate` does: `FILE:LINE:COLUMN: PATH: what is wrong [code]`. */
export function lineOf(issue: Issue, name: string): string {
  const { line, column, path, severity, message, code } = issue;
  const parts = line === null ? [] : [`${line}:${column}`];
  if (path) parts.push(shownPath(path));
  if (severity === "warning") parts.push(severity);
  const said = [...parts, `${message} [${code}]`].join(": ");
  return printable(`${name}:${line === null ? " " : ""}${said}`);
}

/** Write the line of a document among many: what it is, its verdict, and the codes of its issues. */
export function verdictOf(
  { judged, valid, entity, version }: Pick<Report, "judged" | "valid" | "entity" | "version">,
  codes: Iterable<string>,
  name: string,
): string {
  const said = judged ? `${valid ? "valid" : "invalid"} ${entity} ${version}` : "not judged";
  const found = [...new Set(codes)].join(", ");
  return printable(`${name}: ${said}${found && ` [${found}]`}`);
}
