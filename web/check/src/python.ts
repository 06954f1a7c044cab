/** Asks the Python package, which runs in a worker that is started when it is first asked. */

import type { Account, FindingsReport, Shown, Status, UpgradeOptions } from "ska-oso-pdm/python";
import type { Row } from "./account.js";
import type { Told } from "./pool.js";
import type { Loading } from "./loading.js";

/** What the worker is asked. */
export type Question =
  | { readonly ask: "load"; readonly page: string; readonly keep: boolean }
  | { readonly ask: "show"; readonly documents: readonly Blob[] }
  | { readonly ask: "findings"; readonly documents: readonly Blob[] }
  | { readonly ask: "diff"; readonly documents: readonly Blob[] }
  | { readonly ask: "upgrade"; readonly documents: readonly Blob[]; readonly options: UpgradeOptions };

/** What came of an upgrade, with rows that lead to places. */
export interface Upgraded {
  readonly text: string | null;
  readonly status: Status;
  readonly account: readonly Account[];
  readonly stash: string | null;
  readonly messages: readonly string[];
  readonly rows: readonly Row[];
}

/** How two documents differ. */
export interface Compared {
  /** Null where they cannot be compared. */
  readonly rows: readonly Row[] | null;
  readonly messages: readonly string[];
}

export type Answer = { readonly kept: boolean } | Shown | FindingsReport | Compared | Upgraded;

/** Is told how many bytes of Python have come; null once it is there. */
export type Progress = (loading: Loading | null) => void;

interface Waiting {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
  readonly progress: (told: string) => void;
}

/** Where Python cannot be asked: a sentence. */
export class PythonError extends Error {}

const ENDED = "Python ended, which it does for a document that needs more memory than a page has; use the command line for it.";
const UNREAD = "The file cannot be read: it was changed, moved or removed since it was given; give it again.";
const NOT_LOADED = "Python was not loaded";
const NOT_STARTED = `${NOT_LOADED}: a part of this page is missing; load the page again.`;

/** Whether this page was built with Python. */
export const hasPython = __PYTHON__ !== null;

/** Megabytes to load before the first answer. */
export const MEGABYTES = Math.round(Object.values(__PYTHON__?.sizes ?? {}).reduce((sum, size) => sum + size, 0) / 1e6);

/** One Python, asked one thing after the other. */
class Python {
  #worker: Worker | null = null;
  #loading: Promise<void> | null = null;
  #waiting: Waiting | null = null;
  #queue: Promise<unknown> = Promise.resolve();
  #generation = 0;
  #isLoaded = false;
  #kept = Promise.resolve(false);

  /** Whether the next answer comes without loading. */
  get isLoaded(): boolean {
    return this.#isLoaded;
  }

  /** Whether page and Python are kept for use without a network; comes after the first answer. */
  get kept(): Promise<boolean> {
    return this.#kept;
  }

  /** Ask something. Rejects with a `PythonError`, or an `AbortError` where it was stopped. */
  ask<A extends Answer>(question: Exclude<Question, { ask: "load" }>, progress: Progress = () => {}): Promise<A> {
    const generation = this.#generation;
    const asked = this.#queue.then(async () => {
      if (generation !== this.#generation) throw stopped();
      await this.#load(progress);
      progress(null);
      return (await this.#put(question)) as A;
    });
    this.#queue = asked.catch(() => {});
    return asked;
  }

  /** End what is being answered, and what waits; the next question starts anew. */
  stop(): void {
    this.#generation++;
    this.#end(stopped());
  }

  #load(progress: Progress): Promise<void> {
    this.#loading ??= this.#loaded(progress).catch((error: unknown) => {
      this.#end(null);
      throw error;
    });
    return this.#loading;
  }

  async #loaded(progress: Progress): Promise<void> {
    const keep = "serviceWorker" in navigator && "caches" in globalThis;
    const page = new URL(".", document.baseURI).href;
    const told = (loading: string) => progress(JSON.parse(loading) as Loading);
    const { kept } = (await this.#put({ ask: "load", page, keep }, told)) as { kept: boolean };
    this.#isLoaded = true;
    this.#kept = kept ? keepTool(page) : Promise.resolve(false);
  }

  #put(question: Question, progress: (told: string) => void = () => {}): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject, progress };
      this.#worker ??= this.#started();
      this.#worker.postMessage(question);
    });
  }

  #started(): Worker {
    const worker = new Worker(new URL("./python.worker.ts", import.meta.url), { type: "module" });
    worker.onmessage = ({ data }: MessageEvent<Told<Answer>>) => {
      if ("progress" in data) this.#waiting?.progress(data.progress);
      else if ("answer" in data) this.#waiting?.resolve(data.answer);
      else if ("failed" in data) this.#end(new PythonError(this.#sentence(data.failed)));
    };
    worker.onerror = (event) => {
      event.preventDefault();
      this.#end(new PythonError(this.#loading ? ENDED : NOT_STARTED));
    };
    return worker;
  }

  /** Say why there is no answer. */
  #sentence(failed: string): string {
    if (/has ended/u.test(failed)) return ENDED;
    if (/NotReadable|NotFound/u.test(failed)) return UNREAD;
    if (this.#isLoaded) return `A mistake in this page, please report it: ${failed}`;
    const why = /fetch|import|network/iu.test(failed) ? "there is no network, or a file of this page is missing" : failed;
    return `${NOT_LOADED}: ${why.replace(/^(?:\w*Error: )+/u, "")}.`;
  }

  #end(error: Error | null): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#loading = null;
    this.#isLoaded = false;
    if (error) this.#waiting?.reject(error);
    this.#waiting = null;
  }
}

function stopped(): Error {
  return new DOMException("stopped", "AbortError");
}

/** Keep the tool beside Python, so that all of it works without a network; where that fails, it is not kept. */
async function keepTool(page: string): Promise<boolean> {
  try {
    if (import.meta.env.DEV) return false;
    await navigator.serviceWorker.register(new URL("offline.js", page), { scope: page });
    await navigator.serviceWorker.ready;
    document.documentElement.dataset.kept = "true";
    return true;
  } catch {
    return false; // the browser does not allow it
  }
}

export const python = new Python();
