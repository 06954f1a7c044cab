/** Tells of which entity and layout a document is, by its content and its label together. */

import { isObject, type JsonObject } from "./json.js";
import { compared, hasSchema, isInTheMaking, major, rootKeys, versionsOf } from "./layouts.js";
import { COMMON, dated, ENTITIES, type Entity, matches } from "./markers.js";

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

const OURS =
  /^https:\/\/schema\.skao\.int\/ska-oso-pdm-([a-z]+(?:-[a-z]+)*)\/([0-9]{1,4}\.[0-9]{1,4})$/u;
const NEIGHBOUR =
  /^https?:\/\/schema\.(?:skao\.int|skatelescope\.org)\/(?!ska-oso-(?:pdm|pmd|dpm))[^/\s]/u;
const TELESCOPE = /^(?:ska|mid|low|meerkat|$)/iu;

/** From this major version on labels tell the truth. */
const HONEST = 1;

/** A document that says in its label which layout it has, or does not. */
interface Labelled {
  readonly document: JsonObject;
  readonly entity: string | null;
  readonly version: string | null;
}

/**
 * Tell of which entity and version a document is. Nothing is thrown, whatever the value is.
 *
 * @param document - what `JSON.parse` gave.
 */
export function identify(document: unknown): Identified {
  if (!isObject(document)) return told(null, null);
  const label = typeof document.interface === "string" ? document.interface : "";
  const [, entity = null, version = null] = OURS.exec(label) ?? [];
  if (entity !== null && version !== null) {
    const judge = byLabelAlone(entity, version);
    if (judge !== null) return told(entity, judge);
  }
  if (entity === null && !isOurs(document)) return told(null, null);
  return byContent({ document, entity, version });
}

function told(entity: string | null, version: string | null): Identified {
  return { entity, version };
}

/** Give the version that a label decides for whatever the content; most do not. */
function byLabelAlone(entity: string, version: string): string | null {
  if (hasSchema(entity, version) && isInTheMaking(version)) return version;
  const newest = versionsOf(entity)
    .filter((known) => major(known) === major(version) && major(known) >= HONEST)
    .at(-1);
  return newest !== undefined && compared(version, newest) > 0 ? newest : null;
}

function byContent(labelled: Labelled): Identified {
  const { document, entity, version } = labelled;
  const [name, shown] = entityOf(document, entity);
  const known = name === null ? undefined : ENTITIES.get(name);
  const found = known ? versionOf(document, known, shown) : null;
  if (name === null || !known || found === null) return withoutVersion(labelled, name, shown);
  if (name === entity && stands(labelled, known, found)) return told(entity, version);
  if (known.refused && Object.hasOwn(known.refused, found)) return told(name, null);
  if (hasSchema(name, found)) return told(name, found);
  const fitting = ties(document, known, found);
  return told(name, versionsOf(name).filter((tie) => fitting.includes(tie)).at(-1) ?? found);
}

/** Settle what a document is whose content shows no version. */
function withoutVersion(
  { entity, version }: Labelled,
  name: string | null,
  shown: boolean,
): Identified {
  if (entity !== null && version !== null) {
    if (hasSchema(entity, version)) return told(entity, version);
    const [only, ...others] = versionsOf(entity);
    if (only !== undefined && others.length === 0 && compared(version, only) < 0) {
      return told(entity, only);
    }
  }
  return told(shown ? name : null, null);
}

/** Give the entity that a document shows most of, and whether it shows any, or its label's. */
function entityOf(document: JsonObject, labelled: string | null = null): [string | null, boolean] {
  const known = labelled !== null && ENTITIES.has(labelled) ? labelled : null;
  let best: string | null = null;
  let most = 0;
  for (const [name, { own }] of ENTITIES) {
    const count = own.filter((marker) => matches(document, marker)).length;
    if (count > 0 && name === known) return [known, true];
    if (count > most) [best, most] = [name, count];
  }
  return best !== null && (labelled === null || most >= 2) ? [best, true] : [known, false];
}

/** Give the version of the first row that holds, or the one that least speaks against. */
function versionOf(document: JsonObject, entity: Entity, shown: boolean): string | null {
  const { versions, markers, rows } = entity;
  const found = (name: string): boolean => {
    const marker = markers[name];
    return marker !== undefined && matches(document, marker);
  };
  for (const { version, all = [], any = [], none = [] } of rows) {
    const looked = any.length > 0 ? any.some(found) : all.length > 0 || shown;
    if (looked && all.every(found) && !none.some(found)) return version;
  }
  const ranges = dated(document, entity);
  const outside = versions.map((_, index) => ranges.filter((range) => !within(index, range)).length);
  const least = Math.min(...outside);
  return least === Math.max(...outside) ? null : (versions[outside.indexOf(least)] ?? null);
}

function within(index: number, [first, last]: [number, number]): boolean {
  return first <= index && index <= last;
}

/** Tell whether the label of a document is as right as what its content shows. */
function stands({ document, entity, version }: Labelled, known: Entity, found: string): boolean {
  if (version === found) return true;
  if (version === null || !hasSchema(entity, version)) return false;
  const honest = major(version) >= HONEST;
  if (honest && !hasSchema(entity, found)) return true;
  const [labelled, shown] = [known.versions.indexOf(version), known.versions.indexOf(found)];
  const against = dated(document, known).filter(
    (range) => within(shown, range) && !within(labelled, range),
  );
  return against.length <= (honest ? 1 : 0);
}

/** List the other versions that have all markers of a document that the version found has. */
function ties(document: JsonObject, { versions, ...rest }: Entity, version: string): string[] {
  const found = versions.indexOf(version);
  const ranges = dated(document, { versions, ...rest }).filter((range) => within(found, range));
  return versions.filter(
    (other, index) =>
      other !== version &&
      !(rest.refused && Object.hasOwn(rest.refused, other)) &&
      ranges.every((range) => within(index, range)),
  );
}

/** Tell whether a document without a label of ours is of this data model. */
function isOurs(document: JsonObject): boolean {
  const { interface: label, telescope } = document;
  if (typeof label === "string" && NEIGHBOUR.test(label)) return false;
  if (typeof telescope === "string" && !TELESCOPE.test(telescope)) return false;
  const [entity] = entityOf(document);
  const known = entity === null ? undefined : ENTITIES.get(entity);
  if (entity === null || !known) return false;
  const plainly = known.own.some((marker) => marker.weak !== true && matches(document, marker));
  const keys = Object.keys(document);
  const roots = rootKeys(entity);
  const own = keys.filter((key) => roots.has(key) && !COMMON.has(key));
  const familiar = own.length + keys.filter((key) => COMMON.has(key)).length;
  if (2 * familiar <= keys.length || !(plainly || own.length >= 2)) return false;
  return familiar === keys.length || !own.every((key) => /_(?:id|ref)$/u.test(key));
}
