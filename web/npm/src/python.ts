/**
 * Upgrade documents, compare them, show them and find what does not go together in them, by the
 * Python package itself, which runs in WebAssembly: in Node, and in the worker of a page.
 *
 * It needs the package `pyodide` of the version that is its peer dependency. Nothing is fetched from
 * elsewhere: the wheels are beside this module. What is said is what `ska-oso-pdm` says on the
 * command line; documents are data, and nothing in them is run.
 */

import type { Json } from "./json.js";

/** How far loading has come: parts that are loaded, of how many, and which one is next. */
export interface Progress {
  readonly loaded: number;
  readonly total: number;
  readonly next: string;
}

/** Gives a Pyodide: its own `loadPyodide`, or a function that calls it with options. */
export type LoadPyodide = () => Promise<unknown>;

/** How the Python package is loaded; see `start`. */
export interface StartOptions {
  /** Is called before each part that is loaded, and at the end. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** `loadPyodide` of Pyodide, which a page has to give; otherwise the package `pyodide` is imported. */
  readonly loadPyodide?: LoadPyodide | undefined;
  /** The folder with the wheels, with a slash at the end; otherwise `python/` beside this module. */
  readonly wheels?: { readonly href: string } | string | undefined;
}

/** A document: its text, or the bytes of its file. */
export type Text = string | Uint8Array;

/** A problem, or a finding: `path` is a JSON pointer, `line` and `column` are those of the text. */
export interface Issue {
  readonly path: string;
  readonly line: number | null;
  readonly column: number | null;
  readonly code: string;
  readonly severity: "error" | "warning" | "note";
  readonly message: string;
}

/** A value that is not simply mapped: where it was or is, what it is, and why. */
export interface Entry {
  readonly path: string;
  readonly value: Json;
  readonly reason: string;
}

/** What became of each value of a document: a row of `ska-oso-pdm upgrade --report json`. */
export interface Account {
  readonly file: string;
  /** Where the document stands in the text; empty where it is the whole. */
  readonly pointer: string;
  readonly entity: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly status: Status;
  readonly mapped: readonly { readonly path: string; readonly to: readonly string[] }[];
  readonly defaulted: readonly Entry[];
  readonly read_as: readonly Entry[];
  readonly set_aside: readonly Entry[];
  readonly lost: readonly Entry[];
  readonly problems: readonly Issue[];
  /** What the new document needs before it can be observed. */
  readonly incomplete: readonly Issue[];
}

/** What came of a document. */
export type Status = "upgraded" | "downgraded" | "repaired" | "current" | "restored" | "refused";

/** What may be assumed where nothing in a document decides; see `ska-oso-pdm upgrade --help`. */
export interface Allowance {
  /** Names of assumptions, with `true` or the value of those that take one; `all` for those without. */
  readonly assume?: Readonly<Record<string, string | true>> | undefined;
  /** Let go what is doubtful. */
  readonly allowLoss?: boolean | undefined;
}

/** What `upgrade` is asked for. */
export interface UpgradeOptions extends Allowance {
  /** A version, for example `0.6`; otherwise the current one, or with a stash the original one. */
  readonly to?: string | undefined;
  /** The stash of an earlier upgrade: what it has kept is put back. */
  readonly stash?: string | undefined;
}

/** What came of an upgrade. */
export interface Upgrade {
  /** The new text, in the style of the old one; null where it was refused. */
  readonly text: string | null;
  /** That of the document; of several in one text `refused` where one was, or else the first one's. */
  readonly status: Status;
  /** What became of each value, for each document in the text, which is nearly always one. */
  readonly account: readonly Account[];
  /** What was replaced and set aside, for `upgrade` back; null where nothing was. */
  readonly stash: string | null;
  /** Why it was refused, and what was put right. */
  readonly issues: readonly Issue[];
  /** The same for people: the lines that the command line prints. */
  readonly messages: readonly string[];
}

/** What `validate` and `findings` give. */
export interface Report {
  readonly entity: string | null;
  readonly version: string | null;
  readonly valid: boolean;
  readonly issues: readonly Issue[];
}

/** What `findings` gives. */
export interface FindingsReport extends Report {
  /** What does not go together in a valid document. */
  readonly findings: readonly Issue[];
}

/** Two places that do not mean the same. */
export interface Difference {
  readonly pointer_a: string | null;
  readonly pointer_b: string | null;
  readonly kind: string;
  readonly a: Json;
  readonly b: Json;
}

/** What `diff` gives. */
export interface Comparison {
  /** The differences; null where the documents cannot be compared, and the messages say why. */
  readonly differences: readonly Difference[] | null;
  readonly messages: readonly string[];
}

/** What `show` gives. */
export interface Shown {
  /** The summary; empty where there is nothing to show. */
  readonly text: string;
  /** Why it is not shown. */
  readonly messages: readonly string[];
}

interface Told {
  readonly status: number;
  readonly output: string;
  readonly messages: readonly string[];
  readonly report?: string | null;
  readonly stash?: string | null;
}

/** What is used of Pyodide. */
interface Pyodide {
  readonly version: string;
  unpackArchive(data: Uint8Array, format: string, options: { extractDir: string }): void;
  pyimport(name: string): unknown;
}

type Ask = (question: string) => string;
type Question = Record<string, unknown>;

const SITE_PACKAGES = "/lib/python3.14/site-packages";
const RESTART = "Python in WebAssembly has ended, which it will for a document that takes all memory; ask again to start it anew";
const NO_PYODIDE = "ska-oso-pdm/python needs the package pyodide: npm install pyodide; in a page, give start() its loadPyodide";
let started: Promise<Ask> | undefined;

/**
 * Load Python and the package, which takes seconds; the first question does it too.
 *
 * @param options - how; of a second call they count nothing, unless the first one has failed.
 * @throws Error where `pyodide` is not installed, or of another version, or a wheel is missing.
 */
export async function start(options: StartOptions = {}): Promise<void> {
  await asking(options);
}

/**
 * Take a document to another layout, with an account of every value. Nothing is thrown for a bad
 * document: it is refused, and the issues say why.
 *
 * @param text - the document, or a text with documents inside.
 */
export async function upgrade(text: Text, options: UpgradeOptions = {}): Promise<Upgrade> {
  const { to, stash } = options;
  const told = await ask({ command: "upgrade", documents: [text], to, stash, ...allowance(options) });
  const account = told.report ? (JSON.parse(told.report) as Account[]) : [];
  const statuses = account.map(({ status }) => status);
  return {
    text: told.output === "" ? null : told.output,
    status: statuses.includes("refused") ? "refused" : (statuses[0] ?? "refused"),
    account,
    stash: told.stash ?? null,
    issues: account.flatMap(({ problems }) => problems),
    messages: told.messages,
  };
}

/** Tell what two documents do not have in common, by meaning; those of other layouts as the newer. */
export async function diff(
  a: Text, b: Text, options: Allowance & { readonly ignoreMetadata?: boolean } = {},
): Promise<Comparison> {
  const ignored = { ignore_metadata: options.ignoreMetadata };
  const told = await ask({ command: "diff", documents: [a, b], ...ignored, ...allowance(options) });
  const differences = told.output === "" ? null : (JSON.parse(told.output) as Difference[]);
  return { differences, messages: told.messages };
}

/** Tell what is in a document, in lines for people. */
export async function show(text: Text): Promise<Shown> {
  const { output, messages } = await ask({ command: "show", documents: [text] });
  return { text: output, messages };
}

/** Judge a document by the schema of its layout. */
export async function validate(text: Text): Promise<Report> {
  return row<Report>(await ask({ command: "validate", documents: [text] }));
}

/** Judge a document, and tell what does not go together in a valid one. */
export async function findings(text: Text): Promise<FindingsReport> {
  return row<FindingsReport>(await ask({ command: "validate", documents: [text], findings: true }));
}

function row<R extends Report>(told: Told): R {
  const [{ entity, version, valid, issues, findings }] = JSON.parse(told.output);
  return { entity, version, valid, issues, ...(findings ? { findings } : {}) } as R;
}

function allowance({ assume = {}, allowLoss = false }: Allowance): Question {
  const chosen = Object.entries(assume).map(([name, value]) => [name, value === true ? "" : value]);
  return { assume: Object.fromEntries(chosen), allow_loss: allowLoss };
}

async function ask(question: Question & { documents: Text[] }): Promise<Told> {
  const documents = question.documents.map((text) => (typeof text === "string" ? text : written(text)));
  const put = await asking({});
  let told: string;
  try {
    told = put(JSON.stringify({ ...question, documents }));
  } catch (error) {
    started = undefined; // nothing can be asked of it any more
    throw new Error(RESTART, { cause: error });
  }
  return JSON.parse(told) as Told;
}

/** Gives bytes as JSON can have them: as their text, or in base 64 where they are none. */
function written(bytes: Uint8Array): string | { base64: string } {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    let signs = "";
    for (const byte of bytes) signs += String.fromCharCode(byte);
    return { base64: btoa(signs) };
  }
}

function asking(options: StartOptions): Promise<Ask> {
  started ??= loaded(options).catch((error: unknown) => {
    started = undefined;
    throw error;
  });
  return started;
}

async function loaded(options: StartOptions): Promise<Ask> {
  const { wheels: given = "./python/" } = options;
  const folder = new URL(typeof given === "string" ? given : given.href, import.meta.url);
  const index = JSON.parse(new TextDecoder("utf-8", {}).decode(await read(new URL("index.json", folder))));
  const { pyodide: version, wheels } = index as { pyodide: string; wheels: string[] };
  const total = wheels.length + 2;
  const told = (loaded: number, next: string) => options.onProgress?.({ loaded, total, next });
  const parts = wheels.map((wheel) => read(new URL(wheel, folder))); // while Pyodide is made ready
  for (const part of parts) part.catch(() => {}); // it is told below
  told(0, "pyodide");
  const pyodide = (await (await loader(options))()) as Pyodide;
  if (pyodide.version !== version) {
    throw new Error(`ska-oso-pdm/python needs pyodide ${version}, and this is ${pyodide.version}; install that one`);
  }
  for (const [position, part] of parts.entries()) {
    told(position + 1, wheels[position] ?? "");
    pyodide.unpackArchive(await part, "zip", { extractDir: SITE_PACKAGES });
  }
  told(total - 1, "ska_oso_pdm");
  const { answer } = pyodide.pyimport("ska_oso_pdm.cli.asked") as { answer: Ask };
  told(total, "");
  return answer;
}

async function loader({ loadPyodide }: StartOptions): Promise<LoadPyodide> {
  if (loadPyodide) return loadPyodide;
  const name = "pyodide"; // not for bundlers, which cannot take it apart
  try {
    return ((await import(name)) as { loadPyodide: LoadPyodide }).loadPyodide;
  } catch (cause) {
    throw new Error(NO_PYODIDE, { cause });
  }
}

async function read(url: URL): Promise<Uint8Array> {
  try {
    return url.protocol === "file:" ? await readFile(url) : await fetched(url);
  } catch (cause) {
    throw new Error(`${url.href}, a part of ska-oso-pdm/python, cannot be loaded: ${cause}`, { cause });
  }
}

async function readFile(url: URL): Promise<Uint8Array> {
  const name = "node:fs/promises"; // not for bundlers, which would look for it in a page
  const files = (await import(name)) as { readFile(url: URL): Promise<Uint8Array> };
  return new Uint8Array(await files.readFile(url)); // Pyodide takes no Buffer
}

async function fetched(url: URL): Promise<Uint8Array> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`status ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}
