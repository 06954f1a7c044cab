/** A JSON document as a tree that is never changed in place: an edit gives another one. */

import type { Json, JsonObject } from "ska-oso-pdm";

/** Keys and indices that lead to a value. */
export type Path = readonly (string | number)[];

/** Tell whether a value is an object of JSON. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Give the value at a path; undefined where there is none, which `null` is not. */
export function at(tree: Json | undefined, path: Path): Json | undefined {
  return path.reduce<Json | undefined>(member, tree);
}

/**
 * Give a tree in which a value stands at a path, or nothing where it is undefined.
 *
 * What is not on the path is shared with the old tree, and keys keep their order. Objects that are
 * missing on the way are made, but nothing is made in order to leave something out.
 */
export function edited(tree: Json | undefined, path: Path, value: Json | undefined): Json {
  const [step, ...rest] = path;
  if (step === undefined) return value ?? null;
  const inner = member(tree, step);
  if (value === undefined && (inner === undefined || !isContainer(tree))) return tree ?? {};
  const changed = rest.length > 0 ? edited(inner, rest, value) : value;
  if (Array.isArray(tree) && typeof step === "number") {
    return tree.toSpliced(step, 1, ...(changed === undefined ? [] : [changed]));
  }
  const object = isObject(tree) ? tree : {};
  if (changed !== undefined) return { ...object, [step]: changed };
  return Object.fromEntries(Object.entries(object).filter(([key]) => key !== step));
}

/** Write a path as a JSON pointer. */
export function pointer(path: Path): string {
  return path.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** Read a JSON pointer, in a tree which tells the indices from keys that look like one. */
export function pathOf(text: string, tree: Json): Path {
  const path: (string | number)[] = [];
  for (const token of text.split("/").slice(1)) {
    const key = token.replaceAll("~1", "/").replaceAll("~0", "~");
    path.push(Array.isArray(at(tree, path)) ? Number(key) : key);
  }
  return path;
}

/** Yield all texts under a key, anywhere in a tree. */
export function* textsUnder(key: string, tree: Json): Generator<string> {
  if (!isContainer(tree)) return;
  for (const [name, value] of Object.entries(tree)) {
    if (name === key && typeof value === "string") yield value;
    else yield* textsUnder(key, value);
  }
}

function isContainer(value: Json | undefined): value is Json[] | JsonObject {
  return Array.isArray(value) || isObject(value);
}

function member(value: Json | undefined, step: string | number): Json | undefined {
  if (Array.isArray(value)) return typeof step === "number" ? value[step] : undefined;
  return isObject(value) && Object.hasOwn(value, step) ? value[String(step)] : undefined;
}
