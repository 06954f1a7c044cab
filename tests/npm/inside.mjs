// Lists the documents inside of texts: of each line, a text, their pointers and their own texts.

import { createInterface } from "node:readline";
import { documentsIn } from "../../web/npm/src/telling.ts";

for await (const question of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  console.log(JSON.stringify(documentsIn(JSON.parse(question)).map(({ path, text }) => [path, text])));
}
