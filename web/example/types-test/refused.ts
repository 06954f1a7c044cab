/** What the compiler must refuse in a form. `tsc` fails where it does not. */

import {
  FrequencyUnit,
  type LowArray,
  type MidArray,
  type ObservationSets,
  type ObservationTypeDetails,
  ObservationType,
  ObservingBand,
  TimeUnit,
} from "ska-oso-pdm/1.0";
import { form } from "../src/form.js";

const mid = form<MidArray>((f) => [f.text("subarray")]);
const low = form<LowArray>((f) => [f.text("subarray")]);

export const allowed = form<ObservationSets>((f) => [
  f.choice("observing_band", ObservingBand),
  f.union("array_details", "array", { ska_mid: mid, ska_low: low }),
]);

export const refused = form<ObservationSets>((f) => [
  // @ts-expect-error: there is no such key
  f.text("observation_set_identifier"),
  // @ts-expect-error: it is no number
  f.number("group_id"),
  // @ts-expect-error: these are the values of another key
  f.choice("observing_band", ObservationType),
  // @ts-expect-error: a kind has no form
  f.union("array_details", "array", { ska_mid: mid }),
  // @ts-expect-error: the form is that of another kind
  f.union("array_details", "array", { ska_mid: mid, ska_low: mid }),
  // @ts-expect-error: that key does not tell the kinds apart
  f.union("array_details", "kind", { ska_mid: mid, ska_low: low }),
  // @ts-expect-error: the form is that of another key
  f.part("observation_type_details", mid),
]);

export const units = form<ObservationTypeDetails>((f) => [
  f.quantity("bandwidth", FrequencyUnit),
  // @ts-expect-error: these are units of something else
  f.quantity("bandwidth", TimeUnit),
]);
