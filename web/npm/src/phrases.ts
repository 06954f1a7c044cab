/** Parts of sentences about values: as JSON, and in lists. */

import { has, isObject, type Json, type JsonObject } from "./json.js";
import { written } from "./numbers.js";
import { hasAddress, PERSONAL, type Place, shownPlace } from "./personal.js";
import { first, isLonger } from "./text.js";

/** Characters of a value that are shown. */
export const CUT = 60;
const LISTED = 12;

/** Write a value as JSON, cut where it is long, and without texts that have an address. */
export function show(value: Json): string {
  const text = typeof value === "string" ? shownText(value) : begun(value);
  return isLonger(text, CUT) ? `${first(CUT - 1, text)}…` : text;
}

/** No more of a text is written than is shown. */
function shownText(text: string): string {
  return hasAddress(text) ? PERSONAL : JSON.stringify(first(CUT + 1, text));
}

/** No more parts of a value are written than are shown. */
function begun(value: Json): string {
  let text = "";
  for (const part of encoded(value)) {
    text += hasAddress(part) ? part.slice(0, part.indexOf('"')) + PERSONAL : part;
    if (isLonger(text, CUT)) {
      break;
    }
  }
  return text;
}

/** Write JSON as Python's encoder does, in the same parts: in one of these an address is seen. */
function* encoded(value: Json): Generator<string> {
  if (Array.isArray(value)) {
    yield* encodedArray(value);
  } else if (isObject(value)) {
    yield* encodedObject(value);
  } else {
    yield typeof value === "number" ? written(value) : JSON.stringify(value);
  }
}

function* encodedArray(items: readonly Json[]): Generator<string> {
  if (items.length === 0) {
    yield "[]";
    return;
  }
  let before = "[";
  for (const item of items) {
    if (typeof item === "object" && item !== null) {
      yield before;
      yield* encoded(item);
    } else {
      for (const part of encoded(item)) {
        yield before + part;
      }
    }
    before = ", ";
  }
  yield "]";
}

function* encodedObject(object: JsonObject): Generator<string> {
  let before = "{";
  for (const key in object) {
    if (has(object, key)) {
      yield before;
      yield JSON.stringify(key);
      yield ": ";
      yield* encoded(object[key]!);
      before = ", ";
    }
  }
  yield before === "{" ? "{}" : "}";
}

/** Write the last key of a place as JSON, unless it may be personal. */
export function showKey(place: Place): string {
  const shown = shownPlace(place).at(-1)!;
  return shown === place.at(-1) ? show(shown) : PERSONAL;
}

/** Write values in a row, cut where there are many. */
export function listed(values: readonly Json[]): string {
  const more = values.length > LISTED ? ` and ${values.length - LISTED} more` : "";
  return values.slice(0, LISTED).map(show).join(", ") + more;
}

/** Give the first sentence of what a schema says of itself. */
export function purpose(schema: { readonly description?: unknown }): string {
  const description = has(schema, "description") ? String(schema.description) : "";
  return description.split(". ", 1)[0]!.replace(/\.$/u, "");
}
