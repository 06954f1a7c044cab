"""What is of another data model is none of ours, to every command alike."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import ska_oso_pdm as pdm
from ska_oso_pdm.cli import main
from ska_oso_pdm.recognition.embedded import embedded
from tests.recognition.test_recognition import TestAnything as Anything
from tests.samples import CORPUS, EXAMPLES, ROOT, mid, parsed

HOST = "https://schema.skao.int/"
OLD_HOST = "https://schema.skatelescope.org/"
Capture = pytest.CaptureFixture[str]

EXECUTION = {
    "eb_id": "eb-test-20220916-00000",
    "context": {},
    "max_length": 3600.0,
    "beams": [{"beam_id": "vis0", "function": "visibilities"}],
    "scan_types": [],
}
LABELLED = {
    f"{HOST}ska-sdp-assignresources/0.4": {"execution_block": EXECUTION, "processing_blocks": []},
    f"{HOST}ska-sdp-assignres/0.4": {**EXECUTION, "processing_blocks": []},
    f"{HOST}ska-sdp-configure/0.4": {"scan_type": "science", "new_scan_types": []},
    f"{HOST}ska-tmc-assignresources/2.1": {
        "transaction_id": "txn-1",
        "subarray_id": 1,
        "dish": {"receptor_ids": ["SKA001"]},
        "sdp": {"interface": f"{HOST}ska-sdp-assignres/0.4", "execution_block": EXECUTION},
    },
    f"{HOST}ska-tmc-configure/2.3": {
        "pointing": {
            "target": {"reference_frame": "ICRS", "target_name": "M31", "ra": "0", "dec": "1"}
        },
        "dish": {"receiver_band": "1"},
        "csp": {"interface": f"{HOST}ska-csp-configurescan/3.0", "common": {}, "cbf": {"fsp": []}},
        "tmc": {"scan_duration": 10.0},
    },
    f"{HOST}ska-low-tmc-assignresources/3.2": {
        "subarray_id": 1,
        "mccs": {"subarray_beams": [{"subarray_beam_id": 1, "apertures": []}]},
    },
    f"{HOST}ska-csp-configurescan/4.0": {"common": {"config_id": "c"}, "midcbf": {}},
    f"{HOST}ska-low-csp-configure/0.0": {"lowcbf": {"stations": {}, "vis": {}}},
    f"{HOST}ska-low-mccs-controller-allocate/3.0": {"subarray_beams": [], "eb_id": "eb-1"},
    f"{HOST}ska-oso-osd-validation/1.0": {"targets": [], "csp_configurations": []},
    f"{OLD_HOST}ska-csp-configure/2.0": {"subarray": {}, "common": {}, "cbf": {}},
}
UNLABELLED: dict[str, Any] = {
    "the assignment of SDP": {"execution_block": EXECUTION, "processing_blocks": []},
    "an execution block of SDP": EXECUTION,
    "the SDP part of a block": {"sdp_configuration": {"execution_block": EXECUTION}},
    "the configuration of TMC": LABELLED[f"{HOST}ska-tmc-configure/2.3"],
    "a comment on an execution block": {"eb_id": "eb-1", "comment": "windy", "operator": "x"},
    "a comment on an instance": {"sbi_id": "sbi-1", "text": "aborted", "metadata": {"version": 1}},
    "a comment with links": {"eb_id": "eb-1", "sbi_ref": "sbi-1", "comment": "windy"},
    "a log entry": {"shift_id": "s", "eb_id": "eb-1", "sbi_id": "sbi-1", "info": {"status": "ok"}},
    "a name alone": {"eb_id": "eb-1"},
    "a name and a state": {"sbi_id": "sbi-1", "status": "Created"},
    "a row of an archive": {"sbd_id": "sbd-1", "sbd_version": 3, "file": "a.json", "size": 10},
    "an observation of VLA": {
        "observatory": "NRAO",
        "telescope": "VLA",
        "targets": [{"name": "3C286", "ra": "13:31:08.3", "dec": "+30:30:33"}],
        "scan_sequence": ["3C286"],
    },
    "an observation of LOFAR": {
        "project": {"name": "LC1_001"},
        "targets": [{"name": "M51", "reference_coordinate": {"frame": "J2000"}}],
        "telescope": "LOFAR",
    },
    "an observation of ALMA": {
        "name": "M83",
        "targets": [{"source_name": "M83"}],
        "investigators": ["x"],
        "spectral_setup": {},
    },
    "a proposal to another observatory": {"proposal_info": {"title": "x"}, "observations": []},
    "an OpenAPI description": {"openapi": "3.1.0", "info": {"title": "x"}, "paths": {}},
    "a package of JavaScript": {"name": "x", "version": "1.0.0", "author": "y", "scripts": {}},
    "nothing": {},
}


def documents() -> Iterator[tuple[str, Any]]:
    for label, content in LABELLED.items():
        yield label.removeprefix(HOST), {"interface": label, **content}
    yield from UNLABELLED.items()
    yield (
        "a foreign label",
        {"interface": "https://example.org/obs/1.0", **UNLABELLED["a name alone"]},
    )


every_neighbour = pytest.mark.parametrize(
    "document", [value for _, value in documents()], ids=[name for name, _ in documents()]
)


@every_neighbour
class TestNeighbours:
    def test_are_none_of_ours_to_python(self, document: Any) -> None:
        found = pdm.recognise(document)
        assert (found.entity, found.version, found.confidence) == (None, None, "none")
        assert found.reason
        report = pdm.validate(document)
        assert (report.judged, report.entity, report.version) == (False, None, None)
        (issue,) = report
        assert issue.code in ("not-this-model", "no-interface", "unknown-interface")
        assert "ska-oso-pdm-" not in issue.message  # no suggestion from ours
        assert "did you mean" not in issue.message
        assert list(embedded(document)) == []
        with pytest.raises(pdm.UnknownLayoutError):
            pdm.convert(document)

    def test_are_none_of_ours_to_the_commands(
        self, document: Any, tmp_path: Path, capsys: Capture
    ) -> None:
        file = tmp_path / "a.json"
        file.write_text(json.dumps({"items": [document]}), encoding="utf-8")
        assert main(["identify", "--format", "json", str(file)]) == 1
        (row,) = json.loads(capsys.readouterr().out)
        assert (row["entity"], row["version"], row["confidence"]) == (None, None, "none")
        before = file.read_bytes()
        main(["upgrade", "--in-place", str(tmp_path)])
        assert file.read_bytes() == before


def test_the_label_of_a_neighbour_is_told() -> None:
    document = (
        parsed(CORPUS.parent / "cases/14-sdp-assignresources.json")
        if CORPUS.is_dir()
        else {
            "interface": f"{HOST}ska-sdp-assignresources/0.4",
            "execution_block": EXECUTION,
        }
    )
    (issue,) = pdm.validate(document)
    assert str(issue) == (
        f'/interface: "{HOST}ska-sdp-assignresources/0.4" names a schema of the SDP interface, so '
        "this is not a document of this data model; check it with the software of that interface "
        "[not-this-model]"
    )
    assert pdm.recognise(document).reason == (
        "ska-sdp-assignresources is a schema of another data model"
    )


def parts(value: Any) -> Iterator[dict[str, Any]]:
    for part in value.values() if isinstance(value, dict) else value:
        if isinstance(part, dict):
            yield part
        if isinstance(part, (dict, list)):
            yield from parts(part)


@pytest.mark.parametrize(
    "path",
    [*EXAMPLES, *sorted(CORPUS.glob("*-*.json"))],
    ids=lambda path: f"{path.parent.name}/{path.stem}",
)
def test_parts_of_documents_are_no_documents(path: Path) -> None:
    assert [part for part in parts(parsed(path)) if pdm.recognise(part).entity] == []


def test_a_neighbour_may_hold_documents_of_ours() -> None:
    document = {"interface": f"{HOST}ska-oso-osd-validation/1.0", "observing_command_input": mid()}
    assert [path for path, _ in embedded(document)] == [("observing_command_input",)]


@pytest.mark.parametrize(
    "label", ["ska-oso-pmd-sbd/1.0", "ska-oso-pdm-sbd/1.0/", "ska-oso-pdm-sbd"]
)
def test_a_misspelt_label_of_ours_is_none_of_a_neighbour(label: str) -> None:
    (issue,) = pdm.validate({**mid(), "interface": HOST + label})
    assert str(issue) == (
        f'/interface: "{HOST}{label}" is no URL of this data model; by its content it is '
        f'"{HOST}ska-oso-pdm-sbd/0.1": write that [unknown-interface]'
    )


def test_a_new_block_is_told_by_its_label(tmp_path: Path, capsys: Capture) -> None:
    document = {"interface": f"{HOST}ska-oso-pdm-sbd/1.0", "telescope": "ska_mid"}
    report, found = pdm.validate(document), pdm.recognise(document)
    assert (report.valid, report.entity, report.version) == (True, "sbd", "1.0")
    assert (found.entity, found.version, found.evidence) == ("sbd", "1.0", ["/interface"])
    file = tmp_path / "new.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    assert main(["identify", str(file)]) == 0
    assert main(["validate", str(file)]) == 0
    capsys.readouterr()


def assert_agreed(document: Any, name: str) -> None:
    found, report = pdm.recognise(document), pdm.validate(document)
    if report.judged:
        assert (found.entity, found.version) == (report.entity, report.version), name
    if found.version is None:
        assert not report.judged, name


GIVEN = [
    *EXAMPLES,
    *sorted(CORPUS.glob("*-*.json")),
    *sorted((ROOT / "tests").glob("invalid/[0-9]*/*.json")),
    *sorted((ROOT / "tests").glob("findings/*/*.json")),
]


class TestAgreement:
    """Wherever `validate` judges, `identify` names the same, and nothing where it does not."""

    def test_of_every_file(self) -> None:
        for path in GIVEN:
            document = parsed(path)
            if isinstance(document, dict):
                assert_agreed(document, str(path))

    def test_of_changed_ones(self) -> None:
        chance, anything = random.Random(11), Anything()
        labels = [
            None,
            *(
                f"{HOST}ska-oso-pdm-{name}"
                for name in (
                    "sbd/0.1",
                    "sbd/0.4",
                    "sbd/1.0",
                    "sbd/1.9",
                    "sbd/2.0",
                    "prj/0.1",
                    "prsl/1.0",
                    "eb/1.0",
                    "sbi/0.1",
                    "other/1.0",
                )
            ),
            f"{HOST}ska-sdp-configure/0.4",
            "sbd",
        ]
        for path in GIVEN:
            document = parsed(path)
            if not isinstance(document, dict):
                continue
            for _ in range(3):
                other = anything.changed(chance, document)
                other = other if isinstance(other, dict) else {}
                few = chance.sample(sorted(other), min(len(other), chance.randrange(1, 6)))
                for value in (other, {key: other[key] for key in few}):
                    assert_agreed({**value, "interface": chance.choice(labels)}, str(path))
