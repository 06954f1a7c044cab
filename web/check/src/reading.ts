/** Texts of files, to be shown and edited, and back to the bytes that they were. */

import { MAX_BYTES } from "ska-oso-pdm/documents";

/** The text of a file in the editor. */
export interface Shown {
  /** Without byte order mark. */
  readonly text: string;
  /** What ends its lines: the carriage return is kept, and no text of one line where all lines have it. */
  readonly lineEnd: "\n" | "\r\n";
  /** Whether what is edited can be judged and saved for the file: not where it is no text. */
  readonly editable: boolean;
  /** Whether it began with a byte order mark of UTF-8. */
  readonly marked: boolean;
  /** What is to be known of it, as a sentence; null of most. */
  readonly note: string | null;
}

/** A file is not shown; the message is a sentence. */
export class NotShownError extends Error {}

const UTF_16 = "This file is in UTF-16. What is edited here is saved in UTF-8, which is how documents are written.";
const NO_TEXT = "This file is no text in UTF-8; � stands for what is none. It can be looked at here, and not be edited.";
const TOO_LARGE = "A file of this size is not shown here.";
const UNREAD = "The file cannot be read any more, so it is not shown.";

/** Read a file. */
export async function shownOf(file: Blob): Promise<Shown> {
  if (file.size > MAX_BYTES) throw new NotShownError(TOO_LARGE);
  try {
    return decoded(new Uint8Array(await file.arrayBuffer()));
  } catch {
    throw new NotShownError(UNREAD);
  }
}

function decoded(bytes: Uint8Array): Shown {
  const utf16 = utf16Of(bytes);
  if (utf16) return shown(new TextDecoder(utf16).decode(bytes), false, true, UTF_16);
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  try {
    return shown(new TextDecoder("utf-8", { fatal: true }).decode(bytes), marked, true, null);
  } catch {
    return shown(new TextDecoder("utf-8").decode(bytes), marked, false, NO_TEXT);
  }
}

/** Name the encoding of a file that begins with the byte order mark of UTF-16. */
function utf16Of([first, second]: Uint8Array): string | null {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : null;
}

function shown(text: string, marked: boolean, editable: boolean, note: string | null): Shown {
  // Lines of mixed ends are those of "\n": no end is changed, and what is left over is made visible.
  const lineEnd = text.includes("\r\n") && !/(?<!\r)\n|\r(?!\n)/.test(text) ? "\r\n" : "\n";
  return { text, lineEnd, editable, marked, note };
}

/** Give the file of an edited text. */
export function fileOf(text: string, marked: boolean): Blob {
  return new Blob(marked ? ["\ufeff", text] : [text], { type: "application/json" });
}
