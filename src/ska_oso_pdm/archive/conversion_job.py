"""Converts the documents in one file after the other, or takes them back with a stash."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from ska_oso_pdm.archive.arguments import STDIN, read_argument, shown
from ska_oso_pdm.archive.faults import attempted
from ska_oso_pdm.archive.file_writer import Change, FileWriter, Kept
from ska_oso_pdm.archive.order import Order
from ska_oso_pdm.archive.restorer import Original, Restorer
from ska_oso_pdm.archive.stash_header import is_stash
from ska_oso_pdm.archive.stash_record import Owner, digest, real
from ska_oso_pdm.conversion import CURRENT, Conversion, check_assumptions, convert
from ska_oso_pdm.conversion.doubts import unkept
from ska_oso_pdm.conversion.restoring import kept, restore
from ska_oso_pdm.documents.source import Source, read_source
from ska_oso_pdm.errors import (
    Issue,
    PdmError,
    RefusedConversionError,
    UnknownLayoutError,
    UnreadableError,
)
from ska_oso_pdm.personal import shown_pointer
from ska_oso_pdm.pointers import Place, pointer, tokens
from ska_oso_pdm.recognition.embedded import documents_of
from ska_oso_pdm.recognition.labelling import settle_layout
from ska_oso_pdm.reports.account import (
    Verdict,
    details,
    headline,
    of_file,
    plain_row,
    problem,
    refused_row,
    row,
)
from ska_oso_pdm.reports.details import NOT_CONVERTED, UNREADABLE, UNWRITABLE

_STATUS = {"refused": 1}
_UNKNOWN_TO_STASH = Issue(
    "",
    "not-restored",
    "the stash has nothing of this document, so nothing is put back; check that it is the right "
    "stash, or leave out --restore",
    severity="warning",
)
_IS_STASH = Issue(
    "", "is-a-stash", "a stash, which keeps originals of documents; give it to --restore"
)


class Outcome(NamedTuple):
    """What came of one file.

    Attributes:
        rows: a row for each document, for the JSON report.
        verdicts: what people read of each.
        status: exit status that it asks for.
        text: the new text, where it is to be printed.
        kept: what the stash has of the file, where that is another one now.
    """

    rows: list[dict[str, Any]]
    verdicts: list[Verdict]
    status: int
    text: str | None = None
    kept: Kept | None = None


class Part(NamedTuple):
    """A document in a file.

    Attributes:
        file: the argument that names the file.
        place: where it stands in the file.
        whole: what is in the file.
        source: the document.
        written: its text; empty where it is not inside of a file, or nothing is restored.
    """

    file: str
    place: Place
    whole: Source
    source: Source
    written: str = ""

    @property
    def where(self) -> str:
        """JSON pointer to it."""
        return pointer(self.place)

    @property
    def title(self) -> str:
        """What people read before what is said of it."""
        place = f"#{shown_pointer(self.where)}" if self.place else ""
        return f"{shown(self.file)}{place}"


class Job:
    """What a command line asks for, file by file.

    Attributes:
        warnings: what is to be said before all else.
    """

    def __init__(self, order: Order, files: list[str], *, prints: bool) -> None:
        """Raises:
        WrongAssumptionError: for an assumption that there is none.
        ValueError: for a file that is no stash, and see `FileWriter`.
        """
        self._allowed = order.allowed
        check_assumptions(self._allowed)
        self._order = order
        self._restorer = None if order.restore is None else Restorer(order.restore)
        self.warnings = self._restorer.passed_over if self._restorer else []
        self._files = frozenset(map(real, files)) if self._restorer else frozenset()
        self._writer = FileWriter(order, files)
        shows = not (order.writes or order.dry_run)
        self._keeps_none = order.no_stash or (shows and order.stash is None)
        self._keep = "keep it with --stash FILE" if shows else "leave out --no-stash to keep it"
        self._keep += " in the place of --no-stash" if shows and order.no_stash else ""
        self._prints = prints

    def do(self, file: str) -> Outcome:
        """Convert the documents of a file; write it where that is asked for."""
        outcome = attempted(self._do, file, partial(failed, file))
        return outcome._replace(kept=self._writer.kept())

    def place(self, file: str) -> str:
        """Give the file that has the new text of a file."""
        return self._writer.place(file)

    def _do(self, file: str) -> Outcome:
        try:
            if file != STDIN and is_stash(file):
                raise UnreadableError([_IS_STASH])
            if self._restorer and (done := self._restore_whole(file, _digest_of(file))):
                return done
            source = read_argument(file)
            if self._restorer and file == STDIN:
                data = source.mark.encode() + (source.data or b"")
                if done := self._restore_whole(file, digest(data), data):
                    return done
            return self._do_documents(file, source)
        except PdmError as error:
            return failed(file, *error.issues, status=_status(error))

    def _do_documents(self, file: str, source: Source) -> Outcome:
        changes: dict[Place, Change] = {}
        outcome = Outcome([], [], 0)
        for found in self._parts(file, source):
            part = self._do_part(found, changes)
            outcome.rows.extend(part.rows)
            outcome.verdicts.extend(part.verdicts)
            outcome = outcome._replace(status=max(outcome.status, part.status))
        if outcome.status and not changes:
            return outcome  # the old text would pass for the new one
        text = self._writer.write(file, source, changes)
        return outcome._replace(text=text if self._prints else None)

    def _parts(self, file: str, source: Source) -> list[Part]:
        """List the documents in a file."""
        found = documents_of(source, named=file in self._order.named)
        parts = [Part(file, place, source, document) for place, document in found]
        if self._restorer and source.positions and any(part.place for part in parts):
            texts = source.positions.written([part.where for part in parts])
            parts = [part._replace(written=text) for part, text in zip(parts, texts)]
        return parts

    def _do_part(self, part: Part, changes: dict[Place, Change]) -> Outcome:
        try:
            if self._restorer:
                return self._restore(part, self._restorer, changes)
            done = convert(part.source, self._order.to or CURRENT, allowed=self._allowed)
            if self._keeps_none and not self._allowed.loss:
                done = unkept(part.source, done, self._keep)
            return _account(part, done, changes)
        except PdmError as error:
            issues = [_placed(issue, part.whole, part.where) for issue in error.issues]
            status = _status(error)
            is_unknown = isinstance(error, UnknownLayoutError)
            kind = NOT_CONVERTED if is_unknown else UNREADABLE if status > 1 else "refused"
            why = [problem(issue, part.title, kind) for issue in issues]
            found = Verdict(part.title, kind, why, kind)
            cells = refused_row(shown(part.file), part.where, issues)
            return Outcome([cells], [found], status)

    def _restore_whole(
        self, file: str, found: str | None, data: bytes | None = None
    ) -> Outcome | None:
        """Put back the original text of a file, by its hash; None where the stash has none.

        The file is not parsed: it may be larger, or deeper, than what is read as a document.
        """
        place = Owner(real(file), "", None, None)
        original = self._original(place, found, self._is_given) if found else None
        if original is None:
            return None
        data = _bytes_of(file) if data is None else data
        if digest(data) != found:
            return None  # it was edited this very moment
        text = original.text
        if text is None:
            text = data.decode()
            self._writer.write_whole(file, data, text, None)
        else:
            versions = original.start, original.end
            self._writer.write_whole(file, data, text, Change(None, original.owner, versions))
        part = Part(file, (), Source(None), Source(None))
        return _say_original(part, original)._replace(text=text if self._prints else None)

    def _original(
        self, place: Owner, found: str, taken: Callable[[Owner], bool]
    ) -> Original | None:
        assert self._restorer is not None
        return self._restorer.original(place, found, taken, to=self._order.to)

    def _is_given(self, owner: Owner) -> bool:
        """Tell whether a file is restored in this run as well."""
        return owner.file in self._files

    def _is_taken(self, part: Part, owner: Owner) -> bool:
        if owner.file == real(part.file):
            return _still_there(part, owner)
        return self._is_given(owner)

    def _restore(self, part: Part, restorer: Restorer, changes: dict[Place, Change]) -> Outcome:
        """Put back a document: its original where it was not edited since, or else its parts."""
        if part.place:
            place = Owner(real(part.file), part.where, None, None)
            taken = partial(self._is_taken, part)
            if original := self._original(place, digest(part.written.encode()), taken):
                if original.text is not None:
                    document = read_source(original.text).document
                    versions = original.start, original.end
                    changes[part.place] = Change(document, original.owner, versions)
                return _say_original(part, original)
        schema = settle_layout(part.source).schema
        owner = Owner.of(part.file, part.where, schema.entity, part.source.document)
        stash = restorer.parts(owner, partial(_still_there, part), to=self._order.to)
        if stash is not None:
            return _account(
                part,
                restore(part.source, self._order.to, self._allowed, stash),
                changes,
                back=True,
            )
        if self._order.to is not None:
            done = convert(part.source, self._order.to, allowed=self._allowed)
            if done.status != "current":
                done.problems.append(_UNKNOWN_TO_STASH)
            return _account(part, done, changes)
        layouts = schema.entity, schema.version, schema.version
        rows = [plain_row(shown(part.file), part.where, layouts, "current", [_UNKNOWN_TO_STASH])]
        said = f"left as it is, {schema.entity} {schema.version}"
        why = [problem(_UNKNOWN_TO_STASH, part.title)]
        return Outcome(rows, [Verdict(part.title, said, why)], 0)


def _sets_aside(done: Conversion) -> bool:
    """Tell whether the new document alone does not say all that the old one says."""
    return bool(done.lost or done.read_as) or any(entry.needed for entry in done.set_aside)


def _still_there(part: Part, owner: Owner) -> bool:
    """Tell whether another document, or another file that had it, still stands in its place."""
    if owner.file != real(part.file):
        return os.path.exists(owner.file)
    value: Any = part.whole.document
    for token in tokens(owner.pointer):
        if isinstance(value, list):
            value = value[int(token)] if token.isdecimal() and int(token) < len(value) else None
        else:
            value = value.get(token) if isinstance(value, dict) else None
    assert owner.entity is not None
    return isinstance(value, dict) and owner == Owner.of(
        part.file, owner.pointer, owner.entity, value
    )


def _account(
    part: Part, done: Conversion, changes: dict[Place, Change], *, back: bool = False
) -> Outcome:
    """Tell what came of a document, and note its change."""
    done.problems[:] = [_placed(issue, part.whole, part.where) for issue in done.problems]
    cells = row(shown(part.file), part.where, done, part.whole)
    head = headline(done)
    new = done.document
    if back and new is not None:
        same = _written(new) == _written(part.source.document)
        cells["status"] = "current" if same else "restored"
        layout = f"{done.entity} {done.start}" + ("" if same else f" → {done.end}")
        head = (
            f"restored already, {layout}" if same else f"restored by parts, {layout}: it was edited"
        )
        new = None if same else new
    elif done.status == "current":
        new = None
    if new is not None:
        owner = Owner.of(part.file, part.where, done.entity, new)
        versions = done.start, done.end
        stash = partial(kept, done, part.source)
        changes[part.place] = Change(new, owner, versions, stash, _sets_aside(done))
    found = Verdict(part.title, head, [*details(done, part.title)])
    return Outcome([cells], [found], _STATUS.get(done.status, 0))


def _say_original(part: Part, original: Original) -> Outcome:
    entity = original.owner.entity
    of = "a file with documents inside"
    if entity:
        of = f"{entity} {original.start}"
        of += "" if original.text is None else f" → {original.end}"
    head = f"original already, {of}" if original.text is None else f"restored to its original, {of}"
    status = "current" if original.text is None else "restored"
    layouts = entity, original.start, original.end
    cells = plain_row(shown(part.file), part.where, layouts, status)
    return Outcome([cells], [Verdict(part.title, head, [])], 0)


def _written(document: Any) -> str:
    """Write a document so that those alike are written alike: true is not 1, and 1 is not 1.0."""
    return json.dumps(document, sort_keys=True)


def _digest_of(file: str) -> str | None:
    """Give the SHA-256 of a file; None of what is no plain file or cannot be read."""
    if file == STDIN or not os.path.isfile(file):
        return None
    try:
        with open(file, "rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return None  # reading it as a document says why


def _bytes_of(file: str) -> bytes:
    try:
        with open(file, "rb") as stream:
            return stream.read()
    except OSError:
        return b""


def failed(file: str, *issues: Issue, status: int = 2) -> Outcome:
    """Give the outcome of a file that could not be read or written."""
    name = shown(file)
    counted = UNWRITABLE if any(i.code == "not-writable" for i in issues) else UNREADABLE
    found = Verdict(name, "", [of_file(issue, name, counted) for issue in issues], counted)
    return Outcome([refused_row(name, "", issues)], [found], status)


def _status(error: PdmError) -> int:
    return 1 if isinstance(error, RefusedConversionError) else 2


def _placed(issue: Issue, source: Source, where: str) -> Issue:
    """Give an issue of a document the line and column that it has in the file."""
    if issue.place is not None or not where:
        return issue
    path = where + issue.path
    source.expect(path)
    return Issue(
        issue.path,
        issue.code,
        issue.message,
        severity=issue.severity,
        place=lambda: source.locate(path),
    )
