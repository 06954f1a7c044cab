/** What is said of problems: the same data from which Python says it. */

import labels from "./data/recognition_sentences.json";
import unread from "./data/documents_sentences.json";
import read from "./data/sentences.json";

const SENTENCES = { ...read.problems, ...read.types, ...read.parts, ...read.hints };
const UNREAD = { ...unread.unreadable, ...unread["not-json"], ...unread.reasons };

const LABELS = { ...labels.labels, ...labels.unknown, ...labels.more };

/** Parts of names of schemas that name an interface of the observatory. */
export const SYSTEMS: readonly string[] = labels.systems;

export type SentenceName = keyof typeof SENTENCES;

type Values = Readonly<Record<string, string | number>>;

/** What is said of labels and layouts; see `say`. */
export function sayOfLabel(name: keyof typeof LABELS, values: Values = {}): string {
  return filled(LABELS[name], values);
}

/** What is said of what cannot be read; see `say`. */
export function sayUnread(name: keyof typeof UNREAD, values: Values = {}): string {
  return filled(UNREAD[name], values);
}

/**
 * Give a sentence, or a part of one, with values in their places.
 *
 * @param name - of the sentence.
 * @param values - text that is written as it is, by the name that stands in braces.
 */
export function say(name: SentenceName, values: Values = {}): string {
  return filled(SENTENCES[name], values);
}

/** Put values in the places of a sentence. */
export function filled(sentence: string, values: Values): string {
  return sentence.replace(/\{([a-z_]+)\}/gu, (_, place: string) => {
    const value = values[place];
    if (value === undefined) throw new Error(`nothing to say for {${place}} in "${sentence}"`);
    return String(value);
  });
}

/** Give a problem with what to do about it, where there is something. */
export function withHint(problem: string, hint: string): string {
  return hint ? `${problem}; ${hint}` : problem;
}
