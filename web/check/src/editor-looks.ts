/** How the editor looks: with the colours of the page, which reach into it. */

import { EditorView } from "@codemirror/view";

const WAVY = { backgroundImage: "none", textDecoration: "underline wavy 1.5px", textUnderlineOffset: "3px" };

export const LOOKS = EditorView.theme({
  "&": { height: "100%", color: "var(--ink)", backgroundColor: "var(--paper)", fontSize: "0.875rem" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.5", overflow: "auto" },
  ".cm-content": { caretColor: "var(--ink)", paddingBlock: "0.5rem" },
  ".cm-cursor": { borderLeftColor: "var(--ink)", borderLeftWidth: "2px" },
  ".cm-gutters": { color: "var(--soft)", backgroundColor: "var(--second)", borderRight: "1px solid var(--line)" },
  ".cm-activeLine": { backgroundColor: "var(--here)" },
  ".cm-activeLineGutter": { backgroundColor: "var(--here)", color: "var(--ink)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    background: "var(--selected)",
  },
  ".cm-selectionMatch": { backgroundColor: "var(--selected)" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--selected)", outline: "1px solid var(--soft)" },
  "&.cm-focused .cm-nonmatchingBracket": { backgroundColor: "transparent" },
  ".cm-specialChar": { color: "var(--wrong)", border: "1px solid", borderRadius: "3px" },
  // Squiggles and marks are drawn by the browser: images in styles would need a permission.
  ".cm-lintRange": { paddingBottom: "0" },
  ".cm-lintRange-error": { ...WAVY, textDecorationColor: "var(--wrong)" },
  ".cm-lintRange-warning": { ...WAVY, textDecorationColor: "var(--warned)" },
  ".cm-lintRange-info": { backgroundImage: "none", textDecoration: "underline dotted 2px var(--accent)", textUnderlineOffset: "3px" },
  ".cm-lintRange-active": { backgroundColor: "var(--wrong-paper)" },
  ".cm-gutter-lint": { width: "1.2em" },
  ".cm-lint-marker": { width: "1em", height: "auto", textAlign: "center", lineHeight: "1.5" },
  ".cm-lint-marker-error": { content: "normal", color: "var(--wrong)" },
  ".cm-lint-marker-error::before": { content: '"●"' },
  ".cm-lint-marker-warning": { content: "normal", color: "var(--warned)" },
  ".cm-lint-marker-warning::before": { content: '"▲"' },
  ".cm-lint-marker-info": { content: "normal", color: "var(--accent)" },
  ".cm-lint-marker-info::before": { content: '"◆"' },
  ".cm-lintPoint:after": { display: "none" },
  ".cm-tooltip": {
    maxWidth: "min(34rem, 90vw)",
    color: "var(--ink)",
    backgroundColor: "var(--paper)",
    border: "1px solid var(--edge)",
    borderRadius: "4px",
    boxShadow: "0 2px 8px rgb(0 0 0 / 25%)",
  },
  ".cm-diagnostic": { overflowWrap: "anywhere", whiteSpace: "pre-wrap", padding: "0.4rem 0.6rem" },
  ".cm-diagnostic-error": { borderLeft: "4px solid var(--wrong)" },
  ".cm-diagnostic-warning": { borderLeft: "4px solid var(--warned)" },
  ".cm-diagnostic-info": { borderLeft: "4px solid var(--accent)" },
  ".cm-panels": { color: "var(--ink)", backgroundColor: "var(--second)" },
  ".cm-panels-top": { borderBottom: "1px solid var(--line)" },
  ".cm-panel.cm-search": { padding: "0.4rem 2rem 0.4rem 0.5rem", fontFamily: "var(--sans)" },
  ".cm-textfield, .cm-button": {
    color: "var(--ink)",
    background: "var(--paper)",
    border: "1px solid var(--edge)",
    borderRadius: "4px",
    font: "inherit",
  },
  ".cm-panel button[name=close]": { color: "var(--ink)", fontSize: "1.2rem" },
  ".cm-searchMatch": { backgroundColor: "var(--selected)" },
});
