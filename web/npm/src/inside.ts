/** Finds documents inside larger JSON values: lists, wrappers, request bodies, fixtures. */

import { decide } from "./decision.js";
import { has, isObject, type Json, type JsonObject } from "./json.js";
import { rootKeys } from "./layouts.js";
import { COMMON, ENTITIES } from "./markers.js";
import type { Place } from "./personal.js";
import { pointer } from "./pointers.js";
import { endOfString, find, sourceOf, Unreadable } from "./source.js";
import { WORD } from "./text.js";

/** A document inside of a text. */
export interface Inside {
  /** JSON pointer to it; empty for the whole. */
  readonly path: string;
  /** The part of the text that it is, as it was written. */
  readonly text: string;
}

const OURS = new RegExp(`(?<![${WORD}])ska-oso-(?:pdm|pmd|dpm)[-/]`, "iu");

/** So many keys of the root of an entity are no accident. */
const ENOUGH = 2;

const ROOTS = new Map([...ENTITIES.keys()].map((entity) => [entity, own(entity)]));
const ALL = new Set([...ROOTS.values()].flatMap((keys) => [...keys]));

function own(entity: string): Set<string> {
  return new Set([...rootKeys(entity)].filter((key) => !COMMON.has(key)));
}

/**
 * List the documents inside of a JSON text, in their order.
 *
 * A document names this model in `interface`, perhaps in a URL that is none of a schema. Without
 * one, its content must show its entity, and two keys must be of those that it has at its root.
 * Nothing is looked for inside a document; of a text that cannot be read there are none.
 */
export function documentsIn(text: string): Inside[] {
  try {
    const source = sourceOf(text);
    const read = source.text as string; // without byte order mark
    const places = [...embedded(source.document)];
    const at = find(read, places);
    return places.map((place) => {
      const start = at(place)?.value ?? 0;
      return { path: pointer(place), text: read.slice(start, endOf(read, start)) };
    });
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return [];
  }
}

function* embedded(value: Json): Generator<Place> {
  const waiting: [Place, Json][] = [[[], value]];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [place, part] = next;
    if (isObject(part) && isDocument(part)) yield place;
    else for (const container of containers(place, part).reverse()) waiting.push(container);
  }
}

function containers(place: Place, value: Json): [Place, Json][] {
  if (!isContainer(value)) return [];
  const parts: [string | number, Json][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  const inner = parts.filter(([, part]) => isContainer(part));
  return inner.map(([token, part]) => [[...place, token], part]);
}

function isContainer(value: Json): value is Json[] | JsonObject {
  return typeof value === "object" && value !== null;
}

function isDocument(value: JsonObject): boolean {
  const declared = has(value, "interface") ? value["interface"] : null;
  if (typeof declared === "string" && OURS.test(declared)) return true;
  const keys = Object.keys(value);
  if (keys.filter((key) => ALL.has(key)).length < ENOUGH) return false;
  const { entity } = decide(value);
  return entity !== null && keys.filter((key) => ROOTS.get(entity)?.has(key)).length >= ENOUGH;
}

/** Give where an object ends, in a text that is JSON. */
function endOf(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const sign = text.charAt(at);
    if (sign === '"') at = endOfString(text, at + 1);
    else if (sign === "{" || sign === "[") depth++;
    else if ((sign === "}" || sign === "]") && --depth === 0) return at + 1;
  }
  return text.length;
}
