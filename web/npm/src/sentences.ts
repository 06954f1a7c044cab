/** What is said of problems: the same data from which Python says it. */

import read from "./data/sentences.json";

const SENTENCES = { ...read.problems, ...read.types, ...read.parts, ...read.hints };

export type SentenceName = keyof typeof SENTENCES;

/**
 * Give a sentence, or a part of one, with values in their places.
 *
 * @param name - of the sentence.
 * @param values - text that is written as it is, by the name that stands in braces.
 */
export function say(
  name: SentenceName,
  values: Readonly<Record<string, string | number>> = {},
): string {
  const sentence: string = SENTENCES[name];
  return sentence.replace(/\{([a-z_]+)\}/gu, (_, place: string) => {
    const value = values[place];
    if (value === undefined) throw new Error(`nothing to say for {${place}} in "${name}"`);
    return String(value);
  });
}

/** Give a problem with what to do about it, where there is something. */
export function withHint(problem: string, hint: string): string {
  return hint ? `${problem}; ${hint}` : problem;
}
