"""The codecs of earlier object models, since 2022, on top of `ska_oso_pdm.codec`."""

from __future__ import annotations

import os
from typing import Any, ClassVar, Generic, TypeVar

from ska_oso_pdm import codec
from ska_oso_pdm.documents.source import read_file
from ska_oso_pdm.ext.objects.base import PdmObject

Model = TypeVar("Model", bound=PdmObject)


class MarshmallowCodec:
    """Turns objects into JSON and back; the name says how that was once done.

    Raises:
        ska_oso_pdm.errors.PdmError: when the JSON does not fit the class.
    """

    def dumps(self, obj: PdmObject) -> str:
        """Write an object as JSON text."""
        return codec.dumps(obj)

    def loads(self, pdm_class: type[Model], json_data: str | bytes) -> Model:
        """Make an object of `pdm_class` from JSON text."""
        return codec.load_as(pdm_class, json_data)

    def load_from_file(self, cls: type[Model], path: str | os.PathLike[str]) -> Model:
        """Make an object of `cls` from the JSON of a file."""
        return codec.load_as(cls, read_file(path))


CODEC = MarshmallowCodec()
"""The codec that versions up to 17 gave ready made, in `schemas` and in `openapi`."""


class SchemaCodec(Generic[Model]):
    """Reads and writes the JSON of one class."""

    model: ClassVar[type[Any]]

    def load(self, data: dict[str, Any]) -> Model:
        """Make an object from parsed JSON."""
        made: Model = codec.load_as(self.model, data)
        return made

    def loads(self, json_data: str | bytes) -> Model:
        """Make an object from JSON text."""
        made: Model = codec.load_as(self.model, json_data)
        return made

    def dump(self, obj: Model) -> dict[str, Any]:
        """Give an object as a dict of JSON values."""
        return codec.to_json_value(obj)

    def dumps(self, obj: Model) -> str:
        """Write an object as JSON text."""
        return codec.dumps(obj)
