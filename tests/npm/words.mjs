// Answers questions about words: a line [function, arguments] each on stdin, an answer on stdout.

import { createInterface } from "node:readline";
import * as likeness from "../../web/npm/src/likeness.ts";
import * as numbers from "../../web/npm/src/numbers.ts";
import * as personal from "../../web/npm/src/personal.ts";
import * as phrases from "../../web/npm/src/phrases.ts";
import * as units from "../../web/npm/src/units.ts";

const known = { ...likeness, ...numbers, ...personal, ...phrases, ...units };

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  const [name, given] = JSON.parse(line);
  console.log(JSON.stringify(known[name](...given)));
}
