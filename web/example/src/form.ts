/**
 * How a form is written down: which keys of a type have fields, in which order.
 *
 * The types of the package check it: a key that is not there, a list of values of another key, a
 * kind of a union without fields do not compile. All else that a field shows, it asks the schemas.
 */

import type { View } from "./frame.js";
import type { Schema } from "./judging.js";
import { choice, choices } from "./fields/choice.js";
import { list } from "./fields/list.js";
import { part } from "./fields/part.js";
import { quantity } from "./fields/quantity.js";
import { number, paragraphs, text } from "./fields/typed.js";
import { union } from "./fields/union.js";
import type { Desk } from "./desk.js";
import type { Path } from "./tree.js";

/** Makes the view of one key of the object at a path, whose schema is given. */
export type Field = (desk: Desk, holder: Path, schema: Schema) => View;

/** The fields of an object of a type. */
export interface Form<T> {
  readonly fields: readonly Field[];
  /** Only there so that a form of one type is not taken for that of another. */
  readonly of?: (value: T) => T;
}

type Value<T, K extends keyof T> = NonNullable<T[K]>;
type Item<T, K extends keyof T> = Value<T, K> extends readonly (infer I)[] ? I : never;
type Keys<T, V> = { [K in keyof T & string]-?: Value<T, K> extends V ? K : never }[keyof T & string];
type Kinds<U, G extends keyof U> = U[G] & string;
type Branches<U, G extends keyof U> = {
  readonly [V in Kinds<U, G>]: Form<Extract<U, { readonly [key in G]: V }>>;
};
type Constants<V> = Readonly<Record<string, V>>;
interface Amount {
  readonly value: number;
  readonly unit: string;
}

/** The fields that keys of a type may have. Labels are for people; without one the key is shown. */
export interface Fields<T> {
  text(key: Keys<T, string>, label?: string): Field;
  paragraphs(key: Keys<T, string>, label?: string): Field;
  number(key: Keys<T, number>, label?: string): Field;
  choice<K extends Keys<T, string>>(key: K, values: Constants<Value<T, K>>, label?: string): Field;
  yesOrNo(key: Keys<T, boolean>, label?: string): Field;
  choices<K extends Keys<T, string[]>>(key: K, values: Constants<Item<T, K>>, label?: string): Field;
  quantity<K extends Keys<T, Amount>>(
    key: K,
    units: Constants<Extract<Value<T, K>, Amount>["unit"]>,
    label?: string,
  ): Field;
  part<K extends Keys<T, object>>(key: K, form: Form<Value<T, K>>, label?: string): Field;
  union<K extends Keys<T, object>, G extends keyof Value<T, K> & string>(
    key: K,
    tag: G,
    branches: Branches<Value<T, K>, G>,
    label?: string,
  ): Field;
  list<K extends Keys<T, object[]>>(
    key: K,
    item: Form<Item<T, K>>,
    one: string,
    named: keyof Item<T, K> & string,
    label?: string,
  ): Field;
}

const FIELDS = {
  text: (key: string, label?: string) => text(key, label),
  paragraphs: (key: string, label?: string) => paragraphs(key, label),
  number: (key: string, label?: string) => number(key, label),
  choice: (key: string, values: Constants<string>, label?: string) =>
    choice(key, Object.values(values), label),
  yesOrNo: (key: string, label?: string) => choice(key, [true, false], label),
  choices: (key: string, values: Constants<string>, label?: string) =>
    choices(key, Object.values(values), label),
  quantity: (key: string, units: Constants<string>, label?: string) =>
    quantity(key, Object.values(units), label),
  part: (key: string, form: Form<never>, label?: string) => part(key, form.fields, label),
  union: (key: string, tag: string, branches: Record<string, Form<never>>, label?: string) =>
    union(key, tag, fieldsOf(branches), label),
  list: (key: string, item: Form<never>, one: string, named: string, label?: string) =>
    list(key, item.fields, { one, named }, label),
};

/** Write a form of a type. */
export function form<T>(write: (fields: Fields<T>) => readonly Field[]): Form<T> {
  return { fields: write(FIELDS as unknown as Fields<T>) };
}

function fieldsOf(branches: Record<string, Form<never>>): Map<string, readonly Field[]> {
  return new Map(Object.entries(branches).map(([kind, { fields }]) => [kind, fields]));
}
