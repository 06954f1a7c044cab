/** Upgrades, compares, shows and looks through documents beside the page, by the Python package itself. */

import { diff, findings, show, upgrade } from "ska-oso-pdm/python";
import { placesOf } from "ska-oso-pdm/telling";
import { rowsOf, rowsOfDifferences } from "./account.js";
import { answering } from "./answering.js";
import { load, type Loading } from "./loading.js";
import type { Answer, Question } from "./python.js";

async function answer(question: Question, progress: (told: string) => void): Promise<Answer> {
  if (question.ask === "load") {
    const told = (loading: Loading) => progress(JSON.stringify(loading));
    return { kept: await load(question.page, question.keep, told) };
  }
  const documents = await Promise.all(question.documents.map(bytesOf));
  const [first, second] = documents as [Uint8Array, Uint8Array | undefined];
  if (question.ask === "show") return show(first);
  if (question.ask === "findings") return findings(first);
  if (question.ask === "diff") {
    const { differences, messages } = await diff(first, second as Uint8Array);
    return { messages, rows: differences && rowsOfDifferences(differences, textOf(first), textOf(second as Uint8Array), placesOf) };
  }
  const { text, status, account, stash, messages } = await upgrade(first, question.options);
  return { text, status, account, stash, messages, rows: rowsOf(account, textOf(first), text, placesOf) };
}

async function bytesOf(file: Blob): Promise<Uint8Array> {
  return new Uint8Array(await file.arrayBuffer());
}

/** Give the text of bytes, as the editor has it. */
function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

answering(answer);
