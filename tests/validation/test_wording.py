"""Wording of broken rules where a whole bad document would say less: see `invalid` for those."""

from __future__ import annotations

import json
from typing import Any

import pytest

import ska_oso_pdm
from ska_oso_pdm.catalogue.annotations import former_key
from ska_oso_pdm.catalogue.registry import BASE_URL, resolve
from ska_oso_pdm.validation import advice
from ska_oso_pdm.validation.breaches import node_of
from ska_oso_pdm.validation.wording import problems

SBD = "https://schema.skao.int/ska-oso-pdm-sbd/1.0"


TIMES = 'write the amount in one of "s", "ms", "us", "ns", "min", "h", "d"'
ANGLES = (
    'write the amount in one of "deg", "arcmin", "arcsec", "rad", "hourangle", "mas", "uas", "mrad"'
)


def messages(**sections: Any) -> list[tuple[str, str, str]]:
    report = ska_oso_pdm.validate({"interface": SBD, **sections})
    return [(issue.path, issue.code, issue.message) for issue in report]


def coordinate(**keys: Any) -> list[tuple[str, str, str]]:
    found = messages(targets=[{"reference_coordinate": keys}])
    place = "/targets/0/reference_coordinate"
    return [(path.removeprefix(place), code, message) for path, code, message in found]


def test_a_former_key_and_the_missing_one_are_one_problem() -> None:
    found = coordinate(kind="icrs", ra="13:25:27.6", dec_str="-43:01:08.8")
    assert [(path, code) for path, code, _ in found] == [("/ra", "former-key")]


def test_a_former_key_that_only_mentions_the_missing_one_hides_nothing() -> None:
    found = coordinate(kind="icrs", unit=["hourangle", "deg"], dec_str="-43:01:08.8")
    assert [(path, code) for path, code, _ in found] == [
        ("", "missing-key"),
        ("/unit", "unknown-key"),
    ]


def test_a_guessed_key_hides_nothing() -> None:
    found = coordinate(kind="altaz", az=1, ele=2)
    assert [(path, code) for path, code, _ in found] == [
        ("", "missing-key"),
        ("/ele", "unknown-key"),
    ]


@pytest.mark.parametrize(
    ("values", "places"),
    [
        (["a", "b", "a", "b"], ["/2", "/3"]),
        (["a", "a", "a"], ["/1"]),
    ],
)
def test_each_repeated_value_is_one_problem(values: list[str], places: list[str]) -> None:
    found = messages(dish_allocations={"dish_ids": values})
    assert [path.removeprefix("/dish_allocations/dish_ids") for path, _, _ in found] == places
    assert {code for _, code, _ in found} == {"repeated"}


def test_more_than_two_are_counted() -> None:
    ((_, _, message),) = messages(dish_allocations={"dish_ids": ["a", "a", "a"]})
    assert message == '"a" is there 3 times; each may stand once'


@pytest.mark.parametrize("value", [0, 4, 2.5, True, "1", None, [1]])
def test_a_wrong_number_of_an_enum_is_one_problem(value: Any) -> None:
    midcbf = {"frequency_band": "5b", "band5b_subband": value}
    found = messages(csp_configurations=[{"midcbf": midcbf}])
    assert len(found) == (0 if value is None else 1)


@pytest.mark.parametrize("value", [1, 3, 2.5, True, None, "6", ["1"], {}])
def test_a_wrong_band_is_one_problem(value: Any) -> None:
    found = messages(csp_configurations=[{"midcbf": {"frequency_band": value}}])
    assert len(found) == 1


@pytest.mark.parametrize(
    ("kind", "keys", "written"),
    [
        ("horizontal", {"az": 1, "el": 2}, "altaz"),
        ("sso", {"name": "Mars"}, "special"),
        ("SPECIALCOORDINATES", {"name": "Mars"}, "special"),
        ("Horizontal", {"ra_str": "1:2:3"}, "altaz"),
        ("galactc", {"az": 1, "el": 2}, "galactic"),
    ],
)
def test_the_kind_is_told_from_its_name(kind: str, keys: dict[str, Any], written: str) -> None:
    _, code, message = coordinate(kind=kind, **keys)[0]
    assert code == "not-allowed"
    assert f'"{written}"' in message
    assert "one of" not in message


@pytest.mark.parametrize("keys", [{}, {"ra_str": "13:25:27.6", "dec_str": "-43:01:08.8"}])
@pytest.mark.parametrize(
    "kind", ["B1950", "fk5", "ecliptic", "equatorial", "icrf", 5, None, [], {}]
)
def test_another_frame_is_never_renamed(kind: Any, keys: dict[str, Any]) -> None:
    message = next(message for path, _, message in coordinate(kind=kind, **keys) if path == "/kind")
    assert message == (
        f'{json.dumps(kind)} is no kind of Coordinates; write one of "icrs", "galactic", "altaz", '
        '"special", "tle"; what is in another frame has to be converted, not renamed'
    )


def test_another_frame_of_a_velocity_is_not_renamed() -> None:
    velocity = {"reference_frame": "HELIOCENTRIC"}
    target = {"reference_coordinate": {"kind": "special", "name": "Sun"}}
    ((_, _, message),) = messages(targets=[{**target, "radial_velocity": velocity}])
    assert message == (
        '"HELIOCENTRIC" is not allowed here; write one of "TOPOCENTRIC", "LSRK", "BARYCENTRIC"; '
        "what is in another frame has to be converted, not renamed"
    )


def test_a_kind_of_anything_else_is_told_by_the_keys_but_not_ordered() -> None:
    script = {"kind": "repository", "path": "git://a.py", "repo": "https://example.org/a.git"}
    ((_, _, message),) = messages(activities={"observe": script})
    assert message == (
        '"repository" is no kind of PythonProcedure; write one of "inline", "filesystem", "git"; '
        'the keys beside it are those of "git"'
    )


@pytest.mark.parametrize(
    ("unit", "hint"),
    [
        ("seconds", 'write "s"'),
        ("µs", 'write "us"'),
        ("Min", 'write "min"'),
        ("ks", f"{TIMES}; 36.0 ks are 10 h"),
        ("Ms", f"{TIMES}; capitals count in units"),
        ("S", f"{TIMES}; capitals count in units"),
        ("km/h", TIMES),
        ("deg", TIMES),
        ("fortnight", TIMES),
        ("", TIMES),
    ],
)
def test_a_unit_is_only_written_otherwise_where_it_is_the_same(unit: str, hint: str) -> None:
    scan = {"scan_duration_ms": 1, "scan_duration": {"value": 36.0, "unit": unit}}
    ((path, _, message),) = messages(dish_allocations={"scan_sequence": [scan]})
    assert path.endswith("/unit")
    assert message == f'"{unit}" is not allowed here; {hint}'


@pytest.mark.parametrize(
    ("number", "unit", "said"),
    [
        (1380, "min", "; 1380 min are 23 hourangle"),
        (23.5, "hours", "; 23.5 hours are 23.5 hourangle"),
        (1, "h", "; 1 h is 1 hourangle"),
        (100, "s", "; 100 s are about 0.0277777777777778 hourangle"),
        ("23", "h", ""),
        (23, "GHz", ""),
    ],
)
def test_a_sidereal_time_in_units_of_time_is_helped_to_its_angle(
    number: Any, unit: str, said: str
) -> None:
    lst = {"start": {"value": number, "unit": unit}, "end": {"value": 2, "unit": "hourangle"}}
    found = messages(observing_constraints={"lst": lst})
    (message,) = [message for path, _, message in found if path.endswith("/unit")]
    assert message == f'"{unit}" is not allowed here; {ANGLES}{said}'


def test_a_time_is_no_angle_anywhere_else() -> None:
    angle = {"min": {"value": 60, "unit": "min"}}
    ((_, _, message),) = messages(observing_constraints={"altitude": angle})
    assert message == f'"min" is not allowed here; {ANGLES}'


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        (60, 'write {"value": 60, "unit": …} with its unit, one of '),
        (True, "write a number with its unit, one of "),
        ("60 s", "write a number with its unit, one of "),
    ],
)
def test_which_unit_a_bare_number_has_is_not_told(value: Any, hint: str) -> None:
    scan = {"scan_duration_ms": 1, "scan_duration": value}
    ((_, _, message),) = messages(dish_allocations={"scan_sequence": [scan]})
    assert f" is not an object; {hint}" in message


@pytest.mark.parametrize(
    ("unit", "hint"),
    [
        ("ms", "write the number alone, in ms"),
        ("milliseconds", "write the number alone, in ms"),
        ("s", "write a number alone, in ms; 60 s are 60000 ms"),
        ("deg", "write a number alone, in ms; another unit has to be converted"),
        (None, "write the number alone, in ms"),
    ],
)
def test_a_number_loses_its_unit_only_where_it_counts_in_it(unit: Any, hint: str) -> None:
    scan = {"scan_duration_ms": {"value": 60, "unit": unit}}
    ((_, _, message),) = messages(dish_allocations={"scan_sequence": [scan]})
    assert message.endswith(f" is not a number; {hint}")


@pytest.mark.parametrize(
    ("key", "value", "hint"),
    [
        ("telescope", "ska", "it fits several; "),
        ("telescope", "mid", ""),
        ("telescope", "SKA-Low", None),
        ("telescope", "Meer KAT", None),
    ],
)
def test_what_fits_several_is_not_decided(key: str, value: str, hint: str | None) -> None:
    ((_, _, message),) = messages(**{key: value})
    written = {"SKA-Low": "ska_low", "Meer KAT": "MeerKAT"}.get(value)
    choices = f'{hint}write one of "ska_mid", "ska_low", "MeerKAT"'
    expected = f'write "{written}"' if written else choices
    assert message == f'"{value}" is not allowed here; {expected}'


def test_a_band_is_not_guessed() -> None:
    ((_, _, message),) = messages(csp_configurations=[{"midcbf": {"frequency_band": "5"}}])
    assert message == (
        '"5" is not allowed here; it fits several; write one of "1", "2", "5a", "5b"'
    )


def test_a_key_that_counts_in_a_unit_is_suggested_with_it() -> None:
    window = {"centreFrequency": 1e9}
    found = messages(csp_configurations=[{"lowcbf": {"correlation_spws": [window]}}])
    assert [message for _, code, message in found if code == "unknown-key"] == [
        'unknown key "centreFrequency" in Correlation; did you mean "centre_frequency", in Hz?'
    ]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("60000", "; write 60000 without quotes"),
        ("1_000", ""),
        ("007", ""),
        ("+5", ""),
        ("NaN", ""),
    ],
)
def test_only_what_json_takes_for_a_number_is_offered(text: str, hint: str) -> None:
    allocation = {"scan_sequence": [{"scan_duration_ms": text}]}
    ((_, _, message),) = messages(dish_allocations=allocation)
    assert message == f'"{text}" is not a number{hint}'


def test_a_code_with_another_number_is_not_offered() -> None:
    ((_, _, message),) = messages(validate_against="AA4")
    assert "write one of" in message


DEGREES = "leave it out, angles are in degrees"


@pytest.mark.parametrize(
    ("part", "kind", "key", "value", "converted"),
    [
        ("ICRSCoordinates", "equatorial", "reference_frame", "icrs", False),
        ("ICRSCoordinates", "equatorial", "reference_frame", "ICRS", False),
        ("ICRSCoordinates", "equatorial", "reference_frame", "fk5", True),
        ("AltAzCoordinates", "horizontal", "reference_frame", "ALTAZ", False),
        ("AltAzCoordinates", "altaz", "reference_frame", "altaz", False),
        ("AltAzCoordinates", "altaz", "reference_frame", "icrs", True),
        ("ICRSCoordinates", "icrs", "unit", ["hourangle", "deg"], False),
        ("ICRSCoordinates", "icrs", "unit", ["deg", "deg"], True),
        ("AltAzCoordinates", "altaz", "unit", "deg", False),
        ("AltAzCoordinates", "altaz", "unit", ["deg", "deg"], False),
        ("AltAzCoordinates", "altaz", "unit", "rad", True),
        ("AltAzCoordinates", "altaz", "unit", None, False),
        ("AltAzCoordinates", "altaz", "unit", {"a": 1}, True),
        ("ICRSCoordinates", "icrs", "target_id", "x", False),
    ],
)
def test_a_frame_or_unit_is_left_out_only_where_nothing_is_converted(
    part: str, kind: str, key: str, value: Any, converted: bool
) -> None:
    frame = kind if key == "reference_frame" else None
    said = f"; what is in {json.dumps(value)} has to be converted first" if converted else ""
    for schema in ("target/1.0", "prj/0.7"):
        former = former_key(resolve(f"{BASE_URL}{schema}#/$defs/{part}"), key)
        assert former is not None
        assert advice.left_out(value, former, frame) == former.say + said


@pytest.mark.parametrize(
    ("frame", "converted"), [("galactic", False), ("altaz", True), ("icrs", True)]
)
def test_a_frame_that_contradicts_the_kind_is_told(frame: str, converted: bool) -> None:
    galactic = {"kind": "galactic", "l": 1.0, "b": 2.0, "reference_frame": frame}
    url = f"{BASE_URL}target/1.0#/$defs/GalacticCoordinates"
    (found,) = problems(node_of({"$ref": url}, resolve), galactic, resolve)
    said = f'; what is in "{frame}" has to be converted first' if converted else ""
    assert found.say() == (
        'unknown key "reference_frame" in GalacticCoordinates; leave it out, the kind says it'
        f"{said}"
    )


def test_a_former_key_is_not_told_to_be_left_out_for_its_own_name_elsewhere() -> None:
    url = f"{BASE_URL}sbd/0.3#/$defs/ScanType"
    scan_type = {"scan_type_id": "a", "beams": [], "channels": []}
    (found,) = problems(node_of({"$ref": url}, resolve), scan_type, resolve)
    assert found.say() == (
        'unknown key "channels" in ScanType; write them as an entry of "channels" of the '
        'execution block, and name that in "beams"'
    )


def test_an_angle_in_another_unit_is_not_left_without_it() -> None:
    found = coordinate(kind="altaz", az=1, el=1, unit=["rad", "rad"])
    assert [message for path, _, message in found if path == "/unit"] == [
        f'unknown key "unit" in AltAzCoordinates; {DEGREES}; '
        'what is in ["rad", "rad"] has to be converted first'
    ]


def test_an_object_without_keys_is_written_as_such() -> None:
    empty = {"type": "object", "additionalProperties": False, "properties": {}}
    for value in ("x", 5, None, ["x"]):
        assert advice.of_type(value, ["object"], empty) == "write {}, it has no keys"


DISHES = {"dish_ids": ["SKA001"], "dish_allocation_id": "dishes"}


def test_the_content_of_another_key_is_sent_there() -> None:
    """Tools of 2024 wrote what describes the correlator of MID under its older key."""
    block = {
        "interface": "https://schema.skao.int/ska-oso-pdm-sbd/0.6",
        "csp_configurations": [{"cbf": {"frequency_band": "1", "subbands": []}}],
    }
    moved = '"midcbf" has such a key: move all that stands here to it'
    assert [str(i.message) for i in ska_oso_pdm.validate(block) if "/cbf" in i.path] == [
        'CBFConfiguration lacks the key "fsps"; what stands here has the keys of "midcbf": '
        "move it there",
        f'unknown key "frequency_band" in CBFConfiguration; {moved}',
        f'unknown key "subbands" in CBFConfiguration; {moved}',
    ]
    found = messages(mccs_allocation=DISHES)
    assert found
    assert all("dish_allocations" in message for *_, message in found)


@pytest.mark.parametrize(
    "sections",
    [
        {"mccs_allocation": DISHES, "dish_allocations": {"dish_ids": ["SKA001"]}},  # it is taken
        {"mccs_allocation": {**DISHES, "nonsense": 1}},  # it would not fit
        {"mccs_allocation": {**DISHES, "subarray_beams": []}},  # some of it is in its place
        {"mccs_allocation": {"nonsense": 1}},
        {"mccs_allocation": {"scan_sequence": [{"scan_duration_ms": 1000}]}},  # one key is too few
        {"observing_constraints": {"sun_separation": {"max": {"value": 30, "unit": "deg"}}}},
        {"observing_constraints": {"min": {"value": 1, "unit": "deg"}}},  # it fits nothing here
    ],
)
def test_nothing_is_sent_to_where_it_does_not_belong(sections: dict[str, Any]) -> None:
    found = messages(**sections)
    assert found
    assert not [message for *_, message in found if "move" in message]
