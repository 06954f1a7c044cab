/** Loads Python in its worker: tells how many bytes have come, and keeps the files of it. */

import { start } from "ska-oso-pdm/python";

/** How far loading is. */
export interface Loading {
  readonly loaded: number;
  readonly total: number;
}

type Fetch = typeof fetch;

/** Kinds of files that a browser asks for; servers do not know all of them. */
const TYPES: Readonly<Record<string, string>> = { wasm: "application/wasm", json: "application/json" };
/** Modules are imported, and by that loaded. */
const MODULES = /\.mjs$/u;

/**
 * Load Python and the package.
 *
 * @param page - address of the folder of this page.
 * @param keep - whether the files are to be kept for use without a network.
 * @returns whether all are kept.
 */
export async function load(page: string, keep: boolean, progress: (loading: Loading) => void): Promise<boolean> {
  if (!__PYTHON__) throw new Error("this page was built without it");
  const { folder, sizes } = __PYTHON__;
  const names = Object.keys(sizes);
  const base = new URL(folder, page).href;
  const cache = keep ? await opened(`ska-oso-pdm check ${page} python ${folder.split("/")[1]}`) : null;
  const files = new Files(base, sizes, cache, progress);
  const before = globalThis.fetch;
  globalThis.fetch = files.fetch; // Pyodide and the package ask by it
  try {
    const pyodide = await import(/* @vite-ignore */ `${base}pyodide.mjs`);
    await start({ loadPyodide: () => pyodide.loadPyodide({ indexURL: base }), wheels: base });
  } finally {
    globalThis.fetch = before;
  }
  return files.kept(names);
}

async function opened(name: string): Promise<Cache | null> {
  try {
    return await caches.open(name);
  } catch {
    return null; // the browser keeps nothing for this page
  }
}

/** The files of Python, which are all asked for at once. */
class Files {
  readonly #asked = new Map<string, Promise<Response>>();
  readonly #keeping: Promise<void>[] = [];
  readonly #plain: Fetch = globalThis.fetch.bind(globalThis);
  readonly #total: number;
  #loaded = 0;

  constructor(
    private readonly base: string,
    sizes: Readonly<Record<string, number>>,
    private readonly cache: Cache | null,
    private readonly progress: (loading: Loading) => void,
  ) {
    const names = Object.keys(sizes).filter((name) => !MODULES.test(name));
    this.#total = names.reduce((sum, name) => sum + (sizes[name] as number), 0);
    for (const name of names) {
      const asked = this.#get(`${base}${name}`);
      asked.catch(() => {}); // who takes it is told
      this.#asked.set(`${base}${name}`, asked);
    }
  }

  /** Gives a file that was asked for already, once; all else as ever. */
  readonly fetch: Fetch = (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    const asked = this.#asked.get(url);
    this.#asked.delete(url);
    return asked ?? this.#plain(input, init);
  };

  /** Tell whether all files are kept. */
  async kept(names: readonly string[]): Promise<boolean> {
    const { cache } = this;
    if (!cache) return false;
    try {
      await Promise.all(this.#keeping);
      const modules = names.filter((name) => MODULES.test(name)).map((name) => `${this.base}${name}`);
      await Promise.all(modules.map(async (url) => (await cache.match(url)) ?? (await cache.add(url))));
      return true;
    } catch {
      return false; // there is no room for them, or the network is gone
    }
  }

  async #get(url: string): Promise<Response> {
    const kept = await this.cache?.match(url, { ignoreVary: true });
    const response = kept ?? (await this.#plain(url));
    if (!response.ok || !response.body) throw new Error(`${url.slice(this.base.length)} cannot be loaded: ${response.status}`);
    if (!kept && this.cache) this.#keep(url, response.clone());
    const counting = new TransformStream<Uint8Array, Uint8Array>({
      transform: (chunk, controller) => {
        this.#loaded += chunk.length;
        this.progress({ loaded: this.#loaded, total: this.#total });
        controller.enqueue(chunk);
      },
    });
    const type = TYPES[url.split(".").at(-1) as string] ?? "application/octet-stream";
    return new Response(response.body.pipeThrough(counting), { headers: { "content-type": type } });
  }

  #keep(url: string, response: Response): void {
    const keeping = (this.cache as Cache).put(url, response);
    keeping.catch(() => {});
    this.#keeping.push(keeping);
  }
}
