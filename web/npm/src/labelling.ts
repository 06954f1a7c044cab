/** Settles which layout a document has, which schema judges it, and what is wrong with its label. */

import {
  type Decision, decide, judgeOfNewer, type Layout, mayBeCorrected, neighbour, refusalOf,
  urlOf,
} from "./decision.js";
import { firstEvidence } from "./evidence.js";
import { has, isObject, type Json, type JsonObject } from "./json.js";
import { compared, hasSchema, isOnlyInTheMaking, LAYOUTS, versionsOf } from "./layouts.js";
import { nearest } from "./likeness.js";
import { ENTITIES } from "./markers.js";
import { type Place, shownPlace } from "./personal.js";
import { show } from "./phrases.js";
import { pointer } from "./pointers.js";
import { sayOfLabel, SYSTEMS } from "./sentences.js";

/** What is wrong at a place, yet without line and column. */
export interface Said {
  readonly code: string;
  readonly path: Place;
  readonly message: string;
}

/** What a document says it is, and what it is. */
export interface Label {
  readonly declared: string | null;
  /** The layout that it really has, which names its schema, if it has one. */
  readonly layout: Layout;
  /** What is wrong with the label, as a warning. */
  readonly wrong: Said | null;
}

/** A document cannot be judged: it says, and shows, no layout that is known here. */
export class UnknownLayout extends Error {
  constructor(readonly said: Said) {
    super(said.message);
  }
}

const INTERFACE: Place = ["interface"];

/**
 * Settle which layout a document has, also one without a schema.
 *
 * @throws UnknownLayout when neither label nor content names a layout that is known here.
 */
export function settle(document: Json): Label {
  if (!isObject(document)) throw unknown("not-an-object", [], notAnObject(document));
  const decision = decide(document);
  const { labelled, judge, found } = decision;
  const declared = has(document, "interface") ? (document["interface"] as Json) : null;
  if (judge && declared === urlOf(judge)) return honest(judge);
  const newer = labelled && judgeOfNewer(labelled);
  if (labelled && newer) return ofNewer(labelled, newer);
  if (judge === null && found) return earlier(document, decision, found);
  if (labelled === null && declared !== null) throw unknownInterface(declared, judge);
  if (judge === null || (labelled && !isSlip(labelled))) throw noSchema(labelled);
  return corrected(document, decision, judge, ["correct-the-label", "add-that"]);
}

/** Say that a layout is known, that no schema judges it, and what takes it to one that does. */
export function withoutSchema(document: JsonObject, layout: Layout): Said {
  const newest = versionsOf(layout.entity).at(-1) as string;
  const message = sayOfLabel("without-schema", { ...layout, newest });
  return { code: "earlier-layout", path: firstEvidence(document, layout) ?? [], message };
}

function unknown(code: string, path: Place, message: string): UnknownLayout {
  return new UnknownLayout({ code, path, message });
}

function honest(layout: Layout): Label {
  return { declared: urlOf(layout), layout, wrong: null };
}

function isSlip(labelled: Layout): boolean {
  return hasSchema(labelled.entity, labelled.version) || mayBeCorrected(labelled);
}

function ofNewer(labelled: Layout, judge: Layout): Label {
  const values = { version: labelled.version, judge: judge.version };
  const message = sayOfLabel("newer-minor", values);
  const wrong = { code: "newer-minor", path: INTERFACE, message };
  return { declared: urlOf(labelled), layout: judge, wrong };
}

type Advice = "correct-the-label" | "add-that" | "upgrade";

/** Say what the label should be that is missing or of another layout, and what to do. */
function corrected(
  document: JsonObject,
  { labelled, shown }: Decision,
  layout: Layout,
  [correct, add]: readonly [Advice, Advice],
): Label {
  const url = urlOf(layout);
  if (labelled === null) {
    const message = sayOfLabel("label-missing", { url, add: sayOfLabel(add) });
    return { declared: null, layout, wrong: { code: "label-missing", path: [], message } };
  }
  const declared = urlOf(labelled);
  const place = shown ? firstEvidence(document, layout) : null;
  const why = place?.length
    ? sayOfLabel("but-shows", { place: pointer(shownPlace(place)) })
    : sayOfLabel("nothing-from-before");
  const values = { declared: show(declared), why, url, correct: sayOfLabel(correct) };
  const message = sayOfLabel("label-wrong", values);
  return { declared, layout, wrong: { code: "label-wrong", path: INTERFACE, message } };
}

/** Give the label of a document whose layout has no schema; refuse what cannot be upgraded. */
function earlier(document: JsonObject, decision: Decision, found: Layout): Label {
  const place = firstEvidence(document, found) ?? [];
  const what = refusalOf(found);
  if (what !== null) throw unknown("not-this-model", place, sayOfLabel("refused", { what }));
  const remedy = ENTITIES.get(found.entity)?.gone;
  if (remedy !== undefined) {
    throw unknown("earlier-layout", place, sayOfLabel("gone", { ...found, remedy }));
  }
  const { labelled } = decision;
  if (labelled && urlOf(labelled) === urlOf(found)) return honest(found);
  return corrected(document, decision, found, ["upgrade", "upgrade"]);
}

/** Say what there is in place of a document; its content may be personal data. */
function notAnObject(document: Json): string {
  if (Array.isArray(document)) return sayOfLabel("array");
  if (typeof document === "string") return sayOfLabel("text");
  return sayOfLabel("not-an-object", { value: show(document) });
}

/** Say what is wrong with an `interface` that is no URL of this data model. */
function unknownInterface(declared: Json, judge: Layout | null): UnknownLayout {
  const name = neighbour(declared);
  if (name !== null) {
    const values = { declared: show(declared), interface: interfaceOf(name) };
    return unknown("not-this-model", INTERFACE, sayOfLabel("neighbour", values));
  }
  const wrong = sayOfLabel("no-url", { declared: show(declared) });
  return unknown("unknown-interface", INTERFACE, withRemedy(wrong, declared, judge));
}

function withRemedy(wrong: string, declared: Json, judge: Layout | null): string {
  if (judge) return sayOfLabel("no-url-but", { wrong, url: show(urlOf(judge)) });
  const isMeant = typeof declared === "string" && declared.includes("pdm");
  const close = isMeant ? nearest(declared, LAYOUTS.map(urlOf)) : null;
  if (close !== null) return sayOfLabel("no-url-like", { wrong, url: show(close) });
  return sayOfLabel("no-url-at-all", { wrong });
}

/** Name an interface of the observatory by the name of its schema: `ska-sdp-configure`. */
function interfaceOf(name: string): string {
  const system = name.split("-").find((part) => SYSTEMS.includes(part));
  if (system === undefined) return sayOfLabel("another-interface");
  return sayOfLabel("interface-of", { system: system.toUpperCase() });
}

/** Say why nothing judges a document whose label names no schema, or that has none. */
function noSchema(labelled: Layout | null): UnknownLayout {
  if (labelled === null) return unknown("no-interface", [], sayOfLabel("no-interface"));
  const { entity, version } = labelled;
  const newest = versionsOf(entity).at(-1);
  if (newest === undefined && isOnlyInTheMaking(entity)) {
    const message = sayOfLabel("only-in-the-making", { entity, version });
    return unknown("unknown-version", INTERFACE, message);
  }
  if (newest === undefined) {
    const entities = [...new Set(LAYOUTS.map((layout) => layout.entity))].sort().join(", ");
    const message = sayOfLabel("unknown-entity", { entity: show(entity), entities });
    return unknown("unknown-entity", INTERFACE, message);
  }
  if (compared(version, newest) > 0) {
    const message = sayOfLabel("newer-version", { version, newest });
    return unknown("newer-version", INTERFACE, message);
  }
  const url = urlOf({ entity, version: newest });
  const message = sayOfLabel("unknown-version", { version, entity, url });
  return unknown("unknown-version", INTERFACE, message);
}

