/** JSON values as `JSON.parse` gives them, and what is asked of them safely. */

export type Json = string | number | boolean | null | Json[] | JsonObject;

export interface JsonObject {
  [key: string]: Json;
}

/** Tell whether a value is an object of JSON. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Tell whether an object has a key of its own; `constructor` is one only where somebody wrote it. */
export function has(value: object, key: string): boolean {
  return Object.hasOwn(value, key);
}

/** Tell whether a value is an object as `JSON.parse` makes it, and not of a class of its own. */
export function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
