/** Which JSON values are equal: objects whatever the order of their keys. */

import { isObject, type Json } from "./json.js";

/**
 * Write a value so that equal texts mean equal values.
 *
 * `1.0` and `1` are one number here, as they are for JavaScript and for JSON Schema. This has a
 * list of what is left to write, and does not call itself: a value may be thousands of levels deep.
 */
export function canonical(value: Json): string {
  const written: string[] = [];
  const left: (Written | Json)[] = [value];
  while (left.length > 0) {
    const part = left.pop() as Written | Json;
    if (part instanceof Written) {
      written.push(part.text);
    } else if (Array.isArray(part)) {
      left.push(new Written("]"));
      for (let index = part.length - 1; index >= 0; index--) {
        left.push(new Written(","), part[index] as Json);
      }
      written.push("[");
    } else if (isObject(part)) {
      left.push(new Written("}"));
      for (const key of Object.keys(part).sort().reverse()) {
        left.push(new Written(","), part[key] as Json, new Written(`${JSON.stringify(key)}:`));
      }
      written.push("{");
    } else {
      written.push(JSON.stringify(part));
    }
  }
  return written.join("");
}

/** Tell whether two values are equal. */
export function equal(one: Json, other: Json): boolean {
  const compared = typeof one === "object" && typeof other === "object";
  return one === other || (compared && canonical(one) === canonical(other));
}

/** Text that is written as it is, among values that are yet to be written. */
class Written {
  constructor(readonly text: string) {}
}
