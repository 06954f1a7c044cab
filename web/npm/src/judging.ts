/** Judges a document by the schema of its layout, and says what is wrong with its label, too. */

import { archiveKeysOf } from "./annotations.js";
import { nodeOf } from "./breaches.js";
import { urlOf } from "./decision.js";
import { has, type JsonObject } from "./json.js";
import type { Label, Said } from "./labelling.js";
import { show } from "./phrases.js";
import { sayOfLabel } from "./sentences.js";
import { resolve, schemasOf } from "./schemas.js";
import { found } from "./wording.js";

/** A problem that is to be given line and column; `atKey` where the key itself is wrong. */
export interface Unplaced extends Said {
  readonly severity: "error" | "warning";
  readonly atKey?: boolean;
}

/** How many problems of one document are listed; one more says that there are others. */
const MAX_PROBLEMS = 1000;

/** List what is wrong with a document that has a schema: its label first, then its content. */
export async function judged(document: JsonObject, label: Label): Promise<Unplaced[]> {
  const { layout, wrong } = label;
  const schemas = await schemasOf(layout.version);
  const resolved = (url: string) => resolve(url, schemas);
  const url = urlOf(layout);
  const corrected = wrong ? { ...document, interface: url } : document;
  const known = Object.keys(resolved(url).properties ?? {});
  const archived = archiveKeysOf(layout.entity).filter((key) => known.includes(key));
  const isNewer = wrong?.code === "newer-minor";
  const broken = [...listed(found(nodeOf({ $ref: url }, resolved), corrected), isNewer)];
  return [
    ...aboutLabel(label, broken.length > 0 && !isNewer),
    ...archived.filter((key) => has(document, key)).map(ofArchive),
    ...broken,
  ];
}

/** Give what is wrong with a label; without advice where the document may be something else. */
function aboutLabel({ declared, layout, wrong }: Label, isDoubted: boolean): Unplaced[] {
  if (wrong === null) return [];
  const isThere = declared !== null;
  const says = isThere ? sayOfLabel("says", { declared: show(declared) }) : sayOfLabel("has-no-interface");
  const doubt = sayOfLabel("doubted", { says, url: urlOf(layout) });
  return [{ ...wrong, severity: "warning", message: isDoubted ? doubt : wrong.message }];
}

function ofArchive(key: string): Unplaced {
  const message = sayOfLabel("archive-key", { key });
  return { code: "archive-key", path: [key], severity: "warning", message };
}

/** Yield the problems that are listed of all; unknown keys may be additions of a newer version. */
function* listed(problems: ReturnType<typeof found>, isNewer: boolean): Generator<Unplaced> {
  let [count, isWrong] = [0, false];
  for (const { path, code, say, atKey = false } of problems) {
    const severity = isNewer && code === "unknown-key" ? "warning" : "error";
    if (++count > MAX_PROBLEMS) {
      if (isWrong) break;
      if (severity === "warning") continue;
    }
    isWrong ||= severity === "error";
    yield { path, code, severity, message: say(), atKey };
  }
  if (count > MAX_PROBLEMS) {
    const message = sayOfLabel("more-problems", { count: MAX_PROBLEMS });
    yield { path: [], code: "more-problems", severity: isWrong ? "error" : "warning", message };
  }
}
