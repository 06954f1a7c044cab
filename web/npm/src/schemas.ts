/** The published schemas, loaded a version at a time when they are asked for; never fetched. */

import type { Json } from "./json.js";
import { has, isObject } from "./json.js";
import { LOADERS } from "./data/schemas.js";
import type { Schema } from "./schema.js";
import vocabulary from "./data/vocabulary.json";

/** The schemas of a version by their URLs, `$id`. */
export type Schemas = ReadonlyMap<string, Schema>;

/** All versions that have schemas, oldest first. */
export const VERSIONS: readonly string[] = Object.keys(LOADERS);

/**
 * The annotations that are no keywords of JSON Schema: all that a validator in strict mode has to
 * be told. With ajv: `ajv.addVocabulary([...ANNOTATIONS])`.
 */
export const ANNOTATIONS: readonly string[] = vocabulary;

/**
 * Load the schemas of a version.
 *
 * @param version - for example `1.0`.
 * @throws RangeError for a version that has no schemas.
 */
export async function schemasOf(version: string): Promise<Schemas> {
  const load = has(LOADERS, version) ? LOADERS[version] : undefined;
  if (load === undefined) {
    throw new RangeError(`there is no version ${version}; there are: ${VERSIONS.join(", ")}`);
  }
  const loaded = (await load()).default as Record<string, Schema>;
  const schemas = Object.values(loaded);
  return new Map(schemas.map((schema) => [schema.$id as string, schema]));
}

/**
 * Give the schema at a URL, perhaps with a JSON pointer as fragment: what a `$ref` names.
 *
 * @param url - for example `https://schema.skao.int/ska-oso-pdm-target/1.0#/$defs/Coordinates`.
 * @param schemas - those of its version; for the same URL they give the same object.
 * @throws RangeError where there is none.
 */
export function resolve(url: string, schemas: Schemas): Schema {
  const [base = "", fragment = ""] = url.split("#", 2);
  let found = schemas.get(base) as Json | undefined;
  for (const token of fragment.split("/").slice(1)) {
    found = found === undefined ? found : step(found, unescaped(token));
  }
  if (!isObject(found)) throw new RangeError(`there is no schema ${url}`);
  return found as Schema;
}

function step(value: Json, token: string): Json | undefined {
  if (Array.isArray(value)) return value[Number(token)];
  return isObject(value) && has(value, token) ? value[token] : undefined;
}

function unescaped(token: string): string {
  return token.replaceAll("~1", "/").replaceAll("~0", "~");
}
