// Documents to try the form with, and what the package says of them outside of a browser.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { identify } from "ska-oso-pdm";
import { problems } from "ska-oso-pdm/problems";
import { resolve, schemasOf } from "ska-oso-pdm/schemas";

const root = join(import.meta.dirname, "../../../..");
const schemas = await schemasOf("1.0");

export const text = (path) => readFileSync(path, "utf8");
export const read = (path) => JSON.parse(text(path));
export const example = (name, version = "1.0") => join(root, "examples", version, `${name}.json`);

/** All files of a folder that are proposals of layout 1.0. */
function proposals(folder) {
  return readdirSync(join(root, folder))
    .map((name) => join(root, folder, name))
    .filter((path) => path.endsWith(".json") && isProposal(path));
}

function isProposal(path) {
  try {
    const document = read(path);
    const { entity } = identify(document);
    return entity === "prsl" && document.interface === "https://schema.skao.int/ska-oso-pdm-prsl/1.0";
  } catch {
    return false;
  }
}

export const EXAMPLES = proposals("examples/1.0");
// One in five: what is wrong in the others is compared with Python elsewhere.
export const BAD = proposals("tests/invalid/1.0").filter((_, index) => index % 5 === 0);

/** The messages of the package, in its order. */
export function messages(document) {
  const url = "https://schema.skao.int/ska-oso-pdm-prsl/1.0";
  return [...problems(document, { $ref: url }, (each) => resolve(each, schemas))].map((each) => each.message);
}

/** Give a tree with another value at a JSON pointer. */
export function changed(tree, pointer, value) {
  const copy = structuredClone(tree);
  const steps = pointer.split("/").slice(1);
  const last = steps.pop();
  const holder = steps.reduce((inner, step) => inner[step], copy);
  if (value === undefined) delete holder[last];
  else holder[last] = value;
  return copy;
}
