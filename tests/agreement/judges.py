"""Everything in Python that judges a text: validators on the schema, and the class."""

from __future__ import annotations

import json
import re
from typing import Any

import jsonschema
import jsonschema_rs
from pydantic import ValidationError

from ska_oso_pdm import PdmError, UnknownLayoutError, codec
from ska_oso_pdm.catalogue.for_jsonschema import registry_of
from ska_oso_pdm.documents.source import Source
from ska_oso_pdm.ext.objects import labels
from ska_oso_pdm.recognition.labelling import settle_label
from ska_oso_pdm.validation import own_engine

from .subset import Schema, Schemas, at, branch, open_form, resolve, written


class Judges:
    """The schema in its open form and the class that was generated from it.

    The class keeps unknown keys, so the schema that it must agree with allows them too.
    """

    def __init__(self, schemas: Schemas, url: str, cls: Any) -> None:
        self.schemas: Schemas = open_form(schemas)
        self.url = url
        self.cls = cls
        self.rust = jsonschema_rs.Draft202012Validator(
            {"$ref": url},
            registry=jsonschema_rs.Registry(
                list(self.schemas.items()), draft=jsonschema_rs.Draft202012
            ),
            offline=True,
        )
        self.own = own_engine.judge_of(url, self.schemas)
        self.python = jsonschema.Draft202012Validator(
            {"$ref": url}, registry=registry_of(self.schemas)
        )

    def schema_accepts(self, text: str) -> bool:
        """Ask the judge whose verdict the package gives."""
        return self.rust.is_valid(json.loads(text))

    def problem(self, text: str, *, thorough: bool = False) -> str | None:
        """Say how the judges differ, or how a valid text is not written as it was read; or None."""
        verdicts = self.verdicts(text, thorough=thorough)
        if len(set(verdicts.values())) > 1:
            words = {True: "valid", False: "invalid"}
            return ", ".join(f"{name}: {words[verdict]}" for name, verdict in verdicts.items())
        return self.round_trip(text) if all(verdicts.values()) else None

    def verdicts(self, text: str, *, thorough: bool = False) -> dict[str, bool]:
        """Ask all, and with `thorough` the slow one too."""
        validator = self.cls.__pydantic_validator__
        value = self._leniently(json.loads(text))
        verdicts = {
            "jsonschema-rs": self.rust.is_valid(value),
            "own engine": self.own(value),
            "class from text": _accepts(validator.validate_json, text),
            "class from objects": _accepts(validator.validate_python, json.loads(text)),
        }
        if thorough:
            verdicts["python-jsonschema"] = self.python.is_valid(value)
        return verdicts

    def round_trip(self, text: str) -> str | None:
        """Read and write a valid text; say what came back, or None where it is the same JSON."""
        value = json.loads(text)
        if canonical(self._leniently(value)) != canonical(value) or self._of_another_layout(value):
            return None  # a misspelt key may be the mark of another one; `load_as` then says so
        wanted = canonical(written(self.schemas, at(self.schemas, self.url), value))
        from_text = self.cls.__pydantic_validator__.validate_json(text)
        try:
            from_codec = codec.load_as(self.cls, text, unknown="keep")
            if from_text != from_codec:
                return "objects made from text and from Python objects differ"
            for back in (codec.dumps(from_text), codec.dumps(from_codec)):
                if canonical(json.loads(back)) != wanted:
                    return f"written as {back}"
        except PdmError as error:
            return f"not read or not written: {error}"
        return None

    def _leniently(self, value: Any) -> Any:
        """Give a document as the class reads it: with its label, and numbers for their texts."""
        if not any(url.rpartition("/")[2].startswith("0.") for url in self.schemas):
            value = read_texts(self.schemas, at(self.schemas, self.url), value)
        return self._relabelled(value)

    def _relabelled(self, value: Any) -> Any:
        """Give a document the label that the class reads in it."""
        if not issubclass(self.cls, labels.OldLabelMixin) or not isinstance(value, dict):
            return value
        earlier = any(key in value for key in self.cls.__pdm_earlier_keys__)
        wanted = value.get("interface") in (None, labels.old_label(self.url)) and not earlier
        return {**value, "interface": self.url} if wanted else value

    def _of_another_layout(self, value: Any) -> bool:
        if not isinstance(value, dict) or "interface" not in value:
            return False
        try:
            return settle_label(Source(value)).schema.url != self.url
        except UnknownLayoutError:
            return True


NUMBERS_AS_TEXT = {
    ("Weighting", "robust"): float,
    ("VisibilitiesParameters", "time_averaging"): float,
    ("VisibilitiesParameters", "frequency_averaging"): float,
    ("ObservationTypeDetails", "robust"): float,
    ("ObservationTypeDetails", "spectral_averaging"): int,
    ("ObservationTypeDetails", "number_of_channels"): int,
}
"""Properties from 1.0 on whose numbers the classes read as text too, with what they make of it."""

_AS_TEXT = {
    float: re.compile(r"-?(0|[1-9][0-9]{0,17})([.][0-9]{1,17})?"),
    int: re.compile(r"-?(0|[1-9][0-9]{0,17})"),
}


def read_texts(schemas: Schemas, rule: Schema, value: Any) -> Any:
    """Copy a value with numbers in the place of the texts that the classes read as such."""
    rule = resolve(schemas, rule)
    if "anyOf" in rule:
        return read_texts(schemas, rule["anyOf"][0], value)
    if "oneOf" in rule:
        rule = branch_or_none(schemas, rule, value)
    if isinstance(value, list):
        return [read_texts(schemas, rule.get("items") or {}, part) for part in value]
    if not isinstance(value, dict):
        return value
    known, title = rule.get("properties", {}), rule.get("title")
    return {
        key: _read_text(NUMBERS_AS_TEXT.get((title, key)), part)
        if (title, key) in NUMBERS_AS_TEXT
        else read_texts(schemas, known.get(key, {}), part)
        for key, part in value.items()
    }


def _read_text(kind: Any, value: Any) -> Any:
    return kind(value) if isinstance(value, str) and _AS_TEXT[kind].fullmatch(value) else value


def branch_or_none(schemas: Schemas, rule: Schema, value: Any) -> Schema:
    """Give the branch of a tagged union that an object is of; nothing where it is of none."""
    try:
        return branch(schemas, rule, value)
    except (ValueError, AttributeError):
        return {}


def canonical(value: Any) -> str:
    """Write JSON so that equal texts mean equal values: `1`, `1.0` and `-0.0` are told apart."""
    return json.dumps(value, sort_keys=True)


def _accepts(judge: Any, source: Any) -> bool:
    try:
        judge(source)
    except ValidationError:
        return False
    return True
