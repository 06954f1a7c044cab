"""A version that is not listed is in the making: its label stands, and nothing else is of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests import trials
from tests.samples import CURRENT, EXAMPLES, parsed

MAJOR = int(CURRENT.partition(".")[0])
VERSIONS = [f"{MAJOR}.90", f"{MAJOR + 8}.0"]
_LOOK = """
import json, sys
from ska_oso_pdm import validate
from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.openapi import component_name
from ska_oso_pdm.recognition import recognition_of
from ska_oso_pdm.testing.documents import schema_id
rows = []
for document in json.load(sys.stdin):
    found, report = recognition_of(document), validate(document)
    rows.append({
        "version": found.version, "confidence": found.confidence, "ties": found.ties,
        "evidence": found.evidence, "contradictions": found.contradictions,
        "judged": [report.version, report.valid, [str(issue) for issue in report]],
    })
print(json.dumps({
    "rows": rows,
    "current": registry.current_version(),
    "versions": registry.versions_of("sbd"),
    "all": registry.all_versions_of("sbd"),
    "made": schema_id("sbd", "current").version,
    "component": component_name(registry.SchemaId("sbd", sys.argv[1]), "SBDefinition"),
}))
"""


@pytest.fixture(scope="module", params=VERSIONS)
def trial(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    version: str = request.param
    return version, trials.started(tmp_path_factory.mktemp("trial"), (CURRENT, version))


def looked(project: Path, version: str, documents: list[Any]) -> dict[str, Any]:
    done = trials.run(project, version, code=_LOOK, given=json.dumps(documents))
    assert not done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def url(document: dict[str, Any], version: str) -> str:
    return f"{document['interface'].rpartition('/')[0]}/{version}"


def current() -> list[dict[str, Any]]:
    return [parsed(path) for path in EXAMPLES if path.parent.name == CURRENT]


def test_its_label_stands(trial: tuple[str, Path]) -> None:
    version, project = trial
    documents = [{**one, "interface": url(one, version)} for one in current()]
    for row in looked(project, version, documents)["rows"]:
        assert row["judged"] == [version, True, []]
        assert (row["version"], row["confidence"], row["ties"]) == (version, "certain", [])
        assert (row["evidence"], row["contradictions"]) == (["/interface"], {})


def test_other_documents_do_not_notice(trial: tuple[str, Path], tmp_path: Path) -> None:
    version, project = trial
    newer = [{**one, "interface": url(one, f"{MAJOR}.95")} for one in current()]
    bare = [{k: v for k, v in one.items() if k != "interface"} for one in current()]
    documents = [*map(parsed, EXAMPLES), *newer, *bare]
    documents = [one for one in documents if not str(one.get("interface")).endswith(version)]
    before = looked(trials.started(tmp_path / "without"), version, documents)["rows"]
    assert looked(project, version, documents)["rows"] == before


def test_nothing_goes_by_it(trial: tuple[str, Path]) -> None:
    version, project = trial
    found = looked(project, version, [])
    assert found["current"] == found["made"] == found["versions"][-1] == CURRENT
    assert found["all"] == [*found["versions"], version]
    assert found["component"] == f"SBDefinition-{version}"
