/** Which layouts there are, and which of them have a schema for documents. */

import { ENTITIES } from "./markers.js";
import data from "./data/roots.json";

const ROOTS = new Map<string, Map<string, readonly string[]>>(
  Object.entries(data).map(([entity, versions]) => [entity, new Map(Object.entries(versions))]),
);

/** Tell whether one version is older than another: less than zero; as old, zero; or newer. */
export function compared(one: string, other: string): number {
  return major(one) - major(other) || minor(one) - minor(other);
}

/** Give the major part of a version. */
export function major(version: string): number {
  return Number(version.split(".")[0]);
}

function minor(version: string): number {
  return Number(version.split(".")[1]);
}

const NEWEST = [...ENTITIES.values()]
  .flatMap(({ versions }) => versions)
  .filter((version) => /^\d+\.\d+$/u.test(version))
  .sort(compared)
  .at(-1) as string;

/** Tell whether a version comes after all that documents are taken for by their content. */
export function isInTheMaking(version: string): boolean {
  return compared(version, NEWEST) > 0;
}

/** Tell whether documents of an entity and version have a schema. */
export function hasSchema(entity: string | null, version: string | null): boolean {
  return entity !== null && version !== null && ROOTS.get(entity)?.has(version) === true;
}

/** All layouts that documents have a schema of, oldest versions first. */
export const LAYOUTS: readonly { readonly entity: string; readonly version: string }[] = [
  ...ROOTS,
].flatMap(([entity, versions]) => [...versions.keys()].map((version) => ({ entity, version })));

/** Tell whether an entity has schemas, but only of versions in the making. */
export function isOnlyInTheMaking(entity: string): boolean {
  return ROOTS.has(entity) && versionsOf(entity).length === 0;
}

/** List the versions of an entity with a schema, oldest first, but for those in the making. */
export function versionsOf(entity: string): string[] {
  const versions = [...(ROOTS.get(entity)?.keys() ?? [])];
  return versions.filter((version) => !isInTheMaking(version)).sort(compared);
}

/** Give the keys at the root of documents of an entity, by its schemas and its markers. */
export function rootKeys(entity: string): Set<string> {
  const { own = [], markers = {} } = ENTITIES.get(entity) ?? {};
  const places = [...own, ...Object.values(markers)].flatMap(({ at }) => at);
  const marked = places.map((path) => path.split("/")[1] as string);
  return new Set([...marked, ...[...(ROOTS.get(entity)?.values() ?? [])].flat()]);
}
