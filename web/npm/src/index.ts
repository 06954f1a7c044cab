/** What a document is. Types, schemas and validators have paths of their own, a version each. */

export type { Json, JsonObject } from "./json.js";
export { identify, type Identified } from "./identify.js";
