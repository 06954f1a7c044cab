/** Starts the page. */

import { Desk } from "./desk.js";
import { byId, note } from "./elements.js";
import { loadExamples } from "./examples.js";
import { prepared } from "./judging.js";
import { Page } from "./page.js";

byId("starting").remove();
new Page(new Desk()).start();
note("started");

/** Load what was not needed yet: from then on all goes on without a network. */
async function prepare(): Promise<void> {
  await Promise.all([prepared, import("./editor.js"), loadExamples()]);
  document.documentElement.dataset.prepared = "true";
}

setTimeout(prepare, 0);
