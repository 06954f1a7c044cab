/** What the schemas of the package say of a part of a document: all that a field shows beside it. */

import type { Json, JsonObject } from "ska-oso-pdm";
import type { Schema } from "./judging.js";

type Resolve = (url: string) => Schema;

/** A key of an object: how its value must be, and whether there must be one. */
export interface Part {
  readonly schema: Schema;
  readonly required: boolean;
  readonly nullable: boolean;
  readonly description: string;
  readonly unit: string | undefined;
  readonly names: string | undefined;
  readonly default: Json | undefined;
}

/** Annotations that stand beside a rule. */
interface Annotated {
  readonly default?: Json;
  readonly "x-names"?: string;
}

/** Give what a schema says of a key of its objects. */
export function partOf(parent: Schema, key: string, resolve: Resolve): Part {
  const told = parent.properties?.[key] ?? {};
  const branches = told.anyOf ?? [told];
  const schema = referred(branches.find((each) => each.type !== "null") ?? told, resolve);
  const annotated = told as Annotated;
  return {
    schema,
    required: parent.required?.includes(key) ?? false,
    nullable: branches.some((each) => each.type === "null"),
    description: told.description ?? schema.description ?? "",
    unit: told["x-unit"] ?? schema["x-unit"],
    names: annotated["x-names"],
    default: annotated.default,
  };
}

/** Follow references. */
export function referred(schema: Schema, resolve: Resolve): Schema {
  return schema.$ref === undefined ? schema : referred(resolve(schema.$ref), resolve);
}

/** Give the branch of a union whose tag has a value. */
export function branchOf(union: Schema, tag: string, kind: Json, resolve: Resolve): Schema | undefined {
  const branches = (union.oneOf ?? []).map((branch) => referred(branch, resolve));
  return branches.find((branch) => branch.properties?.[tag]?.const === kind);
}

/**
 * Make an object of a schema that says no more than the schema itself does: its tags.
 *
 * What else it needs is left out, and so the package says at each field what to write there.
 */
export function blank(schema: Schema, resolve: Resolve): JsonObject {
  const made: JsonObject = {};
  for (const key of schema.required ?? []) {
    const part = referred(schema.properties?.[key] ?? {}, resolve);
    if (part.const !== undefined) made[key] = part.const;
    else if (part.properties !== undefined) made[key] = blank(part, resolve);
  }
  return made;
}
