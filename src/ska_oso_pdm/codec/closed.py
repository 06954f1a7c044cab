"""The closed form of a class, for services that must refuse what its schema refuses.

The classes themselves are open: they keep keys that they do not know. So a body with a misspelt key
is taken, and the field that was meant has its default.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import NoneType, UnionType
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    Literal,
    NoReturn,
    TypeAlias,
    TypeVar,
    Union,
    get_args,
    get_origin,
)

from pydantic import GetCoreSchemaHandler, ValidationError
from pydantic_core import CoreSchema, InitErrorDetails, PydanticCustomError, core_schema

from ska_oso_pdm import codec, validation
from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.documents.source import Source, read_source
from ska_oso_pdm.errors import (
    MORE,
    InvalidDocumentError,
    Issue,
    PdmError,
    SchemaNotFoundError,
    UnknownLayoutError,
)
from ska_oso_pdm.ext.objects.base import PdmObject
from ska_oso_pdm.personal import PERSONAL, is_personal, shown_place
from ska_oso_pdm.pointers import tokens
from ska_oso_pdm.recognition.labelling import settle_label

T = TypeVar("T")


@dataclass(frozen=True)
class ClosedForm:
    """Annotation of a class that makes it read what `validate` accepts, and nothing else.

    `Annotated[SBDefinition, ClosedForm()]` is `Closed[SBDefinition]`: a type for the body of a
    request, a `TypeAdapter`, or a field of a model. It reads the object that `load` gives; an
    object that is given is judged too, and stays the one it is. Everything that is wrong is told
    at once, each problem with code and sentence of `validate`, and with its JSON pointer as
    `pointer` in the context.

    `Closed[SBDefinition | None]` takes null, and `Closed[SBDefinition | Project]` the documents of
    several classes, told apart as `validate` does.

    Attributes:
        warnings: `forbid` also refuses what `validate` accepts with a warning: a document without
            its honest label, and one of a newer minor version.

    Raises:
        TypeError: where the annotated type is something else.
    """

    warnings: Literal["allow", "forbid"] = "allow"

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        members = get_args(source) if get_origin(source) in (Union, UnionType) else (source,)
        classes = [member for member in members if member is not NoneType]
        if not all(map(_is_described, classes)):
            raise TypeError(f"Closed[…] takes classes of this data model, and not {source!r}")
        if len(classes) > 1 and not all(map(_is_document, classes)):
            raise TypeError(
                "Closed[…] tells documents apart, and no parts of them: write Closed[A] | Closed[B]"
            )

        def read(value: Any, _: Any) -> Any:
            if value is None and NoneType in members:
                return None
            return self._read(classes, value)

        read.__qualname__ = " | ".join(cls.__name__ for cls in classes)  # for paths of errors
        return core_schema.no_info_wrap_validator_function(read, handler(source))

    def _read(self, classes: list[type[PdmObject]], value: Any) -> Any:
        """Give the object for what is valid; raise what Pydantic makes its errors of."""
        given = next((cls for cls in classes if isinstance(value, cls)), None)
        if given is None and not isinstance(value, dict):
            raise PydanticCustomError("not-an-object", "Input should be a JSON object")
        document = None  # of what no JSON can hold, no answer may repeat anything
        try:
            source = read_source(value if given is None else codec.to_json_value(value))
            document = source.document
            made = self._load(classes if given is None else [given], source)
        except PdmError as error:
            _refuse(error.issues, document)
        return made if given is None else value

    def _load(self, classes: list[type[PdmObject]], source: Source) -> Any:
        cls = classes[0] if len(classes) == 1 else _class_of(classes, source)
        made = codec.load_as(cls, source)
        judged = self.warnings == "forbid" and _is_document(cls)
        if judged and (issues := list(validation.report_on(lambda: source))):
            raise InvalidDocumentError(issues)
        return made


if TYPE_CHECKING:
    Closed: TypeAlias = Annotated[T, ClosedForm()]
else:

    class Closed:
        """The closed form of a class, `Closed[SBDefinition]`; see `ClosedForm`."""

        def __class_getitem__(cls, item: Any) -> Any:
            return Annotated[item, ClosedForm()]


def _is_described(cls: Any) -> bool:
    """Tell whether a type is a class that a schema describes."""
    try:
        registry.schema_of_class(cls)
    except (AttributeError, SchemaNotFoundError):
        return False
    return True


def _is_document(cls: type[PdmObject]) -> bool:
    """Tell whether a class is of whole documents, and not of parts."""
    return "#" not in registry.schema_of_class(cls)[1]


def _class_of(classes: list[type[PdmObject]], source: Source) -> type[PdmObject]:
    """Give the class whose document it is."""
    found = settle_label(source).schema
    schemas = {registry.schema_of_class(cls)[0]: cls for cls in classes}
    if found not in schemas:
        taken = " or ".join(schema.url for schema in schemas)
        message = f"this is {found.url}, and not {taken}"
        raise UnknownLayoutError([source.issue("/interface", "other-document", message)])
    return schemas[found]


def _refuse(issues: list[Issue], value: Any) -> NoReturn:
    details = [
        InitErrorDetails(
            type=PydanticCustomError(
                issue.code,
                issue.message,
                {"pointer": issue.shown_path},
            ),
            loc=shown_place(tuple(keys)),
            input=PERSONAL if is_personal(found, tuple(keys)) else found,
        )
        for issue in issues
        # What is said of the list of problems is said of no value.
        for keys, found in [_place(value if issue.code != MORE else None, issue.path)]
    ]
    raise ValidationError.from_exception_data("closed form", details)


def _place(value: Any, pointer: str) -> tuple[list[str | int], Any]:
    """Give the keys and indices of a pointer, and the value there, or the nearest around it."""
    keys: list[str | int] = []
    for token in tokens(pointer):
        if isinstance(value, list):
            keys.append(int(token))
            value = value[int(token)]
        else:
            keys.append(token)
            value = value.get(token, value) if isinstance(value, dict) else value
    return keys, value
