"""Dates with times: ISO 8601 text in a document, `datetime.datetime` in Python."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Protocol

from pydantic_core import CoreSchema, core_schema

from ska_oso_pdm.ext.sky.earth import utc_time
from ska_oso_pdm.ext.values.forms import Form, by_value, json_only

if TYPE_CHECKING:
    from astropy.time import Time


# The pattern of the schemas; a test holds it to them. The generator takes no pattern for a type of
# ours, and `fromisoformat` alone accepts more.
_YEAR = "([0-9]{3}[1-9]|[0-9]{2}[1-9]0|[0-9][1-9]00|[1-9]000)"
_LEAP = "([0-9]{2}(0[48]|[2468][048]|[13579][26])|(0[48]|[2468][048]|[13579][26])00)"
_DAY = (
    "((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)"
    "|02-(0[1-9]|1[0-9]|2[0-8]))"
)
_TIME = r"([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]+)?"
_ZONE = r"(Z|[+\-]([01][0-9]|2[0-3]):[0-5][0-9])?"
PATTERN = f"^({_YEAR}-{_DAY}|{_LEAP}-02-29)T{_TIME}{_ZONE}$"


class DocumentDatetime(datetime):
    """A `datetime` that remembers the text it was read from, so that it is written back as it was.

    What is computed from it (`replace`, arithmetic) is an ordinary time without such a text.
    Digits beyond the microsecond live in the text only.
    """

    _text: str

    @classmethod
    def read(cls, text: str) -> DocumentDatetime:
        value = cls.fromisoformat(text)
        value._text = text
        return value

    @property
    def text(self) -> str:
        """The time as a document holds it."""
        return self.__dict__.get("_text") or self.isoformat()

    def __reduce_ex__(self, protocol: Any) -> tuple[Any, ...]:
        return (DocumentDatetime.read, (self.text,))

    __pydantic_serializer__ = by_value(lambda value: value.text)


def _to_text(value: Any) -> Any:
    if isinstance(value, DocumentDatetime):
        return value.text
    if not isinstance(value, datetime):
        return value
    text = value.isoformat()
    return f"{text[:-6]}Z" if text.endswith("+00:00") else text


def _datetime_core_schema(form: Any) -> CoreSchema:
    from_json = core_schema.no_info_after_validator_function(
        DocumentDatetime.read, dict(form, metadata={})
    )
    return core_schema.json_or_python_schema(
        json_schema=from_json,
        python_schema=core_schema.no_info_before_validator_function(_to_text, from_json),
        serialization=json_only(_to_text),
    )


DateTime = Annotated[
    datetime, Form(core_schema.str_schema(strict=True, pattern=PATTERN), _datetime_core_schema)
]
"""A time that a document holds as ISO 8601 text: aware where the text names a zone."""


class HasDates(Protocol):
    @property
    def created_on(self) -> datetime | None: ...
    @property
    def last_modified_on(self) -> datetime | None: ...


def _to_astropy(value: datetime | None) -> Time | None:
    return None if value is None else utc_time(value)


class DatesMixin:
    """The dates of a metadata section as `astropy.time.Time`.

    A text without zone is taken as UTC, the time scale of the observatory; the document itself
    does not say so.
    """

    @property
    def created_on_time(self: HasDates) -> Time | None:
        """`created_on` in the scale UTC, or None where the document has none."""
        return _to_astropy(self.created_on)

    @property
    def last_modified_on_time(self: HasDates) -> Time | None:
        """`last_modified_on` in the scale UTC, or None where the document has none."""
        return _to_astropy(self.last_modified_on)


class StampsMixin:
    """Metadata that is made in Python carries the time: now, in UTC. Documents are left alone."""

    __pdm_stamped__: ClassVar[tuple[str, ...]] = ("created_on", "last_modified_on")
    """The fields that get the time."""

    @classmethod
    def _absent(cls: Any) -> Any:
        """Give what absent metadata read as: nobody said anything, and nobody says it now."""
        return cls.model_validate({})

    @classmethod
    def _new(cls, data: dict[str, Any]) -> dict[str, Any]:
        now = datetime.now(UTC)
        made: dict[str, Any] = super()._new(  # type: ignore[misc]
            {**dict.fromkeys(cls.__pdm_stamped__, now), **data}
        )
        return made


class RequestStampMixin(StampsMixin):
    """A request that is made in Python carries the time at which it is sent: now, in UTC."""

    __pdm_stamped__ = ("request_sent_at",)


class ExecutionStampMixin(StampsMixin):
    """A call that is made in Python carries the time at which it is executed: now, in UTC."""

    __pdm_stamped__ = ("executed_at",)


class AssignmentStampMixin(StampsMixin):
    """An assignment that is made in Python carries the time: now, in UTC."""

    __pdm_stamped__ = ("assigned_on",)


class NewMetadataMixin:
    """A document that is made in Python has new metadata. One that is read is left alone."""

    @classmethod
    def _new(cls: Any, data: dict[str, Any]) -> dict[str, Any]:
        if "metadata" not in data:
            data = {"metadata": cls.__pydantic_fields__["metadata"].annotation(), **data}
        made: dict[str, Any] = super()._new(data)  # type: ignore[misc]
        return made
