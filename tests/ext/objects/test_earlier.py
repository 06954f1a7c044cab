"""A class that cannot read a document asks whether that is of an earlier layout."""

from __future__ import annotations

import subprocess
import sys

import pytest

from ska_oso_pdm.ext.objects import earlier
from tests.samples import ROOT

READING = """
import sys
from pydantic import TypeAdapter, ValidationError
from ska_oso_pdm.generated.v1_0.sbd import SBDefinition
try:
    {reader}(sys.stdin.read())
except ValidationError as caught:
    for error in caught.errors():
        print(error["type"], error["msg"])
"""


@pytest.mark.parametrize(
    ("reader", "document", "shown"),
    [
        (
            "SBDefinition.model_validate_json",
            '{"telescope": "ska_mid", "field_configurations": []}',
            "'field_configurations'",
        ),
        (
            "TypeAdapter(SBDefinition | None).validate_json",
            (ROOT / "examples/0.1/sbd-mid.json").read_text(encoding="utf-8"),
            "'/field_configurations'",
        ),
    ],
    ids=["class", "adapter"],
)
def test_a_class_alone_tells_so_in_a_fresh_process(reader: str, document: str, shown: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", READING.format(reader=reader)],
        input=document,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        cwd=ROOT,
    )
    assert done.stdout.splitlines() == [
        f"earlier_layout {shown} shows a layout from before "
        "https://schema.skao.int/ska-oso-pdm-sbd/1.0; convert the document first, with "
        "ska_oso_pdm.convert() or the command ska-oso-pdm upgrade"
    ]


def test_nothing_is_shown_where_nobody_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(earlier, "_answers", [])  # its own list, so that nothing stays registered
    assert earlier.shown_earlier({"scan_definitions": []}, "") is None
    earlier.register(lambda document, honest: f"{honest}/{next(iter(document))}")
    earlier.register(lambda document, honest: f"{honest}//{next(iter(document))}")
    assert earlier.shown_earlier({"scan_definitions": []}, "here") == "here//scan_definitions"
