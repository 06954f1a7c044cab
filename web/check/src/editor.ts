/** The text of a document with its issues at the lines that they are in. Loaded when it is needed. */

import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { bracketMatching, HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { type Diagnostic, lintGutter, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { EditorState, type Extension, type Text } from "@codemirror/state";
import {
  drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter, highlightSpecialChars,
  keymap, lineNumbers,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";
import type { Shown } from "./reading.js";
import { LOOKS } from "./editor-looks.js";
import type { Issue } from "./verdict.js";

/** Beyond these a text is shown without colours, and a line not broken: both would take long. */
const COLOURED = 4_000_000;
const BROKEN = 5_000;

const COLOURS = HighlightStyle.define([
  { tag: tags.propertyName, color: "var(--key)" },
  { tag: tags.string, color: "var(--text)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--number)" },
  { tag: tags.invalid, color: "inherit" },
]);

/** What changes the direction of text, or is not seen, beyond what is made visible anyway. */
const UNSEEN = /[\u200c\u200d\u202a-\u202c\u2060-\u2064\u2068\u{e0000}-\u{e007f}]/gu;

/** What is marked in the text: issues, and notes, which are none. */
export type Mark = Pick<Issue, "line" | "column" | "message" | "code"> & { readonly severity: Issue["severity"] | "note" };

/** What the page is told by the editor. */
export interface Listeners {
  readonly edited: () => void;
  /** The cursor is elsewhere: line and column, as issues have them. */
  readonly moved: (line: number, column: number) => void;
}

/** An editor in an element of the page. */
export class Editor {
  readonly #view: EditorView;

  constructor(host: HTMLElement, name: string, { text, lineEnd, editable }: Shown, { edited, moved }: Listeners) {
    // Styles of a shadow tree are made by script, so that the page allows no others.
    const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
    const label = { "aria-label": `Text of ${name}`, "aria-readonly": String(!editable) };
    const state = EditorState.create({
      doc: text,
      extensions: [
        EditorState.lineSeparator.of(lineEnd),
        EditorState.readOnly.of(!editable),
        EditorView.contentAttributes.of({ ...label, tabindex: "0", spellcheck: "false", autocorrect: "off", autocapitalize: "off" }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) edited();
          if (update.docChanged || update.selectionSet) moved(...placeOf(update.state));
        }),
        ...BASE,
        ...dependingOn(text),
      ],
    });
    this.#view = new EditorView({ state, root, parent: root });
  }

  get text(): string {
    return this.#view.state.sliceDoc();
  }

  /** Mark the places of issues. */
  mark(issues: readonly Mark[]): void {
    const { doc } = this.#view.state;
    const diagnostics = issues.flatMap((issue): Diagnostic[] => {
      const from = offsetOf(doc, issue);
      if (from === null) return [];
      const { message, code } = issue;
      const severity = issue.severity === "note" ? "info" : issue.severity;
      return [{ from, to: endOf(doc, from), severity, message: code ? `${message} [${code}]` : message }];
    });
    this.#view.dispatch(setDiagnostics(this.#view.state, diagnostics));
  }

  /** Go to a place, to work there unless that is elsewhere; or only show it. */
  go(place: Pick<Issue, "line" | "column">, { focus = true, select = true } = {}): void {
    const at = offsetOf(this.#view.state.doc, place) ?? 0;
    this.#view.dispatch({
      ...(select ? { selection: { anchor: at } } : {}),
      effects: EditorView.scrollIntoView(at, { y: "center" }),
    });
    if (focus) this.#view.focus();
  }

  focus(): void {
    this.#view.focus();
  }

  remove(): void {
    this.#view.destroy();
  }
}

const BASE: Extension[] = [
  lineNumbers(),
  lintGutter(),
  highlightSpecialChars({ addSpecialChars: UNSEEN }),
  history(),
  drawSelection(),
  bracketMatching(),
  highlightActiveLine(),
  highlightActiveLineGutter(),
  highlightSelectionMatches({ minSelectionLength: 3 }),
  search({ top: true }),
  keymap.of([...defaultKeymap, ...historyKeymap, ...searchKeymap]),
  LOOKS,
];

function dependingOn(text: string): Extension[] {
  const coloured = text.length <= COLOURED ? [json(), syntaxHighlighting(COLOURS)] : [];
  return hasLongLine(text) ? coloured : [...coloured, EditorView.lineWrapping];
}

function hasLongLine(text: string): boolean {
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf("\n", start);
    if ((end < 0 ? text.length : end) - start > BROKEN) return true;
    if (end < 0) return false;
    start = end + 1;
  }
  return false;
}

function placeOf({ doc, selection: { main } }: EditorState): [number, number] {
  const { number, from } = doc.lineAt(main.head);
  return [number, Array.from(doc.sliceString(from, main.head)).length + 1];
}

/** Give where an issue is in a text; null where it is about the text as a whole. */
function offsetOf(doc: Text, { line: number, column }: Pick<Issue, "line" | "column">): number | null {
  if (number === null || column === null) return null;
  if (number > doc.lines) return doc.length;
  const line = doc.line(number);
  let at = line.from;
  let left = column - 1;
  for (const piece of doc.iterRange(line.from, line.to)) {
    for (const character of piece) {
      if (left-- === 0) return at;
      at += character.length;
    }
  }
  return Math.min(at, line.to);
}

/** Give where the value or key ends that begins at a place; of objects and arrays the sign that opens them. */
function endOf(doc: Text, from: number): number {
  const start = doc.sliceString(from, Math.min(doc.length, from + 300));
  const [token = " "] = /^(?:"(?:[^"\\\n]|\\.)*"?|[\w.+-]+|.)/su.exec(start) ?? [];
  return Math.min(doc.length, from + token.length);
}
