/** What is wrong with the document, by the package, sorted by the places it is shown at. */

import type { Json } from "ska-oso-pdm";
import { problems } from "ska-oso-pdm/problems";
import { resolve, type Schemas } from "ska-oso-pdm/schemas";
import { pointer } from "./tree.js";

/** A schema of the package. */
export type Schema = ReturnType<typeof resolve>;

/** A problem at the place where somebody can mend it. */
export interface Shown {
  readonly pointer: string;
  readonly message: string;
}

/** What was found; `more` where a document has more problems than are shown. */
export interface Judged {
  readonly problems: readonly Shown[];
  readonly more: boolean;
}

/** The most problems that are shown at once. */
export const MOST = 200;

/** Judges documents by one schema. */
export class Judge {
  readonly schema: Schema;
  readonly #schemas: Schemas;

  constructor(url: string, schemas: Schemas) {
    this.#schemas = schemas;
    this.schema = this.resolve(url);
  }

  readonly resolve = (url: string): Schema => resolve(url, this.#schemas);

  judge(document: Json): Judged {
    const found: Shown[] = [];
    for (const { path, missing, message } of problems(document, this.schema, this.resolve)) {
      if (found.length === MOST) return { problems: found, more: true };
      const place = missing === undefined ? path : path + pointer([missing]);
      found.push({ pointer: place, message });
    }
    return { problems: found, more: false };
  }
}
