"""`ska-oso-pdm schema`: the schemas themselves, for people and other languages."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.catalogue.registry import SchemaId
from ska_oso_pdm.cli import schema_diff
from ska_oso_pdm.cli.output import say, tell, write_document, write_json
from ska_oso_pdm.cli.parser import Parser
from ska_oso_pdm.errors import SchemaNotFoundError

_DESCRIPTION = """\
List, print and bundle the JSON Schemas (draft 2020-12), tell where they are installed, and judge
what a change of them does to documents and their readers.
"""

_EPILOG = """\
NAME is a URL, an entity with a version, or an entity alone, which means its newest version:
  ska-oso-pdm schema list
  ska-oso-pdm schema show https://schema.skao.int/ska-oso-pdm-sbd/1.0
  ska-oso-pdm schema bundle sbd/1.0 > sbd.json      one file with everything it refers to
  ska-oso-pdm schema bundle --openapi sbd/1.0       the same as components of OpenAPI 3.1
  ska-oso-pdm schema bundle --openapi               all entities of the newest version
  ska-oso-pdm schema path sbd
  ska-oso-pdm schema diff sbd/0.7 sbd/1.0           what a change of schemas breaks
  ska-oso-pdm schema judge                          the version that is not frozen, or the newest
"""

_WHICH = (
    "schema bundle needs a NAME, for example sbd/1.0; with --openapi and without NAME it prints "
    "all entities of the newest version"
)
_NAME = "URL, entity/version, or entity"

_ACTIONS = {
    "list": "list entity, version and URL of every schema",
    "show": "print a schema as it is published",
    "bundle": "print a schema with everything it refers to, also as OpenAPI components",
    "path": "print the path of the installed file",
    "diff": "judge what is said otherwise in two sets of schemas",
    "judge": "judge a version that is not frozen against the one before",
}


def configure(parser: Parser) -> None:
    """Add description and arguments of the command."""
    parser.description, parser.epilog = _DESCRIPTION, _EPILOG
    parser.named = tuple(_ACTIONS)
    actions = parser.add_subparsers(metavar="ACTION", dest="action", required=True)
    for name, summary in _ACTIONS.items():
        description = f"{summary[0].upper()}{summary[1:]}."
        action = actions.add_parser(name, help=summary, description=description)
        if name in ("diff", "judge"):
            schema_diff.configure(action, name)
        elif name == "bundle":
            action.add_argument("name", nargs="?", metavar="NAME", help=f"{_NAME}; see --openapi")
            action.add_argument(
                "--openapi",
                action="store_true",
                help="an OpenAPI 3.1 document with components; without NAME of all entities",
            )
        elif name != "list":
            action.add_argument("name", metavar="NAME", help=_NAME)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print what was asked for; give the exit status."""
    if options.action == "list":
        for identifier in registry.documents():
            say(f"{identifier.entity}  {identifier.version}  {identifier.url}")
        return 0
    if options.action in ("diff", "judge"):
        return schema_diff.run(options)
    if options.action == "bundle" and options.name is None and not options.openapi:
        tell(f"ska-oso-pdm: {_WHICH}")
        return 2
    try:
        if options.action == "bundle":
            write_json(json.dumps(_bundled(options), indent=2, ensure_ascii=False) + "\n")
            return 0
        path = registry.schema_path(_named(options.name))
    except SchemaNotFoundError as error:
        tell(f"ska-oso-pdm: {error}")
        return 2
    if options.action == "path":
        say(str(path))
    else:
        write_document(Path(path).read_bytes())
    return 0


def _bundled(options: argparse.Namespace) -> dict[str, Any]:
    """Give the bundle that was asked for."""
    if not options.openapi:
        from ska_oso_pdm.catalogue.bundle import bundle

        return bundle(_named(options.name))
    from ska_oso_pdm import openapi

    if options.name is None:
        return openapi.document()
    identifier = _named(options.name)
    return openapi.document(identifier.version, entity=identifier.entity)


def _named(name: str) -> SchemaId:
    """Give the schema that a URL, an entity with a version, or an entity alone names."""
    if identifier := registry.parse_url(name):
        return identifier
    entity, _, version = name.partition("/")
    newest = registry.versions_of(entity)[-1:]
    identifier = SchemaId(entity, version or "".join(newest))
    if identifier not in registry.documents():
        known = ", ".join(f"{known.entity}/{known.version}" for known in registry.documents())
        raise SchemaNotFoundError(f"there is no schema {name!r}; there are: {known}")
    return identifier
