/** What is wrong with a document, by a schema: code, place and message of each problem. */

import { nodeOf } from "./breaches.js";
import type { Json } from "./json.js";
import { pointer } from "./pointers.js";
import type { Resolve, Schema } from "./schema.js";
import { found } from "./wording.js";

/**
 * What is wrong at one place of a document.
 *
 * `code` names the kind of the problem: `unknown-key`, `missing-key`, `former-key`, `wrong-type`,
 * `not-allowed`, `wrong-form`, `out-of-range`, `wrong-length` or `repeated`. `path` is a JSON
 * pointer, and `message` a clause that says what is wrong and what to do. A key that is missing has
 * no place of its own: then `path` is that of the object, and `missing` the key.
 */
export interface Problem {
  readonly code: string;
  readonly path: string;
  readonly message: string;
  readonly missing?: string;
}

/**
 * Yield what is wrong with a document, one problem for each cause, in the order of the document.
 *
 * A document may have very many: take no more of them than will be read. The order is that of
 * `Object.keys`, in which keys that are whole numbers come first. Numbers are what `JSON.parse`
 * makes of them: 1.0 is 1, and beyond 2^53 the nearest one that a double can hold.
 *
 * @param document - as `JSON.parse` gives it; any other object may have keys that are none of its own.
 * @param schema - that it is judged by; for one at a URL `{ $ref: url }`.
 * @param resolve - gives the schema at a URL with a JSON pointer as fragment.
 */
export function* problems(document: unknown, schema: Schema, resolve: Resolve): Generator<Problem> {
  for (const { code, path, missing, say } of found(nodeOf(schema, resolve), document as Json)) {
    const problem = { code, path: pointer(path), message: say() };
    yield missing === undefined ? problem : { ...problem, missing };
  }
}
