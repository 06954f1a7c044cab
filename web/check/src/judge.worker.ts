/** Judges documents beside the page, which stays usable whatever they are. */

import { MAX_BYTES, validate } from "ska-oso-pdm/documents";
import { schemasOf, VERSIONS } from "ska-oso-pdm/schemas";
import { documentsIn, evidence, type Inside, newestOf } from "ska-oso-pdm/telling";
import { answering } from "./answering.js";
import { type Issue, type Question, unjudged, type Verdict, verdict } from "./verdict.js";

const MOVED =
  "cannot be read: it was changed, moved or removed since it was given, or may not be read; give it again";

type Read = string | ArrayBuffer;

async function answer({ ask, given }: Question): Promise<Verdict | Inside[]> {
  let read: Read;
  try {
    // Of what is too large no more is read than tells so.
    read = typeof given === "string" ? given : await given.slice(0, MAX_BYTES + 1).arrayBuffer();
  } catch {
    return ask === "inside" ? [] : unjudged("not-readable", MOVED);
  }
  return ask === "inside" ? inside(read) : judge(read);
}

async function judge(read: Read): Promise<Verdict> {
  const report = await validate(read);
  const { entity, document } = report;
  // The page leaves the text as it was written, whatever numbers JavaScript can hold.
  const issues = report.issues.filter(({ code }) => code !== "inexact-number");
  const found = entity === null && document !== undefined ? inside(read).length : 0;
  if (found > 0) issues.push(saidOf(found));
  return verdict({ ...report, issues }, entity && newestOf(entity), entity && evidence(document), found);
}

/** List the documents inside of what is none itself. */
function inside(read: Read): Inside[] {
  const found = documentsIn(typeof read === "string" ? read : new TextDecoder().decode(read));
  return found.some(({ path }) => path) ? found : [];
}

function saidOf(number: number): Issue {
  const message = `${number} document${number === 1 ? "" : "s"} inside: --inside judges what is inside of files`;
  return { severity: "warning", code: "documents-inside", path: "", message, line: null, column: null };
}

/** Load what else may be asked for, so that all goes on without a network. */
async function prepare(): Promise<void> {
  const newest = VERSIONS.at(-1) as string;
  await schemasOf(newest);
  await validate(`{"interface": "https://schema.skao.int/ska-oso-pdm-sbd/${newest}", "targets": [{}]}`);
  for (const version of VERSIONS) await schemasOf(version);
}

answering(answer, prepare);
