/** The command to type on a document of an old layout. */

import { printable } from "ska-oso-pdm/telling";

const PLAIN = /^[\w@%+=:,./][\w@%+=:,./-]*$/;
const PATH = "FILE";

/** Write a file name as a word of a shell; FILE where it is nothing that could be typed. */
export function quoted(name: string): string {
  if (PLAIN.test(name)) return name;
  if (name === "" || name !== printable(name) || name.startsWith("-")) return PATH;
  return `'${name.replaceAll("'", `'"'"'`)}'`;
}

/** Give the command that brings a document to the newest layout, with options. */
export function upgradeOf(name: string, options: readonly string[] = []): string {
  return ["ska-oso-pdm upgrade", ...options, quoted(name)].join(" ");
}
