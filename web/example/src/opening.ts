/** How a file becomes a document, or a sentence that says why it does not. */

import { identify, type Json } from "ska-oso-pdm";
import { MAX_BYTES, read, UnreadableError } from "ska-oso-pdm/documents";
import { isObject } from "./tree.js";

/** The layout that this form edits. */
export const ENTITY = "prsl";
export const VERSION = "1.0";
export const INTERFACE = "https://schema.skao.int/ska-oso-pdm-prsl/1.0";

export type Opening = { readonly document: Json; readonly text: string } | { readonly refused: string };

/** Read a file. Nothing is thrown: whatever it is, the answer is a document or a sentence. */
export async function openFile(file: File): Promise<Opening> {
  if (file.size > MAX_BYTES) {
    return refused(`${file.name} is larger than ${MAX_BYTES / 2 ** 20} MiB, which no proposal is.`);
  }
  try {
    return openBytes(file.name, new Uint8Array(await file.arrayBuffer()));
  } catch (error) {
    if (error instanceof RangeError) return refused(`${file.name} is too large for this browser.`);
    return refused(`${file.name} could not be read. Is it still there?`);
  }
}

/** Read what is in a file, as strictly as the package does. */
export function openBytes(name: string, bytes: Uint8Array): Opening {
  let document: Json;
  try {
    document = read(bytes) as Json;
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error;
    return refused(`${name} cannot be opened${unreadable(error)}`);
  }
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  const reason = otherThanOurs(document);
  return reason === null ? { document, text } : refused(`${name} ${reason}`);
}

/** Say where a text is wrong, and how: the end of a sentence. */
export function unreadable({ issue: { line, column, message } }: UnreadableError): string {
  return `${line === null ? "" : ` (line ${line}, column ${column})`}: ${message}.`;
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

function refused(sentence: string): Opening {
  return { refused: sentence };
}
