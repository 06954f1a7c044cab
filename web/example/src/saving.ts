/** How a text becomes a file of the user. */

import { make } from "./frame.js";

/** Offer a text as a download. */
export function saveAs(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  make("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000); // a download may start late
}
