"""Labels of documents: the `interface` of a layout, and what its documents used to wear instead.

Until now every service wrote one label, `…/0.1`, over whatever layout it had, or none, and took
bodies of requests without one.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel
from pydantic_core import PydanticCustomError

from ska_oso_pdm.ext.objects.earlier import shown_earlier

# Keys at the root of documents of layouts before 1.0. `schemas/markers.json` has them too, a test
# holds both together: the classes work without it.
_EARLIER_KEYS = {
    "sbd": (
        "fieldConfigurations",
        "scanDefinitions",
        "scanSequence",
        "cspConfigurations",
        "dishConfigurations",
        "sdpConfiguration",
        "field_configurations",
        "scan_definitions",
        "scan_sequence",
        "sdp_configuration",
        "dish_configurations",
        "target_beam_configurations",
        "subarray_beam_configurations",
        "prj_ref",
    ),
    "sbi": ("sbd_id", "executed_on", "runtime_args"),
    "eb": ("sbd_id",),
    "prj": ("obs_programmes", "telescope", "info"),
    "prsl": (
        "info",
        "proposal_id",
        "skao_proposal_id",
        "science_programmes",
        "science_goals",
        "investigators",
    ),
    "review": ("conflict",),
}


class OldLabelMixin:
    """Reads documents that say they are of layout 0.1, or nothing, and gives them the honest label.

    A document of an earlier layout is refused: a key shows it, and the label does not say 1.0.
    """

    @classmethod
    def _earlier_keys(cls: Any) -> tuple[str, ...]:
        """Give the keys at the root that show an earlier layout."""
        return earlier_keys(cls.__pdm_tags__["interface"])

    def _refuse_earlier(self: Any, context: Any) -> None:
        """Refuse a document that has a key of an earlier layout and does not say that it is new.

        Pydantic calls this when the object is made: a function before that would cost the native
        reading of text.
        """
        values = self.__dict__
        label = values["interface"].__class__
        if label is OldLabel or "interface" not in self.__pydantic_fields_set__:
            values["interface"] = str(values["interface"])
            for key in self._earlier_keys():
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


def earlier_keys(honest: str) -> tuple[str, ...]:
    """Give the keys that show an earlier layout of the entity of a label."""
    entity, _, version = honest.rpartition("-pdm-")[2].partition("/")
    return () if version.startswith("0.") else _EARLIER_KEYS.get(entity, ())
