"""`ska-oso-pdm schema`: the schemas themselves, for people and other languages."""

from __future__ import annotations

import argparse
import json
import sys

from ska_oso_pdm import registry
from ska_oso_pdm.errors import SchemaNotFoundError
from ska_oso_pdm.registry import SchemaId

_DESCRIPTION = """\
List, print and bundle the JSON Schemas (draft 2020-12), or tell where they are installed.
"""

_EPILOG = """\
NAME is a URL, an entity with a version, or an entity alone, which means its newest version:
  ska-oso-pdm schema list
  ska-oso-pdm schema show https://schema.skao.int/ska-oso-pdm-sbd/1.0
  ska-oso-pdm schema bundle sbd/1.0 > sbd.json      one file with everything it refers to
  ska-oso-pdm schema path sbd
"""

_ACTIONS = {
    "list": "list entity, version and URL of every schema",
    "show": "print a schema as it is published",
    "bundle": "print a schema with everything it refers to",
    "path": "print the path of the installed file",
}


def configure(parser: argparse.ArgumentParser) -> None:
    """Add description and arguments of the command."""
    parser.description, parser.epilog = _DESCRIPTION, _EPILOG
    actions = parser.add_subparsers(metavar="ACTION", dest="action", required=True)
    for name, summary in _ACTIONS.items():
        action = actions.add_parser(name, help=summary, description=f"{summary.capitalize()}.")
        if name != "list":
            action.add_argument("name", metavar="NAME", help="URL, entity/version, or entity")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print what was asked for; give the exit status."""
    if options.action == "list":
        for identifier in registry.documents():
            print(f"{identifier.entity}  {identifier.version}  {identifier.url}")
        return 0
    try:
        identifier = _named(options.name)
        path = registry.schema_path(identifier)
    except SchemaNotFoundError as error:
        print(f"ska-oso-pdm: {error}", file=sys.stderr)
        return 2
    if options.action == "path":
        print(path)
    elif options.action == "show":
        with open(path, encoding="utf-8") as file:
            print(file.read(), end="")
    else:
        from ska_oso_pdm.bundle import bundle

        print(json.dumps(bundle(identifier), indent=2, ensure_ascii=False))
    return 0


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
