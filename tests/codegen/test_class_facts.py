"""Facts of the schemas in the classes: they follow the schemas, and go only where they belong."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from codegen.class_facts import write_facts
from codegen.errors import CodegenError
from tests.samples import ROOT, parsed

COORDINATE = {"1.0/target.json#ICRSCoordinates": ["sky.celestial.ICRSMixin"]}
EXECUTION = {"1.0/eb.json#OSOExecutionBlock": ["objects.labels.OldLabelMixin"]}
CLASS = """\
class {}(PdmObject):
    model_config = ConfigDict(
        extra="allow",
    )
    kind: str
"""


@pytest.fixture
def schemas(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "schemas", tmp_path / "schemas")
    return tmp_path / "schemas"


def written(schemas: Path, mixins: dict[str, list[str]], title: str) -> dict[str, Any]:
    """Give the attributes that a class gets."""
    (pointer,) = mixins
    module = schemas / "v1_0" / f"{Path(pointer.partition('#')[0]).stem}.py"
    module.parent.mkdir()
    module.write_text(CLASS.format(title), encoding="utf-8")
    write_facts(schemas, mixins, schemas)
    names: dict[str, Any] = {"PdmObject": object, "ConfigDict": dict}
    exec(module.read_text(encoding="utf-8"), names)
    return {name: value for name, value in vars(names[title]).items() if "pdm" in name}


def test_a_class_gets_the_former_keys_of_its_required_ones(schemas: Path) -> None:
    file = schemas / "1.0" / "target.json"
    schema = parsed(file)
    schema["$defs"]["ICRSCoordinates"]["x-former-keys"] = {
        "right": {"use": "ra_str", "say": 'write "ra_str"'},
        "motion": {"use": "pm_ra", "say": 'write "pm_ra"'},
        "unit": {"say": "leave it out"},
    }
    file.write_text(json.dumps(schema), encoding="utf-8")
    former = {"right": ("ra_str", 'write "ra_str"')}
    assert written(schemas, COORDINATE, "ICRSCoordinates") == {"__pdm_former__": former}


def test_a_class_gets_the_keys_of_earlier_layouts(schemas: Path) -> None:
    file = schemas / "markers.json"
    markers = parsed(file)
    markers["entities"]["eb"]["markers"]["old"] = {"at": ["/old", "/new/old"], "last": "0.1"}
    file.write_text(json.dumps(markers), encoding="utf-8")
    keys = ("sbd_id", "old")
    assert written(schemas, EXECUTION, "OSOExecutionBlock") == {"__pdm_earlier_keys__": keys}


def test_a_class_that_is_not_there_is_an_error(schemas: Path) -> None:
    message = "^eb.py: there is no class OSOExecutionBlock to give __pdm_earlier_keys__ to$"
    with pytest.raises(CodegenError, match=message):
        written(schemas, EXECUTION, "Other")
