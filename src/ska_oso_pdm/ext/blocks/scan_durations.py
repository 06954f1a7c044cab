"""The two durations of a scan: giving either sets the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, ClassVar, Self

from pydantic_core import PydanticCustomError

from ska_oso_pdm.ext.values.durations import milliseconds_of
from ska_oso_pdm.ext.values.quantity import LENGTH_OF_TIME, stored
from ska_oso_pdm.units import MILLISECONDS


def _in_seconds(scan: Any) -> Any:
    """Give `scan_duration` from `scan_duration_ms`."""
    duration = scan.__dict__.get("scan_duration_ms")
    return None if duration is None else stored(milliseconds_of(duration) / 1000, "s")


def _in_milliseconds(value: Any) -> float:
    """Give the milliseconds of a Quantity, or of an object with value and unit."""
    held = LENGTH_OF_TIME.to_stored(value)
    milliseconds: float = held["value"] * MILLISECONDS[held["unit"]]
    return milliseconds


class ScanDurationsMixin:
    """`scan_duration_ms` as a timedelta and `scan_duration` as a Quantity, always alike.

    A scan can be made from either. Assigning one changes the other, which keeps its unit. Where a
    document has both they are kept as they are, even if they differ.
    """

    __pdm_absent__: ClassVar[dict[str, Callable[[Any], Any]]] = {"scan_duration": _in_seconds}

    @classmethod
    def _new(cls, data: dict[str, Any]) -> dict[str, Any]:
        duration = data.get("scan_duration")
        if duration is not None and data.get("scan_duration_ms") is None:
            # What is wrong with the duration, the check of its field says.
            with suppress(PydanticCustomError, KeyError, TypeError):
                data = {**data, "scan_duration_ms": _in_milliseconds(duration)}
        made: dict[str, Any] = super()._new(data)  # type: ignore[misc]
        return made

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Copy the scan; see Pydantic. A duration that is updated changes the other one too."""
        copied: Self = super().model_copy(update=update, deep=deep)  # type: ignore[misc]
        updated = {"scan_duration", "scan_duration_ms"} & (update or {}).keys()
        if update and len(updated) == 1:
            name = updated.pop()
            setattr(copied, name, update[name])
        return copied

    def __setattr__(self, name: str, value: Any) -> None:
        fields, given = dict(self.__dict__), set(self.__pydantic_fields_set__)  # type: ignore[attr-defined]
        try:
            super().__setattr__(name, value)
            self._follow(name)
        except BaseException:  # nothing is half assigned
            self.__dict__.update(fields)
            object.__setattr__(self, "__pydantic_fields_set__", given)
            raise

    def _follow(self, name: str) -> None:
        """Change the other duration after one was assigned."""
        held = self.__dict__.get("scan_duration")
        if held is None:
            return
        if name == "scan_duration":
            super().__setattr__("scan_duration_ms", _in_milliseconds(held))
        elif name == "scan_duration_ms":
            milliseconds = milliseconds_of(self.__dict__["scan_duration_ms"])
            again = stored(milliseconds / MILLISECONDS[held["unit"]], held["unit"])
            super().__setattr__("scan_duration", again)
