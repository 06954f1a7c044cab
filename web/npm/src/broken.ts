/** A rule that a value breaks, with what its wording needs; and what the wording makes of it. */

import { breaches, type Breach, type Kind, type Node } from "./breaches.js";
import { has, isObject, type Json, type JsonObject } from "./json.js";
import { isPersonal, type Place } from "./personal.js";
import { show } from "./phrases.js";
import type { Resolve, Schema } from "./schema.js";
import { say } from "./sentences.js";

/** A broken rule: where, which, of what key that is not there, and how to say it. `atKey` where the key itself is wrong. */
export interface Found {
  readonly path: Place;
  readonly code: string;
  readonly missing?: string;
  readonly say: () => string;
  readonly atKey?: boolean;
}

/** A rule that a value breaks, with what its wording needs. */
export class Broken {
  /** Name and details of the rule. */
  readonly kind: Kind;
  /** Keys and indices that lead to the value. */
  readonly path: Place;
  /** The value that breaks it. */
  readonly value: Json;
  /** The schema that has the rule. */
  readonly schema: Schema;
  /** Gives the schema at a URL with a JSON pointer as fragment. */
  readonly resolve: Resolve;
  readonly #breach: Breach;
  #misplaced: string | null | undefined;

  constructor(breach: Breach) {
    this.kind = breach.kind;
    this.path = breach.path;
    this.value = breach.value;
    this.schema = breach.node.schema;
    this.resolve = breach.node.resolve;
    this.#breach = breach;
  }

  /** The value, where it is an object; otherwise one that is empty. */
  get object(): JsonObject {
    return isObject(this.value) ? this.value : {};
  }

  /** The object that has the value under a key; empty for an item of an array. */
  get beside(): JsonObject {
    return isObject(this.#breach.holder) ? this.#breach.holder : {};
  }

  /** Whether messages must not repeat the value. */
  get hidden(): boolean {
    return isPersonal(this.value, this.path);
  }

  /** The value as messages show it. */
  get shown(): string {
    return this.hidden ? say("hidden") : show(this.value);
  }

  /**
   * The empty key beside the value whose object it is: its own schema has no such keys.
   *
   * Null where it is none, or that of several. It is looked for once: there may be many keys to ask
   * about.
   */
  get misplaced(): string | null {
    if (this.#misplaced === undefined) this.#misplaced = this.#elsewhere();
    return this.#misplaced;
  }

  /** Yield what a branch of a union breaks. */
  branch(index: number): Iterable<Breach> {
    const { path, value, node, holder, home } = this.#breach;
    return breaches(node.branches[index] as Node, value, path, holder, home);
  }

  #elsewhere(): string | null {
    const { value, home, holder } = this.#breach;
    if (home === null || !isObject(value) || !isObject(holder)) return null;
    const count = Object.keys(value).length;
    if (count === 0 || sharesKeys(value, this.schema)) return null;
    const found: string[] = [];
    for (const [key, member] of home.members) {
      const { schema } = member.straight?.node ?? member;
      const { required = [] } = schema;
      // One key alone may be that of anything.
      const tells = count > 1 || required.length > 0;
      if (tells && required.every((name) => has(value, name)) && knows(schema, value, count)) {
        found.push(key);
      }
    }
    const [key] = found;
    return found.length === 1 && key !== undefined && isEmpty(holder, key) ? key : null;
  }
}

function sharesKeys(value: JsonObject, schema: Schema): boolean {
  return Object.keys(schema.properties ?? {}).some((key) => has(value, key));
}

/** Tell whether a schema has all keys of a value, of which there are `count`. */
function knows(schema: Schema, value: JsonObject, count: number): boolean {
  const { properties = {} } = schema;
  const isSmall = count <= Object.keys(properties).length;
  return isSmall && Object.keys(value).every((key) => has(properties, key));
}

/** Tell whether there is nothing under a key, or next to nothing: null, false, 0, "", [] or {}. */
function isEmpty(holder: JsonObject, key: string): boolean {
  const there = has(holder, key) ? (holder[key] as Json) : null;
  if (typeof there !== "object" || there === null) return !there;
  return Object.keys(there).length === 0;
}
