/** Documents to try the page with. */

import type { Named } from "./intake.js";

interface Example {
  readonly name: string;
  readonly load: () => Promise<{ default: string }>;
}

const EXAMPLES: Readonly<Record<string, Example>> = {
  valid: {
    name: "sbd-mid-imaging.json",
    load: () => import("../../../examples/1.0/sbd-mid-imaging.json?raw"),
  },
  mistakes: {
    name: "kind-equatorial.json",
    load: () => import("../../../tests/invalid/1.0/kind-equatorial.json?raw"),
  },
  earlier: {
    name: "sbd-mid.json",
    load: () => import("../../../examples/0.5/sbd-mid.json?raw"),
  },
};

/** Give an example as a file. */
export async function exampleOf(which: string): Promise<Named> {
  const { name, load } = EXAMPLES[which] as Example;
  return { name, file: new File([(await load()).default], name) };
}

/** Load all, so that they are there without a network. */
export async function loadExamples(): Promise<void> {
  await Promise.all(Object.values(EXAMPLES).map(({ load }) => load()));
}
