/**
 * Which rules of its schema a value breaks: one after the other, for as long as somebody asks.
 *
 * Nothing is kept of what was found: a small document of many mistakes must not take gigabytes.
 * This knows the keywords that the schemas are written with, and no others.
 */

import { canonical } from "./equality.js";
import { has, isObject, type Json, type JsonObject } from "./json.js";
import type { Place } from "./personal.js";
import type { Resolve, Schema } from "./schema.js";

export type RuleName =
  | "type" | "anyOf" | "oneOf" | "const" | "enum" | "pattern"
  | "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum"
  | "required" | "minItems" | "maxItems" | "uniqueItems" | "additionalProperties";

/**
 * Name and details of a rule.
 *
 * `types` are those wanted by the rule `type`, `property` is the key that is missing by `required`,
 * `unexpected` the keys that are unknown by `additionalProperties`, `limit` the bound of a number.
 */
export interface Kind {
  readonly name: RuleName;
  readonly types?: readonly string[];
  readonly property?: string;
  readonly unexpected?: Iterable<string>;
  readonly limit?: number;
}

/**
 * A rule that a value breaks; of `anyOf` and `oneOf` one that it may break.
 *
 * Whether it does, and why, is told by the branch to follow, which is the wording's choice.
 * `holder` is the object or array that has the value, and `home` its schema; null of a document.
 */
export interface Breach {
  readonly kind: Kind;
  readonly path: Place;
  readonly value: Json;
  readonly node: Node;
  readonly holder: Json;
  readonly home: Node | null;
}

/** Gives what is broken by a value; nothing for one of a type that the rule does not speak of. */
type Rule = (value: Json) => readonly Kind[];

const NONE: readonly Kind[] = [];

/** A schema, made ready for judging values; what lies in it is made when it is first needed. */
export class Node {
  /** The rules for a value itself, its parts apart. */
  readonly rules: readonly Rule[];
  /** Names of the types that a value may have. */
  readonly types: readonly string[];
  #members: ReadonlyMap<string, Node> | undefined;
  #rest: Node | null | undefined;
  #first: readonly Node[] | undefined;
  #items: Node | null | undefined;
  #branches: readonly Node[] | undefined;

  /** @param schema - the schema; of a reference what it leads to. */
  constructor(
    readonly schema: Schema,
    readonly resolve: Resolve,
  ) {
    const { type = [] } = schema;
    this.types = typeof type === "string" ? [type] : [...type].sort();
    this.rules = RULES.filter(([keyword]) => has(schema, keyword)).map(([, make]) => make(this));
  }

  /** The schemas of members, by key. */
  get members(): ReadonlyMap<string, Node> {
    return (this.#members ??= new Map(
      Object.entries(this.schema.properties ?? {}).map(([key, part]) => [key, this.#part(part)]),
    ));
  }

  /** The schema of other members; null where there are no rules for them, or none may be. */
  get rest(): Node | null {
    const { additionalProperties } = this.schema;
    const isOne = typeof additionalProperties === "object";
    return (this.#rest ??= isOne ? this.#part(additionalProperties) : null);
  }

  /** The schemas of the first items. */
  get first(): readonly Node[] {
    return (this.#first ??= (this.schema.prefixItems ?? []).map((part) => this.#part(part)));
  }

  /** The schema of the items behind the first ones; null as for members. */
  get items(): Node | null {
    const { items } = this.schema;
    return (this.#items ??= typeof items === "object" ? this.#part(items) : null);
  }

  /** The branches of a union. */
  get branches(): readonly Node[] {
    const parts = this.schema.anyOf ?? this.schema.oneOf ?? [];
    return (this.#branches ??= parts.map((part) => this.#part(part)));
  }

  /**
   * Of what may be null, the schema of arrays or objects that can only break rules of that schema,
   * so that no branch has to be chosen.
   */
  get straight(): { readonly type: string; readonly node: Node } | null {
    const branch = has(this.schema, "anyOf") ? this.branches[0] : undefined;
    if (branch === undefined || has(branch.schema, "oneOf") || branch.types.length !== 1) {
      return null;
    }
    const type = branch.types[0] as string;
    return type === "object" || type === "array" ? { type, node: branch } : null;
  }

  /** Tell whether a value without parts breaks no rule. */
  fits(value: Json): boolean {
    return this.rules.every((rule) => rule(value).length === 0);
  }

  /** Give the keys that the schema refuses, one after the other; null where there are none. */
  unknown(value: JsonObject): Iterable<string> | null {
    if (this.schema.additionalProperties !== false) return null;
    const known = this.schema.properties ?? {};
    const keys = Object.keys(value);
    return keys.every((key) => has(known, key)) ? null : keys.filter((key) => !has(known, key));
  }

  /** Give step, value and schema of each part that has one. */
  *parts(value: Json): Generator<[string | number, Json, Node]> {
    if (Array.isArray(value)) {
      if (this.first.length === 0 && this.items === null) return;
      for (let index = 0; index < value.length; index++) {
        const node = this.first[index] ?? this.items;
        if (node) yield [index, value[index] as Json, node];
      }
    } else if (isObject(value)) {
      if (this.members.size === 0 && this.rest === null) return;
      for (const key of Object.keys(value)) {
        const node = this.members.get(key) ?? this.rest;
        if (node) yield [key, value[key] as Json, node];
      }
    }
  }

  #part(schema: Schema): Node {
    return nodeOf(schema, this.resolve);
  }
}

const nodes = new WeakMap<Resolve, WeakMap<Schema, Node>>();

/** Give a schema, or what it refers to, as a node, made ready once. */
export function nodeOf(schema: Schema, resolve: Resolve): Node {
  let target = schema;
  while (target.$ref !== undefined) target = resolve(target.$ref);
  let known = nodes.get(resolve);
  if (known === undefined) nodes.set(resolve, (known = new WeakMap()));
  let node = known.get(target);
  if (node === undefined) known.set(target, (node = new Node(target, resolve)));
  return node;
}

/**
 * Yield the rules that a value and its parts break, in the order of the document.
 *
 * This calls itself as often as schemas lie in each other, and none lies in itself: however deep
 * the value, the calls are few.
 */
export function* breaches(
  node: Node,
  value: Json,
  path: Place = [],
  holder: Json = null,
  home: Node | null = null,
): Generator<Breach> {
  for (const rule of node.rules) {
    for (const kind of rule(value)) yield { kind, path, value, node, holder, home };
  }
  for (const [step, part, schema] of node.parts(value)) {
    const type = typeOf(part);
    const { straight } = schema;
    const below = straight?.type === type ? straight.node : schema;
    const hasParts = type === "object" || type === "array";
    if (hasParts || !below.fits(part)) yield* breaches(below, part, [...path, step], value, node);
  }
  const unexpected = isObject(value) ? node.unknown(value) : null;
  if (unexpected) {
    yield { kind: { name: "additionalProperties", unexpected }, path, value, node, holder, home };
  }
}

/** Name the type of a value as schemas do; of a number `number`, be it whole or not. */
function typeOf(value: Json): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

function typed({ types }: Node): Rule {
  const broken: readonly Kind[] = [{ name: "type", types }];
  return (value) => {
    // Since JSON.parse gives one number for 1 and 1.0, both are whole; so they are in JSON Schema.
    const fits = types.includes(typeOf(value)) || (Number.isInteger(value) && types.includes("integer"));
    return fits ? NONE : broken;
  };
}

function allowed(name: "const" | "enum"): (node: Node) => Rule {
  return ({ schema }) => {
    const values = new Set(name === "enum" ? schema.enum : [schema.const as Json]);
    const broken: readonly Kind[] = [{ name }];
    return (value) => (values.has(value) ? NONE : broken); // all that are allowed have no parts
  };
}

function matching({ schema }: Node): Rule {
  const pattern = new RegExp(schema.pattern as string, "u");
  const broken: readonly Kind[] = [{ name: "pattern" }];
  return (value) => (typeof value === "string" && !pattern.test(value) ? broken : NONE);
}

type Bound = "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum";

function bound(name: Bound, holds: (value: number, limit: number) => boolean): (node: Node) => Rule {
  return ({ schema }) => {
    const limit = schema[name] as number;
    const broken: readonly Kind[] = [{ name, limit }];
    return (value) => (typeof value === "number" && !holds(value, limit) ? broken : NONE);
  };
}

function count(
  name: "minItems" | "maxItems",
  holds: (count: number, limit: number) => boolean,
): (node: Node) => Rule {
  return ({ schema }) => {
    const limit = schema[name] as number;
    const broken: readonly Kind[] = [{ name }];
    return (value) => (Array.isArray(value) && !holds(value.length, limit) ? broken : NONE);
  };
}

function unique({ schema }: Node): Rule {
  const broken: readonly Kind[] = schema.uniqueItems ? [{ name: "uniqueItems" }] : NONE;
  return (value) => {
    if (!Array.isArray(value)) return NONE;
    const seen = new Set<string>();
    for (const item of value) seen.add(canonical(item));
    return seen.size < value.length ? broken : NONE;
  };
}

function required({ schema }: Node): Rule {
  const keys = schema.required as readonly string[];
  return (value) => {
    if (!isObject(value) || keys.every((key) => has(value, key))) return NONE;
    return keys.filter((key) => !has(value, key)).map((property) => ({ name: "required", property }));
  };
}

function tagged(): Rule {
  const suspected: readonly Kind[] = [{ name: "oneOf" }];
  return (value) => (isObject(value) ? suspected : NONE);
}

function nullable(node: Node): Rule {
  const suspected: readonly Kind[] = [{ name: "anyOf" }];
  return (value) => {
    const fits = value === null || (typeof value !== "object" && node.branches[0]?.fits(value));
    return fits ? NONE : suspected;
  };
}

/** The rules by keyword, in the order in which they are reported. */
const RULES: readonly (readonly [RuleName, (node: Node) => Rule])[] = [
  ["type", typed],
  ["anyOf", nullable],
  ["oneOf", tagged],
  ["const", allowed("const")],
  ["enum", allowed("enum")],
  ["pattern", matching],
  ["minimum", bound("minimum", (value, limit) => value >= limit)],
  ["maximum", bound("maximum", (value, limit) => value <= limit)],
  ["exclusiveMinimum", bound("exclusiveMinimum", (value, limit) => value > limit)],
  ["exclusiveMaximum", bound("exclusiveMaximum", (value, limit) => value < limit)],
  ["required", required],
  ["minItems", count("minItems", (value, limit) => value >= limit)],
  ["maxItems", count("maxItems", (value, limit) => value <= limit)],
  ["uniqueItems", unique],
];
