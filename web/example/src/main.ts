/** Starts the page. */

import type { Json } from "ska-oso-pdm";
import { schemasOf } from "ska-oso-pdm/schemas";
import { Desk } from "./desk.js";
import { Judge } from "./judging.js";
import { INTERFACE, VERSION } from "./opening.js";
import { page } from "./page.js";
import { STARTED } from "./proposal.js";
import { Store } from "./store.js";

const judge = new Judge(INTERFACE, await schemasOf(VERSION));
const store = new Store({ name: "proposal.json", document: STARTED as unknown as Json });
document.getElementById("page")?.replaceWith(page(new Desk(store, judge), judge.schema));
