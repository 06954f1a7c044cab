"""`diff`: what means the same is equal, and every change is found where it was made."""

from __future__ import annotations

import copy
import itertools
import json
from collections import Counter
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import pytest

import ska_oso_pdm
from ska_oso_pdm import Difference, IncomparableError, comparison, diff
from ska_oso_pdm.comparison import compare
from ska_oso_pdm.migrations import EVERYTHING
from tests.samples import CORPUS, EXAMPLES, ROOT, parsed

SBD = ROOT / "examples" / "1.0" / "sbd-mid-imaging.json"
PRSL = ROOT / "examples" / "1.0" / "prsl-low.json"
Document = dict[str, Any]
Change = Callable[[Document], None]

UNORDERED = (
    *("targets", "csp_configurations", "correlation_spws", "dish_ids"),
    *(
        "observation_sets",
        "data_product_sdps",
        "obs_blocks",
        "subarray_beams",
        "field_configurations",
    ),
    *("pst_beams", "scan_definitions", "proposals", "processing_blocks", "apertures"),
)
"""Keys of arrays whose order means nothing: sets, and items with identifiers."""


PLACES = 40
"""In so many places an example is changed."""


def block() -> Document:
    return parsed(SBD)


def mixed(value: Any, random: Random) -> Any:
    """Write a document in another order, where order means nothing."""
    if isinstance(value, list):
        return [mixed(part, random) for part in value]
    if not isinstance(value, dict):
        return value
    keys = list(value)
    random.shuffle(keys)
    free = ("kwargs", "args")  # nothing says that order means nothing in what they hold
    parts = {key: value[key] if key in free else mixed(value[key], random) for key in keys}
    for key in UNORDERED:
        if isinstance(parts.get(key), list):
            random.shuffle(parts[key])
    return parts


def turned(value: Any) -> Any:
    """Write a document with the keys of each object in the opposite order."""
    if isinstance(value, list):
        return [*map(turned, value)]
    if isinstance(value, dict):
        return {key: turned(value[key]) for key in reversed(value)}
    return value


def pointers(value: Any, path: str = "") -> Iterator[str]:
    """Yield the JSON pointer of every scalar."""
    if isinstance(value, (dict, list)):
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from pointers(part, f"{path}/{str(key).replace('~', '~0').replace('/', '~1')}")
    else:
        yield path


def at(value: Any, path: str) -> Any:
    for key in path.split("/")[1:]:
        value = value[int(key)] if isinstance(value, list) else value[unescaped(key)]
    return value


def kinds(found: list[Difference]) -> Counter[str]:
    return Counter(difference.kind for difference in found)


EXAMPLE = pytest.mark.parametrize(
    "path", EXAMPLES, ids=lambda path: f"{path.parent.name}/{path.stem}"
)


class TestExamples:
    @EXAMPLE
    def test_a_document_is_the_same_as_itself(self, path: Any) -> None:
        assert diff(path, path) == []

    @EXAMPLE
    def test_equal_documents_need_no_meanings(
        self, path: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with monkeypatch.context() as without:
            without.setattr(comparison, "snapshot", lambda document, sort_keys: None)
            assert diff(path, path) == []  # as it is found out otherwise
        monkeypatch.setattr(comparison, "Meanings", None)
        assert diff(path, turned(parsed(path))) == []

    @EXAMPLE
    def test_order_without_meaning_makes_no_difference(self, path: Any) -> None:
        document = parsed(path)
        for seed in range(5):
            assert diff(document, mixed(document, Random(seed))) == []

    @EXAMPLE
    def test_an_object_is_the_same_as_its_document(self, path: Any) -> None:
        read = ska_oso_pdm.read(path).object
        assert diff(path, read) == []
        complete = diff(path, json.loads(read.model_dump_json()))
        assert [each for each in complete if not each.path.endswith("/pointing_pattern")] == []

    @EXAMPLE
    def test_every_changed_value_is_found_at_its_place(self, path: Any) -> None:
        document = parsed(path)
        places = list(pointers(document))
        for place in Random(path.name).sample(places, min(PLACES, len(places))):
            if place == "/interface":
                continue
            changed = copy.deepcopy(document)
            parent, _, key = place.rpartition("/")
            holder = at(changed, parent)
            holder[int(key) if isinstance(holder, list) else unescaped(key)] = ["changed"]
            found = diff(document, changed)
            assert found, place
            assert all(near(place, difference) for difference in found), place
            assert mirrored(found) == Counter(map(cells, diff(changed, document))), place

    @EXAMPLE
    def test_every_new_key_is_found(self, path: Any) -> None:
        document = parsed(path)
        for place in {place.rpartition("/")[0] for place in pointers(document)}:
            changed = copy.deepcopy(document)
            holder = at(changed, place)
            if isinstance(holder, dict):
                holder["new"] = None
                (found,) = diff(document, changed)
                assert found.pointer_b in (f"{place}/new", place)


def unescaped(key: str) -> str:
    return key.replace("~1", "/").replace("~0", "~")


def near(place: str, difference: Difference) -> bool:
    """Tell whether a difference names a place, or the value with a unit or item it is part of."""
    found = {difference.pointer_a, difference.pointer_b} - {None}
    parent = place.rpartition("/")[0]
    return bool(found & {place, parent}) or all(
        str(pointer).rpartition("/")[0] in (parent, parent.rpartition("/")[0]) for pointer in found
    )


def cells(difference: Difference) -> tuple[Any, ...]:
    return difference.kind, difference.pointer_a, difference.pointer_b


def mirrored(found: list[Difference]) -> Counter[tuple[Any, ...]]:
    other = {"added": "removed", "removed": "added"}
    return Counter((other.get(d.kind, d.kind), d.pointer_b, d.pointer_a) for d in found)


def target(document: Document) -> Document:
    return document["targets"][0]


def scans(document: Document) -> list[Document]:
    return document["dish_allocations"]["scan_sequence"]


def _set(*path: str | int, to: Any) -> Change:
    def change(document: Document) -> None:
        *parents, key = path
        for parent in parents:
            document = document[parent]  # type: ignore[index]
        document[key] = to  # type: ignore[index]

    return change


COORDINATE = ("targets", 0, "reference_coordinate")
SAME: dict[str, tuple[Change, Change]] = {
    "right ascension with other digits": (
        _set(*COORDINATE, "ra_str", to="05:23:34.60"),
        _set(*COORDINATE, "ra_str", to="+5:23:34.6"),
    ),
    "declination of zero": (
        _set(*COORDINATE, "dec_str", to="-00:00:00.0"),
        _set(*COORDINATE, "dec_str", to="0:0:0"),
    ),
    "whole number": (
        _set(*COORDINATE, "epoch", to=2015),
        _set(*COORDINATE, "epoch", to=2015.0),
    ),
    "default written out": (_set(*COORDINATE, "epoch", to=2000), lambda document: None),
    "null for a default": (_set(*COORDINATE, "pm_ra", to=None), lambda document: None),
    "null and default": (
        _set(*COORDINATE, "pm_ra", to=None),
        _set(*COORDINATE, "pm_ra", to=-0.0),
    ),
    "speed in another unit": (
        _set("targets", 0, "radial_velocity", to={"quantity": {"value": 1, "unit": "km / s"}}),
        _set("targets", 0, "radial_velocity", to={"quantity": {"value": 1e3, "unit": "m/s"}}),
    ),
    "object of defaults": (
        _set("targets", 0, "radial_velocity", to={"quantity": {"value": 0, "unit": "m / s"}}),
        lambda document: document["targets"][0].pop("radial_velocity", None),
    ),
    "null for absent": (
        _set("ob_ref", to=None),
        lambda document: document.pop("ob_ref"),
    ),
    "empty and null for no list": (_set("targets", to=[]), _set("targets", to=None)),
    "time in another zone": (
        _set("metadata", "created_on", to="2026-11-05T08:15:00.500000Z"),
        _set("metadata", "created_on", to="2026-11-05T10:15:00.5+02:00"),
    ),
    "time without zone": (
        _set("metadata", "created_on", to="2026-11-05T08:15:00"),
        _set("metadata", "created_on", to="2026-11-05T08:15:00.000Z"),
    ),
    "offsets in other units": (
        _set(
            "targets",
            0,
            "pointing_pattern",
            "parameters",
            to=[
                {
                    "kind": "PointedMosaicParameters",
                    "units": "deg",
                    "offsets": [{"x": 0.1}, {"y": 1}],
                }
            ],
        ),
        _set(
            "targets",
            0,
            "pointing_pattern",
            "parameters",
            to=[
                {
                    "kind": "PointedMosaicParameters",
                    "units": "arcmin",
                    "offsets": [{"x": 6, "y": 0.0}, {"x": 0, "y": 60}],
                }
            ],
        ),
    ),
}


@pytest.mark.parametrize("changes", SAME.values(), ids=SAME)
def test_what_means_the_same_is_equal(changes: tuple[Change, Change]) -> None:
    a, b = block(), block()
    changes[0](a)
    changes[1](b)
    assert a != b or json.dumps(a) != json.dumps(b)
    assert diff(a, b) == diff(b, a) == []


def _swap_scans(document: Document) -> None:
    scans(document).reverse()


def _lose_sign(document: Document) -> None:
    coordinate = target(document)["reference_coordinate"]
    coordinate["dec_str"] = coordinate["dec_str"].replace("-", "+")


OTHER: dict[str, tuple[Change, list[str]]] = {
    "sign": (
        _lose_sign,
        [
            '/targets[target_id="target-10001"]/reference_coordinate/dec_str: '
            'was "-63:42:45.63", is "+63:42:45.63"'
        ],
    ),
    "true is not 1": (
        _set("dish_allocations", "scan_sequence", 0, "scan_duration_ms", to=True),
        [
            '/dish_allocations/scan_sequence[scan_definition_id="scan-00001"]/scan_duration_ms: '
            "was 300000.0, is true"
        ],
    ),
    "text is not a number": (
        _set(*COORDINATE, "epoch", to="2000.0"),
        [
            '/targets[target_id="target-10001"]/reference_coordinate/epoch: '
            'added "2000.0"; absent means 2000.0'
        ],
    ),
    "order of scans": (
        _swap_scans,
        [
            '/dish_allocations/scan_sequence[scan_definition_id="scan-00001"]: moved from 0 to 2',
            '/dish_allocations/scan_sequence[scan_definition_id="scan-00003"]: moved from 2 to 0',
        ],
    ),
    "a dish": (
        _set("dish_allocations", "dish_ids", 0, to="SKA133"),
        [
            '/dish_allocations/dish_ids/0: removed "SKA001"',
            '/dish_allocations/dish_ids/0: added "SKA133"',
        ],
    ),
    "unknown keys": (
        _set("extra", to={"list": [{"x_id": 1}]}),
        ['/extra: added {"list": [{"x_id": 1}]}'],
    ),
    "a script by another name": (
        lambda document: document["activities"].update(get=document["activities"].pop("allocate")),
        [
            '/activities/allocate: removed {"function_args": {"init": {"kwargs": '
            '{"subarray_id": 1}}},…',
            '/activities/get: added {"function_args": {"init": {"kwargs": {"subarray_id": 1}}},…',
        ],
    ),
}


@pytest.mark.parametrize(("change", "expected"), OTHER.values(), ids=OTHER)
def test_what_differs_is_said_in_a_line(change: Change, expected: list[str]) -> None:
    changed = block()
    change(changed)
    assert [str(difference) for difference in diff(block(), changed)] == expected


def _offset(document: Document, unit: str, x: Any) -> None:
    mosaic = {"kind": "PointedMosaicParameters", "units": unit, "offsets": [{"x": x}, {"y": 60}]}
    target(document)["pointing_pattern"]["parameters"] = [mosaic]


class TestUnits:
    def test_numbers_counted_in_different_units_are_one_difference(self) -> None:
        a, b = block(), block()
        _offset(a, "arcmin", 6)
        _offset(b, "deg", 0.2)
        (found,) = diff(a, b)
        assert found.pointer_a == "/targets/0/pointing_pattern/parameters/0"

    def test_numbers_counted_in_the_same_unit_are_told_apart(self) -> None:
        a, b = block(), block()
        _offset(a, "arcmin", 6)
        _offset(b, "arcmin", 7)
        (found,) = diff(a, b)
        assert str(found) == (
            '/targets[target_id="target-10001"]/pointing_pattern/parameters/0/offsets/0/x: '
            "was 6, is 7"
        )

    @pytest.mark.parametrize(
        ("a", "b"),
        [
            ({"value": 1, "unit": "deg"}, {"value": 1, "unit": "arcmin"}),
            ({"value": "1", "unit": "deg"}, {"value": "1", "unit": "arcmin"}),
            ({"value": True, "unit": "deg"}, {"value": 1, "unit": "deg"}),
            ({"value": 1, "unit": "deg"}, {"value": 1, "unit": "parsec"}),
            ({"value": 0, "unit": "deg"}, {"value": 0, "unit": "km / s"}),
            ({"value": 1, "unit": "deg"}, {"value": 1}),
            ({"value": 1, "unit": "deg"}, 1),
        ],
    )
    def test_a_quantity_is_one_value(self, a: Any, b: Any) -> None:
        documents = block(), block()
        for document, value in zip(documents, (a, b), strict=True):
            document["observing_constraints"]["sun_separation"]["min"] = value
        (found,) = diff(*documents)
        assert found.pointer_a == "/observing_constraints/sun_separation/min"
        assert str(found) == (
            f"/observing_constraints/sun_separation/min: was {json.dumps(a)}, is {json.dumps(b)}"
        )


class TestItems:
    def test_items_are_matched_by_identifier(self) -> None:
        changed = block()
        changed["targets"].reverse()
        changed["targets"][1]["name"] = "other"
        (found,) = diff(block(), changed)
        assert (
            str(found) == '/targets[target_id="target-10001"]/name: was "PKS 1934-638", is "other"'
        )
        assert cells(found) == ("changed", "/targets/0/name", "/targets/1/name")

    def test_as_many_identifiers_count_as_tell_them_apart(self) -> None:
        low = parsed(ROOT / "examples/1.0/sbd-low-several-beams.json")
        beam = low["mccs_allocation"]["subarray_beams"][0]
        beam["apertures"] = [
            {"station_id": 1, "substation_id": number, "weighting_key_ref": "uniform"}
            for number in (1, 2)
        ]
        changed = copy.deepcopy(low)
        apertures = changed["mccs_allocation"]["subarray_beams"][0]["apertures"]
        apertures.reverse()
        apertures[0]["weighting_key_ref"] = "other"
        (found,) = diff(low, changed)
        assert found.path.endswith("/apertures[station_id=1, substation_id=2]/weighting_key_ref")

    def test_without_identifiers_order_counts(self) -> None:
        changed = block()
        for target in changed["targets"]:
            del target["target_id"]
        old = copy.deepcopy(changed)
        changed["targets"].append(changed["targets"].pop(0))
        assert set(kinds(diff(old, changed))) == {"moved"}

    def test_one_identifier_for_two_items_is_no_error(self) -> None:
        changed = block()
        changed["targets"].append(copy.deepcopy(changed["targets"][0]))
        (found,) = diff(block(), changed)
        assert cells(found) == ("added", None, f"/targets/{len(changed['targets']) - 1}")

    def test_what_was_put_in_between_moves_nothing(self) -> None:
        changed = block()
        scans(changed).insert(0, {**scans(changed)[0], "scan_definition_id": "scan-00000"})
        (found,) = diff(block(), changed)
        assert cells(found) == ("added", None, "/dish_allocations/scan_sequence/0")

    def test_a_repeated_scan_of_earlier_layouts_has_its_place(self) -> None:
        old, new = (parsed(ROOT / "examples/0.1/sbd-mid.json") for _ in range(2))
        old["scan_sequence"] = ["a", "b", "a", "c"]
        new["scan_sequence"] = ["a", "c", "a", "b", "d"]
        found = [str(difference) for difference in diff(old, new)]
        assert found == [
            "/scan_sequence/3: moved from 1 to 3",
            "/scan_sequence/1: moved from 3 to 1",
            '/scan_sequence/4: added "d"',
        ]

    def test_a_tuple_has_places_and_no_order(self) -> None:
        old, new = (parsed(ROOT / "examples/0.1/sbd-mid.json") for _ in range(2))
        for document, pair in ((old, [0, 744]), (new, [744, 0])):
            fsp = document["csp_configurations"][0]["cbf"]["fsp"][0]
            fsp["channel_averaging_map"] = [pair]
        found = [difference.pointer_b for difference in diff(old, new)]
        place = "/csp_configurations/0/cbf/fsp/0/channel_averaging_map/0"
        assert found == [f"{place}/0", f"{place}/1"]


class TestPersonalData:
    def test_is_in_no_text(self) -> None:
        changed = parsed(PRSL)
        changed["metadata"]["created_by"] = "Somebody"
        changed["submitted_by"] = "Somebody"
        changed["proposal_info"]["investigators"][0]["given_name"] = "Somebody"
        changed["unknown"] = {"deep": [{"email": "somebody@example.org"}]}
        found = diff(parsed(PRSL), changed)
        assert len(found) == 4
        assert all(difference.hidden for difference in found)
        assert "omebody" not in "".join(map(str, found)) + repr(found)
        assert found[0].b == "Somebody"

    def test_is_not_named_as_identifier(self) -> None:
        changed = parsed(PRSL)
        investigator = changed["proposal_info"]["investigators"][1]
        investigator["principal_investigator"] = not investigator["principal_investigator"]
        (found,) = diff(parsed(PRSL), changed)
        assert found.path == "/proposal_info/investigators/1/principal_investigator"


class TestAnyInput:
    def test_metadata_and_label_are_left_out_on_request(self) -> None:
        changed = block()
        changed["metadata"]["version"] += 1
        del changed["interface"]
        assert len(diff(block(), changed)) == 2
        assert diff(block(), changed, ignore_metadata=True) == []

    def test_other_entities_cannot_be_compared(self) -> None:
        with pytest.raises(IncomparableError) as caught:
            diff(block(), PRSL)
        assert str(caught.value) == (
            f"{PRSL}: is of prsl, and A of sbd; give two documents of one entity [other-entity]"
        )

    def test_other_layouts_are_compared_after_an_upgrade(self) -> None:
        old = parsed(ROOT / "examples/0.6/sbd-low.json")
        new = ska_oso_pdm.convert(old, allowed=EVERYTHING).document
        assert new is not None
        assert diff(old, new, allowed=EVERYTHING) == diff(new, old, allowed=EVERYTHING) == []
        new["targets"][0]["name"] = "another"
        (found,) = diff(old, new, allowed=EVERYTHING)
        assert (found.kind, found.pointer_b) == ("changed", "/targets/0/name")
        notes = compare(old, new, allowed=EVERYTHING).notes
        assert all("have no place in 1.0; they are not compared" in note for note in notes)

    def test_what_the_upgrade_doubts_is_said(self) -> None:
        with pytest.raises(IncomparableError) as caught:
            diff(block(), parsed(ROOT / "examples/0.1/sbd-mid.json"))
        assert str(caught.value).startswith("B: /activities/goodbye: 2 values, 0.1 → 0.2: ")

    @pytest.mark.parametrize("text", ["", "[]", "null", '"x"', "{}", '{"a": 1e999}', "{"])
    def test_what_cannot_be_judged_cannot_be_compared(self, text: str) -> None:
        with pytest.raises(ska_oso_pdm.PdmError, match=r"^A:"):
            diff(text, block())
        with pytest.raises(ska_oso_pdm.PdmError, match=r"^B:"):
            diff(block(), text)

    @pytest.mark.parametrize("bracket", ["[]", "{}"])
    def test_deep_documents_can_be_compared(self, bracket: str) -> None:
        opened = bracket[0] if bracket == "[]" else '{"k":'
        deep = [f"{opened * 190}{end}{bracket[1] * 190}" for end in "12"]
        texts = [f'{{"interface": "{block()["interface"]}", "x": {value}}}' for value in deep]
        (found,) = diff(*texts)
        assert (found.a, found.b) == (1, 2)

    @pytest.mark.parametrize(
        ("key", "text"),
        [
            ("ra_str", f"1:2:3.{'1' * 5000}"),
            ("ra_str", "1:2:3:4"),
            ("dec_str", ""),
            ("dec_str", None),
        ],
    )
    def test_texts_that_are_no_angles_are_texts(self, key: str, text: Any) -> None:
        changed = block()
        target(changed)["reference_coordinate"][key] = text
        (found,) = diff(block(), changed)
        assert found.pointer_b == f"/targets/0/reference_coordinate/{key}"

    @pytest.mark.parametrize("text", ["2026-02-30T00:00:00Z", "0001-01-01T00:00:00+23:59", "now"])
    def test_texts_that_are_no_times_are_texts(self, text: str) -> None:
        changed = block()
        changed["metadata"]["created_on"] = text
        (found,) = diff(block(), changed)
        assert found.b == text
        assert diff(changed, changed) == []

    def test_long_texts_are_shown_where_they_differ(self) -> None:
        a, b = block(), block()
        a["description"], b["description"] = "word " * 50 + "north", "word " * 50 + "south"
        (found,) = diff(a, b)
        assert str(found) == (
            '/description: was …"word word word word word word north", '
            'is …"word word word word word word south"'
        )


PAIRS = [
    pair
    for pair in itertools.pairwise(sorted(EXAMPLES, key=lambda path: parsed(path)["interface"]))
    if parsed(pair[0])["interface"] == parsed(pair[1])["interface"]
]


@pytest.mark.parametrize(("a", "b"), PAIRS, ids=lambda path: path.stem)
def test_each_difference_has_its_mirror(a: Any, b: Any) -> None:
    found = diff(a, b)
    assert found
    assert mirrored(found) == Counter(map(cells, diff(b, a)))


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the collected documents are not at hand")
def test_collected_documents_can_be_compared_with_each_other() -> None:
    files = [path for path in sorted(CORPUS.glob("*.json")) if path.name != "manifest.json"]
    compared = 0
    for a, b in itertools.pairwise(files):
        try:
            assert diff(a, a) == []
            found = diff(a, b)
        except (ska_oso_pdm.UnknownLayoutError, IncomparableError):
            continue
        assert kinds(found).total() == kinds(diff(b, a)).total()
        compared += 1
    assert compared


class TestNearlyEqual:
    """What Python takes for equal is not the same, and large integers are."""

    def scan(self, value: Any) -> Document:
        document = block()
        document["activities"]["observe"]["function_args"] = {"main": {"kwargs": {"n": value}}}
        return document

    @pytest.mark.parametrize(("a", "b"), [(True, 1), (1, True), (False, 0), (0.0, False)])
    def test_true_is_not_one(self, a: Any, b: Any) -> None:
        (found,) = diff(self.scan(a), self.scan(b))
        assert (found.kind, found.a, found.b) == ("changed", a, b)

    @pytest.mark.parametrize(("a", "b"), [(1, 1.0), (2**70, 2**70), (0.0, -0.0), (2**70, 2.0**70)])
    def test_numbers_are_the_same_however_they_are_written(self, a: Any, b: Any) -> None:
        assert diff(self.scan(a), self.scan(b)) == []

    @pytest.mark.parametrize("ignored", [True, False])
    def test_what_is_left_out_counts_nothing(self, ignored: bool) -> None:
        a, b = block(), block()
        a["metadata"]["version"] = 7
        assert bool(diff(a, b, ignore_metadata=ignored)) is not ignored
