// Identifies documents: of each line, a text, its entity and version.

import { createInterface } from "node:readline";
import { identify } from "../../web/npm/dist/identify.js";

for await (const line of createInterface({ input: process.stdin })) {
  const { entity, version } = identify(JSON.parse(JSON.parse(line)));
  console.log(JSON.stringify([entity, version]));
}
