"""Reads documents into objects and writes objects as documents."""

from __future__ import annotations

import json
import os
import re
from functools import partial
from typing import IO, TYPE_CHECKING, Any, Literal, TypeVar

from pydantic_core import PydanticSerializationError, ValidationError

from ska_oso_pdm import validation
from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.catalogue.registry import SchemaId
from ska_oso_pdm.codec.receipt import Reading, Receipt, defaulted, defaulted_in
from ska_oso_pdm.documents import atomic, quick_json
from ska_oso_pdm.documents.snapshot import snapshot
from ska_oso_pdm.documents.source import Source, read_file, read_source
from ska_oso_pdm.errors import (
    DisagreementError,
    InvalidDocumentError,
    Issue,
    RefusedConversionError,
    UnknownLayoutError,
    UnreadableError,
    UnwritableError,
)
from ska_oso_pdm.ext.objects.written import faithful
from ska_oso_pdm.forking import first_use
from ska_oso_pdm.pointers import pointer
from ska_oso_pdm.recognition import layout
from ska_oso_pdm.recognition.labelling import Label, newer_label, settle_label, settle_layout

if TYPE_CHECKING:
    from ska_oso_pdm.ext.objects.base import PdmObject
    from ska_oso_pdm.migrations import Allowed

T = TypeVar("T", bound="PdmObject")
Unknown = Literal["error", "keep"]

__all__ = [
    "Reading",
    "Receipt",
    "dump",
    "dumps",
    "load",
    "load_as",
    "load_from_file",
    "loads",
    "read",
    "to_json_value",
]


def read(
    source: Any, name: str | None = None, *, to: str | None = None, allowed: Allowed | None = None
) -> Reading:
    """Read a document in the layout that it really has, or in another, and say what was found.

    Unknown keys are kept; the receipt lists them.

    Args:
        source: JSON text as `str` or `bytes`, a path object, a file object, or a parsed `dict`.
        name: file name for messages.
        to: version of the layout to convert it to, or `current`; by default it stays as it is.
            `declared`, `evidence` and `label_issues` of the receipt tell about the document before,
            the rest about the converted one.
        allowed: what the conversion may assume, and whether doubtful values may be lost.

    Raises:
        UnreadableError: when there is no I-JSON value.
        UnknownLayoutError: when neither label nor content names a known layout, or no steps lead
            to the other one.
        InvalidDocumentError: when the document breaks its schema.
        RefusedConversionError: when something in it is doubtful or wrong.
    """
    document = read_source(source, name)
    label = settle_label(document) if to is None else settle_layout(document)
    shown = layout.evidence(document.document, label.schema)
    conversion, made_from, made_label = None, document, label
    if to is not None and not (label.is_newer and to == "current"):  # that is what it nearly is
        from ska_oso_pdm.conversion import convert

        conversion = convert(document, to, allowed=allowed)
        if conversion.document is None:
            raise RefusedConversionError(conversion.problems, document.name)
        made_from = Source(conversion.document, None, document.name)
        made_label = settle_label(made_from)
    made, issues = _read(made_from, made_label.schema.url, made_label, "keep")
    text = snapshot(made_label.corrected(made_from.document))
    receipt = Receipt(
        declared=label.declared,
        entity=made_label.schema.entity,
        version=made_label.schema.version,
        evidence=[pointer(place) for place in shown],
        unknown=[issue.path for issue in issues],
        defaulted=partial(defaulted_in, text, type(made)) if text else defaulted(made),
        label_issues=list(label.issues),
        conversion=conversion,
    )
    return Reading(made, receipt)


def load(source: Any, name: str | None = None, *, unknown: Unknown = "error") -> Any:
    """Read a document into an object.

    Args:
        source: JSON text as `str` or `bytes`, a path object, a file object, or a parsed `dict`.
        name: file name for messages.
        unknown: `error` refuses keys that the schema does not know; `keep` keeps them in the
            object, and they are written back.

    Returns:
        The object, of the generated class for the document's entity and layout.

    Raises:
        UnreadableError: when there is no I-JSON value.
        UnknownLayoutError: when neither label nor content names a known layout.
        InvalidDocumentError: when the document breaks its schema, or has unknown keys.
    """
    return _load(read_source(source, name), unknown)


def loads(text: str | bytes, *, unknown: Unknown = "error") -> Any:
    """Read JSON text into an object; see `load`."""
    return load(text, unknown=unknown)


def load_from_file(path: str | os.PathLike[str], *, unknown: Unknown = "error") -> Any:
    """Read a file into an object; see `load`."""
    return _load(read_file(path), unknown)


def load_as(cls: type[T], source: Any, *, unknown: Unknown = "error") -> T:
    """Read the JSON of one class, which may be a part of a document; type checkers know it then.

    Args:
        cls: a generated class, or one derived from it.
        source: as for `load`.
        unknown: as for `load`.

    Returns:
        The object, of that class.

    Raises:
        UnreadableError: when there is no I-JSON value.
        UnknownLayoutError: for a whole document of another entity or version.
        InvalidDocumentError: when the JSON breaks the schema of the class, or has unknown keys.
    """
    identifier, url = registry.schema_of_class(cls)
    document, label = read_source(source), None
    if "#" not in url and registry.is_root(identifier):
        label = settle_label(document)
        if label.schema != identifier:
            raise UnknownLayoutError([_other(document, label, identifier)], document.name)
    made: T = _read(document, url, label, unknown, cls)[0]
    return made


def _other(document: Source, label: Label, expected: SchemaId) -> Issue:
    """Say what a document is that is not the one to be read."""
    found = label.schema
    message = f"this is {found.url}, not {expected.url}; "
    older = registry.version_key(found.version) < registry.version_key(expected.version)
    if found.entity != expected.entity or not older:
        return document.issue("/interface", "other-document", message + "read it with load()")
    message += (
        "convert it first, with ska_oso_pdm.convert() or the command ska-oso-pdm upgrade, or read "
        "it as it is with load()"
    )
    return document.issue("/interface", "earlier-layout", message)


def dumps(
    obj: PdmObject,
    *,
    indent: int | None = None,
    version: str | None = None,
    allowed: Allowed | None = None,
) -> str:
    """Write an object as JSON text: what was read, and what was changed since, nothing else.

    What the document left out stays out, an explicit null stays null, numbers and times keep their
    form, keys come in the order of the schema.

    Args:
        obj: a document, or a part of one.
        indent: number of spaces for each level; None writes one line.
        version: version of the layout to write, for a reader that lags; by default that of the
            object.
        allowed: what may be assumed for it. With `Allowed(loss=True)` what the layout has no place
            for is left out.

    Raises:
        UnwritableError: when the object does not make a valid document, or the layout has no place
            for a value in it; the issues say where.
    """
    value = to_json_value(obj)
    if version is not None:
        value = _in_layout(value, version, allowed)
    if indent is None:
        return _compact(value)
    written = _indented(value) if indent == 2 else None
    return written or _by_json(value, indent=indent)


def dump(
    obj: PdmObject,
    target: str | os.PathLike[str] | IO[str],
    *,
    indent: int | None = 2,
    version: str | None = None,
    allowed: Allowed | None = None,
) -> None:
    """Write an object to a file; see `dumps`. A path is replaced whole or not at all.

    Raises:
        UnwritableError: when the object does not make a valid document.
        OSError: when the file cannot be written. One that is read-only, and one with several hard
            links, is kept as it is.
    """
    text = dumps(obj, indent=indent, version=version, allowed=allowed) + "\n"
    if isinstance(target, (str, os.PathLike)):
        atomic.replace(target, text.encode())
    else:
        target.write(text)


def to_json_value(obj: PdmObject) -> dict[str, Any]:
    """Give the faithful form of an object as a dict of JSON values; see `dumps`.

    Raises:
        UnwritableError: when the object does not make a valid document.
    """
    _, url = registry.schema_of_class(type(obj))
    try:
        value = faithful(obj)
    except PydanticSerializationError as error:
        raise UnwritableError([Issue("", "not-json", str(error))]) from None
    if obj.__pdm_any_derived__:
        _add_derived(obj, value)
    try:
        issues = validation.check(
            Source(value), url, _label_of(value), numbers="free-form", besides=("unknown-key",)
        )
    except UnreadableError as error:
        raise UnwritableError(error.issues) from None
    # Unknown keys are written: whoever read or made the object chose to keep them.
    if any(issue.code != "unknown-key" for issue in issues):
        raise UnwritableError(issues)
    return value


def _label_of(value: dict[str, Any]) -> Label | None:
    """Give the label of what was read from a newer minor version, which stays."""
    interface = value.get("interface")
    labelled = registry.parse_url(interface) if isinstance(interface, str) else None
    return newer_label(labelled) if labelled else None


def _in_layout(value: dict[str, Any], version: str, allowed: Allowed | None) -> dict[str, Any]:
    """Convert a document; refuse to leave out anything but with leave."""
    from ska_oso_pdm.conversion import convert

    try:
        done = convert(value, version, allowed=allowed)
    except UnknownLayoutError as error:
        raise UnwritableError(error.issues) from None
    issues = [issue for issue in done.problems if issue.severity == "error"]
    if not (allowed and allowed.loss):
        issues += [
            Issue(entry.path, "no-place", f"cannot be written in {version}: {entry.reason}")
            for entry in done.set_aside
            if entry.needed
        ]
    if issues or done.document is None:
        raise UnwritableError(issues)
    return done.document


def _add_derived(obj: Any, value: Any) -> None:
    """Add fields of classes derived from ours: Pydantic writes those of the declared class only."""
    waiting = [(obj, value)]
    while waiting:
        part, written = waiting.pop()
        if isinstance(part, list) and isinstance(written, list):
            waiting += zip(part, written)
        elif isinstance(written, dict):
            members = part if isinstance(part, dict) else getattr(part, "__dict__", {})
            waiting += [(members[key], written[key]) for key in members.keys() & written.keys()]
            if getattr(type(part), "__pdm_derived__", False):
                own = faithful(part)
                for key in own.keys() - written.keys():
                    written[key] = own[key]


def _load(source: Source, unknown: Unknown) -> Any:
    label = settle_label(source)
    return _read(source, label.schema.url, label, unknown)[0]


def _read(
    source: Source, url: str, label: Label | None, unknown: Unknown, cls: Any = None
) -> tuple[Any, list[Issue]]:
    """Judge by the schema at `url`, then make the object; give it with the unknown keys kept."""
    besides = ("unknown-key",) if unknown == "keep" else ()
    issues = validation.check(source, url, label, numbers="none", besides=besides)
    errors = [issue for issue in issues if issue.severity == "error"]
    if errors and not (unknown == "keep" and all(i.code == "unknown-key" for i in errors)):
        raise InvalidDocumentError(errors, source.name)
    if cls is None and label:
        cls = registry.class_for(label.schema)
    document = label.corrected(source.document) if label else source.document
    made = _make(source, document, cls)
    if label and label.is_newer:
        made.__dict__["interface"] = label.declared  # with additions it is no document of its class
    return made, issues


def _make(source: Source, document: Any, cls: Any) -> Any:
    """Make the object; the schema has already accepted the document."""
    try:
        with first_use(cls.__name__):
            return cls.__pydantic_validator__.validate_python(document)
    except ValidationError as error:
        source.require_proper()
        issues = [
            source.issue(pointer(detail["loc"]), "class-disagrees", detail["msg"])
            for detail in error.errors(include_url=False)
        ]
        raise DisagreementError(issues, source.name) from error


def _compact(value: Any) -> str:
    try:
        return quick_json.written(value).decode()
    except TypeError:  # an integer beyond 64 bits, which JSON allows and orjson does not
        return _by_json(value, separators=(",", ":"))


def _by_json(value: Any, **options: Any) -> str:
    """Write by `json`, which also writes half of a surrogate pair, and no file can hold that.

    Raises:
        UnwritableError: for such a text in a free-form part.
    """
    text = json.dumps(value, ensure_ascii=False, **options)
    try:
        text.isascii() or text.encode()
    except UnicodeEncodeError:
        try:
            Source(value).require_proper()
        except UnreadableError as error:
            raise UnwritableError(error.issues) from None
        raise
    return text


def _indented(value: Any) -> str | None:
    """Write JSON with an indent of two as `json` does, or give None where orjson differs."""
    try:
        text = quick_json.indented(value)
    except TypeError:
        return None
    if text is None or _EXPONENT.search(text) or _SMALL.search(text):
        return None
    return text.decode()


# Numbers that `json` writes otherwise (`1e16`, `1e-7`; `0.00001`), at the end of their line, where
# no text can be. Two patterns: each begins with a letter that `re` looks for quickly.
_EXPONENT = re.compile(rb"e-?[0-9]+,?\n")
_SMALL = re.compile(rb"0\.0000[0-9]*,?\n")
