"""Defects that are put in on purpose: a comparison that does not see them proves nothing."""

from __future__ import annotations

import copy
import json
import re
from typing import Annotated, Any

import pytest
from pydantic import ConfigDict, Field, field_validator

from ska_oso_pdm.ext.values.forms import StrictInt
from ska_oso_pdm.generated.v0_1 import sbd

from . import readers
from .comparison import Samples, Subject, all_parts, compare, documents
from .judges import Judges
from .subset import Schema, Schemas, at, open_form

MOST = 3000
"""Texts within which a defect must be seen."""

SBD = next(subject for subject in documents() if str(subject) == "sbd/0.1")
PARTS = {subject.cls.__name__: subject for subject in all_parts("0.1")}
PARTS["SBDefinition"] = SBD

TEXT: Schema = {"type": "string"}
TUNING = "/properties/band_5_tuning/anyOf/0"
ARGUMENTS = "/properties/default_args/anyOf/0"

# What is judged, the definition that is changed, where in it, and to what.
SCHEMA_DEFECTS: dict[str, tuple[str, str, str, Schema]] = {
    "maximum raised": ("FSPConfiguration", "", "/properties/fsp_id", {"maximum": 28}),
    "maximum lowered": ("FSPConfiguration", "", "/properties/fsp_id", {"maximum": 26}),
    "minimum lowered": ("DriftScanTarget", "", "/properties/el", {"minimum": -90.5}),
    "integer loosened": ("Channel", "", "/properties/count", {"type": "number"}),
    "number tightened": ("Channel", "", "/properties/freq_min", {"type": "integer"}),
    "null refused": ("SBDefinition", "", "/properties/sbd_id", {"anyOf": [TEXT, TEXT]}),
    "null allowed": ("Workflow", "", "/properties/name", {"type": ["string", "null"]}),
    "pattern tightened": ("SiderealTarget", "", "/properties/ra", {"pattern": "^[0-9:]*$"}),
    "pattern loosened": ("MetaData", "DateTime", "", {"pattern": "^[0-9]{4}"}),
    "key not required": ("Channel", "", "", {"required": ["count"]}),
    "key required": ("MetaData", "", "", {"required": ["version"]}),
    "enum shorter": ("DishConfiguration", "ReceiverBand", "", {"enum": ["1", "2", "5a"]}),
    "enum longer": ("DishConfiguration", "ReceiverBand", "", {"enum": ["1", "2", "5a", "5A"]}),
    "other tag": ("FieldConfiguration", "Planet", "/properties/kind", {"const": "Planet"}),
    "tuple longer": ("Channel", "ChannelPair", "", {"items": {}, "maxItems": 3}),
    "array longer": ("CommonConfiguration", "", TUNING, {"maxItems": 3}),
    "map of anything": ("GitScript", "", ARGUMENTS, {"additionalProperties": True}),
}


def plant(defect: str) -> tuple[Subject, Schemas]:
    """Give what is judged, and the schemas with the defect."""
    judged, definition, place, change = SCHEMA_DEFECTS[defect]
    subject = PARTS[judged]
    base = f"{SBD.url}#/$defs/{definition}" if definition else subject.url
    schemas = copy.deepcopy(SBD.schemas)
    at(schemas, f"{base}{place}" if "#" in base else f"{base}#{place}").update(change)
    return subject, schemas


def seen(subject: Subject, judges: Judges) -> bool:
    """Tell whether the comparison finds anything within the texts for a subject."""
    ranges = (range(start, start + 20) for start in range(0, MOST, 20))
    return any(compare(Samples(subject), judges, numbers).problems for numbers in ranges)


@pytest.mark.parametrize("defect", SCHEMA_DEFECTS)
def test_a_changed_schema_is_seen(defect: str) -> None:
    subject, schemas = plant(defect)
    assert seen(subject, Judges(schemas, subject.url, subject.cls))


class Looser(sbd.FSPConfiguration):
    fsp_id: Annotated[StrictInt, Field(ge=1, le=28)]


class Tighter(sbd.FSPConfiguration):
    zoom_factor: Annotated[StrictInt, Field(ge=0, le=5)]


class Lenient(sbd.Channel):
    """Takes what Pydantic takes by itself: numbers in quotes."""

    freq_min: Annotated[float, Field(ge=0)]


class RequiresMore(sbd.CSPConfiguration):
    config_id: str | None


class RequiresLess(sbd.SubarrayConfiguration):
    subarray_name: str = ""


class Strict(sbd.DishConfiguration):
    """Judges text and Python objects differently: only text may spell an enum."""

    model_config = ConfigDict(strict=True)


class RefusesUnknown(sbd.Workflow):
    model_config = ConfigDict(extra="forbid")


class DropsUnknown(sbd.Workflow):
    model_config = ConfigDict(extra="ignore")


class MakesFloats(sbd.DriftScanTarget):
    @field_validator("az")
    @classmethod
    def _read(cls, value: float) -> float:
        return float(value)


class Sorts(sbd.PbDependency):
    @field_validator("kind")
    @classmethod
    def _read(cls, value: list[str]) -> list[str]:
        return sorted(value)


CLASS_DEFECTS = [Looser, Tighter, Lenient, RequiresMore, RequiresLess, Strict]
CLASS_DEFECTS += [RefusesUnknown, DropsUnknown, MakesFloats, Sorts]


@pytest.mark.parametrize("cls", CLASS_DEFECTS, ids=lambda cls: cls.__name__)
def test_a_changed_class_is_seen(cls: Any) -> None:
    subject = PARTS[cls.__base__.__name__]
    assert seen(subject, Judges(subject.schemas, subject.url, cls))


def test_a_disagreement_is_told_with_number_change_verdicts_and_a_short_text() -> None:
    subject = PARTS["FSPConfiguration"]
    judges = Judges(subject.schemas, subject.url, Looser)
    problem = compare(Samples(subject), judges, range(1, MOST, 2)).problems[0]
    number, changes, verdicts, text = re.fullmatch(
        re.escape(subject.url) + r" ([0-9]+) \((.*)\): (.*)\n  (.*)", problem
    ).groups()  # type: ignore[union-attr]
    assert Samples(subject).draw(int(number)).changes == changes.split(", ")
    assert verdicts == (
        "jsonschema-rs: invalid, own engine: invalid, "
        "class from text: valid, class from objects: valid"
    )
    assert json.loads(text).keys() == {*subject.cls.model_json_schema()["required"]}
    assert json.loads(text)["fsp_id"] == 28


def test_the_slow_judge_is_asked() -> None:
    subject, schemas = plant("key required")
    judges = Judges(subject.schemas, subject.url, subject.cls)
    judges.python = Judges(schemas, subject.url, subject.cls).python
    assert seen(subject, judges)


@pytest.mark.parametrize("reader", readers.READERS)
def test_readers_are_asked(reader: str) -> None:
    readers.require_readers()
    subject, schemas = plant("maximum raised")
    right, planted = (Judges(one, subject.url, subject.cls) for one in (subject.schemas, schemas))
    texts = [sample.text for sample in Samples(subject).inside(range(MOST))]
    seen_by = [one for one in texts if right.schema_accepts(one) != planted.schema_accepts(one)]
    asked = [(subject.url, text) for text in (*texts[:20], *seen_by[:20])]
    told = readers.verdicts(reader, open_form(schemas), asked)
    assert told == [planted.schema_accepts(text) for _, text in asked]
    assert told != [right.schema_accepts(text) for _, text in asked]
