"""How writing knows what was absent, what was null, and what was changed in place.

`exclude_unset` alone knows the first two, but would write a container that was only looked at and
is still empty. So an `exclude_if` on each optional container asks whether it still stands for an
absent one. What does that cost, and what would a walk in Python over all objects cost instead,
which takes back the untouched containers before `exclude_unset` writes?
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from measure import Answer, Options, main, ratio
from pydantic_core import SchemaSerializer

import ska_oso_pdm
from ska_oso_pdm import PdmObject
from ska_oso_pdm.ext.insides import serialiser
from ska_oso_pdm.ext.objects.written import faithful_schema
from ska_oso_pdm.ext.values.containers import is_untouched

_EXCLUDE_IF = "serialization_exclude_if"


def _without(key: str, schema: Any) -> Any:
    """Copy a core schema without a key."""
    if isinstance(schema, dict):
        return {name: _without(key, part) for name, part in schema.items() if name != key}
    if isinstance(schema, (list, tuple)):
        return type(schema)(_without(key, part) for part in schema)
    return schema


def _take_back(value: Any) -> None:
    """Make every container absent again that was looked at and not filled."""
    if isinstance(value, PdmObject):
        for name in value.__pdm_fresh__:
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
    for path in options.blocks:
        block = ska_oso_pdm.load(path)
        schema = faithful_schema(type(block))
        plain = serialiser(_without(_EXCLUDE_IF, schema))
        write = partial(_write, serialiser(schema), block)
        write_all = partial(_write, plain, block)
        walk_and_write = partial(_walk_and_write, plain, block)
        del block.activities
        assert block.activities == {}  # looked at, and it stands in the object now
        assert "activities" not in write()
        assert "activities" in write_all()
        cost = ratio(write, write_all, options)
        yield Answer(f"write {path.name}: exclude_if / exclude_unset alone", cost)
        cost = ratio(walk_and_write, write_all, options)
        yield Answer(f"write {path.name}: walk before / exclude_unset alone", cost)


if __name__ == "__main__":
    main(answers)
