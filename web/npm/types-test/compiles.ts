// What must compile; `test/types.test.mjs` compiles it as a user of the package would.

import { identify, type Identified } from "ska-oso-pdm";
import {
  type Coordinates,
  CoordinateKind,
  type ICRSCoordinates,
  ReceiverBand,
  type SBDefinition,
  type Target,
} from "ska-oso-pdm/1.0";
import type { SBDefinition as SBDefinitionOf2025 } from "ska-oso-pdm/0.7/sbd";
import { type Issue, read, validate, write } from "ska-oso-pdm/documents";
import { problems } from "ska-oso-pdm/problems";
import { ANNOTATIONS, resolve, schemasOf } from "ska-oso-pdm/schemas";
import { isSBDefinition } from "ska-oso-pdm/validators/1.0/sbd";
import { isSBDefinition as isSBDefinitionOf2025 } from "ska-oso-pdm/validators/0.7/sbd";

const position: ICRSCoordinates = {
  kind: CoordinateKind.ICRS,
  ra_str: "05:34:31.9",
  dec_str: "+22:00:52",
  pm_ra: null,
};
const target: Target = { target_id: "crab", reference_coordinate: position, tied_array_beams: null };

export const block: SBDefinition = {
  interface: "https://schema.skao.int/ska-oso-pdm-sbd/1.0",
  targets: [target, { reference_coordinate: { kind: "special", name: "Sun" } }],
  metadata: null,
};

// A value of an enum is its text, and the object of constants lists them.
export const kinds: CoordinateKind[] = Object.values(CoordinateKind);
export const band: ReceiverBand = "1";
export const sameBand: "1" = ReceiverBand.BAND_1;

// The branch is known by its `kind`, and no other is left at the end.
export function described(coordinates: Coordinates): string {
  switch (coordinates.kind) {
    case "icrs":
      return `${coordinates.ra_str} ${coordinates.dec_str}`;
    case CoordinateKind.GALACTIC:
      return `${coordinates.l.toFixed(3)} ${coordinates.b.toFixed(3)}`;
    case "altaz":
      return `${coordinates.az.toString()} ${coordinates.el.toString()}`;
    case "special":
      return coordinates.name;
    case "tle":
      return coordinates.line1;
    default: {
      const none: never = coordinates;
      return none;
    }
  }
}

// A validator narrows what came from anywhere.
export function targetsOf(text: string): readonly Target[] {
  const document: unknown = JSON.parse(text);
  return isSBDefinition(document) ? (document.targets ?? []) : [];
}

// What is typed is judged and written without a cast.
export async function saved(text: string): Promise<string> {
  const document = read(text);
  const { issues, valid } = await validate(block);
  const schemas = await schemasOf("1.0");
  const [first] = problems(block, { $ref: block.interface }, (url) => resolve(url, schemas));
  const found: readonly Issue[] = first ? [] : issues;
  return valid && isSBDefinition(document) ? write({ ...document, sbd_id: null }) : write(block) + found[0]?.message;
}

export function isOf2025(document: unknown): document is SBDefinitionOf2025 {
  return isSBDefinitionOf2025(document);
}

export async function titleOf(text: string): Promise<unknown> {
  const { entity, version }: Identified = identify(JSON.parse(text));
  if (entity === null || version === null) return ANNOTATIONS.length;
  const url = `https://schema.skao.int/ska-oso-pdm-${entity}/${version}`;
  return resolve(url, await schemasOf(version)).title;
}
