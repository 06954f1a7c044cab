/** Judges documents beside the page, which stays usable whatever they are. */

import { MAX_BYTES, validate } from "ska-oso-pdm/documents";
import { schemasOf, VERSIONS } from "ska-oso-pdm/schemas";
import { evidence, newestOf } from "ska-oso-pdm/telling";
import { answering } from "./answering.js";
import { type Question, unjudged, type Verdict, verdict } from "./verdict.js";

const MOVED =
  "cannot be read: it was changed, moved or removed since it was given, or may not be read; give it again";

async function judge({ given }: Question): Promise<Verdict> {
  let read: string | ArrayBuffer;
  try {
    // Of what is too large no more is read than tells so.
    read = typeof given === "string" ? given : await given.slice(0, MAX_BYTES + 1).arrayBuffer();
  } catch {
    return unjudged("not-readable", MOVED);
  }
  const { issues, ...report } = await validate(read);
  const { entity, document } = report;
  // The page leaves the text as it was written, whatever numbers JavaScript can hold.
  const told = issues.filter(({ code }) => code !== "inexact-number");
  return verdict({ ...report, issues: told }, entity && newestOf(entity), entity && evidence(document));
}

/** Load what else may be asked for, so that all goes on without a network. */
async function prepare(): Promise<void> {
  const newest = VERSIONS.at(-1) as string;
  await schemasOf(newest);
  await validate(`{"interface": "https://schema.skao.int/ska-oso-pdm-sbd/${newest}", "targets": [{}]}`);
  for (const version of VERSIONS) await schemasOf(version);
}

answering(judge, prepare);
