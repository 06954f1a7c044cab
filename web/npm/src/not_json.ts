/** Why data is no JSON text: named as what it is, with what to do about it. */

import unread from "./data/documents_sentences.json";
import { has } from "./json.js";
import { MAX_DEPTH, type Reason, type Refused } from "./parse.js";
import { shownKey } from "./personal.js";
import { lineAndColumn, type Position } from "./positions.js";
import { sayUnread } from "./sentences.js";
import { BLANK, isDigit, WORD } from "./text.js";
import { firstBroken } from "./utf8.js";

/** Why data is no JSON text; without a place where it is the whole. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly place: Position | null;
}

/** What a parser refused, and why. */
interface Stopped {
  readonly text: string;
  readonly error: Refused;
}

interface Kind {
  readonly pattern: string;
  readonly what: string;
  readonly advice: string;
  readonly likely?: boolean;
}

const KINDS: readonly Kind[] = unread.kinds;
const MARK = "\ufeff"; // a byte order mark
const ENCODINGS = ["utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be"] as const;
const START = 256; // bytes that show the encoding
const HEAD = 4096; // characters that show the kind of a text
const START_OF_TEXT: Position = { line: 1, column: 1 };

const LEADING = new RegExp(`^[${BLANK}]*`, "u");
const PATH = new RegExp(
  `^[${BLANK}]*(?:[^\\n{}\\[\\]"]+\\.json` + // blocks/my block.json
    `|(?:~|\\.{1,2}|[A-Za-z]:)?(?:[/\\\\][${WORD} .~+\\-]+)+` + // /data/blocks
    `|[${WORD}.~\\-]+(?:[/\\\\][${WORD} .~+\\-]+)+)[${BLANK}]*$`, // blocks/mid
  "iu",
);
const CONFLICT = new RegExp(`(?<![^\\n])(?:<{7}|\\|{7}|={7}|>{7})(?=[${BLANK}]|$)`, "u");
const COMMENT = /^(?:\/\/|\/\*|#)/u;
const WORD_AT = new RegExp(`^[${WORD}.$@+\\-]+`, "u");
const WORD_BEFORE = new RegExp(`[${WORD}.$@+\\-]*$`, "u");
const LONGEST_WORD = 60;
const AT_WORDS: readonly Reason[] = ["key-no-string", "no-value", "no-ident", "bad-number"];
const IN: readonly Reason[] = ["in-list", "in-object", "in-string", "in-value"];
const NO_NUMBER = /^[+-]?\.?(?:NaN|Infinity|inf)$/iu;
const ODD_NUMBER = new RegExp(`^[+-]?\\.?[0-9][${WORD}.+\\-]*$`, "u");
const SINGLE_QUOTES = "'`";
const CURLY_QUOTES = "\u2018\u2019\u201c\u201d\u201e\xab\xbb";

/**
 * Say why data is no JSON text; what is no text at all is told first.
 *
 * @param data - what was given, without a first byte order mark.
 * @param stopped - where the parser stopped; null where there is no text.
 */
export function refusal(data: Uint8Array, stopped: Stopped | null): Refusal {
  const found = noText(data);
  if (found || stopped === null) return found ?? refused("not-json", sayUnread("binary"));
  return otherKind(stopped.text) ?? noSyntax(stopped);
}

function refused(code: string, message: string, place: Position | null = null): Refusal {
  return { code, message, place };
}

function noText(data: Uint8Array): Refusal | null {
  if (data.every((byte) => byte === 0x20 || (byte >= 9 && byte <= 13))) {
    return refused("empty", sayUnread("empty"));
  }
  const encoding = otherEncoding(data);
  if (encoding) return refused("not-utf-8", sayUnread("encoding", { encoding }));
  const known = unread.formats.find(({ start }) => startsWith(data, start));
  if (known) return refused("not-json", sayUnread("format", known));
  if (data.includes(0)) return refused("not-json", sayUnread("binary"));
  const broken = firstBroken(data);
  if (broken < 0) return null;
  const before = new TextDecoder("utf-8", { ignoreBOM: true }).decode(data.subarray(0, broken));
  const byte = (data[broken] as number).toString(16).padStart(2, "0");
  return refused("not-utf-8", sayUnread("no-byte", { byte }), lineAndColumn(before, before.length));
}

function startsWith(data: Uint8Array, start: string): boolean {
  return Array.from(start, (sign) => sign.charCodeAt(0)).every((byte, at) => data[at] === byte);
}

/** Name the encoding of a text in 16 or 32 bits, with a byte order mark or without. */
function otherEncoding(data: Uint8Array): string | null {
  const hasMark = startsWith(data, "\xff\xfe") || startsWith(data, "\xfe\xff");
  if (!hasMark && !data.subarray(0, 4).includes(0)) return null;
  for (const encoding of ENCODINGS) {
    const start = decoded(data.subarray(0, START), encoding);
    const first = start.replace(LEADING, "").charAt(0);
    if (start.startsWith(MARK) || first === "{" || first === "[") {
      return encoding.slice(0, 6).toUpperCase();
    }
  }
  return null;
}

function decoded(data: Uint8Array, encoding: (typeof ENCODINGS)[number]): string {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const isLittle = encoding.endsWith("le");
  const size = encoding.startsWith("utf-32") ? 4 : 2;
  let text = "";
  for (let at = 0; at + size <= data.length; at += size) {
    const code = size === 4 ? view.getUint32(at, isLittle) : view.getUint16(at, isLittle);
    text += code > 0x10ffff ? "\ufffd" : String.fromCodePoint(code);
  }
  return text;
}

/** Name a text that is something else as a whole. */
function otherKind(text: string): Refusal | null {
  const start = LEADING.exec(text)?.[0].length ?? 0;
  const head = Array.from(text.slice(start, start + 2 * HEAD)).slice(0, HEAD).join("");
  for (const { pattern, what, advice, likely } of KINDS) {
    if (compiled(pattern).test(head)) {
      const message = sayUnread(likely ? "likely-kind" : "kind", { what, advice });
      return refused("not-json", message, START_OF_TEXT);
    }
  }
  if (text.length > HEAD || !PATH.test(text)) return null;
  const advice = sayUnread("path-in-javascript");
  return refused("not-json", sayUnread("path", { advice }), START_OF_TEXT);
}

/** Compile a pattern of the data, in which blanks and letters are those of Unicode. */
function compiled(pattern: string): RegExp {
  const said = pattern.replaceAll("\\w", WORD).replaceAll("\\s", BLANK);
  return new RegExp(`^(?:${said})`, "u");
}

function noSyntax({ text, error }: Stopped): Refusal {
  const { reason } = error;
  const offset = offsetOf(text, error.at);
  const place = lineAndColumn(text, offset);
  const [code, message] = said(error, text);
  if (reason === "twice") return refused(code, message, place);
  const conflict = CONFLICT.exec(text.slice(0, offset + 7));
  if (conflict) {
    const what = sayUnread("place", { what: sayUnread("conflict") });
    return refused(code, what, lineAndColumn(text, conflict.index));
  }
  if (code === "not-json" && !text.startsWith(MARK)) {
    const what = atPlace(reason, text.slice(offset, offset + HEAD));
    if (what) return refused(code, sayUnread("place", { what }), place);
    const lastOf = Array.from(text.slice(Math.max(offset - 2 * LONGEST_WORD, 0), offset));
    const begun = WORD_BEFORE.exec(lastOf.slice(-LONGEST_WORD).join(""))?.[0] ?? "";
    const before = begun === "-" ? "" : begun;
    const rest = Array.from(text.slice(offset, offset + 2 * LONGEST_WORD)).slice(0, LONGEST_WORD);
    const word = WORD_AT.exec(before + rest.join(""))?.[0];
    const told = word === undefined ? null : atWord(reason, before, word);
    if (told) {
      const column = place.column - Array.from(before).length;
      return refused(told[0], told[1], { ...place, column });
    }
  }
  return refused(code, message, place);
}

/** Give the code unit that is shown for one where a parser stopped: at the end, the last one. */
function offsetOf(text: string, at: number): number {
  if (at < text.length) return text.charAt(at) === "\n" ? at + 1 : at;
  if (text === "" || text.endsWith("\n")) return text.length;
  return text.length - ((text.codePointAt(text.length - 2) ?? 0) > 0xffff ? 2 : 1);
}

/** Say what is wrong where it can be seen from what stands there. */
function atPlace(reason: Reason, rest: string): string | null {
  const first = rest === "" ? "" : String.fromCodePoint(rest.codePointAt(0) as number);
  if (COMMENT.test(rest)) return sayUnread("comment");
  const isAnother = reason === "trailing-characters" && (first === "{" || first === "[");
  if (first === "\x1e" || isAnother) {
    return sayUnread("documents", { what: sayUnread(isAnother ? "another" : "several") });
  }
  if (first === "") return null;
  if (SINGLE_QUOTES.includes(first)) return sayUnread("single-quotes", { quote: first });
  if (CURLY_QUOTES.includes(first)) return sayUnread("curly-quotes", { quote: first });
  if (/^(?=[^\0-\x7f])[\p{Zs}\p{Cf}]/u.test(first)) {
    const code = (first.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, "0");
    return sayUnread("odd-blank", { character: `U+${code}` });
  }
  return null;
}

/** Say what is wrong with a word or number without quotes, `before` in front of the place. */
function atWord(reason: Reason, before: string, word: string): [string, string] | null {
  const isAfterDigit = before !== "" && isDigit(String.fromCodePoint(before.codePointAt(0) as number));
  const lacksComma = reason === "no-comma-in-list" || reason === "no-comma-in-object";
  if (!AT_WORDS.includes(reason) && !(isAfterDigit && lacksComma)) return null;
  if (NO_NUMBER.test(word)) return ["not-finite", sayUnread("no-number", { word })];
  if (reason === "key-no-string") {
    const isShown = shownKey(word) !== null;
    return ["not-json", isShown ? sayUnread("bare-key-named", { word }) : sayUnread("bare-key")];
  }
  const others: Readonly<Record<string, string>> = unread["other-words"];
  if (has(others, word)) {
    return ["not-json", sayUnread("other-language", { word, other: others[word] as string })];
  }
  if (word === "undefined") return ["not-json", sayUnread("undefined")];
  if (ODD_NUMBER.test(word)) return ["not-json", sayUnread("odd-number", { word })];
  return ["not-json", sayUnread("bare-text")];
}

/** Say what the parser says. */
function said({ reason, key }: Refused, text: string): [string, string] {
  if (reason === "twice") {
    const isShown = shownKey(key) !== null;
    const told = isShown ? sayUnread("the-key", { key: `"${key}"` }) : sayUnread("some-key");
    return ["duplicate-key", sayUnread("twice", { key: told })];
  }
  if (reason === "too-deep") return ["too-deep", sayUnread("too-deep", { depth: MAX_DEPTH })];
  if (reason === "lone-surrogate" || reason === "end-of-escape") {
    return ["not-json", sayUnread("cut-escape")];
  }
  if (text.startsWith(MARK)) return ["not-json", sayUnread("second-mark")];
  const told = sayUnread(reason);
  if (IN.includes(reason)) {
    const what = told.slice("EOF while parsing ".length);
    return ["not-json", sayUnread("ends-inside", { what })];
  }
  return ["not-json", sayUnread("syntax", { reason: told })];
}
