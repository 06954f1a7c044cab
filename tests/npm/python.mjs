// Asks Python in WebAssembly about documents: in each line the bytes of one in Base64, and whether to
// look at it too. How long it took to start is told beside.

import { createInterface } from "node:readline";
import { findings, show, start, upgrade } from "../../web/npm/dist/python.js";

const before = performance.now();
await start();
console.error(`started in ${((performance.now() - before) / 1000).toFixed(1)} s`);

for await (const question of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  const { bytes: given, look } = JSON.parse(question);
  const bytes = Uint8Array.from(Buffer.from(given, "base64"));
  const done = await upgrade(bytes, { assume: { all: true } });
  const back = done.stash === null ? null : await upgrade(done.text, { stash: done.stash });
  const looks = look ? { findings: await findings(bytes), show: await show(bytes) } : {};
  const restored = back === null || Buffer.from(back.text).equals(Buffer.from(bytes));
  console.log(JSON.stringify({ upgrade: done, restored, ...looks }));
}
