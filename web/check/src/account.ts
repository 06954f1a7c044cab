/** What became of each value of a document, as rows that lead to its places in the old and the new text. */

import type { Account, Difference, Entry } from "ska-oso-pdm/python";

export type Kind = "in doubt" | "lost" | "set aside" | "read as" | "made" | "to complete" | "mapped" | "different";

/** The kinds in the order in which they are shown: what needs a look comes first. */
export const KINDS: readonly Kind[] = ["in doubt", "lost", "to complete", "set aside", "read as", "made", "different", "mapped"];

/** A place in a text, both from 1, or that there is none. */
export type Place = { readonly line: number; readonly column: number } | null;

/** One row. */
export interface Row {
  readonly kind: Kind;
  /** JSON pointer to the value. */
  readonly path: string;
  /** The value, as JSON, cut where it is long; empty where the sentence says it. */
  readonly value: string;
  readonly sentence: string;
  readonly old: Place;
  readonly now: Place;
}

type Places = (text: string, pointers: Iterable<string>) => Map<string, Exclude<Place, null>>;
type Draft = Omit<Row, "old" | "now"> & { readonly old: Place | string | null; readonly now: Place | string | null };

const LONGEST = 80;

/**
 * Give the rows of an account.
 *
 * @param now - the new text; null where there is none.
 * @param placesOf - finds places in a text.
 */
export function rowsOf(account: readonly Account[], old: string, now: string | null, placesOf: Places): Row[] {
  const drafts = account.flatMap(draftsOf);
  const sorted = KINDS.flatMap((kind) => drafts.filter((draft) => draft.kind === kind));
  return placed(sorted, old, now, placesOf);
}

/** Give the rows of differences between two documents. */
export function rowsOfDifferences(differences: readonly Difference[], a: string, b: string, placesOf: Places): Row[] {
  const drafts = differences.map(({ pointer_a, pointer_b, kind, a, b }): Draft => {
    const values = [pointer_a === null ? "nothing" : shown(a), pointer_b === null ? "nothing" : shown(b)];
    const sentence = `${kind}: ${values.join(" → ")}`;
    return { kind: "different", path: pointer_b ?? pointer_a ?? "", value: "", sentence, old: pointer_a, now: pointer_b };
  });
  return placed(drafts, a, b, placesOf);
}

function draftsOf({ pointer, ...account }: Account): Draft[] {
  const of = (kind: Kind, entries: readonly Entry[], isNew = false): Draft[] =>
    entries.map(({ path, value, reason }) => {
      const place = pointer + path;
      return { kind, path: place, value: shown(value), sentence: reason, old: isNew ? null : place, now: isNew ? place : null };
    });
  const to = new Map(account.mapped.map(({ path, to }) => [path, to[0]]));
  const readAs = of("read as", account.read_as).map((draft): Draft => {
    const now = to.get(draft.path.slice(pointer.length));
    return { ...draft, now: now === undefined ? null : pointer + now };
  });
  return [
    ...account.problems.map(({ path, message, line, column, severity }): Draft => ({
      kind: severity === "error" ? "in doubt" : "read as", path, value: "", sentence: message,
      old: line === null || column === null ? pointer + path : { line, column }, now: null,
    })),
    ...account.incomplete.map(({ path, message }): Draft => ({
      kind: "to complete", path: pointer + path, value: "", sentence: message, old: null, now: pointer + path,
    })),
    ...of("lost", account.lost),
    ...of("set aside", account.set_aside),
    ...readAs,
    ...of("made", account.defaulted, true),
    ...account.mapped.map(({ path, to }): Draft => ({
      kind: "mapped", path: pointer + path, value: "",
      sentence: to.length === 1 && to[0] === path ? "" : `now ${to.join(", ")}`,
      old: pointer + path, now: to[0] === undefined ? null : pointer + to[0],
    })),
  ];
}

function placed(drafts: readonly Draft[], old: string, now: string | null, placesOf: Places): Row[] {
  const pointers = (which: "old" | "now") =>
    drafts.flatMap((draft) => (typeof draft[which] === "string" ? [draft[which] as string] : []));
  const inOld = placesOf(old, pointers("old"));
  const inNow = now === null ? new Map() : placesOf(now, pointers("now"));
  const at = (place: Place | string | null, found: Map<string, Place>): Place =>
    typeof place === "string" ? (found.get(place) ?? null) : place;
  return drafts.map((draft) => ({ ...draft, old: at(draft.old, inOld), now: at(draft.now, inNow) }));
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? "";
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
}
