"""Pages for people of every schema, its history, and any two versions compared.

All that they say comes from the schemas, the migrations, the validator and the judge of schemas.
"""

from __future__ import annotations

import json
import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from ska_oso_pdm.catalogue import registry
from web.site.entities import comparisons, history, indexes, pages, places, rules, search, steps
from web.site.entities.model import entities, files, parts


def write(source: Path) -> None:
    """Write the sources of Sphinx.

    Raises:
        NoExampleError: where a rule of a schema has no accepted or no refused value.
    """
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(mp_context=context) as pool:
        judged = [pool.submit(comparisons.compared_page, *pair) for pair in comparisons.pairs()]
        ways = [(way, pool.submit(steps.taken, *way)) for way in steps.ways()]
        for way, taken in ways:
            steps.KNOWN[way] = taken.result()
        tried = {v: pool.submit(rules.all_tried, v) for v in registry_versions()}
        for version, found in tried.items():
            rules.KNOWN[version] = found.result()
        for pair, made in zip(comparisons.pairs(), judged):
            _write(source, places.compared(*pair), made.result())
    for file in files():
        _write(source, places.docname(file), pages.schema_page(file))
    for entity in entities():
        _write(source, places.index(entity), indexes.index_page(entity))
    _write(source, "compare/index", comparisons.chooser())
    (source / search.FILE).write_text(json.dumps([*found_by_name()]), encoding="utf-8")


def registry_versions() -> list[str]:
    """List the versions of the schemas."""
    return list(dict.fromkeys(file.version for file in files()))


def _write(source: Path, docname: str, text: str) -> None:
    path = source / f"{docname}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def found_by_name() -> Iterator[search.Found]:
    """Yield what the search box finds by name; what is of the newest version comes first."""
    for file in files():
        docname = places.docname(file)
        priority = 0 if file.version == registry.current_version() else 1
        for part in parts(file):
            yield part.title, "object", docname, part.title, priority
            for value in part.schema.get("enum", ()):
                yield f"{part.title}.{value}", "value", docname, part.title, 1
            for field in part.fields:
                yield field.key.label, "field", docname, field.key.label, priority
                if not priority:
                    for name in history.former_names(field.key):
                        label = f"{part.title}.{name}"
                        yield label, "former name", docname, field.key.label, 1
