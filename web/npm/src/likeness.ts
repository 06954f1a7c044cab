/**
 * Likeness of words: whether one is another spelling of the same thing.
 *
 * The rules are those of `ska_oso_pdm/likeness.py`, character by character: a name is only taken
 * for another where nothing else can be meant.
 */

import { BLANK, casefold, first, isDigit, isLonger, strip, stripLines } from "./text.js";

export { casefold };

const LONGEST = 100; // characters of a name that are compared
const KEPT = 4096; // names whose words are remembered
const BETWEEN = new RegExp(
  `(?<=[^${BLANK}_-])[${BLANK}_-]+(?=[^${BLANK}_-])` +
    "|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])",
  "u",
);
const MARKS = /[\p{Mn}\p{Cf}]/gu;
const DECIMAL = /\p{Nd}/u;

/**
 * Give the one known name that a wrong one is another spelling of, or a slip of the pen.
 *
 * Another spelling has other capitals, separators or accents. A slip is in one word: its plural, a
 * doubled letter, or in a word from five letters on a missing or additional letter, or two that are
 * exchanged; from nine letters on two of these, or a wrong letter. It is never the first letter,
 * and never in a word with a digit.
 */
export function nearest(name: string, known: Iterable<string>): string | null {
  if (isLonger(name, LONGEST)) {
    return null;
  }
  const words = split(name);
  const same: string[] = [];
  const slips: string[] = [];
  for (const other of known) {
    const others = split(other);
    if (joined(others) === joined(words)) {
      same.push(other);
    } else if (isSlip(words, others)) {
      slips.push(other);
    }
  }
  const [found, ...more] = same.length > 0 ? same : slips;
  return found !== undefined && more.length === 0 ? found : null;
}

/** Give the known name that a wrong one abbreviates by leaving out what all of them share. */
export function withoutCommon(name: string, known: readonly string[]): string | null {
  const all = known.map((other) => new Set(split(other)));
  const common = new Set(
    all.length > 1 ? [...all[0]!].filter((word) => all.every((words) => words.has(word))) : [],
  );
  // No word has a low line in it, so that none is another one than those that it is made of.
  const short = (text: string) => split(text).filter((word) => !common.has(word)).join("_");
  const own = short(first(LONGEST, name));
  const found = known.filter((other) => short(other) === own);
  return common.size > 0 && own !== "" && found.length === 1 ? found[0]! : null;
}

/** List the known names that begin with a text, or have it as a word. */
export function fits(name: string, known: Iterable<string>): string[] {
  const words = split(first(LONGEST, name));
  const text = joined(words);
  return [...known].filter((other) => {
    const others = split(other);
    return text !== "" && (joined(others).startsWith(text) || isPart(words, others));
  });
}

function isPart(words: readonly string[], others: readonly string[]): boolean {
  return words.every((word) => others.includes(word));
}

const splits = new Map<string, readonly string[]>();

/** Split a name into its words, without capitals and accents: `scanType` is `scan_type`. */
export function split(name: string): readonly string[] {
  const known = splits.get(name);
  if (known !== undefined) {
    return known;
  }
  const plain = stripLines(strip(name.normalize("NFD").replace(MARKS, "")));
  const words = plain.split(BETWEEN).filter((word) => word !== "").map(casefold);
  if (splits.size >= KEPT) {
    splits.clear();
  }
  splits.set(name, words);
  return words;
}

/** Write words as one, but for numbers, which would become another. */
function joined(words: readonly string[]): string {
  let text = "";
  let ends = false; // with a digit
  for (const word of words) {
    const letters = Array.from(word);
    text += ends && isDigit(letters[0]!) ? `_${word}` : word;
    ends = isDigit(letters.at(-1)!);
  }
  return text;
}

function isSlip(words: readonly string[], others: readonly string[]): boolean {
  if (words.length !== others.length) {
    return false;
  }
  const differing = words.flatMap((word, index) => (word === others[index] ? [] : [index]));
  if (differing.length !== 1) {
    return false;
  }
  const pair = [Array.from(words[differing[0]!]!), Array.from(others[differing[0]!]!)];
  const [short, long] = pair.sort((a, b) => a.length - b.length);
  return isSlipOfWord(short!, long!);
}

function isSlipOfWord(short: readonly string[], long: readonly string[]): boolean {
  const [a, b] = [short.join(""), long.join("")];
  if (short[0] !== long[0] || long.length - short.length > 2 || DECIMAL.test(a + b)) {
    return false;
  }
  const plurals = [`${a}s`, `${a}es`, `${short.slice(0, -1).join("")}ies`];
  if (short.length > 2 && (plurals.includes(b) || isDoubled(short, b))) {
    return true;
  }
  if (short.length === 4 && long.length === 4) {
    return distance(short, long) === 1;
  }
  const most = short.length > 8 ? 2 : short.length > 4 ? 1 : 0;
  return distance(short, long) <= most;
}

/** Tell whether a word is another one with a letter doubled. */
function isDoubled(short: readonly string[], long: string): boolean {
  return short.some((_, at) => [...short.slice(0, at + 1), ...short.slice(at)].join("") === long);
}

/**
 * Count the letters that are missing or additional; two exchanged ones count once.
 *
 * So a wrong letter counts twice: it makes other words, as `content` and `context`.
 */
function distance(a: readonly string[], b: readonly string[]): number {
  let last: number[] = [];
  let before: number[] = [];
  let row = [0, ...b.map((_, index) => index + 1)];
  for (let i = 1; i <= a.length; i++) {
    [last, before, row] = [before, row, [i]];
    for (let j = 1; j <= b.length; j++) {
      const wrong = a[i - 1] === b[j - 1] ? 0 : 2;
      let cost = Math.min(before[j]! + 1, row[j - 1]! + 1, before[j - 1]! + wrong);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, last[j - 2]! + 1);
      }
      row.push(cost);
    }
  }
  return row[b.length]!;
}
