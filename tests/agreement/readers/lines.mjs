// What all readers share: a question comes line by line. The first line has the schemas and the names
// of the annotations in them, each other one [url, text]; each answer is a line, a verdict.

import { createInterface } from "node:readline";

/** Give the verdicts of a reader on the texts of the question. */
export async function answer(judge) {
  const lines = [];
  for await (const line of createInterface({ input: process.stdin })) lines.push(JSON.parse(line));
  const [first, ...others] = lines;
  const verdicts = await judge(first, others);
  process.stdout.write(verdicts.map((verdict) => `${JSON.stringify(verdict)}\n`).join(""));
}

/** Make of a function that prepares a schema a reader that prepares each once. */
export function oneByOne(prepare) {
  return async (question, texts) => {
    const validatorOf = await prepare(question);
    const prepared = new Map();
    for (const [url] of texts) {
      if (!prepared.has(url)) prepared.set(url, await validatorOf(url));
    }
    return texts.map(([url, text]) => prepared.get(url)(JSON.parse(text)));
  };
}
