/** Judges documents in workers. */

import type { Inside } from "ska-oso-pdm/telling";
import { EndedError, NotStartedError, Pool } from "./pool.js";
import { type Question, unjudged, type Verdict } from "./verdict.js";

const START = () => new Worker(new URL("./judge.worker.ts", import.meta.url), { type: "module" });
const SIZE = Math.min(4, Math.max(2, (navigator.hardwareConcurrency || 2) - 1));

const NOT_LOADED = "cannot be judged: a part of this page was not loaded; load the page again";

const pool = new Pool<Question, Verdict | Inside[]>(START, SIZE);

/** When all that judging may need is there, also without a network. */
export const prepared = pool.prepared;

/**
 * Judge a file or a text. Rejects with an `AbortError` only.
 *
 * @param given - the file, or the text.
 * @param urgent - whether somebody waits for this one.
 */
export async function judge(
  given: Blob | string,
  { urgent = false, signal }: { urgent?: boolean; signal?: AbortSignal } = {},
): Promise<Verdict> {
  try {
    const question: Question = { ask: "verdict", given };
    return (await pool.ask(question, signal ? { urgent, signal } : { urgent })) as Verdict;
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    if (error instanceof EndedError) {
      return unjudged("not-readable", "needs more memory than there is; judge it by itself, or elsewhere");
    }
    if (error instanceof NotStartedError) return unjudged("internal-error", NOT_LOADED);
    const said = error instanceof Error ? error.message : String(error);
    return unjudged("internal-error", `a mistake in this package, please report it: ${said}`);
  }
}

/** List the documents inside of a file or a text. */
export async function documentsInside(given: Blob | string): Promise<Inside[]> {
  try {
    return (await pool.ask({ ask: "inside", given }, { urgent: true })) as Inside[];
  } catch {
    return []; // what is wrong is told where it is judged
  }
}
