/** Which layout a document has, by its content and its label together. */

import type { Json, JsonObject } from "./json.js";
import { compared, hasSchema, isInTheMaking, major, rootKeys, versionsOf } from "./layouts.js";
import { COMMON, dated, ENTITIES, type Entity, holds, matches } from "./markers.js";

/** An entity with one of its versions. */
export interface Layout {
  readonly entity: string;
  readonly version: string;
}

/**
 * Which layout a document has, as Python decides it.
 *
 * `labelled` is what its label names, where that is a URL of this model; `entity` is null for what
 * is no document of this data model, and `found` where nothing tells its layout; `judge` is the
 * schema of that layout, or the newest that it fits as well; `shown` is whether its content shows
 * the layout, and not its label alone.
 */
export interface Decision {
  readonly labelled: Layout | null;
  readonly entity: string | null;
  readonly found: Layout | null;
  readonly judge: Layout | null;
  readonly shown: boolean;
}

const BASE = "https://schema.skao.int/ska-oso-pdm-";
const OURS =
  /^https:\/\/schema\.skao\.int\/ska-oso-pdm-([a-z]+(?:-[a-z]+)*)\/([0-9]{1,4}\.[0-9]{1,4})$/u;
const NEIGHBOUR =
  /^https?:\/\/schema\.(?:skao\.int|skatelescope\.org)\/(?!ska-oso-(?:pdm|pmd|dpm))([^/\s]+)/u;
const TELESCOPE = /^(?:ska|mid|low|meerkat|$)/iu;

/** From this major version on labels tell the truth. */
const HONEST = 1;

/** Give the URL of a layout's schema. */
export function urlOf({ entity, version }: Layout): string {
  return `${BASE}${entity}/${version}`;
}

/** Give the layout that a label names; null for what is no URL of this model. */
export function labelledBy(declared: Json | undefined): Layout | null {
  const [, entity, version] = (typeof declared === "string" && OURS.exec(declared)) || [];
  return entity === undefined || version === undefined ? null : { entity, version };
}

/** Give the name of the schema of another model of the observatory that a label is the URL of. */
export function neighbour(declared: Json | undefined): string | null {
  return (typeof declared === "string" && NEIGHBOUR.exec(declared)?.[1]) || null;
}

/** Give the newest schema of a major version that judges documents of newer minor ones. */
export function judgeOfNewer({ entity, version }: Layout): Layout | null {
  if (hasSchema(entity, version)) return null;
  const newest = versionsOf(entity)
    .filter((known) => major(known) === major(version) && major(known) >= HONEST)
    .at(-1);
  return newest !== undefined && compared(version, newest) > 0 ? { entity, version: newest } : null;
}

/** Tell whether a label without schema is a slip: its entity is known, and it is not newer. */
export function mayBeCorrected({ entity, version }: Layout): boolean {
  const newest = versionsOf(entity).at(-1);
  return newest !== undefined && compared(version, newest) < 0;
}

/** Tell the layout of a document. */
export function decide(document: JsonObject): Decision {
  const labelled = labelledBy(own(document, "interface"));
  if (labelled === null) return unlabelled(document);
  const { entity, version } = labelled;
  if (hasSchema(entity, version) && isInTheMaking(version)) return byLabel(labelled, labelled);
  const newest = judgeOfNewer(labelled);
  if (newest) return byLabel(labelled, newest);
  const [name, shown] = entityOf(document, entity);
  const known = name === null ? undefined : ENTITIES.get(name);
  const found = known ? versionOf(document, known, shown) : null;
  if (name === null || !known || found === null) return withoutVersion(labelled, name, shown);
  const stays = name === entity && stands(document, labelled, known, found);
  return decided(document, labelled, stays ? labelled : { entity: name, version: found });
}

function own(document: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(document, key) ? document[key] : undefined;
}

function byLabel(labelled: Layout, found: Layout): Decision {
  return { labelled, entity: found.entity, found, judge: found, shown: false };
}

function decided(document: JsonObject, labelled: Layout | null, layout: Layout): Decision {
  const judge = hasSchema(layout.entity, layout.version) ? layout : fitting(document, layout);
  const found = judge ?? layout;
  return { labelled, entity: found.entity, found, judge, shown: true };
}

/** Say what a document is that has the keys of an entity and is not of this data model. */
export function refusalOf({ entity, version }: Layout): string | null {
  const refused = ENTITIES.get(entity)?.refused ?? {};
  return Object.hasOwn(refused, version) ? (refused[version] ?? null) : null;
}

/** Give the schema that judges a layout without one: the newest that the document fits too. */
function fitting(document: JsonObject, found: Layout): Layout | null {
  const known = ENTITIES.get(found.entity);
  if (!known || refusalOf(found) !== null) return null;
  const others = ties(document, known, found.version);
  const version = versionsOf(found.entity).filter((tie) => others.includes(tie)).at(-1);
  return version === undefined ? null : { entity: found.entity, version };
}

/** Tell the layout of an object without a label of this model, if it is a document of it. */
function unlabelled(document: JsonObject): Decision {
  const none = { labelled: null, found: null, judge: null, shown: false };
  const entity = isOurs(document);
  const known = entity === null ? undefined : ENTITIES.get(entity);
  if (entity === null || !known) return { ...none, entity: null };
  const version = versionOf(document, known, true);
  return version === null ? { ...none, entity } : decided(document, null, { entity, version });
}

/** Settle what a document is whose content shows no version. */
function withoutVersion(labelled: Layout, name: string | null, shown: boolean): Decision {
  if (hasSchema(labelled.entity, labelled.version)) return byLabel(labelled, labelled);
  const [oldest] = versionsOf(labelled.entity);
  const newest = versionsOf(labelled.entity).at(-1);
  if (mayBeCorrected(labelled) && oldest !== undefined && major(oldest) >= HONEST) {
    return byLabel(labelled, { entity: labelled.entity, version: newest as string });
  }
  return { labelled, entity: shown ? name : null, found: null, judge: null, shown: false };
}

/** Give the entity that a document shows most of, and whether it shows any, or its label's. */
function entityOf(document: JsonObject, labelled: string | null = null): [string | null, boolean] {
  const known = labelled !== null && ENTITIES.has(labelled) ? labelled : null;
  let best: string | null = null;
  let most = 0;
  for (const [name, { own: marks }] of ENTITIES) {
    const count = marks.filter((marker) => matches(document, marker)).length;
    if (count > 0 && name === known) return [known, true];
    if (count > most) [best, most] = [name, count];
  }
  return best !== null && (labelled === null || most >= 2) ? [best, true] : [known, false];
}

/** Give the version of the first row that holds, or the one that least speaks against. */
function versionOf(document: JsonObject, entity: Entity, shown: boolean): string | null {
  const { versions, rows } = entity;
  const row = rows.find((each) => holds(document, entity, each, shown));
  if (row) return row.version;
  const ranges = dated(document, entity);
  const outside = versions.map((_, index) => ranges.filter((range) => !within(index, range)).length);
  const least = Math.min(...outside);
  return least === Math.max(...outside) ? null : (versions[outside.indexOf(least)] ?? null);
}

function within(index: number, [first, last]: readonly [number, number]): boolean {
  return first <= index && index <= last;
}

/** Tell whether the label of a document is as right as what its content shows. */
function stands(document: JsonObject, labelled: Layout, known: Entity, found: string): boolean {
  const { entity, version } = labelled;
  if (version === found) return true;
  if (!hasSchema(entity, version)) return false;
  const honest = major(version) >= HONEST;
  if (honest && !hasSchema(entity, found)) return true;
  const [label, shown] = [known.versions.indexOf(version), known.versions.indexOf(found)];
  const against = dated(document, known).filter(
    (range) => within(shown, range) && !within(label, range),
  );
  return against.length <= (honest ? 1 : 0);
}

/** List the other versions that have all markers of a document that the version found has. */
function ties(document: JsonObject, known: Entity, version: string): string[] {
  const found = known.versions.indexOf(version);
  const ranges = dated(document, known).filter((range) => within(found, range));
  const refused = known.refused ?? {};
  return known.versions.filter(
    (other, index) =>
      other !== version &&
      !Object.hasOwn(refused, other) &&
      ranges.every((range) => within(index, range)),
  );
}

/** Give the entity of a document without a label of ours; null for what is not of this model. */
function isOurs(document: JsonObject): string | null {
  const telescope = own(document, "telescope");
  if (neighbour(own(document, "interface")) !== null) return null;
  if (typeof telescope === "string" && !TELESCOPE.test(telescope)) return null;
  const [entity] = entityOf(document);
  const known = entity === null ? undefined : ENTITIES.get(entity);
  if (entity === null || !known) return null;
  const plainly = known.own.some((marker) => marker.weak !== true && matches(document, marker));
  return hasKeysOf(entity, document, plainly) ? entity : null;
}

/** Tell whether the keys at a root are those of an entity, and not of any other JSON. */
function hasKeysOf(entity: string, document: JsonObject, plainly: boolean): boolean {
  const keys = Object.keys(document);
  const roots = rootKeys(entity);
  const telling = keys.filter((key) => roots.has(key) && !COMMON.has(key));
  const familiar = telling.length + keys.filter((key) => COMMON.has(key)).length;
  if (2 * familiar <= keys.length || !(plainly || telling.length >= 2)) return false;
  return familiar === keys.length || !telling.every((key) => /_(?:id|ref)$/u.test(key));
}

