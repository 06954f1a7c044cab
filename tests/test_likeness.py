"""No word of the model is taken for another: every key and value of every schema is tried."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest

from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.likeness import difference, nearest
from ska_oso_pdm.validation.advice import choice, kind, unit

VERSIONS = sorted({known.version for known in registry.documents()})


def _parts(schema: Any) -> Iterator[dict[str, Any]]:
    """Yield every object inside a schema, itself included."""
    if isinstance(schema, dict):
        yield schema
    for part in schema.values() if isinstance(schema, dict) else schema:
        if isinstance(part, (dict, list)):
            yield from _parts(part)


PARTS = [
    part
    for version in VERSIONS
    for schema in registry.schemas_of(version).values()
    for part in _parts(schema)
]
OBJECTS = sorted({tuple(part["properties"]) for part in PARTS if part.get("properties")})
ENUMS = sorted(
    {tuple(p["enum"]) for p in PARTS if isinstance(p.get("enum"), list)}
    | {(p["const"],) for p in PARTS if "const" in p},
    key=repr,
)
TEXTS = [allowed for allowed in ENUMS if all(isinstance(value, str) for value in allowed)]
KEYS = sorted({key for keys in OBJECTS for key in keys})
VALUES = sorted({value for allowed in TEXTS for value in allowed})


def _plain(text: str) -> str:
    """Write a text without what is only spelling: capitals, separators at letters, accents."""
    text = unicodedata.normalize("NFD", text).casefold()
    text = "".join(char for char in text if not unicodedata.combining(char))
    digits = "".join(char if char.isdigit() else " " for char in text).split()
    return "".join(char for char in text if char not in " _-") + repr(digits)


def _singular(text: str) -> str:
    return _plain("_".join(w.removesuffix("ies") + "y" if w.endswith("ies") else w.removesuffix("s")
                           for w in text.split("_")))  # fmt: skip


def test_there_is_much_to_try() -> None:
    assert len(KEYS) > 400
    assert len(VALUES) > 200
    assert len(TEXTS) > 50


@pytest.mark.parametrize("keys", OBJECTS, ids=str)
def test_no_key_of_the_model_is_taken_for_another(keys: tuple[str, ...]) -> None:
    for key in KEYS:
        close = None if key in keys else nearest(key, keys)
        if close is not None:
            camel = "".join(f"_{c}" if c.isupper() and key != key.upper() else c for c in key)
            assert _plain(close) == _plain(key) or _singular(close) in (
                _singular(key), _singular(camel),
            ), (key, close)  # fmt: skip


@pytest.mark.parametrize("allowed", TEXTS, ids=str)
def test_no_value_of_the_model_is_taken_for_another(allowed: tuple[str, ...]) -> None:
    for value in VALUES:
        if value in allowed:
            continue
        hint = unit(value, [*allowed], 1, sidereal=False) or choice(value, [*allowed])
        if hint.startswith('write "'):
            written = hint.split('"')[1]
            same_unit = {value, written} <= {"second", "s", "μJy", "uJy", "µJy", "μK", "uK", "µK"}
            assert _plain(written) == _plain(value) or same_unit, (value, hint)


def _neighbours(word: str) -> Iterator[str]:
    """Yield a word with each digit and each prefix changed, which is another thing."""
    for index, char in enumerate(word):
        if char.isdigit():
            yield from (f"{word[:index]}{digit}{word[index + 1 :]}" for digit in "0123456789")
            yield word[:index] + word[index + 1 :]
            yield word[:index] + char + word[index:]
    yield from (f"{word}{digit}" for digit in "0123456789")
    for prefix in ("un", "in", "a", "non", "sub", "re", "pre"):
        if word[:1].lower() == prefix[:1]:
            continue  # a letter may have been written twice
        yield prefix + word
        yield f"{prefix}_{word}"
        yield f"{prefix} {word}"
        yield f"{prefix}{word[:1].lower()}{word[1:]}"


@pytest.mark.parametrize("allowed", TEXTS, ids=str)
def test_another_number_and_the_contrary_are_other_things(allowed: tuple[str, ...]) -> None:
    for member in allowed:
        for other in _neighbours(member):
            if other not in allowed:
                hint = unit(other, [*allowed], 1, sidereal=False) or choice(other, [*allowed])
                same = hint.startswith('write "') and _plain(hint.split('"')[1]) != _plain(other)
                assert not same, (other, hint)


@pytest.mark.parametrize("keys", OBJECTS, ids=str)
def test_a_key_with_another_number_is_another_key(keys: tuple[str, ...]) -> None:
    for key in keys:
        for other in _neighbours(key):
            close = None if other in keys else nearest(other, keys)
            assert close is None or _plain(close) == _plain(other), (other, close)


@pytest.mark.parametrize("allowed", TEXTS, ids=str)
def test_other_capitals_and_separators_are_found(allowed: tuple[str, ...]) -> None:
    """What is no unit: of units, capitals make others."""
    if unit("x", [*allowed], 1, sidereal=False) is not None:
        return
    for member in allowed:
        for other in (member.upper(), member.lower(), member.replace("_", " "), f" {member}"):
            fitting = [name for name in allowed if _plain(name) == _plain(other.strip())]
            if other not in allowed and len(fitting) == 1:
                assert choice(other, [*allowed]).startswith(f'write "{member}"')


@pytest.mark.parametrize(
    ("name", "known", "close"),
    [
        ("scince", ["science"], "science"),
        ("contineum", ["continuum"], "continuum"),
        ("scinece", ["science"], "science"),
        ("sbd_reff", ["sbd_ref"], "sbd_ref"),
        ("nmae", ["name"], "name"),
        ("calibration_strategys", ["calibration_strategies"], None),
        ("calibration_strategy", ["calibration_strategies"], "calibration_strategies"),
        ("sdpConfiguration", ["sdp_configuration"], "sdp_configuration"),
        ("continuüm", ["continuum"], "continuum"),
        ("status", ["targets"], None),
        ("context", ["content"], None),
        ("attitude", ["altitude"], None),
        ("altitude", ["latitude"], None),
        ("freq_min", ["freq_max"], None),
        ("scan_duration_m", ["scan_duration_ms"], None),
        ("scan_duration_s", ["scan_duration_ms"], None),
        ("minimum", ["maximum"], None),
        ("icrf", ["icrs"], None),
        ("pss_beams", ["pst_beams"], None),
        ("Mid_Band_1", ["mid_band_1", "mid_band_2"], "mid_band_1"),
        ("SKA002", ["SKA001"], None),
        ("-1", ["1"], None),
        ("1_2", ["12"], None),
        ("incomplete", ["Complete"], None),
        ("undecided", ["Decided"], None),
        ("MARS", ["mars", "Mars"], None),
        ("targt", ["target", "targets"], "target"),
        ("", ["a"], None),
        ("x" * 10**6, ["x" * 20], None),
    ],
)
def test_a_name_is_found_where_nothing_else_can_be_meant(
    name: str, known: list[str], close: str | None
) -> None:
    assert nearest(name, known) == close


def test_what_all_choices_share_may_be_left_out() -> None:
    kinds = ["FivePointParameters", "SinglePointParameters", "RasterParameters"]
    assert choice("FivePoint", kinds) == 'write "FivePointParameters"'
    assert choice("Parameters", kinds).startswith("it fits several; write one of")
    assert kind("low", ["ska_mid", "ska_low"], None) == 'write "ska_low"'


@pytest.mark.parametrize(
    ("text", "other", "said"),
    [
        ("Étoile", "E\u0301toile", "the Unicode form: É is composed here and decomposed there"),
        ("E\u0301toile", "Étoile", "the Unicode form: É is decomposed here and composed there"),
        ("LMC", "lmc", "case"),
        (
            "Étoile",
            "e\u0301toile",
            "the Unicode form: É is composed here and decomposed there and case",
        ),
        ("a b", "a\u00a0b", "blanks: SPACE here and NO-BREAK SPACE there"),
        ("ab", "a\u200bb", "blanks: none here and ZERO WIDTH SPACE there"),
        ("a", "a\t", "blanks: none here and U+0009 there"),
        ("a bc", "ab c", "where the blanks are"),
        ("a b", "AB", "blanks: SPACE here and none there and case"),
        ("a", "b", None),
        ("a", "a", None),
        ("SKA001", "SKA002", None),
        ("a_b", "a b", None),
    ],
)
def test_what_two_texts_differ_in_is_named(text: str, other: str, said: str | None) -> None:
    assert difference(text, other) == said
