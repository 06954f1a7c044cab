"""How writing knows what was absent, what was null, and what was changed in place.

`exclude_unset` alone knows the first two, but would write a container that was only looked at and
is still empty. So an `exclude_if` on each optional container asks whether it still stands for an
absent one. What does that cost, and what would a walk in Python over all objects cost instead,
which takes back the untouched containers before `exclude_unset` writes?
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, partial
from typing import Any

import orjson
from measure import Answer, Options, main, ratio
from pydantic_core import SchemaSerializer, SchemaValidator

import ska_oso_pdm
from ska_oso_pdm import PdmObject
from ska_oso_pdm.ext.containers import is_untouched

_EXCLUDE_IF = "serialization_exclude_if"


class _Plain:
    """The classes of a block once more, with core schemas that lack every `exclude_if`."""

    def __init__(self, cls: type[PdmObject]) -> None:
        schema = self._copy(cls.__pydantic_core_schema__)
        self.validator, self.serializer = SchemaValidator(schema), SchemaSerializer(schema)

    def _copy(self, schema: Any) -> Any:
        if isinstance(schema, dict):
            copy = {key: self._copy(part) for key, part in schema.items() if key != _EXCLUDE_IF}
            if schema.get("type") == "model":
                copy["cls"] = _again(schema["cls"])
            return copy
        if isinstance(schema, (list, tuple)):
            return type(schema)(self._copy(part) for part in schema)
        return schema


@cache
def _again(cls: type) -> type:
    """Give a class like this one, that Pydantic has not yet made a serializer for."""
    return type(cls.__name__, (cls,), {"__module__": cls.__module__})


def _take_back(value: Any) -> None:
    """Make every container absent again that was looked at and not filled."""
    if isinstance(value, PdmObject):
        for name in value.__pdm_containers__:
            if is_untouched(value.__dict__.get(name)):
                value.__pydantic_fields_set__.discard(name)
        for part in value.__dict__.values():
            _take_back(part)
    elif isinstance(value, dict):
        for part in value.values():
            _take_back(part)
    elif isinstance(value, list):
        for part in value:
            _take_back(part)


def _write(serializer: SchemaSerializer, block: PdmObject) -> Any:
    return serializer.to_python(block, mode="json", exclude_unset=True, warnings=False)


def _walk_and_write(serializer: SchemaSerializer, block: PdmObject) -> Any:
    _take_back(block)
    return _write(serializer, block)


def answers(options: Options) -> Iterator[Answer]:
    for path in options.documents:
        document = orjson.loads(path.read_bytes())
        block = ska_oso_pdm.load(document)
        plain = _Plain(type(block))
        plain_block = plain.validator.validate_python(document)
        write = partial(_write, type(block).__pydantic_serializer__, block)
        write_all = partial(_write, plain.serializer, plain_block)
        walk_and_write = partial(_walk_and_write, plain.serializer, plain_block)
        for either in (block, plain_block):
            del either.scan_sequence
            assert either.scan_sequence == []  # looked at, and it stands in the object now
        assert "scan_sequence" not in write()
        assert "scan_sequence" in write_all()
        assert write() == walk_and_write()
        cost = ratio(write, write_all, options)
        yield Answer(f"write {path.name}: exclude_if / exclude_unset alone", cost)
        cost = ratio(walk_and_write, write_all, options)
        yield Answer(f"write {path.name}: walk before / exclude_unset alone", cost)


if __name__ == "__main__":
    main(answers)
