/** The verdict on one document: what it is, whether it is valid, and what to do next. */

import { copyButton } from "./copying.js";
import { upgradeOf } from "./command.js";
import type { Entry } from "./desk.js";
import { button, count, make, say } from "./elements.js";
import { printable } from "ska-oso-pdm/telling";
import { hasPython } from "./python.js";
import { entityName, headline, isOlder, type Verdict } from "./verdict.js";

/** Make what is shown of a verdict, and say it. */
export function verdictBox(verdict: Verdict, entry: Entry, takeInside: () => void): HTMLElement[] {
  const said = headline(verdict);
  say(`${printable(entry.name)}: ${said}`);
  const next = verdict.inside ? inside(verdict.inside, takeInside) : upgrade(verdict, entry.within ?? entry.name);
  return [make("p", { className: "headline" }, said), ...layout(verdict), ...next];
}

function inside(number: number, take: () => void): HTMLElement[] {
  return [make("p", {}, button(number === 1 ? "Check the document inside" : `Check the ${count(number, "document")} inside`, take))];
}

function layout({ entity, version, judged, evidence }: Verdict): HTMLElement[] {
  if (entity === null || version === null) return [];
  const base = `../ska-oso-pdm-${entity}/`;
  const link = make(
    "a",
    { href: judged ? `${base}${version}.html` : `${base}index.html`, target: "_blank", title: "About this layout, in a new tab" },
    `${entity} ${version}`,
  );
  const words = entityName(entity);
  const by = evidence === null ? "interface" : printable(evidence);
  return [make("p", {}, words ? `${words[0]?.toUpperCase()}${words.slice(1)}, layout ` : "Layout ", link, ", recognised by ", make("code", {}, by))];
}

function upgrade({ entity, version, newest }: Verdict, name: string): HTMLElement[] {
  if (entity === null || version === null || newest === null || !isOlder(version, newest)) return [];
  const command = upgradeOf(name);
  return [
    make("p", {}, `An earlier layout: documents are written as ${entity} ${newest} today. ${hasPython ? "Upgrade shows what becomes of this one there; on the command line it is" : "What becomes of this one there, the command line tells:"}`),
    make("p", { className: "row command" }, make("code", {}, command), copyButton("Copy", () => command)),
  ];
}
