// Judges texts: of each line what is given, entity, version, verdicts and issues. A text is given
// as [kind, head, part, count, tail]: `part` so many times between the others, in Base64 for bytes.

import { createInterface } from "node:readline";
import { validate } from "../../web/npm/src/documents.ts";

function given([kind, head, part, count, tail]) {
  const text = head + part.repeat(count) + tail;
  return kind === "bytes" ? Uint8Array.from(Buffer.from(text, "base64")) : text;
}

function row({ severity, code, path, message, line, column }) {
  return [severity, code, path, message, line, column];
}

for await (const question of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  const { entity, version, judged, valid, issues } = await validate(given(JSON.parse(question)));
  console.log(JSON.stringify([entity, version, judged, valid, issues.map(row)]));
}
