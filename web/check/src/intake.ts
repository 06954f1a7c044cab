/** Takes files in: dropped, chosen, or all those below a folder, as the command line takes them. */

/** A file with its path: below the folder that was given, or its name alone. */
export interface Named {
  readonly name: string;
  readonly file: File;
  /** The file that it is inside of, where it is. */
  readonly within?: string;
}

/** What was given, and a sentence on what was left out of folders. */
export interface Given {
  readonly files: readonly Named[];
  readonly leftOut: string | null;
}

const ENDING = ".json";

/** Collects files, and what is left out of folders. */
class Taking {
  readonly files: Named[] = [];
  readonly #leftOut = new Map<string, number>();

  /** Take a file of a folder: those that end in `.json`, and are not hidden. */
  below(name: string, file: File): void {
    const last = name.split("/").at(-1) as string;
    if (!last.toLowerCase().endsWith(ENDING)) return;
    if (last.startsWith(".")) this.leave("hidden files");
    else if (!last.endsWith(ENDING)) this.leave("names that end in .JSON or the like");
    else this.files.push({ name, file });
  }

  leave(kind: string): void {
    this.#leftOut.set(kind, (this.#leftOut.get(kind) ?? 0) + 1);
  }

  get given(): Given {
    const kinds = [...this.#leftOut].sort().map(([kind, number]) => `${kind} (${number})`);
    const leftOut = kinds.length ? `Left out: ${kinds.join(", ")}; what is given by itself is taken.` : null;
    return { files: this.files.sort(byName), leftOut };
  }
}

function byName(one: Named, other: Named): number {
  return one.name < other.name ? -1 : one.name > other.name ? 1 : 0;
}

/** Take what an input of the page holds. */
export function chosen(files: FileList): Given {
  const taking = new Taking();
  for (const file of files) {
    const folders = file.webkitRelativePath.split("/").slice(0, -1);
    if (folders.length === 0) taking.files.push({ name: file.name, file });
    else if (folders.slice(1).some((name) => name.startsWith("."))) taking.leave("files in hidden folders");
    else taking.below(file.webkitRelativePath, file);
  }
  return taking.given;
}

/** Take what was dropped or pasted: files, and all below folders. */
export async function dropped(data: DataTransfer): Promise<Given> {
  const taking = new Taking();
  // All are asked for at once: the list is empty after the event.
  const items = [...data.items].filter(({ kind }) => kind === "file");
  const found = items.map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }));
  for (const { entry, file } of found) {
    if (entry?.isDirectory) await walk(entry as FileSystemDirectoryEntry, entry.name, taking);
    else if (file) taking.files.push({ name: file.name, file });
  }
  return taking.given;
}

async function walk(top: FileSystemDirectoryEntry, path: string, taking: Taking): Promise<void> {
  const waiting: [FileSystemDirectoryEntry, string][] = [[top, path]];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [folder, name] = next;
    for (const entry of await entriesOf(folder, taking)) {
      const inner = `${name}/${entry.name}`;
      if (entry.isFile) await takeFile(entry as FileSystemFileEntry, inner, taking);
      else if (entry.name.startsWith(".")) taking.leave("hidden folders");
      else waiting.push([entry as FileSystemDirectoryEntry, inner]);
    }
  }
}

async function takeFile(entry: FileSystemFileEntry, name: string, taking: Taking): Promise<void> {
  try {
    taking.below(name, await new Promise<File>((resolve, reject) => entry.file(resolve, reject)));
  } catch {
    taking.leave("files that the browser may not read");
  }
}

/** List a folder; browsers give some entries at a time. */
async function entriesOf(folder: FileSystemDirectoryEntry, taking: Taking): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  try {
    for (;;) {
      const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
      if (some.length === 0) return all;
      all.push(...some);
    }
  } catch {
    taking.leave("folders that the browser may not read");
    return all;
  }
}

/** Say that there was nothing to take. */
export function nothing({ leftOut }: Given): string {
  return leftOut ?? `There is no file whose name ends in ${ENDING}; a file of another name is taken by itself.`;
}
