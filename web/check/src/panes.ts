/** Two texts side by side, with the places of rows marked in both. */

import { printable } from "ska-oso-pdm/telling";
import type { Row } from "./account.js";
import type { Editor, Mark } from "./editor.js";
import { make } from "./elements.js";
import { NotShownError, shownOf } from "./reading.js";

/** A text: its title, and its file. */
export type Titled = readonly [title: string, file: Blob];

/** So many rows are marked: more take long to draw, and mark everything. */
const MARKED = 2000;

/** The texts, or one where there is no other. */
export class Panes {
  readonly element = make("div", { className: "panes" });
  readonly #editors: { old?: Editor; now?: Editor } = {};
  #isRemoved = false;

  constructor(private readonly old: Titled, private readonly now: Titled | null, private readonly rows: readonly Row[]) {}

  /** Load the editor, and show the texts. */
  async open(): Promise<void> {
    await Promise.all([this.#pane("old", this.old), this.now && this.#pane("now", this.now)]);
    const first = this.rows.find(({ kind }) => kind !== "mapped");
    if (first) this.go(first);
  }

  /** Show both places of a row; of what one text has not, the place where it would be. */
  go(row: Row): void {
    for (const side of ["old", "now"] as const) {
      const place = row[side];
      if (place) this.#editors[side]?.go(place, { focus: false });
      else this.#near(row, side);
    }
  }

  /** Show the place of the last value before, which both texts have. */
  #near(row: Row, side: "old" | "now"): void {
    const other = side === "old" ? "now" : "old";
    const from = row[other];
    if (!from) return;
    const line = (each: Row): number => each[other]?.line ?? 0;
    const before = this.rows.filter((each) => each[side] && line(each) > 0 && line(each) <= from.line);
    const nearest = before.reduce<Row | null>((best, each) => (best && line(best) >= line(each) ? best : each), null);
    const place = nearest?.[side];
    if (place) this.#editors[side]?.go(place, { focus: false, select: false });
  }

  remove(): void {
    this.#isRemoved = true;
    this.#editors.old?.remove();
    this.#editors.now?.remove();
  }

  async #pane(side: "old" | "now", [title, file]: Titled): Promise<void> {
    const host = make("div", { className: "editor" });
    const name = printable(title);
    this.element.append(make("div", { className: "pane" }, make("p", { className: "pane-name" }, name), host));
    try {
      const [{ Editor }, shown] = await Promise.all([import("./editor.js"), shownOf(file)]);
      if (this.#isRemoved) return;
      const editor = new Editor(host, name, { ...shown, editable: false }, { edited: () => {}, moved: () => {} });
      editor.mark(this.#marks(side));
      this.#editors[side] = editor;
    } catch (error) {
      const said = error instanceof NotShownError ? error.message : "The editor was not loaded, so the text is not shown.";
      host.replaceWith(make("p", { className: "notice" }, said));
    }
  }

  #marks(side: "old" | "now"): Mark[] {
    const marked = this.rows.filter((row) => row.kind !== "mapped" && row[side] !== null).slice(0, MARKED);
    return marked.map(({ kind, sentence, [side]: place }) => ({
      line: place?.line ?? null,
      column: place?.column ?? null,
      code: "",
      message: `${kind}: ${sentence}`,
      severity: kind === "in doubt" || kind === "lost" ? "error" : kind === "made" || kind === "read as" || kind === "different" ? "note" : "warning",
    }));
  }
}
