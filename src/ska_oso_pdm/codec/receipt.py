"""What reading a document found out, besides the object."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from types import NoneType
from typing import TYPE_CHECKING, Any, NamedTuple

from ska_oso_pdm.documents.cached import Later
from ska_oso_pdm.documents.snapshot import read_back
from ska_oso_pdm.errors import Issue
from ska_oso_pdm.pointers import Place, pointer

if TYPE_CHECKING:
    from ska_oso_pdm.conversion import Conversion

_SCALARS = frozenset({str, int, float, bool, NoneType})


@dataclass(frozen=True)
class Receipt:
    """What reading a document found out, besides the object.

    Attributes:
        declared: the text of `interface`, or None.
        entity: entity of the document, for example `sbd`.
        version: version of the layout that the document really has.
        evidence: JSON pointers to what shows that layout, what decided first; where only the label
            does, to what shows the entity.
        unknown: JSON pointers of keys that the schema does not know; the object keeps them.
        defaulted: JSON pointer to value, of what the document left out and a default filled in.
        label_issues: what is wrong with the label; `findings`, the former name, is the same list.
        conversion: the account of the conversion to another layout; None where none was asked for.
    """

    declared: str | None
    entity: str
    version: str
    evidence: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    defaulted: Later[dict[str, Any]] = Later(dict)  # noqa: RUF009  # it holds nothing itself
    label_issues: list[Issue] = field(default_factory=list)
    conversion: Conversion | None = None

    @property
    def findings(self) -> list[Issue]:
        """The former name of `label_issues`; `ska_oso_pdm.findings()` finds something else."""
        return self.label_issues


class Reading(NamedTuple):
    """An object and the receipt of reading it."""

    object: Any
    receipt: Receipt


def defaulted_in(text: bytes, cls: Any) -> dict[str, Any]:
    """Give what came from a default in an object; see `defaulted`.

    Args:
        text: the document that was read, as a snapshot: the object may have changed since.
        cls: the class of the object.
    """
    return defaulted(cls.__pydantic_validator__.validate_python(read_back(text)))


def defaulted(made: Any) -> dict[str, Any]:
    """Give by JSON pointer what came from a default: scalars, and lists that hold some.

    Args:
        made: an object as it was read.
    """
    found: dict[str, Any] = {}
    waiting: list[tuple[Place, Any, bool]] = [((), made, False)]
    while waiting:
        path, value, is_default = waiting.pop()
        if is_default:
            found[pointer(path)] = [*value] if isinstance(value, list) else value
            continue
        if isinstance(value, dict):
            parts = [((*path, key), part, False) for key, part in value.items()]
        elif isinstance(value, list):
            parts = [((*path, index), part, False) for index, part in enumerate(value)]
        elif hasattr(type(value), "__pydantic_fields__"):
            parts = _parts(value, path)
        else:
            continue
        waiting += [part for part in reversed(parts) if part[2] or type(part[1]) not in _SCALARS]
    return found


def _parts(made: Any, path: Place) -> list[tuple[Place, Any, bool]]:
    """List what an object has of the document, and the defaults that filled it, in their order."""
    given, defaults = made.__pydantic_fields_set__, _defaults(made.__class__)
    parts = []
    for name, part in dict.items(made.__dict__):  # as they are held: no quantity has to be made
        if name in given and name not in made.__pdm_quantities__:
            if type(part) not in _SCALARS:
                parts.append(((*path, name), part, False))
        elif name in defaults:
            parts.append(((*path, name), defaults[name], True))
    return parts


@cache
def _defaults(cls: Any) -> dict[str, Any]:
    """Give the defaults of a generated class that a receipt tells, by field."""
    defaults = {name: info.default for name, info in cls.__pydantic_fields__.items()}
    return {
        name: [*map(str, default)] if isinstance(default, list) else default
        for name, default in defaults.items()
        if isinstance(default, (str, int, float, list)) and default != []
    }
