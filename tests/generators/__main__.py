"""Tries the generators on today's schemas, and writes what comes of it: `docs/code-generators.md`.

python -m tests.generators          # writes the page
python -m tests.generators --check  # fails where the page is not what would be written
"""

from __future__ import annotations

import copy
import json
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from jsonschema import Draft202012Validator

from ska_oso_pdm import openapi, schemas_registry
from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.catalogue.bundle import bundle
from tests.samples import CURRENT, EXAMPLES, ROOT, parsed

from .tools import TOOLS, Sources, Tool, errors_of_java, errors_of_typescript, versions

PAGE = ROOT / "docs" / "code-generators.md"
BLOCK = ROOT / "examples" / CURRENT / "sbd-mid-imaging.json"
COLUMNS = ("generator", "options", "types", "numbered", "errors", "examples", "mistakes")
HEAD = f"""# Code generators of other projects, tried

What generators of other projects make of the schemas of {CURRENT}: of the bundle of each entity
(`ska-oso-pdm schema bundle sbd/{CURRENT}`), or of the components (`ska-oso-pdm schema bundle --openapi`). `nox -s generators`
tries them and writes this page, and the nightly run fails where it is not up to date; the versions are
{{versions}}.
For TypeScript there is [a package](../web/npm/README.md), which has none of these faults.

- **types**: how many there are; **numbered**: those whose name a number was put behind, since it was taken.
- **errors**: what the compiler says of the code alone, `tsc --strict` or `javac`.
- **examples**: how many of our examples are of the types.
- **mistakes**: how many of the mistakes below the types refuse, and which not; – where they take no example either.
"""  # noqa: E501
NOTES = """
Why, and what to do:

- **quicktype** reads a bundle whole, and makes one type of each name. A union of objects becomes one object that has the keys of
  all of them, each optional: it does not know that `kind` tells them apart. So a coordinate without its right ascension is of its type.
- **openapi-typescript** takes the components as they are, tagged unions included, which narrow on `kind`. As it stands, what has
  a default must be there, which is right for answers in the complete form and wrong for documents; with
  `--default-non-nullable=false` it may be absent.
- **openapi-generator** makes names of its own (`sbdId`, `_interface`), and functions that convert documents, unless it is told
  otherwise; with the names of the documents, what its types do not take is lists without repetition (`dish_ids`), each of which it
  makes a `Set` that its functions fill. Its reading of OpenAPI 3.1 is, as it says, in beta. In Java, of a list of enums with a
  default it writes the default without importing what that needs: `ProposalAccess` must be mended by hand. What it makes in Java
  needs Jackson and, of Jakarta, the annotations.
- None keeps patterns and bounds in its types: validate documents too.
"""  # noqa: E501


class Mistake(NamedTuple):
    """A change that makes the block invalid, as somebody would make it."""

    name: str
    make: Callable[[Any], None]


def _coordinate(block: Any) -> Any:
    return next(
        target["reference_coordinate"]
        for target in block["targets"]
        if target["reference_coordinate"]["kind"] == "icrs"
    )


MISTAKES = (
    Mistake("a kind that there is not", lambda b: _coordinate(b).update(kind="equatorial")),
    Mistake("a coordinate without its right ascension", lambda b: _coordinate(b).pop("ra_str")),
    Mistake("a key of another kind", lambda b: _coordinate(b).update(az=1.0)),
    Mistake("a misspelt key", lambda b: b["targets"][0].update(pointing_patern=None)),
    Mistake("a value outside of its list", lambda b: b.update(telescope="ska-mid")),
    Mistake("a number for a text", lambda b: b.update(name=5)),
    Mistake("null where null is no value", lambda b: b["targets"][0].update(target_id=None)),
    Mistake("a label of another layout", lambda b: b.update(interface=b["interface"][:-3] + "0.1")),
)


def mistakes() -> Iterator[tuple[str, Any]]:
    """Yield each mistake, made in the block; all are refused by the schema."""
    schema = {"$ref": parsed(BLOCK)["interface"]}
    judge = Draft202012Validator(schema, registry=schemas_registry())
    for mistake in MISTAKES:
        block = copy.deepcopy(parsed(BLOCK))
        mistake.make(block)
        assert not judge.is_valid(block), mistake.name
        yield mistake.name, block


def examples() -> Iterator[tuple[Any, Any]]:
    """Yield schema and document of each example of today's layout."""
    for file in EXAMPLES:
        document = parsed(file)
        if (known := registry.parse_url(document["interface"])) and known.version == CURRENT:
            yield known, document


def sources(folder: Path) -> Sources:
    """Write what generators read."""
    bundles = {}
    for known in registry.documents():
        if known.version == CURRENT:
            file = bundles[known.entity] = folder / f"{known.entity}.json"
            file.write_text(json.dumps(bundle(known)), encoding="utf-8")
    components = folder / "openapi.json"
    components.write_text(json.dumps(openapi.document()), encoding="utf-8")
    return Sources(bundles, components)


def row(tool: Tool, given: Sources, folder: Path) -> list[str]:
    """Try a generator; give the cells of its row."""
    made = folder / "made"
    tool.make(given, made)
    names = set(_names(made))
    options = f"`{tool.options}`" if tool.options else ""
    cells = [tool.name, options, str(len(names)), str(len(list(_numbered(names))))]
    if tool.types is None:
        return [*cells, str(sum(errors_of_java(made).values())), "", ""]
    asked = {f"example{n}": pair for n, pair in enumerate(examples())}
    block = registry.parse_url(parsed(BLOCK)["interface"])
    wrong = {f"mistake{n}": pair for n, pair in enumerate(mistakes())}
    asked |= {file: (block, document) for file, (_, document) in wrong.items()}
    for file, (known, document) in asked.items():
        title = registry.schema_for(known)["title"]
        text = f"{tool.types(known.entity, title)}export const it: It = {json.dumps(document)};\n"
        (folder / f"{file}.ts").write_text(text, encoding="utf-8")
    found = errors_of_typescript(folder)
    refused = {Path(file).stem for file in found if "/" not in file}
    inside = sum(count for file, count in found.items() if file.startswith("made/"))
    taken = sum(file.startswith("example") and file not in refused for file in asked)
    missed = [name for file, (name, _) in wrong.items() if file not in refused]
    told = f"{len(wrong) - len(missed)} of {len(wrong)}"
    told += f"; not {', '.join(missed)}" if missed else ""
    fits = f"{taken} of {len(asked) - len(wrong)}"
    return [*cells, str(inside), fits, told if taken else "–"]  # what takes nothing refuses all


_DECLARED = re.compile(
    r"^\s*(?:export (?:declare )?|public )(?:type|interface|enum|class) (\w+)", re.M
)
_COMPONENT = re.compile(r"^        (\w+): ", re.M)


def _names(made: Path) -> Iterator[str]:
    """Yield the names of the types that were made."""
    for file in [*made.rglob("*.ts"), *made.rglob("*.java")]:
        text = file.read_text("utf-8")
        if "export interface components" in text:
            yield from _COMPONENT.findall(text)
        elif file.name != "runtime.ts" and "/test/" not in str(file):
            yield from _DECLARED.findall(text)


def _numbered(names: set[str]) -> Iterator[str]:
    """Yield names such as `Coordinates1`, where no schema is named so."""
    titles = set(openapi.components())
    for name in names - titles:
        if re.search(r"[A-Za-z]\d+$", name) and name.rstrip("0123456789") in names | titles:
            yield name


def page() -> str:
    """Try all generators; give the page."""
    lines = [HEAD.format(versions=versions()), f"| {' | '.join(COLUMNS)} |"]
    lines.append("|---" * len(COLUMNS) + "|")
    with tempfile.TemporaryDirectory() as name:
        given = sources(Path(name))
        for number, tool in enumerate(TOOLS):
            folder = Path(name) / str(number)
            folder.mkdir()
            lines.append(f"| {' | '.join(row(tool, given, folder))} |")
    named = "; ".join(mistake.name for mistake in MISTAKES)
    return "\n".join(lines) + f"\n\nThe mistakes: {named}.\n" + NOTES


def main() -> int:
    """Write the page, or compare it."""
    text = page()
    if "--check" not in sys.argv[1:]:
        PAGE.write_text(text, encoding="utf-8")
        return 0
    if text == PAGE.read_text("utf-8"):
        return 0
    print(f"{PAGE.name} is not what would be written: run nox -s generators\n{text}")
    return 1


if __name__ == "__main__":
    sys.exit(main())
