/** Markers: places in a document that show of which entity and layout it is. */

import data from "./data/markers.json";
import { has, isObject, type Json, type JsonObject } from "./json.js";
import type { Place } from "./personal.js";

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
  readonly gone?: string;
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
  return placeOf(document, marker) !== null;
}

/** Give the first place where a document has what a marker describes; null where it has not. */
export function placeOf(document: JsonObject, marker: Marker): Place | null {
  for (const path of marker.at) {
    const place = reached(document, path.split("/").slice(1), marker);
    if (place) return place;
  }
  return null;
}

function reached(value: Json, path: readonly string[], marker: Marker): Place | null {
  const [step, ...rest] = path;
  if (step === undefined) return allowed(value, marker) ? [] : null;
  if (step === "*") {
    for (const [key, part] of parts(value)) {
      const place = reached(part, rest, marker);
      if (place) return [key, ...place];
    }
    return null;
  }
  if (!isObject(value) || !has(value, step)) return null;
  if (rest.length === 0 && !standsBeside(value, marker)) return null;
  const place = reached(value[step] as Json, rest, marker);
  return place && [step, ...place];
}

function parts(value: Json): Iterable<[string | number, Json]> {
  if (Array.isArray(value)) return value.entries();
  return isObject(value) ? Object.entries(value) : [];
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

/** Tell whether a row holds: where all of `all`, one of `any` and none of `none` do. */
export function holds(document: JsonObject, entity: Entity, row: Row, shown: boolean): boolean {
  const { all = [], any = [], none = [] } = row;
  const found = (name: string): boolean => {
    const marker = entity.markers[name];
    return marker !== undefined && matches(document, marker);
  };
  const looked = any.length > 0 ? any.some(found) : all.length > 0 || shown;
  return looked && all.every(found) && !none.some(found);
}

/** The versions, as first and last index, of each dated marker that a document has. */
export function dated(document: JsonObject, entity: Entity): (readonly [number, number])[] {
  return datedPlaces(document, entity).map(({ range }) => range);
}

/** A dated marker that a document has: where, and its first and last version, as indices. */
export interface Dated {
  readonly place: Place;
  readonly range: readonly [number, number];
}

/** Give the dated markers that a document has, each with its first place. */
export function datedPlaces(document: JsonObject, { versions, markers }: Entity): Dated[] {
  return Object.values(markers).flatMap((marker) => {
    const { first, last } = marker;
    const place = (first ?? last) === undefined ? null : placeOf(document, marker);
    if (place === null) return [];
    const from = first === undefined ? 0 : versions.indexOf(first);
    const to = last === undefined ? versions.length - 1 : versions.indexOf(last);
    return [{ place, range: [from, to] }];
  });
}
