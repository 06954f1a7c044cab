/** Tells of which entity and layout a document is, by its content and its label together. */

import { decide, refusalOf } from "./decision.js";
import { isObject } from "./json.js";

/**
 * Of which entity a document is, for example `sbd`, and of which version, for example `1.0`.
 *
 * Without an entity it is no document of this data model; without a version its layout cannot be
 * told. A few early layouts have no schema.
 */
export interface Identified {
  readonly entity: string | null;
  readonly version: string | null;
}

/**
 * Tell of which entity and version a document is. Nothing is thrown, whatever the value is.
 *
 * @param document - what `JSON.parse` gave.
 */
export function identify(document: unknown): Identified {
  if (!isObject(document)) return { entity: null, version: null };
  const { entity, found } = decide(document);
  const isKnown = found !== null && refusalOf(found) === null;
  return { entity, version: isKnown ? found.version : null };
}
