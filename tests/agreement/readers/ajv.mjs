// ajv, in strict mode.

import { Ajv2020 } from "ajv/dist/2020.js";
import { answer, oneByOne } from "./lines.mjs";

await answer(
  oneByOne(({ schemas, annotations }) => {
    const ajv = new Ajv2020({
      strict: true,
      strictRequired: true,
      allowUnionTypes: true, // values of labels
      validateFormats: false,
    });
    ajv.addVocabulary(annotations); // all that strict mode needs to know of ours
    for (const schema of schemas) ajv.addSchema(schema);
    return (url) => ajv.getSchema(url);
  }),
);
