/**
 * Texts as Python takes them: by code points, with its blanks, letters and digits.
 *
 * Both take properties of characters from Unicode, of which Python 3.11 has version 14. A character
 * that is newer may count as a letter in one and not yet in the other.
 */

/** Characters that `str.isspace` and `\s` take for blanks; those of JavaScript are others. */
export const BLANK = String.raw`\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000`;

/** Characters that `\w` takes for those of a word. */
export const WORD = String.raw`\p{L}\p{N}_`;

const OUTER_BLANKS = new RegExp(`^[${BLANK}]+|[${BLANK}]+$`, "gu");
const OUTER_LINES = /^_+|_+$/gu;

/** Leave out the blanks around a text. */
export function strip(text: string): string {
  return text.replace(OUTER_BLANKS, "");
}

/** Leave out the low lines around a text. */
export function stripLines(text: string): string {
  return text.replace(OUTER_LINES, "");
}

/** Give the first characters of a text; none of two halves is cut apart. */
export function first(count: number, text: string): string {
  if (text.length <= count) {
    return text;
  }
  return Array.from(text.slice(0, 2 * count)).slice(0, count).join("");
}

/** Tell whether a text has more than so many characters. */
export function isLonger(text: string, count: number): boolean {
  return text.length > 2 * count || (text.length > count && Array.from(text).length > count);
}

/** Give where half of a surrogate pair stands in a text, which no UTF-8 can hold; -1 where none is. */
export function firstCut(text: string): number {
  return text.search(/\p{Cs}/u);
}

// Those that Unicode gives the value of a digit, beside the decimal ones: superscripts, circled.
const DIGIT = new RegExp(
  String.raw`[\p{Nd}\xb2\xb3\xb9\u1369-\u1371\u19da\u2070\u2074-\u2079\u2080-\u2089\u2460-\u2468` +
    String.raw`\u2474-\u247c\u2488-\u2490\u24ea\u24f5-\u24fd\u24ff\u2776-\u277e\u2780-\u2788` +
    String.raw`\u278a-\u2792\u{10a40}-\u{10a43}\u{10e60}-\u{10e68}\u{11052}-\u{1105a}` +
    String.raw`\u{1f100}-\u{1f10a}]`,
  "u",
);

/** Tell whether a character is a digit, as `str.isdigit` does. */
export function isDigit(character: string): boolean {
  return DIGIT.test(character);
}

const CHEROKEE = /[\u13a0-\u13fd\uab70-\uabbf]/u;

/** Write a text without capitals, as `str.casefold` does: `ß` is `ss` then, and `ς` is `σ`. */
export function casefold(text: string): string {
  return Array.from(text, fold).join("");
}

/** The small form of the capital one is that, but for these. */
function fold(character: string): string {
  if (character === "\u0131") {
    return character; // a dotless i is another letter
  }
  if (character === "\u1e9e") {
    return "ss";
  }
  const capital = character.toUpperCase();
  return CHEROKEE.test(character) ? capital : capital.toLowerCase();
}
