"""Reading: every kind of source, strict I-JSON, limits."""

from __future__ import annotations

import io
import json
import math
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

import ska_oso_pdm
from ska_oso_pdm.documents import source
from ska_oso_pdm.documents.positions import Positions
from ska_oso_pdm.documents.source import read_source
from ska_oso_pdm.errors import UnreadableError
from tests.samples import MID, mid

TEXT = json.dumps(mid())


@pytest.mark.parametrize(
    "given",
    [
        TEXT,
        TEXT.encode(),
        bytearray(TEXT.encode()),
        memoryview(TEXT.encode()),
        b"\xef\xbb\xbf" + TEXT.encode(),
        io.StringIO(TEXT),
        io.BytesIO(TEXT.encode()),
        mid(),
        MID,
    ],
    ids=lambda given: type(given).__name__,
)
def test_a_document_comes_in_many_forms(given: Any) -> None:
    assert ska_oso_pdm.validate(given).valid
    if hasattr(given, "seek"):
        given.seek(0)
    assert json.loads(ska_oso_pdm.dumps(ska_oso_pdm.load(given))) == mid()


def test_other_sources_are_a_type_error() -> None:
    message = "a document comes as str, bytes, path, file object or dict, not int"
    with pytest.raises(TypeError, match=f"^{message}$"):
        ska_oso_pdm.load(5)


def refusal(given: Any) -> str:
    with pytest.raises(UnreadableError) as caught:
        source.read_source(given)
    return str(caught.value)


def test_a_path_given_as_text_is_recognised() -> None:
    assert refusal("blocks/mid.json") == (
        "1:1: not JSON but, it seems, a path; give a pathlib.Path to read a file [not-json]"
    )


def test_a_file_larger_than_the_limit_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "large.json"
    with file.open("wb") as stream:
        stream.truncate(100 * 1024 * 1024)
    assert refusal(file) == f"{file}: larger than 32 MiB, the limit for a document [too-large]"
    large = " " * (source.MAX_BYTES + 1)
    for given in (large, large.encode(), io.StringIO(large), io.BytesIO(large.encode())):
        assert refusal(given) == "larger than 32 MiB, the limit for a document [too-large]"


@pytest.mark.parametrize("size", [65_535, 65_536, 65_537, 131_072, 200_000])
def test_a_file_of_any_size_is_read_whole(tmp_path: Path, size: int) -> None:
    file = tmp_path / "a.json"
    data = b'{"a":"' + b"x" * (size - 8) + b'"}'
    file.write_bytes(data)
    assert source.read_source(file).data == data
    assert len(data) == size


def test_nesting_is_read_up_to_the_limit(tmp_path: Path) -> None:
    def nested(depth: int) -> Any:
        value: Any = 1
        for _ in range(depth):
            value = [value]
        return {"x": value}

    limit = source.MAX_DEPTH - 1  # the object around it is a level too
    for given in (nested(limit), json.dumps(nested(limit))):
        assert source.read_source(given).document == nested(limit)
    too_deep = "nested more than 200 levels deep, the limit for a document [too-deep]"
    assert refusal(nested(limit + 1)).endswith(too_deep)
    assert refusal(json.dumps(nested(limit + 1))).endswith(too_deep)
    assert refusal(nested(50_000)).endswith(too_deep)


@pytest.mark.parametrize("depth", [150, 190])
def test_what_is_read_at_depth_is_loaded_and_written(depth: int) -> None:
    value: Any = "x"
    for _ in range(depth):
        value = [value]
    document = mid()
    document["sdp_configuration"]["processing_blocks"][0]["parameters"] = {"deep": value}
    text = json.dumps(document)
    assert json.loads(ska_oso_pdm.dumps(ska_oso_pdm.loads(text))) == document


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (math.nan, "a number too large for JSON readers, or none at all; give a finite one"),
        ((1, 2), "a tuple is no JSON value; give a list, dict, text or number"),
        ({1}, "a set is no JSON value; give a list, dict, text or number"),
        (b"x", "a bytes is no JSON value; give a list, dict, text or number"),
        ("\ud800", "half of a surrogate pair; write the whole character"),
    ],
)
def test_a_dict_holds_json_values_only(value: Any, message: str) -> None:
    assert refusal({"a": [value]}).startswith(f"/a/0: {message}")


def test_a_dict_has_text_keys_only() -> None:
    assert refusal({"a": {1: 2}}) == "/a: the key 1 is not text [not-json]"


def test_half_a_surrogate_pair_in_a_text_is_placed() -> None:
    assert refusal('{"a":\n "\ud800"}') == (
        "2:3: half of a surrogate pair, which UTF-8 cannot hold; write the whole character "
        "[not-utf-8]"
    )


BOM = "\ufeff"
SECOND = "1:1: not JSON: a second byte order mark before the text; keep one, or none [not-json]"


@pytest.mark.parametrize("count", [2, 3, 993, 100_000])
def test_one_byte_order_mark_is_skipped_and_more_are_told(count: int) -> None:
    for given in (BOM * count + "{}", (BOM * count + "{}").encode(), BOM * count):
        assert refusal(given) == SECOND
    assert refusal(BOM) == "empty; a document is a JSON object [empty]"
    assert source.read_source(BOM + "{}").mark == BOM
    assert source.read_source("{}").mark == ""


@pytest.mark.parametrize("count", [990, 100_000])
@pytest.mark.parametrize(
    "piece", [BOM, "[", "{", '{"a":', "-", "0", '"', "\\", " ", "\n", ",", "]", "\ufeff\n", "1e"]
)
def test_what_is_repeated_is_refused_and_not_run_into(piece: str, count: int) -> None:
    """However often: reading goes by steps, and never deeper for each of them."""
    for given in (piece * count, f'{{"a": {piece * count}', f'{{"a": "{piece * count}'):
        refusal(given)
    for given in (f'{{"a": {piece * count}}}', f'{{"a": "{piece * count}"}}', piece * count + "{}"):
        with suppress(UnreadableError):  # whichever it is
            source.read_source(given)


def test_columns_count_characters_not_bytes() -> None:
    assert refusal('{"é": "ü", "é": 1}').startswith("1:12: a key ")
    assert refusal('{"é": "ü", x}').startswith("1:12: not JSON: ")


def test_missing_file_and_directory(tmp_path: Path) -> None:
    missing = tmp_path / "no.json"
    assert refusal(missing) == f"{missing}: no such file; check the path [not-found]"
    said = "is a directory without a .json file; check the path [is-a-directory]"
    assert refusal(tmp_path) == f"{tmp_path}: {said}"
    (tmp_path / "a.json").touch()
    said = "is a directory; name the JSON files in it [is-a-directory]"
    assert refusal(tmp_path) == f"{tmp_path}: {said}"
    assert "cannot be read: " in refusal(Path("a\0b"))


def test_reading_leaves_the_dict_alone() -> None:
    document = mid()
    block = ska_oso_pdm.load(document)
    block.sdp_configuration.processing_blocks[1].parameters["averaging"]["channels"] = 99
    block.scan_sequence.append("more")
    assert document == mid()


FREE_FORM = (
    '{"a": {"procedure_type": "filesystemscript", "path": "p", "default_args": {"f": '
    '{"args": [N]}}}}'
)
TYPED = '[{"targets": [{"kind": "driftscan", "reference_frame": "HORIZON", "el": 1, "az": N}]}]'


@pytest.mark.parametrize("before", [0, 1, 29, 30, 249, 250, 251, 499, 1000])
@pytest.mark.parametrize("digits", [309, 310, 500])
def test_an_integer_beyond_a_double_is_refused_wherever_it_stands(before: int, digits: int) -> None:
    number = "9" + "0" * (digits - 1)
    url = mid()["interface"]
    for key in ("activities", "field_configurations"):
        part = {"activities": FREE_FORM, "field_configurations": TYPED}[key]
        text = f'{{"interface": "{url}", "{key}": {" " * before}{part.replace("N", number)}}}'
        (issue,) = ska_oso_pdm.validate(text)
        assert issue.code == "not-finite"
        assert text[issue.column - 1 :].startswith(number)
        with pytest.raises(UnreadableError, match="a number too large"):
            ska_oso_pdm.loads(text)


@pytest.mark.parametrize(
    ("number", "may"),
    [
        *(("1e308", True), ("1E+309", True), ("1.5e+400", True), ("1e0000400", True)),
        *(
            ("9" * 310, True),
            ("1.4e+09", False),
            ("1E9", False),
            ("1e-400", False),
            ("9e99", False),
        ),
    ],
)
def test_numbers_that_may_be_beyond_a_double_are_known_by_their_shape(
    number: str, may: bool
) -> None:
    read = source.read_source(f'{{"a": {number},  "b": 1.50}}')
    assert read.may_overflow() == may
    assert read.may_overflow() == may, "asked again"


def test_long_digits_in_a_text_and_long_but_small_numbers_are_read() -> None:
    value = {"text": "1" * 1000, "number": float("0." + "3" * 400)}
    assert source.read_source(json.dumps(value)).document == value
    long_fraction = '{"x": 0.' + "3" * 400 + "}"
    assert source.read_source(long_fraction).document == {"x": 1 / 3}


def test_what_is_expected_is_found_in_one_pass_also_after_a_place_that_is_known(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    look_for, passes = Positions._look_for, []

    def counted(positions: Positions, paths: list[str]) -> None:
        passes.append(paths)
        look_for(positions, paths)

    monkeypatch.setattr(Positions, "_look_for", counted)
    source = read_source(json.dumps({"first": 1, "others": list(range(100))}))
    assert source.locate("/first") == (1, 11)
    for number in range(100):
        source.expect(f"/others/{number}")
    source.locate("/first")
    columns = [source.locate(f"/others/{number}") for number in range(100)]
    assert len({*columns}) == 100
    assert len(passes) == 2
