"""The base class of every generated class.

Annotations are code here: were they text, Pydantic would compile them anew for each class.
"""

from collections.abc import Callable, Iterable
from functools import partial
from inspect import get_annotations
from typing import Any, ClassVar, Literal, Self, get_origin

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from ska_oso_pdm.ext.insides import as_base_init
from ska_oso_pdm.ext.objects.core_schemas import adapted
from ska_oso_pdm.ext.objects.marks import GENERATED, marked
from ska_oso_pdm.ext.values.containers import (
    DefaultList,
    FreshDict,
    FreshField,
    FreshList,
    StoredField,
    fresh_type,
    is_untouched,
    stands_for_null,
)
from ska_oso_pdm.ext.values.quantity import QuantityField, QuantityOf, made, quantity_of


class PdmObject(BaseModel):
    """An object of the data model.

    Fields are checked when the object is made and when one is assigned. Unknown keys of a
    document are kept, in `model_extra`. A field that the document leaves out reads as `None`, or
    as an empty container that may be filled; a container that is null reads as an empty one too.
    Two objects are equal when they are of one class and their fields read alike, whether or not a
    default was written out.

    Raises:
        pydantic.ValidationError: when a value does not fit its field.
    """

    model_config = ConfigDict(
        extra="allow",
        validate_assignment=True,
        protected_namespaces=(),
        serialize_by_alias=True,
        ser_json_inf_nan="constants",
    )

    __pdm_tags__: ClassVar[dict[str, str]] = {}
    """Constants of the class, such as `kind`: required in a document, given by Python."""

    __pdm_keys__: ClassVar[dict[str, str]] = {}
    """Keys of documents that are no names in Python, by field."""

    __pdm_fresh__: ClassVar[dict[str, Callable[[], Any]]] = {}
    """Optional containers and sub-objects of the class, by field, with what makes a fresh one."""

    __pdm_fresh_for_null__: ClassVar[frozenset[str]] = frozenset()
    """Sub-objects that may be null, and still read as fresh ones where they are absent."""

    __pdm_quantities__: ClassVar[dict[str, QuantityOf]] = {}
    """Fields that hold a number with a unit."""

    __pdm_absent__: ClassVar[dict[str, Callable[[Any], Any]]] = {}
    """Quantities that follow from other fields where the document leaves them out."""

    __pdm_former__: ClassVar[dict[str, tuple[str, str]]] = {}
    """Former keys of required fields: the field, and what to write."""

    __pdm_derived__: ClassVar[bool] = False
    """Whether somebody else derived the class from a generated one."""

    __pdm_any_derived__: ClassVar[bool] = False
    """Whether there is such a class; set on this class."""

    @as_base_init
    def __init__(self, /, **data: Any) -> None:
        super().__init__(**self._new(data))

    @classmethod
    def _new(cls, data: dict[str, Any]) -> dict[str, Any]:
        """Add what an object has that is made in Python, and not read from a document."""
        for name, key in cls.__pdm_keys__.items():
            if name in data and key not in data:
                data[key] = data.pop(name)
        return {**cls.__pdm_tags__, **data}

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        cls._describe()

    @classmethod
    def _describe(cls) -> None:
        """Find out, once for each class, what its fields are; Pydantic may build it first."""
        if "__pdm_quantities__" in cls.__dict__:
            return
        if not cls.__module__.startswith("ska_oso_pdm."):
            cls.__pdm_derived__ = PdmObject.__pdm_any_derived__ = True
        if cls.__module__.startswith(GENERATED):
            cls._describe_fields()
        else:
            cls._inherit_descriptions()
        cls.__pdm_quantities__ = {
            name: found
            for name, field in cls.__pydantic_fields__.items()
            if (found := quantity_of(field.annotation, field.metadata))
        }
        cls.__pdm_keys__ = {
            name: field.alias for name, field in cls.__pydantic_fields__.items() if field.alias
        }
        for name in cls.__pdm_quantities__:
            setattr(cls, name, QuantityField(name, cls.__pdm_absent__.get(name)))

    @classmethod
    def _describe_fields(cls) -> None:
        """Find the tags, containers and sub-objects of a generated class."""
        fields = cls.__pydantic_fields__
        cls.__pdm_tags__ = {
            name: field.default
            for name, field in fields.items()
            if get_origin(field.annotation) is Literal and isinstance(field.default, str)
        }
        cls.__pdm_fresh__ = {
            name: fresh
            for name, field in fields.items()
            if not field.is_required()
            and (fresh := fresh_type(field.annotation, nullable=name in cls.__pdm_fresh_for_null__))
        }
        for name, field in fields.items():
            if isinstance(field.default, list) and field.default:
                cls.__pdm_fresh__[name] = partial(DefaultList, field.default)
        for name, fresh in cls.__pdm_fresh__.items():
            setattr(cls, name, FreshField(name, fresh))

    @classmethod
    def _inherit_descriptions(cls) -> None:
        """Take over what the bases say of fields; one that the class itself defines is its own."""
        defined = get_annotations(cls)
        tags: dict[str, str] = {}
        fresh: dict[str, Callable[[], Any]] = {}
        for base in reversed(cls.__mro__[1:]):
            tags.update(vars(base).get("__pdm_tags__", {}))
            fresh.update(vars(base).get("__pdm_fresh__", {}))
        cls.__pdm_tags__ = {name: tag for name, tag in tags.items() if name not in defined}
        cls.__pdm_fresh__ = {name: make for name, make in fresh.items() if name not in defined}
        for name in defined.keys() & cls.__pydantic_fields__.keys():
            field = cls.__pydantic_fields__[name]
            if field.default in ([], {}) or field.default_factory in (list, dict):
                cls.__pdm_fresh__[name] = fresh_type(field.annotation) or FreshList
                setattr(cls, name, FreshField(name, cls.__pdm_fresh__[name]))
            elif name in fresh or name in cls.__pdm_quantities__:
                setattr(cls, name, StoredField(name))

    @classmethod
    def model_construct(cls, _fields_set: set[str] | None = None, **values: Any) -> Self:
        """Make an object without checking; see Pydantic. The tags are given here too."""
        if _fields_set is not None:
            _fields_set = _fields_set | cls.__pdm_tags__.keys()
        return super().model_construct(_fields_set, **{**cls.__pdm_tags__, **values})

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        cls._describe()
        return adapted(cls, handler(source), handler)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Derive a JSON Schema; it names, in `x-schema`, the schema that the class was made from.

        A class that somebody else derived may have other fields; it names none.
        """
        return marked(cls.__module__, core, handler)

    @classmethod
    def _refuse_former(cls, value: Any) -> Any:
        """Say what to write where a former key stands in the place of a required one."""
        if isinstance(value, dict):
            for former, (new, clause) in cls.__pdm_former__.items():
                if former in value and new not in value:
                    raise PydanticCustomError(
                        "former_key",
                        "{title} has no {former}; {clause}",
                        {"title": cls.__name__, "former": repr(former), "clause": clause},
                    )
        return value

    @property
    def model_fields_set(self) -> set[str]:
        """The fields that were given or changed; looking at one does not count."""
        return {
            name
            for name in self.__pydantic_fields_set__
            if name in self.__pdm_quantities__ or not is_untouched(self.__dict__.get(name))
        }

    def __setattr__(self, name: str, value: Any) -> None:
        """Assign a field; a name that is no field, nor an unknown key that was kept, is refused.

        Raises:
            AttributeError: for such a name; it would be written as an unknown key.
            pydantic.ValidationError: when the value does not fit the field.
        """
        cls = type(self)
        known = name in cls.__pydantic_fields__ or name in (self.__pydantic_extra__ or ())
        if not (known or name.startswith("_") or isinstance(getattr(cls, name, None), property)):
            from ska_oso_pdm.likeness import nearest

            close = nearest(name, cls.__pydantic_fields__)
            hint = f"; did you mean {close!r}?" if close else ""
            raise AttributeError(f"{cls.__name__} has no field {name!r}{hint}")
        super().__setattr__(name, value)

    def __delattr__(self, name: str) -> None:
        """Make an optional field absent again."""
        field = type(self).__pydantic_fields__.get(name)
        if field is None:
            super().__delattr__(name)
        elif field.is_required() or name in self.__pdm_tags__:
            raise AttributeError(f"{type(self).__name__}.{name} is required and cannot be absent")
        else:
            self.__dict__[name] = field.get_default(call_default_factory=True)
            self.__pydantic_fields_set__.discard(name)

    __hash__ = None  # type: ignore[assignment]  # equal objects may be changed apart

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        assert isinstance(other, PdmObject)
        if (self.__pydantic_extra__ or {}) != (other.__pydantic_extra__ or {}):
            return False
        if self.__dict__ == other.__dict__:
            return True
        return all(
            self.__dict__.get(name) == other.__dict__.get(name)
            or self._reading(name) == other._reading(name)
            for name in type(self).__pydantic_fields__
        )

    def _reading(self, name: str) -> Any:
        """Give what counts of a field: what is absent, null and empty in a container is alike."""
        if name in self.__pdm_quantities__:
            return getattr(self, name)
        value, fresh = self.__dict__.get(name), self.__pdm_fresh__.get(name)
        if fresh in (FreshList, FreshDict):
            return value or None
        if fresh and name not in self.__pydantic_fields_set__:
            return fresh()
        # Where there is a default, null says no more than it, and the complete form lacks both.
        return type(self).__pydantic_fields__[name].default if value is None else value

    def __repr_args__(self) -> Iterable[tuple[str | None, Any]]:
        """Show what the document holds, and leave out what it leaves out."""
        for name in type(self).__pydantic_fields__:
            value = self.__dict__.get(name)
            if name in self.__pydantic_fields_set__ and not is_untouched(value):
                shown = made(value) if name in self.__pdm_quantities__ else value
                yield name, None if stands_for_null(value) else shown
        yield from (self.__pydantic_extra__ or {}).items()
