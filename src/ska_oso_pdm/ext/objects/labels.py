"""Labels of documents: the `interface` of a layout, and what its documents used to wear instead.

Until now every service wrote one label, `…/0.1`, over whatever layout it had, or none, and took
bodies of requests without one.
"""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import BaseModel
from pydantic_core import PydanticCustomError

from ska_oso_pdm.ext.objects.earlier import shown_earlier


class OldLabelMixin:
    """Reads documents that say they are of layout 0.1, or nothing, and gives them the honest label.

    A document of an earlier layout is refused: a key shows it, and the label does not say 1.0.
    """

    __pdm_earlier_keys__: ClassVar[tuple[str, ...]] = ()
    """Keys at the root that show an earlier layout; those of `schemas/markers.json`."""

    def _refuse_earlier(self: Any, context: Any) -> None:
        """Refuse a document that has a key of an earlier layout and does not say that it is new.

        Pydantic calls this when the object is made: a function before that would cost the native
        reading of text.
        """
        values = self.__dict__
        label = values["interface"].__class__
        if label is OldLabel or "interface" not in self.__pydantic_fields_set__:
            values["interface"] = str(values["interface"])
            for key in self.__pdm_earlier_keys__:
                if key in (self.__pydantic_extra__ or ()):
                    raise _earlier_layout(repr(key), values["interface"])
        if type(self).model_post_init is not BaseModel.model_post_init:
            self.model_post_init(context)

    @classmethod
    def _refuse_layout(cls: Any, document: Any) -> None:
        """Refuse a document, which the class cannot read, as one of an earlier layout if it is."""
        honest = cls.__pdm_tags__["interface"]
        if isinstance(document, dict) and (shown := shown_earlier(document, honest)):
            raise _earlier_layout(repr(shown), honest)


def _earlier_layout(shown: str, honest: str) -> PydanticCustomError:
    return PydanticCustomError(
        "earlier_layout",
        "{key} shows a layout from before {label}; convert the document first, with "
        "ska_oso_pdm.convert() or the command ska-oso-pdm upgrade",
        {"key": shown, "label": honest},
    )


class OldLabel(str):
    """The honest label, in the place of an old one, until the object is made."""

    __slots__ = ()


def old_label(honest: str) -> str:
    """Give the label that documents of an entity used to wear."""
    return f"{honest.rpartition('/')[0]}/0.1"
