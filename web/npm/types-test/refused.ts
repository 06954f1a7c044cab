// What must not compile, each line with the error that it must give, and what is marked as
// deprecated (6385); `test/types.test.mjs` compares.

import {
  type Coordinates,
  CoordinateKind,
  type OSOExecutionBlock,
  type ICRSCoordinates,
  type SBDefinition,
  type Target,
} from "ska-oso-pdm/1.0";
import { Nothing } from "ska-oso-pdm/1.0"; // error 2305
import type { SBDefinition as Absent } from "ska-oso-pdm/9.9/sbd"; // error 2307
import { isObject } from "ska-oso-pdm/json"; // error 2307

const interfaceOf = "https://schema.skao.int/ska-oso-pdm-sbd/1.0";
const position: ICRSCoordinates = { kind: "icrs", ra_str: "05:34:31.9", dec_str: "+22:00:52" };

// Excess and missing keys.
const b1: SBDefinition = { interface: interfaceOf, sbdId: null }; // error 2561
const b2: SBDefinition = { sbd_id: null }; // error 2741
const t1: Target = { reference_coordinate: { ...position, kind: "icrs", l: 1 } }; // error 2353

// The label of another version.
const b3: SBDefinition = { interface: "https://schema.skao.int/ska-oso-pdm-sbd/0.7" }; // error 2322

// Null where the schema has none, and absent where it must be there.
const t2: Target = { reference_coordinate: position, pointing_pattern: null }; // error 2322
const t3: Target = { reference_coordinate: position, target_id: undefined }; // error 2375
const t4: Target = { target_id: "crab" }; // error 2741
const length = (block: SBDefinition): number => block.targets?.length; // error 2322
const first = (block: SBDefinition) => block.targets.length; // error 18049

// Values and branches.
const k1: CoordinateKind = "ICRS"; // error 2820
const k2 = CoordinateKind.FK5; // error 2339
CoordinateKind.ICRS = "icrs"; // error 2540
const c1: Coordinates = { kind: "icrs", ra_str: "05:34:31.9" }; // error 2322
const c2: Coordinates = { kind: "equatorial" }; // error 2322
const ra = (coordinates: Coordinates) => coordinates.ra_str; // error 2339
const l = (coordinates: Coordinates) => coordinates.kind === "galactic" && coordinates.ra_str; // error 2339

// Keys that archives add.
const s1 = (block: SBDefinition) => block.status; // error 6385
const s2 = (block: OSOExecutionBlock) => block.sbi_status; // error 6385

export { Nothing, Absent, isObject, b1, b2, b3, t1, t2, t3, t4, length, first, k1, k2, c1, c2, ra, l, s1, s2 };
