/** What the schemas of this data model are written with: the keywords, and no others. */

import type { Json } from "./json.js";

export interface Schema {
  readonly $id?: string;
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly const?: Json;
  readonly enum?: readonly Json[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly properties?: Schemas;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly prefixItems?: readonly Schema[];
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly $defs?: Schemas;
  readonly "x-unit"?: string;
  readonly "x-archive"?: boolean;
  readonly "x-null-means"?: string;
  readonly "x-former-keys"?: { readonly [key: string]: string | Remedy };
}

/** Schemas by name. A name may be `constructor`: ask with `has`. */
export interface Schemas {
  readonly [name: string]: Schema;
}

/**
 * What to do about a key of earlier layouts.
 *
 * `say` is a clause; `use` the key of the same object that has taken its place; `same` the values
 * that say no more than the layout does without the key.
 */
export interface Remedy {
  readonly say: string;
  readonly use?: string | null;
  readonly same?: readonly Json[];
}

/** Gives the schema at a URL with a JSON pointer as fragment, for the same URL the same object. */
export type Resolve = (url: string) => Schema;
