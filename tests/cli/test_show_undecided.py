"""`ska-oso-pdm show` decides nothing: what `upgrade` would ask is shown as the document has it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from ska_oso_pdm import convert
from ska_oso_pdm.cli import main
from ska_oso_pdm.errors import PdmError, UnknownLayoutError, printable
from ska_oso_pdm.migrations import ASSUMPTIONS, CHOICES, EVERYTHING, UNASKED
from ska_oso_pdm.phrases import show
from ska_oso_pdm.pointers import pointer, tokens
from tests.samples import CORPUS, EXAMPLES, ROOT, parsed

Capture = pytest.CaptureFixture[str]
_LISTED = "\nNot decided, as the document has it\n"


def example(name: str) -> Any:
    return deepcopy(parsed(ROOT / "examples" / name))


def rounded() -> Any:
    block = example("0.0/sbd-mid.json")
    block["scanDefinitions"]["science"]["scanDuration"] = 240.0004
    return block


def two_beams_with_stations() -> Any:
    block = example("0.4/sbd-low.json")
    beams = {"subarray_beam_ids": ["A", "B"], "station_ids": [[345], [346, 347]]}
    block["mccs_allocation"].update(beams)
    return block


def scans_of_two_beams() -> Any:
    block = example("0.6/sbd-low.json")
    beams = block["mccs_allocation"]["subarray_beams"]
    beams.append({**deepcopy(beams[0]), "subarray_beam_id": 2})
    return block


def weight_in_words() -> Any:
    project = example("0.7/prj-mid.json")
    products = project["obs_blocks"][0]["science_programmes"][0]["data_product_sdps"]
    products[0]["script_parameters"]["weight"]["robust"] = "about a half"
    return project


def product_without_variant() -> Any:
    project = example("0.7/prj-mid.json")
    products = project["obs_blocks"][0]["science_programmes"][0]["data_product_sdps"]
    del products[0]["script_parameters"]["variant"]
    return project


def configurations_without_scans() -> Any:
    block = example("0.5/sbd-mid.json")
    for scan in block["scan_definitions"]:
        scan.pop("csp_configuration_ref", None)
    return block


def configuration_in_two_bands() -> Any:
    block = example("0.5/sbd-mid.json")
    band = {"dish_configuration_id": "band 2", "receiver_band": "2"}
    block["dish_configurations"].append(band)
    block["scan_definitions"][1]["dish_configuration_ref"] = "band 2"
    block["csp_configurations"][0]["common"] = {"subarray_id": 1}
    return block


def channels_of_no_beam() -> Any:
    block = example("0.5/sbd-low.json")
    for beam in block["mccs_allocation"]["subarray_beams"]:
        beam.pop("number_of_channels", None)
    return block


def identifier_of_an_execution_block() -> Any:
    block = example("0.0/sbd-mid.json")
    block["sdpConfiguration"]["id"] = "eb-mvp01-20200325-00001"
    return block


def review_of_no_kind() -> Any:
    return {
        "review_id": "review-1",
        "prsl_id": "prsl-1",
        "reviewer_id": "user-1",
        "rank": 7,
        "conflict": {"has_conflict": True, "reason": "a member of the group"},
    }


MADE: dict[str, Callable[[], Any]] = {
    "round-durations": rounded,
    "stations-by-order": two_beams_with_stations,
    "beam": scans_of_two_beams,
    "robust": weight_in_words,
    "variant": product_without_variant,
    "band-alone": configurations_without_scans,
    "split-csp": configuration_in_two_bands,
    "fine-channels": channels_of_no_beam,
    "eb-id": identifier_of_an_execution_block,
    "review-kind": review_of_no_kind,
}
NOT_VALID = {"angle-unit": "only coordinates that are invalid in their layout have no unit"}
DOCUMENTS = {
    **{f"{path.parent.name}/{path.stem}": path for path in EXAMPLES},
    **{path.stem: path for path in sorted(CORPUS.glob("*-*.json"))},
    **MADE,
}
every_document = pytest.mark.parametrize("name", DOCUMENTS)


def document(name: str) -> Any:
    made = DOCUMENTS[name]
    return parsed(made) if isinstance(made, Path) else made()


def shown(document: Any, tmp_path: Path, capsys: Capture) -> str:
    file = tmp_path / "document.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    main(["show", str(file)])
    printed = capsys.readouterr()
    if not printed.out:
        pytest.skip(f"not shown: {printed.err.splitlines()[0]}")
    return printed.out.partition("\nProblems\n")[0]


def questions(document: Any) -> list[Any]:
    """List the values that a conversion would have to ask about."""
    try:
        return convert(document)._migration.doubts
    except PdmError as error:
        pytest.skip(f"not converted: {error.issues[0]}")


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        yield from value if isinstance(value, dict) else ()  # identifiers are keys in 0.0
        for part in value.values() if isinstance(value, dict) else value:
            yield from texts(part)


def at(value: Any, path: str) -> Any:
    for token in tokens(path):
        value = value[int(token) if isinstance(value, list) else token]
    return value


def summarised_as_it_is(printed: str) -> bool:
    return ", shown as 1.0" not in printed


@every_document
def test_what_would_be_asked_is_listed_as_it_stands(
    name: str, tmp_path: Path, capsys: Capture
) -> None:
    found = document(name)
    asked = questions(found)
    printed = shown(found, tmp_path, capsys)
    if summarised_as_it_is(printed):
        assert _LISTED not in printed
        return
    assert (_LISTED in printed) == bool(asked)
    listed = re.sub("  +", "  ", printed.partition(_LISTED)[2])
    for doubt in asked:
        place = f"\n  {printable(pointer(doubt.place))}  "
        values = (printable(show(doubt.value)), "(personal)")
        assert any(place + value in f"\n{listed}" for value in values)


@every_document
def test_no_decided_text_is_shown(name: str, tmp_path: Path, capsys: Capture) -> None:
    found = document(name)
    doubtful = {pointer(doubt.place) for doubt in questions(found)}
    printed = shown(found, tmp_path, capsys).partition(_LISTED)[0]
    if summarised_as_it_is(printed):
        return
    done = convert(found, allowed=EVERYTHING)
    decided = [at(done.document, path) for e in done.mapped if e.path in doubtful for path in e.to]
    sure = [at(done.document, path) for e in done.mapped if e.path not in doubtful for path in e.to]
    invented = {*texts(decided)} - {*texts(found), *texts(sure)}
    invented = {text for text in invented if len(text) > 2}
    assert [text for text in invented if text in printed] == []


def test_every_question_is_asked_of_a_document_here() -> None:
    options = set()
    for name in (*MADE, *(name for name in DOCUMENTS if name.startswith("0."))):
        found = document(name)
        for version in [v for v in ("0.1", "0.6", "1.0") if v > convert(found).start]:
            with suppress(UnknownLayoutError):
                options |= {doubt.option for doubt in convert(found, version)._migration.doubts}
    assert {*ASSUMPTIONS, *CHOICES} - options == {*NOT_VALID, *UNASKED}


def test_a_coordinate_without_unit_is_shown_as_it_stands(tmp_path: Path, capsys: Capture) -> None:
    block = example("0.6/sbd-mid.json")
    coordinates = [target["reference_coordinate"] for target in block["targets"]]
    coordinate = next(part for part in coordinates if part["kind"] == "icrs")
    coordinate["ra"] = 12.5
    coordinate.pop("ra_str")
    assert "angle-unit" in {doubt.option for doubt in questions(block)}
    file = tmp_path / "block.json"
    file.write_text(json.dumps(block), encoding="utf-8")
    assert main(["show", str(file)]) == 1
    printed = capsys.readouterr().out
    assert " 12.5? " in printed
    assert line(printed, coordinate_path := "/targets/1/reference_coordinate/ra").endswith(
        "12.5 repair: no unit says what the number counts"
    )
    assert f"{coordinate_path}: unknown key" in printed.partition("\nProblems\n")[2]


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the collected documents are not at hand")
def test_collected_documents_are_tried_too() -> None:
    assert sum(isinstance(made, Path) for made in DOCUMENTS.values()) > len(EXAMPLES)


def line(printed: str, start: str) -> str:
    found = [" ".join(row.split()) for row in printed.splitlines()]
    return next(row for row in found if row.startswith(start))


def test_a_receptor_is_the_dish_that_was_published(tmp_path: Path, capsys: Capture) -> None:
    printed = shown(example("0.0/sbd-mid.json"), tmp_path, capsys)
    assert line(printed, "dishes") == "dishes SKA001, SKA002, SKA036, SKA063"
    assert line(printed, "/dish/receptorIDList/0") == (
        '/dish/receptorIDList/0 "0001" in blocks of SKA MID "0001" is SKA001: '
        'observation-execution-tool 823067d, "ADR-32 dish IDs"'
    )


def test_a_receptor_that_nothing_tells_is_no_dish(tmp_path: Path, capsys: Capture) -> None:
    block = example("0.5/sbd-mid.json")
    block["dish_allocations"]["receptor_ids"] = ["0001", "MKT012"]
    printed = shown(block, tmp_path, capsys)
    assert line(printed, "dishes") == "dishes MKT012"
    assert "SKA001" not in printed


def test_a_scan_of_a_field_points_at_no_target(tmp_path: Path, capsys: Capture) -> None:
    printed = shown(example("0.0/sbd-mid.json"), tmp_path, capsys)
    assert line(printed, "2 0:00:12.5") == (
        "2 0:00:12.5 0:04:00 science - fornax field? correlation band 1"
    )
    assert "References that name nothing" not in printed


def test_a_position_in_another_frame_stands_in_it(tmp_path: Path, capsys: Capture) -> None:
    printed = shown(example("0.2/sbd-mid.json"), tmp_path, capsys)
    assert line(printed, "calibrator") == (
        "calibrator FK5? 00:24:45.98 hourangle? -42:02:03.5 deg? five point"
    )


def test_a_number_that_depends_on_a_decision_is_unknown(tmp_path: Path, capsys: Capture) -> None:
    printed = shown(rounded(), tmp_path, capsys)
    assert line(printed, "Scans") == "Scans: 4 in ?"
    assert line(printed, "2 0:00:12.5").startswith("2 0:00:12.5 ? science")


def test_the_settings_of_a_configuration_in_two_bands_are_listed(
    tmp_path: Path, capsys: Capture
) -> None:
    printed = shown(configuration_in_two_bands(), tmp_path, capsys)
    assert line(printed, "/csp_configurations/0/common/subarray_id 1")
    assert "scans use one CSP configuration in bands 5a and 2, and it has room" in printed


def test_a_sub_array_beam_with_a_name_has_no_number(tmp_path: Path, capsys: Capture) -> None:
    printed = shown(two_beams_with_stations(), tmp_path, capsys)
    assert line(printed, "beam ?") == "beam ? 1 station"
    assert line(printed, "1 0:00:00") == "1 0:00:00 ? ? low drift? - 45 degrees? drift?"


def test_persons_are_not_listed(tmp_path: Path, capsys: Capture) -> None:
    proposal = example("0.7/prsl-mid.json")
    proposal["proposal_info"]["investigators"][0]["nickname"] = "Nobody"
    file = tmp_path / "proposal.json"
    file.write_text(json.dumps(proposal), encoding="utf-8")
    main(["show", str(file)])
    assert "Nobody" not in "".join(capsys.readouterr())


def test_a_document_without_doubts_has_no_marks(tmp_path: Path, capsys: Capture) -> None:
    printed = shown(example("0.6/sbd-low.json"), tmp_path, capsys)
    assert "?" not in printed
    assert "not decided" not in printed
