/** What is said of a document, as the workers answer it, and its words. */

import type { Issue } from "ska-oso-pdm/documents";
import { count } from "./elements.js";

export type { Issue };

/** A verdict without its issues: what is kept of each of many documents. */
export interface Summary {
  readonly entity: string | null;
  readonly version: string | null;
  /** The version that documents of this entity are taken to. */
  readonly newest: string | null;
  /** JSON pointer to what shows the layout; null where nothing does but the label. */
  readonly evidence: string | null;
  readonly judged: boolean;
  readonly valid: boolean;
  readonly errors: number;
  readonly warnings: number;
  readonly codes: readonly string[];
}

/** A verdict with all that was found. */
export interface Verdict extends Summary {
  /** How many documents are inside of what is none itself. */
  readonly inside: number;
  readonly issues: readonly Issue[];
}

/** What a worker is asked: to judge a file or a text, or to list the documents inside of it. */
export interface Question {
  readonly ask: "verdict" | "inside";
  readonly given: Blob | string;
}

/** Give the verdict on what no worker could judge. */
export function unjudged(code: string, message: string): Verdict {
  const issue: Issue = { severity: "error", code, path: "", message, line: null, column: null };
  return verdict({ entity: null, version: null, judged: false, valid: false, issues: [issue] }, null, null);
}

/** Make a verdict of a report. */
export function verdict(
  report: Pick<Verdict, "entity" | "version" | "judged" | "valid" | "issues">,
  newest: string | null,
  evidence: string | null,
  inside = 0,
): Verdict {
  const { entity, version, judged, valid, issues } = report;
  const errors = issues.filter(({ severity }) => severity === "error").length;
  const codes = [...new Set(issues.map(({ code }) => code))];
  const counts = { errors, warnings: issues.length - errors, codes };
  return { entity, version, newest, evidence, judged, valid, ...counts, inside, issues };
}

/** Leave out the issues. */
export function summary({ issues: _, inside: __, ...rest }: Verdict): Summary {
  return rest;
}

export type Kind = "valid" | "invalid" | "not judged";

export function kindOf({ judged, valid }: Summary): Kind {
  return judged ? (valid ? "valid" : "invalid") : "not judged";
}

/** Say a verdict: `Invalid: 3 errors, 1 warning`. */
export function headline(found: Summary): string {
  const { errors, warnings } = found;
  const counts = [errors && count(errors, "error"), warnings && count(warnings, "warning")];
  const said = counts.filter(Boolean).join(", ");
  const kind = { valid: "Valid", invalid: "Invalid", "not judged": "Not judged" }[kindOf(found)];
  return said ? `${kind}: ${said}` : kind;
}

const NAMES: Readonly<Record<string, string>> = {
  sbd: "scheduling block definition",
  "sbd-status-history": "status history of a scheduling block definition",
  sbi: "scheduling block instance",
  "sbi-status-history": "status history of a scheduling block instance",
  eb: "execution block",
  "eb-status-history": "status history of an execution block",
  prj: "project",
  "prj-status-history": "status history of a project",
  prsl: "proposal",
  prslacc: "access to a proposal",
  panel: "review panel",
  review: "review of a proposal",
  decision: "decision on a proposal",
};

/** Name an entity in words; null where there are none. */
export function entityName(entity: string): string | null {
  return Object.hasOwn(NAMES, entity) ? (NAMES[entity] as string) : null;
}

/** Tell whether a version is older than another. */
export function isOlder(version: string, other: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [otherMajor = 0, otherMinor = 0] = other.split(".").map(Number);
  return major < otherMajor || (major === otherMajor && minor < otherMinor);
}
