"""What stands on the page of a code, as Markdown."""

from __future__ import annotations

import difflib
from pathlib import Path

from web.site.codes import trial
from web.site.codes.fields import linked
from web.site.codes.known import GROUPS, ROOT, Code, Example

_LONG = 24
"""Lines from which on a document is shown as what changes in it, if that is shorter."""


class UntrueExampleError(Exception):
    """An example does not give its code, or gives it in spite of the cure."""


def page(code: Code, source: Path) -> str:
    """Give the page of a code; its example is tried.

    Args:
        code: what is known of it.
        source: folder of the sources, which has the pages of entities, or not.

    Raises:
        UntrueExampleError: the example is not true today.
    """
    parts = [
        f"# `{code.name}`",
        "",
        code.means,
        "",
        *_severity(code),
        "## Cause",
        "",
        code.cause,
        "",
    ]
    if code.example is not None:
        parts += ["## Example", "", *_shown(code.name, code.example)]
    parts += ["## Cure", "", code.cure, ""]
    if code.example is not None:
        parts += _cured(code.name, code.example)
    elif code.untried:
        parts += ["## Example", "", code.untried, ""]
    return "\n".join([*parts, *_fields(code, source)])


def _severity(code: Code) -> list[str]:
    """Say how grave it is: of rules that themselves say it, otherwise by the group."""
    if not code.rules:
        return [f"*{GROUPS[code.group]}.*", ""]
    told = ", ".join(f"{schema.entity} {schema.version}" for schema in code.rules)
    grave = sorted({rule.severity for rule in code.rules.values()})
    return [f"*A finding ({' or '.join(grave)}) in documents of {told}. They stay valid.*", ""]


def _shown(name: str, example: Example) -> list[str]:
    """Give the document, what is typed, and what is said."""
    if example.python:
        said = trial.run(example.python)
        shown = ["```python", example.python.rstrip().replace("EXAMPLES", "examples"), "```", ""]
        shown += ["prints", "", "```text", said.rstrip(), "```", ""]
    else:
        said = trial.typed(example.command, _files(example, example.document))
        shown = [] if not example.document else ["```json", example.document.rstrip(), "```", ""]
        for text in example.beside.values():
            shown += ["and beside it", "", "```json", text.rstrip(), "```", ""]
        shown += _console(example.command, said)
    if example.shows not in said:
        raise UntrueExampleError(f"the example of {name} gives: {said}")
    return shown


def _cured(name: str, example: Example) -> list[str]:
    """Give what changes, and what is said then."""
    if example.mended_command is None:
        return []
    mended = example.document if example.mended is None else example.mended
    said = trial.typed(example.mended_command, _files(example, mended))
    if example.shows in said:
        raise UntrueExampleError(f"the cure of {name} gives: {said}")
    shown = _change(example.document or "", example.mended) if example.mended else []
    return [*shown, *_console(example.mended_command, said)]


def _change(before: str, after: str) -> list[str]:
    """Show a cure: the document, or what changes in a long one."""
    old, new = before.rstrip().splitlines(), after.rstrip().splitlines()
    changes = [*difflib.unified_diff(old, new, n=2, lineterm="")][2:]
    if len(new) < _LONG:
        return ["```json", *new, "```", ""]
    if len(changes) > _LONG:
        says = "<details><summary>A document that does not give it</summary>"
        return [says, "", "```json", *new, "```", "", "</details>", ""]
    return ["```diff", *("…" if line.startswith("@@") else line for line in changes), "```", ""]


def _files(example: Example, document: str | None) -> dict[str, str]:
    return example.beside | ({} if document is None else {"block.json": document})


def _console(command: str, said: str) -> list[str]:
    return ["```console", f"$ {command}", said.rstrip(), "```", ""]


def _limit(name: str) -> str:
    """Give the row of a limit, as the page about findings has it."""
    text = (ROOT / "docs" / "findings.md").read_text(encoding="utf-8")
    return next(line for line in text.splitlines() if line.startswith(f"| `{name}` | "))


def _fields(code: Code, source: Path) -> list[str]:
    """List what a rule looks at, with the pages of the fields where there are any."""
    parts: list[str] = []
    for schema, rule in code.rules.items():
        reads = [path for path in rule.reads if path]
        if reads and not parts:
            parts = ["## Fields", ""]
        if reads:
            parts += [f"In {schema.entity} {schema.version}:", ""]
            parts += [f"- {linked(schema, path, source)}" for path in reads]
            parts.append("")
        if reads and rule.limits:
            parts += ["They are compared with [limits](/docs/findings.md#limits):", ""]
            parts += ["| limit | value | what | source |", "|---|---|---|---|"]
            parts += [_limit(name) for name in rule.limits]
            parts.append("")
    return parts
