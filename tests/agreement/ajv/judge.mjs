// Judges JSON texts with ajv. Reads a file {schemas, annotations, texts: [[url, text]]}, prints
// the verdicts.

import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";

const { schemas, annotations, texts } = JSON.parse(readFileSync(process.argv[2], "utf-8"));
const ajv = new Ajv2020({
  strict: true,
  strictRequired: true,
  allowUnionTypes: true, // values of labels
  keywords: annotations,
  validateFormats: false,
});
for (const schema of schemas) ajv.addSchema(schema);
const verdicts = texts.map(([url, text]) => ajv.getSchema(url)(JSON.parse(text)));
process.stdout.write(JSON.stringify(verdicts));
