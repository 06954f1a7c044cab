// Judges documents: of each line, entity, version and text, whether the document is valid by them.

import { createInterface } from "node:readline";

const loaded = new Map();

async function validator(entity, version) {
  const path = `../../web/npm/dist/validators/${version}/${entity}.js`;
  if (!loaded.has(path)) loaded.set(path, Object.values(await import(path))[0]);
  return loaded.get(path);
}

for await (const line of createInterface({ input: process.stdin })) {
  const [entity, version, text] = JSON.parse(line);
  console.log(JSON.stringify((await validator(entity, version))(JSON.parse(text))));
}
