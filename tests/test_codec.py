"""Reading and writing: nothing vanishes, nothing is invented."""

from __future__ import annotations

import io
import json
import math
import os
import pickle
import stat
from collections.abc import Iterator
from copy import copy, deepcopy
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

import ska_oso_pdm
from ska_oso_pdm import PdmObject, codec
from ska_oso_pdm.generated.v0_1 import sbd
from tests.samples import CORPUS, EXAMPLES, ROOT, exact, low, mid, parsed

CORPUS_0_1 = sorted(
    path
    for path in [*CORPUS.glob("sbd-pdm8_*.json"), *CORPUS.glob("sbd-bare_*.json")]
    if path.stem != "sbd-pdm8_mid_e927f581"  # half-migrated: its activities are of the next layout
)
without_corpus = pytest.mark.skipif(
    not CORPUS_0_1, reason="the collected documents are not beside the checkout"
)


def written(block: Any) -> Any:
    return json.loads(ska_oso_pdm.dumps(block))


def filled(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield what a default filled in, part by part: what the document did not give."""
    if isinstance(value, PdmObject):
        for name, info in type(value).model_fields.items():
            if name in value.model_fields_set and name not in value.__pdm_quantities__:
                yield from filled(value.__dict__[name], f"{path}/{name}")
            elif isinstance(info.default, list) and info.default:
                yield f"{path}/{name}", [str(part) for part in info.default]
            elif isinstance(info.default, (str, int, float)):
                yield f"{path}/{name}", info.default
    elif isinstance(value, (dict, list)):
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from filled(part, f"{path}/{str(key).replace('~', '~0').replace('/', '~1')}")


NEWEST = "https://schema.skao.int/ska-oso-pdm-sbd/1.0"


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_examples_round_trip_to_the_letter_of_every_value(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    dumped = ska_oso_pdm.dumps(ska_oso_pdm.loads(text))
    assert json.dumps(json.loads(dumped)) == json.dumps(json.loads(text))  # order of keys too


@without_corpus
@pytest.mark.parametrize("path", CORPUS_0_1, ids=lambda path: path.stem)
def test_collected_documents_round_trip(path: Path) -> None:
    block = ska_oso_pdm.load_from_file(path)
    assert exact(written(block)) == exact(parsed(path))


@without_corpus
def test_a_half_migrated_document_is_refused() -> None:
    with pytest.raises(ska_oso_pdm.InvalidDocumentError, match="lacks the key"):
        ska_oso_pdm.load_from_file(CORPUS / "sbd-pdm8_mid_e927f581.json")


CORPUS_1_0 = sorted(CORPUS.glob("sbd-pdm22*.json"))


@without_corpus
@pytest.mark.parametrize("path", CORPUS_1_0, ids=lambda path: path.stem)
def test_collected_documents_of_today_are_valid_but_for_their_label(path: Path) -> None:
    document = parsed(path)
    report = ska_oso_pdm.validate(path)
    assert report.version == "1.0"
    assert report[0].code == "label-wrong"
    coordinates = [target["reference_coordinate"] for target in document.get("targets", ())]
    if any("ra" in coordinate for coordinate in coordinates):
        # Their position was lost when they were written: what is left says another one.
        assert {issue.code for issue in report[1:]} == {"former-key"}
        assert {issue.path.rpartition("/")[2] for issue in report[1:]} == {"ra", "dec"}
        return
    assert report.valid
    reading = ska_oso_pdm.read(path)
    assert exact(written(reading.object)) == exact({**document, "interface": NEWEST})
    complete = json.loads(reading.object.model_dump_json())
    assert ska_oso_pdm.validate(complete) == []
    assert ska_oso_pdm.load(complete) == reading.object


def bare(**keys: Any) -> dict[str, Any]:
    return {"interface": "https://schema.skao.int/ska-oso-pdm-sbd/0.1", **keys}


@pytest.mark.parametrize(
    "document",
    [
        bare(),
        bare(sbd_id=None, telescope=None, metadata=None, activities=None, scan_sequence=None),
        bare(scan_sequence=[], scan_definitions=[], activities={}, field_configurations=[]),
        bare(metadata={}),
        bare(metadata={"version": 1}),
        bare(metadata={"created_on": "2022-03-28T15:43:53.9715481234567+00:00"}),
        bare(metadata={"created_on": "2022-03-28T15:43:53Z", "last_modified_on": None}),
        bare(activities={"a": {"procedure_type": "embeddedscript", "content": ""}}),
        bare(field_configurations=[{"targets": None}, {"targets": []}, {}]),
        bare(csp_configurations=[{"pst": {}, "pss": None, "cbf": {"fsp": [], "vlbi": {}}}]),
        bare(csp_configurations=[{"common": {"band_5_tuning": [5.85, 7, 7.25][:2]}}]),
        bare(activities={"a": {"procedure_type": "filesystemscript", "path": "p", "default_args": {
            "f": {"args": [1, 1.0, "1", None, True, [], {}, 2**70, -0.0], "kwargs": {"": {}}}}}}),
    ],
)  # fmt: skip
def test_absent_null_empty_and_number_forms_survive(document: dict[str, Any]) -> None:
    assert exact(written(ska_oso_pdm.load(document))) == exact(document)
    text = json.dumps(document)
    assert exact(written(ska_oso_pdm.loads(text))) == exact(document)


def test_a_whole_float_in_an_integer_field_is_that_integer() -> None:
    document = mid()
    document["scan_definitions"][0]["scan_duration"] = 1e4
    block = ska_oso_pdm.load(document)
    assert block.scan_definitions[0].scan_duration == timedelta(seconds=10)
    assert exact(written(block)) == exact(mid())


class TestChangesInPlace:
    def test_in_a_container_that_was_there(self) -> None:
        block = ska_oso_pdm.load(mid())
        block.scan_sequence.append("science")
        block.activities["allocate"].default_args["init"].kwargs["subarray_id"] = 2
        del block.field_configurations[1].targets[1]
        expected = mid()
        expected["scan_sequence"].append("science")
        expected["activities"]["allocate"]["default_args"]["init"]["kwargs"]["subarray_id"] = 2
        del expected["field_configurations"][1]["targets"][1]
        assert exact(written(block)) == exact(expected)

    def test_in_a_container_that_was_absent(self) -> None:
        block = ska_oso_pdm.load(bare(activities={}))
        block.scan_sequence.append("a")
        block.field_configurations.append(sbd.FieldConfiguration(field_id="f"))
        block.field_configurations[0].targets.append(sbd.Planet(target_name="mars"))
        planet = {"kind": "planet", "target_name": "mars"}
        expected = bare(
            activities={},
            scan_sequence=["a"],
            field_configurations=[{"field_id": "f", "targets": [planet]}],
        )
        assert exact(written(block)) == exact(expected)

    def test_reading_an_absent_container_writes_nothing(self) -> None:
        block = ska_oso_pdm.load(bare())
        assert block.scan_sequence == []
        assert block.activities == {}
        assert written(block) == bare()

    def test_a_container_that_is_emptied_again_is_absent_again(self) -> None:
        block = ska_oso_pdm.load(bare())
        block.scan_sequence.append("a")
        block.scan_sequence.clear()
        assert written(block) == bare()

    def test_an_empty_container_that_is_assigned_is_written(self) -> None:
        block = ska_oso_pdm.load(bare())
        block.scan_sequence = []
        assert written(block) == bare(scan_sequence=[])

    def test_assigned_values_and_null_are_written(self) -> None:
        block = ska_oso_pdm.load(bare(metadata={}))
        block.telescope = "ska_low"
        block.sbd_id = None
        block.metadata.version += 1
        assert written(block) == bare(telescope="ska_low", sbd_id=None, metadata={"version": 2})

    def test_a_deleted_attribute_is_absent(self) -> None:
        block = ska_oso_pdm.load(mid())
        del block.sdp_configuration
        expected = mid()
        del expected["sdp_configuration"]
        assert block.sdp_configuration is None
        assert exact(written(block)) == exact(expected)

    @pytest.mark.parametrize("duplicate", [copy, deepcopy, lambda x: pickle.loads(pickle.dumps(x))])
    def test_in_copies(self, duplicate: Any) -> None:
        block = duplicate(ska_oso_pdm.load(bare(metadata={"created_on": "2022-03-28T15:43:53Z"})))
        block.scan_sequence.append("a")
        expected = bare(metadata={"created_on": "2022-03-28T15:43:53Z"}, scan_sequence=["a"])
        assert written(block) == expected

    def test_in_a_model_copy_with_update(self) -> None:
        block = ska_oso_pdm.load(mid()).model_copy(update={"sbd_id": "sbd-2"})
        assert exact(written(block)) == exact({**mid(), "sbd_id": "sbd-2"})


class TestFormerKeys:
    """A key in the place of a required one cannot just be kept: nothing would be there."""

    def test_are_refused_even_where_unknown_keys_are_kept(self) -> None:
        coordinate = {"kind": "icrs", "ra": "1:0:0", "dec_str": "2:0:0"}
        document = {"interface": NEWEST, "targets": [{"reference_coordinate": coordinate}]}
        for read in (ska_oso_pdm.read, lambda it: ska_oso_pdm.load(it, unknown="keep")):
            with pytest.raises(ska_oso_pdm.InvalidDocumentError) as caught:
                read(document)
            (issue,) = caught.value.issues
            assert issue.code == "former-key"
            assert issue.path == "/targets/0/reference_coordinate/ra"

    def test_are_kept_where_the_new_key_is_there(self) -> None:
        document = {"interface": NEWEST, "prj_ref": "prj-1"}
        assert written(ska_oso_pdm.load(document, unknown="keep")) == document


class TestUnknownKeys:
    def document(self) -> dict[str, Any]:
        document = mid()
        document["note"] = {"by": ["DefaultUser", 1.0]}
        document["field_configurations"][1]["targets"][0]["epoch"] = 2000
        return document

    def test_are_an_error(self) -> None:
        with pytest.raises(ska_oso_pdm.InvalidDocumentError) as caught:
            ska_oso_pdm.load(self.document())
        assert [issue.path for issue in caught.value.issues] == [
            "/field_configurations/1/targets/0/epoch",
            "/note",
        ]

    def test_are_kept_on_request_and_written_back(self) -> None:
        block = ska_oso_pdm.load(self.document(), unknown="keep")
        assert exact(written(block)) == exact(self.document())
        assert block.note == {"by": ["DefaultUser", 1.0]}

    def test_do_not_hide_other_problems(self) -> None:
        document = self.document()
        document["telescope"] = 5
        with pytest.raises(ska_oso_pdm.InvalidDocumentError, match="5 is not text"):
            ska_oso_pdm.load(document, unknown="keep")

    def test_are_in_the_receipt(self) -> None:
        reading = ska_oso_pdm.read(self.document())
        assert reading.receipt.unknown == ["/field_configurations/1/targets/0/epoch", "/note"]
        assert exact(written(reading.object)) == exact(self.document())

    def test_that_hold_no_json_are_refused_on_writing(self) -> None:
        block = ska_oso_pdm.load({**mid(), "note": 1}, unknown="keep")
        block.note = math.inf
        with pytest.raises(ska_oso_pdm.UnwritableError, match="^/note: a number too large"):
            ska_oso_pdm.dumps(block)


class TestReceipt:
    def test_of_a_document_that_says_all(self) -> None:
        receipt = ska_oso_pdm.read(mid()).receipt
        assert receipt.declared == mid()["interface"]
        assert (receipt.entity, receipt.version) == ("sbd", "0.1")
        assert receipt.evidence == [
            "/field_configurations",
            "/scan_definitions/0/field_configuration",
            "/activities/allocate/procedure_type",
            "/activities/allocate/default_args",
        ]
        assert (receipt.unknown, receipt.defaulted, receipt.label_issues) == ([], {}, [])

    def test_lists_what_came_from_a_default(self) -> None:
        assert ska_oso_pdm.read(bare(metadata={})).receipt.defaulted == {"/metadata/version": 1}

    @pytest.mark.parametrize(
        "path", [*EXAMPLES, *CORPUS_0_1], ids=lambda path: f"{path.parent.name}/{path.stem}"
    )
    def test_defaults_are_those_of_the_object(self, path: Path) -> None:
        made, receipt = ska_oso_pdm.read(path)
        assert list(receipt.defaulted.items()) == list(filled(made))

    def test_defaults_are_those_of_the_moment(self) -> None:
        document = bare(metadata={})
        made, receipt = ska_oso_pdm.read(document)
        document["metadata"]["version"] = 2
        made.metadata.version = 3
        assert receipt.defaulted == {"/metadata/version": 1}
        assert receipt.defaulted is receipt.defaulted

    def test_of_a_document_without_label(self) -> None:
        document = low()
        del document["interface"]
        block, receipt = ska_oso_pdm.read(document)
        assert receipt.declared is None
        assert [str(issue) for issue in receipt.label_issues] == [
            'warning: has no "interface"; by its content it is '
            "https://schema.skao.int/ska-oso-pdm-sbd/0.1: add that [label-missing]"
        ]
        assert exact(written(block)) == exact(low())  # the honest label is written
        assert "interface" not in document


class TestWriting:
    def test_refuses_what_is_no_valid_document(self) -> None:
        block = ska_oso_pdm.load(mid())
        block.field_configurations[0].targets.append("junk")
        block.csp_configurations[0].cbf.fsp[0].channel_averaging_map.append((1, 2, 3))
        with pytest.raises(ska_oso_pdm.UnwritableError) as caught:
            ska_oso_pdm.dumps(block)
        assert str(caught.value).splitlines() == [
            '/field_configurations/0/targets/1: "junk" is not an object [wrong-type]',
            "/csp_configurations/0/cbf/fsp/0/channel_averaging_map/2: "
            "3 items where exactly 2 are wanted [wrong-length]",
        ]

    def test_refuses_objects_that_are_no_json(self) -> None:
        block = ska_oso_pdm.load(mid())
        block.scan_sequence.append(object())
        with pytest.raises(ska_oso_pdm.UnwritableError, match="Unable to serialize unknown type"):
            ska_oso_pdm.dumps(block)

    def test_of_a_part(self) -> None:
        target = ska_oso_pdm.load(mid()).get_target("core")
        assert written(target) == mid()["field_configurations"][1]["targets"][0]

    def test_with_indent(self) -> None:
        text = ska_oso_pdm.dumps(ska_oso_pdm.load(low()), indent=2)
        assert text.startswith('{\n  "interface": "https://')
        assert json.loads(text) == low()

    def test_to_a_stream(self) -> None:
        stream = io.StringIO()
        ska_oso_pdm.dump(ska_oso_pdm.load(low()), stream)
        assert json.loads(stream.getvalue()) == low()

    def test_replaces_a_file_whole_and_keeps_its_mode(self, tmp_path: Path) -> None:
        file = tmp_path / "block.json"
        file.write_text("old")
        file.chmod(0o640)
        ska_oso_pdm.dump(ska_oso_pdm.load(low()), file)
        assert parsed(file) == low()
        assert stat.S_IMODE(file.stat().st_mode) == 0o640
        assert list(tmp_path.iterdir()) == [file]

    def test_follows_a_link(self, tmp_path: Path) -> None:
        file, link = tmp_path / "block.json", tmp_path / "link.json"
        file.write_text("old")
        link.symlink_to(file)
        ska_oso_pdm.dump(ska_oso_pdm.load(low()), str(link))
        assert link.is_symlink()
        assert parsed(file) == low()

    def test_that_fails_leaves_the_file(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        file = tmp_path / "block.json"
        file.write_text("old")
        block = ska_oso_pdm.load(low())

        def fail(*_: Any) -> None:
            raise OSError("disk full")

        monkeypatch.setattr(os, "replace", fail)
        with pytest.raises(OSError, match="disk full"):
            ska_oso_pdm.dump(block, file)
        block.scan_sequence.append(5)
        with pytest.raises(ska_oso_pdm.UnwritableError):
            ska_oso_pdm.dump(block, file)
        assert file.read_text() == "old"
        assert list(tmp_path.iterdir()) == [file]


class TestOneClass:
    def test_reads_a_part(self) -> None:
        workflow = {"name": "ical", "kind": "batch", "version": "0.1.0"}
        assert codec.load_as(sbd.Workflow, workflow) == sbd.Workflow("ical", "batch", "0.1.0")
        with pytest.raises(ska_oso_pdm.InvalidDocumentError, match='lacks the key "version"'):
            codec.load_as(sbd.Workflow, '{"name": "ical", "kind": "batch"}')

    def test_refuses_a_whole_document_for_a_part(self) -> None:
        with pytest.raises(ska_oso_pdm.InvalidDocumentError, match="unknown key"):
            codec.load_as(sbd.Workflow, mid())

    def test_reads_a_derived_class(self) -> None:
        class Noted(sbd.Workflow):
            note: str = ""

        made = codec.load_as(Noted, {"name": "ical", "kind": "batch", "version": "0.1.0"})
        assert type(made) is Noted

    def test_needs_a_class_with_a_schema(self) -> None:
        with pytest.raises(ska_oso_pdm.SchemaNotFoundError, match="no schema describes the class"):
            codec.load_as(ska_oso_pdm.PdmObject, {})


def test_a_class_that_disagrees_with_its_schema_is_reported(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Stricter(sbd.SBDefinition):
        sbd_id: int

    monkeypatch.setattr("ska_oso_pdm.catalogue.registry.class_for", lambda _: Stricter)
    with pytest.raises(ska_oso_pdm.DisagreementError, match="/sbd_id: .*class-disagrees"):
        ska_oso_pdm.load(mid())


class TestNewerMinor:
    """A document of a newer minor version: what it adds is kept, and it keeps its label."""

    LABEL = NEWEST.replace("/1.0", "/1.7")

    def document(self, **parts: Any) -> dict[str, Any]:
        found = parsed(ROOT / "examples/1.0/sbd-mid-imaging.json")
        found["targets"][0]["addition"] = {"a": [1.0]}
        return {**found, "interface": self.LABEL, "novelty": None, **parts}

    def test_is_valid_with_warnings(self) -> None:
        report = ska_oso_pdm.validate(self.document())
        assert report.valid
        assert {issue.severity for issue in report} == {"warning"}
        assert [issue.code for issue in report] == ["newer-minor", "unknown-key", "unknown-key"]
        assert report[0].message == (
            "version 1.7 is newer than 1.0, which judges it; keys that the older one does not know "
            "are kept; update ska-oso-pdm to have them judged"
        )

    def test_comes_back_with_additions_and_label(self) -> None:
        block = ska_oso_pdm.load(self.document())
        assert exact(json.loads(ska_oso_pdm.dumps(block))) == exact(self.document())
        block.targets[0].name = "changed"
        changed = json.loads(ska_oso_pdm.dumps(block))
        assert changed["interface"] == self.LABEL
        assert changed["targets"][0]["addition"] == {"a": [1.0]}
        receipt = ska_oso_pdm.read(self.document()).receipt
        assert receipt.unknown == ["/targets/0/addition", "/novelty"]
        assert [issue.code for issue in receipt.label_issues] == ["newer-minor"]
        assert receipt.findings is receipt.label_issues

    def test_mistakes_are_still_errors(self) -> None:
        with pytest.raises(ska_oso_pdm.InvalidDocumentError) as caught:
            ska_oso_pdm.load(self.document(telescope="ska_high"))
        assert [issue.code for issue in caught.value.issues] == ["not-allowed"]

    def test_is_current_enough(self) -> None:
        reading = ska_oso_pdm.read(self.document(), to="current")
        assert exact(json.loads(ska_oso_pdm.dumps(reading.object))) == exact(self.document())
        assert reading.receipt.conversion is None

    def test_is_not_converted(self) -> None:
        with pytest.raises(ska_oso_pdm.UnknownLayoutError) as caught:
            ska_oso_pdm.convert(self.document(), "0.7")
        assert str(caught.value) == (
            "/interface: is of a newer version than this package can convert; update ska-oso-pdm "
            "[newer-version]"
        )

    def test_a_newer_major_is_not_judged(self) -> None:
        report = ska_oso_pdm.validate(self.document(interface=NEWEST.replace("/1.0", "/2.0")))
        assert [issue.code for issue in report] == ["newer-version"]
        assert not report.judged


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_an_indent_of_two_is_written_as_json_does(path: Path) -> None:
    read = ska_oso_pdm.load(path)
    value = json.loads(ska_oso_pdm.dumps(read))
    assert ska_oso_pdm.dumps(read, indent=2) == json.dumps(value, indent=2, ensure_ascii=False)


@pytest.mark.parametrize(
    "free", [1e16, 1e-7, 0.00001, -0.00001234, 0.0001, 2**70, "1e16", "\x7f\u2028é\n", [], {}, None]
)
def test_so_are_numbers_that_orjson_writes_otherwise(free: object) -> None:
    made = ska_oso_pdm.PythonArguments(kwargs={"free": free, "many": [free, {"a": free}]})
    value = {"kwargs": {"free": free, "many": [free, {"a": free}]}}
    assert ska_oso_pdm.dumps(made, indent=2) == json.dumps(value, indent=2, ensure_ascii=False)


@pytest.mark.parametrize("indent", [None, 2, 4])
@pytest.mark.parametrize("free", ["\ud800", ["é\udc00"], {"a": {"b": "\ud83d"}}])
def test_half_of_a_surrogate_pair_is_not_written(
    free: object, indent: int | None, tmp_path: Path
) -> None:
    block = ska_oso_pdm.load(ROOT / "examples" / "1.0" / "sbd-mid-imaging.json")
    arguments = next(iter(block.activities.values())).function_args["init"]
    arguments.kwargs = {"free": free}
    with pytest.raises(ska_oso_pdm.UnwritableError, match=r"kwargs/free.*\[not-utf-8\]"):
        ska_oso_pdm.dumps(block, indent=indent)
    with pytest.raises(ska_oso_pdm.UnwritableError):
        ska_oso_pdm.dump(block, tmp_path / "block.json", indent=indent)
    assert not list(tmp_path.iterdir())
