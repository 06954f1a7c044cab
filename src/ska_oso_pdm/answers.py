"""Answers of services to wrong requests: path and rule, never the value.

FastAPI's own answer repeats the input of a wrong field. Fields may hold personal data, and answers
end in the logs of others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ska_oso_pdm.personal import shown_place

# What the context of Pydantic's errors says of rules; all else there comes from the value. How many
# items there are tells nothing of what they are.
_OF_THE_RULE = frozenset(
    "actual_length class class_name decimal_places discriminator encoding expected "
    "expected_schemes expected_tags expected_version field_type ge gt le lt max_digits max_length "
    "min_length multiple_of pattern tz_expected whole_digits".split()
)
_HIDDEN = "…"

# The same for the errors of this package: those that quote nothing, and the others without it.
_QUOTE_NOTHING = frozenset({"earlier_layout", "json", "not-an-object", "number"})
_TEXTS = {
    "former_key": "{title} has no {former}; {clause}",
    "quantity": "Input should be {name}, an object with value and unit. Its units are {units}",
    "repeated": "Input should be a set, and a member is there twice",
}


# Problems that closed forms tell, whose sentences quote keys at most; the others may quote values.
_OF_KEYS = frozenset(
    {
        "earlier-layout",
        "former-key",
        "missing-key",
        "more-problems",
        "other-document",
        "unknown-key",
    }
)


def without_input(errors: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Give errors of Pydantic with `type`, `loc` and `msg` alone, the message made anew.

    The message says the rule, with `…` for what Pydantic would quote of the value. Rules that a
    service made for itself are told by their type: their words may quote the value too. `loc`
    holds the keys that lead to the value, keys that the sender chose among them, and `(personal)`
    in the place of those that may be personal.

    Args:
        errors: what `errors()` of a ValidationError or RequestValidationError gives.
    """
    return [
        {"type": error["type"], "loc": list(shown_place(error["loc"])), "msg": _message(error)}
        for error in errors
    ]


def _message(error: Mapping[str, Any]) -> str:
    from pydantic_core import PydanticKnownError

    rule, context = error["type"], error.get("ctx", {})
    if rule in _QUOTE_NOTHING or (rule in _OF_KEYS and context.keys() == {"pointer"}):
        return str(error["msg"])
    try:
        if rule in _TEXTS:
            return _TEXTS[rule].format_map(context)
        shown = {key: context[key] if key in _OF_THE_RULE else _HIDDEN for key in context}
        return PydanticKnownError(rule, shown or None).message()
    except (KeyError, TypeError):  # not Pydantic's, or with a number where `…` would stand
        return f"Input breaks the rule {rule!r}"


def hide_inputs(app: Any) -> None:
    """Let a FastAPI application answer wrong requests (422) as `without_input` does.

    Replaces the handler of RequestValidationError that the application has.
    """
    from fastapi.exceptions import RequestValidationError
    from fastapi.responses import JSONResponse

    async def answer(_: Any, error: RequestValidationError) -> JSONResponse:
        return JSONResponse({"detail": without_input(error.errors())}, status_code=422)

    app.add_exception_handler(RequestValidationError, answer)
