"""Steps that take projects and proposals of any layout before 0.7 there at once, taken alone."""

from __future__ import annotations

import json
import os
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any

from ska_oso_pdm import validation
from ska_oso_pdm.catalogue.registry import SchemaId
from ska_oso_pdm.documents.source import Source
from ska_oso_pdm.migrations import Allowed, Migration
from ska_oso_pdm.migrations.chain import account
from ska_oso_pdm.migrations.engine.ledger import Ledger
from ska_oso_pdm.migrations.engine.tree import traced
from ska_oso_pdm.migrations.parts import repairs
from tests.migrations.accounts import assert_accounted, places_in, spoil
from tests.samples import CORPUS

Json = dict[str, Any]

SPOILED = int(os.environ.get("SKA_OSO_PDM_SPOILED", "3"))
"""How many broken forms of each collected document are tried."""


def taken(entity: str, document: Json, **allowed: Any) -> Migration:
    """Take a document to 0.7; its account is whole, and it stays as it was."""
    before = json.dumps(document)
    step = import_module(f"ska_oso_pdm.migrations.steps.{entity}_before_0_7")
    tree, ledger = traced(document), Ledger(Allowed(**allowed))
    ledger.step = "0.1 → 0.7"
    repairs.repair(tree, ledger)
    step.up(tree, ledger)
    done = account(document, tree, ledger)
    assert json.dumps(document) == before
    assert_accounted(document, done)
    return done


def problems(entity: str, document: Json) -> list[str]:
    """List what breaks the schema of 0.7; the `status` of projects is the archive's."""
    url = SchemaId(entity, "0.7").url
    own = {key: part for key, part in document.items() if entity != "prj" or key != "status"}
    return [str(issue) for issue in validation.check(Source({**own, "interface": url}), url)]


def assert_broken_are_accounted(entity: str, path: Path, collected: list[Path]) -> list[Migration]:
    """Assert that broken forms of a document have a whole account, with leave and without."""
    found = []
    for document in spoiled(path, collected):
        for allowed in ({}, {"loss": True, "assume": {"all": "", "variant": "visibilities"}}):
            done = taken(entity, document, **allowed)
            problems(entity, done.document)
            found.append(done)
    return found


def before_0_7(entity: str) -> list[Path]:
    """List the collected documents of 0.1 to 0.6, by the library that wrote them."""
    found = sorted(CORPUS.glob(f"{entity}-pdm*.json")) if CORPUS.is_dir() else []
    return [path for path in found if not path.name.startswith(f"{entity}-pdm26")]


def read(path: Path) -> Json:
    """Parse a document so that numbers keep their digits."""
    parsed: Json = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    return parsed


def reread(document: Json) -> Json:
    """Give a document as `read` gives one."""
    parsed: Json = json.loads(json.dumps(document), parse_float=Decimal)
    return parsed


def spoiled(path: Path, others: list[Path]) -> list[Json]:
    """Break a document in one to four places, in ways that its name decides."""
    random = Random(path.name)
    parts = [json.loads(other.read_text(encoding="utf-8")) for other in others]
    found = []
    for _ in range(SPOILED):
        document = json.loads(path.read_text(encoding="utf-8"))
        for _ in range(random.randint(1, 4)):
            if random.randrange(5) == 0:
                _rename(document, random)
            else:
                spoil(document, parts, random)
        found.append(document)
    return found


def _rename(document: Json, random: Random) -> None:
    """Misspell a key somewhere."""
    place = random.choice([place for place in places_in(document) if isinstance(place[-1], str)])
    home: Any = document
    for token in place[:-1]:
        home = home[token]
    home[place[-1].replace("_", "") + "x"] = home.pop(place[-1])
