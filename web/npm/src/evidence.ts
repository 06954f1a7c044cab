/** What in a document shows its layout: the first place, for messages. */

import type { Layout } from "./decision.js";
import type { JsonObject } from "./json.js";
import { type Dated, datedPlaces, ENTITIES, type Entity, holds, type Marker, placeOf } from "./markers.js";
import type { Place } from "./personal.js";

/** Give the first place that shows a layout; null where nothing does. */
export function firstEvidence(document: JsonObject, { entity, version }: Layout): Place | null {
  const known = ENTITIES.get(entity);
  if (known === undefined) return null;
  const decided = decidedBy(document, known, version);
  if (decided.length > 0) return decided[0] as Place;
  const index = known.versions.indexOf(version);
  const shown = index < 0 ? undefined : telling(document, known, index)[0];
  return shown ?? placesOf(document, known.own)[0] ?? null;
}

/** List what the row of the decision table looked at that holds for a version. */
function decidedBy(document: JsonObject, known: Entity, version: string): Place[] {
  const row = known.rows.find((each) => each.version === version && holds(document, known, each, false));
  if (row === undefined) return [];
  const names = [...(row.any ?? []), ...(row.all ?? [])];
  return placesOf(document, names.flatMap((name) => known.markers[name] ?? []));
}

/** List what only one version has, or else what it does not share with one of its neighbours. */
function telling(document: JsonObject, known: Entity, index: number): Place[] {
  const here = datedPlaces(document, known).filter((dated) => spans(dated, index));
  const alone = here.filter(({ range: [first, last] }) => first === last);
  const isAfter = index + 1 < known.versions.length;
  const lasts = here.filter((dated) => isAfter && !spans(dated, index + 1));
  const firsts = here.filter((dated) => index > 0 && !spans(dated, index - 1));
  return (alone.length > 0 ? alone : [...lasts, ...firsts]).map(({ place }) => place);
}

function spans({ range: [first, last] }: Dated, index: number): boolean {
  return first <= index && index <= last;
}

function placesOf(document: JsonObject, markers: readonly Marker[]): Place[] {
  return markers.flatMap((marker) => {
    const place = placeOf(document, marker);
    return place === null ? [] : [place];
  });
}
