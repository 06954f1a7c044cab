/** JSON pointers (RFC 6901). */

import type { Place } from "./personal.js";

/** Write a JSON pointer: `/targets/0` for `["targets", 0]`. */
export function pointer(place: Place): string {
  return place.map((step) => `/${escaped(String(step))}`).join("");
}

function escaped(step: string): string {
  return step.replaceAll("~", "~0").replaceAll("/", "~1");
}
