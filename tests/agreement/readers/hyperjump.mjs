// @hyperjump/json-schema, which interprets schemas instead of compiling them, and checks each by its
// metaschema first.

import { registerSchema, validate } from "@hyperjump/json-schema/draft-2020-12";
import { answer, oneByOne } from "./lines.mjs";

await answer(
  oneByOne(({ schemas }) => {
    for (const schema of schemas) registerSchema(schema);
    return async (url) => {
      const judge = await validate(url);
      return (value) => judge(value).valid;
    };
  }),
);
