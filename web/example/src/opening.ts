/** How a file becomes a document, or a sentence that says why it does not. */

import { identify, type Json } from "ska-oso-pdm";
import { isObject } from "./tree.js";

/** The layout that this form edits. */
export const ENTITY = "prsl";
export const VERSION = "1.0";
export const INTERFACE = "https://schema.skao.int/ska-oso-pdm-prsl/1.0";

const MOST_BYTES = 32 * 1024 * 1024;
const MOST_LEVELS = 500;

export type Opening = { readonly document: Json; readonly text: string } | { readonly refused: string };

/** Read a file. Nothing is thrown: whatever it is, the answer is a document or a sentence. */
export async function openFile(file: File): Promise<Opening> {
  if (file.size > MOST_BYTES) {
    return refused(`${file.name} is larger than 32 MiB, which no proposal is.`);
  }
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
    return openText(file.name, text);
  } catch (error) {
    if (error instanceof TypeError) return refused(`${file.name} is no text in UTF-8.`);
    if (error instanceof RangeError) return refused(`${file.name} is too large for this browser.`);
    return refused(`${file.name} could not be read. Is it still there?`);
  }
}

/** Read a text. */
export function openText(name: string, text: string): Opening {
  const deep = levels(text) > MOST_LEVELS;
  if (deep) return refused(`${name} has more than ${MOST_LEVELS} levels, which no proposal has.`);
  let document: Json;
  try {
    document = JSON.parse(text) as Json;
  } catch (error) {
    const told = error instanceof Error ? error.message : String(error);
    return refused(`${name} is not JSON: ${told}.`);
  }
  const inexact = inexactNumber(text);
  if (inexact !== undefined) {
    return refused(
      `${name} has the number ${inexact}, which no browser can hold exactly; ` +
        `saved from here it would be another one.`,
    );
  }
  const reason = otherThanOurs(document);
  return reason === null ? { document, text } : refused(`${name} ${reason}`);
}

/** Say what a document is that this form does not edit, and what to do; null for one of ours. */
function otherThanOurs(document: Json): string | null {
  const { entity, version } = identify(document);
  if (entity === null) return "is no document of the SKA Project Data Model.";
  if (entity !== ENTITY) {
    const layout = version === null ? "" : ` of layout ${version}`;
    return `is no proposal: by its content it is a document "${entity}"${layout}.`;
  }
  const label = isObject(document) ? document.interface : undefined;
  if (version === VERSION || label === INTERFACE) return null;
  const what = version === null ? "of an earlier layout without a schema" : `of layout ${version}`;
  return (
    `is a proposal ${what}, and this form edits ${VERSION}. ` +
    `Convert it with \`ska-oso-pdm upgrade --in-place\` and open it again.`
  );
}

const TOKENS = /"(?:[^"\\]|\\[^])*"|[[{\]}]|-?[0-9][0-9.eE+-]*/g;

/** Count how deeply a text is nested, before anything else has to follow it down. */
function levels(text: string): number {
  let level = 0;
  let most = 0;
  for (const [token] of text.matchAll(TOKENS)) {
    if (token === "[" || token === "{") most = Math.max(most, (level += 1));
    else if (token === "]" || token === "}") level -= 1;
  }
  return most;
}

/** Give the first number of a JSON text that would be written as another one. */
function inexactNumber(text: string): string | undefined {
  for (const [token] of text.matchAll(TOKENS)) {
    if (!/^[-0-9]/.test(token)) continue;
    const value = Number(token);
    if (!Number.isFinite(value)) return token;
    if (/^-?[0-9]+$/.test(token) && BigInt(token) !== BigInt(value)) return token;
  }
  return undefined;
}

function refused(sentence: string): Opening {
  return { refused: sentence };
}
