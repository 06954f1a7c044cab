/** Files that are saved. */

/** Save a file below the name that it had, without its folders. */
export function save(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name.split("/").at(-1) || "document.json";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Name a document that is inside of a file: `requests-0-body.json` for `requests.json#/0/body`. */
export function nameOf(name: string, within: string): string {
  const words = name.slice(within.length).replaceAll(/[^\w.-]+/g, "-");
  return `${within.replace(/\.json$/i, "")}${words}.json`;
}

/** Name the stash of a document. */
export function stashNameOf(name: string): string {
  return `${(name.split("/").at(-1) || "document").replace(/\.json$/iu, "")}.stash.ndjson`;
}
