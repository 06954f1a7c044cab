"""The reference of the public names in Python, from their docstrings.

Functions and the classes that are written by hand are documented here; what is generated from the
schemas has its fields on the page of its schema, and here is a table that leads there.
"""

from __future__ import annotations

import inspect
from collections import defaultdict
from importlib import import_module
from pathlib import Path
from typing import Any

import ska_oso_pdm
from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.generated.public_names import HOMES

_FOLDER = "docs/reference"
_ROOM = "ska_oso_pdm"
_MODULES = ("builders", "testing", "openapi")


_DOCUMENTS = """\
# Documents and their parts

These classes are generated from the schemas of layout {version}, which is where the fields are
told, with type, unit, bounds and default. What all of them can do is told of
{{py:class}}`ska_oso_pdm.PdmObject`. Classes of earlier layouts are in `ska_oso_pdm.generated.v0_1`
to `v0_7`.

{rows}
"""
_INDEX = """\
# Names in Python

What `ska_oso_pdm` promises to keep. Names are imported when they are first touched, so that
importing the package costs next to nothing.

{rows}

## More

- [Documents and their parts](documents.md): the classes that are generated from the schemas
- [`ska_oso_pdm.builders`](builders.md): documents to begin with
- [`ska_oso_pdm.testing`](testing.md): valid documents of every entity and layout
- [`ska_oso_pdm.openapi`](openapi.md): the schemas as components of OpenAPI

```{{toctree}}
:hidden:

functions
results
errors
documents
builders
testing
openapi
```
"""


def write(source: Path) -> None:
    """Write the pages of the public names.

    Args:
        source: folder of the sources, into which the pages of entities may have been written.
    """
    kinds: dict[str, list[str]] = defaultdict(list)
    for name in ska_oso_pdm.__all__:
        kinds[_kind(name)].append(name)
    pages = {
        "functions": _listed("Functions", "What is called.", kinds["function"]),
        "results": _listed("Results", "What functions give.", kinds["result"]),
        "errors": _listed("Errors", "What functions raise.", kinds["error"]),
        "documents": _generated(kinds["document"], source),
        **{module: _module(module) for module in _MODULES},
    }
    folder = source / _FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    (folder / "index.md").write_text(_index(kinds), encoding="utf-8")


def _kind(name: str) -> str:
    """Tell on which page a name is."""
    value = getattr(ska_oso_pdm, name)
    if "generated" in HOMES[name]:
        return "document"
    if not inspect.isclass(value):
        return "function"
    return "error" if issubclass(value, Exception) else "result"


def _listed(title: str, says: str, names: list[str]) -> str:
    """Give a page with the docstrings of names at the root of the package."""
    told = "\n".join(_directive(name, getattr(ska_oso_pdm, name)) for name in names)
    return f"# {title}\n\n{says} All are imported from `{_ROOM}`.\n\n{told}\n"


def _directive(name: str, value: Any, room: str = _ROOM) -> str:
    lines = [f".. autofunction:: {room}.{name}"]
    if inspect.isclass(value):
        lines = [f".. autoclass:: {room}.{name}", "   :members:", "   :show-inheritance:"]
        if issubclass(value, Exception):
            lines.append("   :class-doc-from: class")
    rst = "\n".join(lines)
    return f"## {name}\n\n```{{eval-rst}}\n{rst}\n```\n"


def _module(name: str) -> str:
    """Give the page of a module: what it is for, and its functions."""
    module = import_module(f"{_ROOM}.{name}")
    parts = [f"# {name}", "", f"```{{eval-rst}}\n.. automodule:: {_ROOM}.{name}\n```", ""]
    for each in module.__all__:
        value = getattr(module, each)
        if inspect.isfunction(value) or inspect.isclass(value):
            parts.append(_directive(each, value, f"{_ROOM}.{name}"))
    return "\n".join(parts)


def _generated(names: list[str], source: Path) -> str:
    """Give the table of the classes of documents and of their parts."""
    rows = ["| class | what it is | schema |", "|---|---|---|"]
    for name in names:
        identifier, _ = registry.schema_of_class(getattr(ska_oso_pdm, name))
        page = f"ska-oso-pdm-{identifier.entity}/{identifier.version}"
        shown = f"`{identifier.entity} {identifier.version}`"
        if (source / f"{page}.md").exists():
            shown = (
                f'<a href="../../{page}.html#{name}">{identifier.entity} {identifier.version}</a>'
            )
        rows.append(f"| `{name}` | {_first(getattr(ska_oso_pdm, name))} | {shown} |")
    listed = "\n".join(rows)
    return _DOCUMENTS.format(version=registry.current_version(), rows=listed)


def _first(value: Any) -> str:
    """Give the first sentence of a docstring, as a cell of a table."""
    text = (inspect.getdoc(value) or "").partition("\n\n")[0]
    return " ".join(text.split()).replace("|", "\\|")


def _index(kinds: dict[str, list[str]]) -> str:
    """Give the page with all public names, each with its sentence."""
    parts: list[str] = []
    for kind, title in (("function", "Functions"), ("result", "Results"), ("error", "Errors")):
        parts += [f"## {title}", "", "| name | |", "|---|---|"]
        for name in kinds[kind]:
            role = "func" if kind == "function" else "exc" if kind == "error" else "class"
            value = getattr(ska_oso_pdm, name)
            parts.append(f"| {{py:{role}}}`~{_ROOM}.{name}` | {_first(value)} |")
        parts.append("")
    return _INDEX.format(rows="\n".join(parts))
