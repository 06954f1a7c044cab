/** Markers: places in a document that show of which entity and layout it is. */

import { has, isObject, type Json, type JsonObject } from "./json.js";
import data from "./data/markers.json";

/** A place, and what it must hold; `schemas/README.md` says what each condition means. */
export interface Marker {
  readonly at: readonly string[];
  readonly type?: string;
  readonly values?: readonly string[];
  readonly kinds?: readonly string[];
  readonly without?: readonly string[];
  readonly beside?: readonly string[];
  readonly not_beside?: readonly string[];
  readonly weak?: boolean;
  readonly first?: string;
  readonly last?: string;
}

/** A row of the decision table. */
export interface Row {
  readonly version: string | null;
  readonly all?: readonly string[];
  readonly any?: readonly string[];
  readonly none?: readonly string[];
}

/** What is known of an entity. */
export interface Entity {
  readonly versions: readonly string[];
  readonly own: readonly Marker[];
  readonly markers: Readonly<Record<string, Marker>>;
  readonly rows: readonly Row[];
  readonly refused?: Readonly<Record<string, string>>;
}

export const ENTITIES = new Map<string, Entity>(Object.entries(data.entities as object));
export const COMMON: ReadonlySet<string> = new Set(data.common);

const TYPES: Readonly<Record<string, (value: Json) => boolean>> = {
  object: isObject,
  array: Array.isArray,
  string: (value) => typeof value === "string",
  number: (value) => typeof value === "number",
};

/** Tell whether a document has what a marker describes, at any of its places. */
export function matches(document: JsonObject, marker: Marker): boolean {
  return marker.at.some((path) => reaches(document, path.split("/").slice(1), marker));
}

function reaches(value: Json, path: readonly string[], marker: Marker): boolean {
  const [step, ...rest] = path;
  if (step === undefined) return allowed(value, marker);
  if (step === "*") {
    const parts = typeof value === "object" && value !== null ? Object.values(value) : [];
    return parts.some((part) => reaches(part, rest, marker));
  }
  if (!isObject(value) || !has(value, step)) return false;
  if (rest.length === 0 && !standsBeside(value, marker)) return false;
  return reaches(value[step] as Json, rest, marker);
}

function standsBeside(object: JsonObject, { beside = [], not_beside = [] }: Marker): boolean {
  return beside.every((key) => has(object, key)) && !not_beside.some((key) => has(object, key));
}

function allowed(value: Json, { kinds, without = [], values, type }: Marker): boolean {
  if (kinds) {
    if (!isObject(value) || without.some((key) => has(value, key))) return false;
    return has(value, "kind") && isAmong(value.kind, kinds);
  }
  if (values) return isAmong(value, values);
  return type === undefined || TYPES[type]?.(value) === true;
}

function isAmong(value: Json | undefined, texts: readonly string[]): boolean {
  return typeof value === "string" && texts.includes(value);
}

/** The versions, as first and last index, of each dated marker that a document has. */
export function dated(document: JsonObject, { versions, markers }: Entity): [number, number][] {
  return Object.values(markers)
    .filter((marker) => (marker.first ?? marker.last) !== undefined && matches(document, marker))
    .map(({ first, last }) => [
      first === undefined ? 0 : versions.indexOf(first),
      last === undefined ? versions.length - 1 : versions.indexOf(last),
    ]);
}
