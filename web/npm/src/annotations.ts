/**
 * What schemas say beside their rules: what to write instead of a former key, what null means.
 *
 * From 1.0 on it is data in the schemas. Layouts before tell it in sentences, for which a generated
 * table has the data.
 */

import read from "./data/annotations.json";
import archiveKeys from "./data/archive_keys.json";
import { has, type JsonObject } from "./json.js";
import type { Remedy, Schema } from "./schema.js";

const URL_OF_SCHEMA =
  /^https:\/\/schema\.skao\.int\/ska-oso-pdm-([a-z]+(?:-[a-z]+)*)\/[0-9]{1,4}\.[0-9]{1,4}$/u;

const REMEDIES: { readonly [clause: string]: Omit<Remedy, "say"> } = read["x-former-keys"];
const MEANINGS: { readonly [description: string]: string } = read["x-null-means"];
const OF_ARCHIVES: { readonly [entity: string]: readonly string[] } = archiveKeys;

/** Give what a schema says of a former key; null where it does not know the key. */
export function formerKey(schema: Schema, key: string): Required<Remedy> | null {
  const formers = schema["x-former-keys"] ?? {};
  const told = has(formers, key) ? formers[key] : undefined;
  if (told === undefined) return null;
  if (typeof told !== "string") return remedy(told);
  return remedy({ say: told, ...(has(REMEDIES, told) ? REMEDIES[told] : {}) });
}

/** Tell whether the former name of a missing key is there; as unknown key it is reported. */
export function hasFormerName(key: string, schema: Schema, value: JsonObject): boolean {
  const formers = Object.keys(schema["x-former-keys"] ?? {});
  return formers.some((name) => has(value, name) && formerKey(schema, name)?.use === key);
}

/** Tell whether a key is one that archives add, beside the known keys of a document's root. */
export function isOfAnArchive(key: string, known: ReadonlyMap<string, Schema>): boolean {
  const label = known.get("interface")?.const;
  const entity = typeof label === "string" ? URL_OF_SCHEMA.exec(label)?.[1] : undefined;
  return entity !== undefined && archiveKeysOf(entity).includes(key);
}

/** Give the keys that archives add to documents of an entity, in the order of the alphabet. */
export function archiveKeysOf(entity: string): readonly string[] {
  return has(OF_ARCHIVES, entity) ? (OF_ARCHIVES[entity] as readonly string[]) : [];
}

/** Give what null means in the place of a value, where a schema says it. */
export function nullMeaning(schema: Schema): string | null {
  const told = schema.description ?? "";
  return schema["x-null-means"] ?? (has(MEANINGS, told) ? (MEANINGS[told] as string) : null);
}

function remedy({ say, use = null, same = [] }: Remedy): Required<Remedy> {
  return { say, use, same };
}
