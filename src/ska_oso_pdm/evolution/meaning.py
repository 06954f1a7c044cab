"""What a schema says otherwise that no validator sees: what values mean, and what they are called.

Each kind of change asks for a bump of the version number, at least:

- **major**, where a program that goes on as before takes one thing for another, or no longer finds
  it: a default stands for what is absent; a unit or physical type, what a reference leads to and
  what null stands for are a part of the value; the names of classes, of components and of the
  members of enums are written in programs. A unit that comes or goes counts alike: nobody can know
  that what is told now is what was meant before.
- **minor**, where a program does the same as before and others do more: marks of personal data and
  of what archives add, what is deprecated, that an identifier is a reference or none any more, that
  null has a meaning which it had not, a class that has moved to another file (the version is in
  its path anyhow), and the default of a key that has to be written both before and after, which
  classes fill in for those who write and no reader needs. An annotation that is not known here is
  one of these, since somebody may read it.
- **patch**, where only people read it: descriptions, examples, advice about earlier keys, where
  something is known from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from ska_oso_pdm.catalogue.registry import parse_url
from ska_oso_pdm.evolution.change import Asks, Change, Steps
from ska_oso_pdm.evolution.naming import called, is_referred, name_of
from ska_oso_pdm.evolution.parts import Part, Resolve, Said, said_in
from ska_oso_pdm.evolution.quantities import is_quantity, measured
from ska_oso_pdm.evolution.shapes import NOTHING
from ska_oso_pdm.evolution.values import listed
from ska_oso_pdm.phrases import show
from ska_oso_pdm.units import size_of

Required = tuple[bool, bool]


class _Annotation(NamedTuple):
    """An annotation that says something, with its words.

    Attributes:
        code: what its changes are called: `-changed`, `-added` or `-removed` behind it.
        noun: what it is, with the name of the value in it.
        asks: the bump for another one, a new one, and one that is gone.
        is_shown: whether the sentence shows what it says.
        is_many: whether the noun is a plural.
    """

    code: str
    noun: str
    asks: tuple[Asks, Asks, Asks]
    is_shown: bool = True
    is_many: bool = False


_ALWAYS: tuple[Asks, Asks, Asks] = ("major", "major", "major")
_ANOTHER: tuple[Asks, Asks, Asks] = ("major", "minor", "minor")
_READ: tuple[Asks, Asks, Asks] = ("minor", "minor", "minor")
_NOTES: tuple[Asks, Asks, Asks] = ("patch", "patch", "patch")
_ANNOTATIONS = {
    "default": _Annotation("default", "the default of {}", _ALWAYS),
    "x-unit": _Annotation("unit", "the unit of {}", _ALWAYS),
    "x-refers-to": _Annotation("reference", "the document that {} refers to", _ANOTHER),
    "x-names": _Annotation("reference", "the part of the document that {} names", _ANOTHER),
    "x-null-means": _Annotation("null-meaning", "what null stands for at {}", _ANOTHER),
    "description": _Annotation("description", "the description of {}", _NOTES, is_shown=False),
    "examples": _Annotation("examples", "the examples of {}", _NOTES, is_shown=False, is_many=True),
    "x-former-keys": _Annotation(
        "former-keys", "the advice about earlier keys of {}", _NOTES, is_shown=False
    ),
    "x-source": _Annotation("source", "the source of {}", _NOTES),
    "x-free-form": _Annotation(
        "free-form", "the note that {} holds any JSON", _NOTES, is_shown=False
    ),
}
_MARKS = {
    "x-personal": ("personal-mark", "personal data"),
    "x-archive": ("archive-mark", "what archives add"),
    "deprecated": ("deprecation", "deprecated"),
}
_OF_THEIR_OWN = frozenset({"default", "x-enum-varnames"})


class Meanings:
    """Compares what parts mean; tells what stands at one place once.

    Args:
        old: gives parts of the old schemas by URL.
        new: the same of the new ones.
        label: tells the text that stands for a constant, see `Shapes`.
    """

    def __init__(self, old: Resolve, new: Resolve, label: Callable[[str], str]) -> None:
        self._old, self._new, self._label = old, new, label
        self._told: set[tuple[Any, ...]] = set()

    def of_place(
        self, a: Part, b: Part, steps: Steps, required: Required = (False, False)
    ) -> Iterator[Change]:
        """Yield what is told otherwise of a place.

        Args:
            a: what stands there in the old schemas.
            b: the same in the new ones.
            steps: how a document comes there.
            required: whether it has to be there, in the old schemas and in the new ones.
        """
        yield from self._default(a, b, steps, required)
        keys = (a.said.keys() | b.said.keys()) - _OF_THEIR_OWN
        if is_quantity(a, self._old) != is_quantity(b, self._new):
            keys -= {"x-unit"}  # which the change of the whole has in its sentence
        for key in sorted(keys):
            yield from self._annotation(key, (a, b), steps)

    def of_definition(self, a: Part, b: Part, steps: Steps) -> Iterator[Change]:
        """Yield what is told otherwise of what places hold, wherever that is used."""
        own = [part._replace(said=said_in(part.schema, part.url)) for part in (a, b)]
        both = own[0].said.keys() & own[1].said.keys()  # what stands beside a reference hides it
        for key in sorted(both - _OF_THEIR_OWN):
            yield from self._annotation(key, (own[0], own[1]), steps)
        yield from self._name(a, b, steps)
        yield from self._member_names(a, b, steps)
        yield from self._physical_type(a, b, steps)

    # --- annotations

    def _annotation(self, key: str, parts: tuple[Part, Part], steps: Steps) -> Iterator[Change]:
        old, new = (part.said.get(key) for part in parts)
        if key in _MARKS:  # one that says no is none
            old, new = (said if said and said.value is True else None for said in (old, new))
        if self._is_same(old, new) or self._is_told(key, old, new):
            return
        code, said, asks = _worded(key, _name(parts, old, new), old, new)
        yield _change(code, said, _places(parts, old, new), steps, asks)

    def _is_same(self, old: Said | None, new: Said | None) -> bool:
        """Tell whether two annotations say the same, or both are not there."""
        values = [self._plain(said.value) if said else None for said in (old, new)]
        return (old is None) == (new is None) and repr(values[0]) == repr(values[1])

    def _plain(self, value: Any) -> Any:
        """Give a value with labels as they stand for all versions, and 1.0 as 1."""
        if isinstance(value, dict):
            return {key: self._plain(value[key]) for key in sorted(value)}
        if isinstance(value, list):
            return [self._plain(part) for part in value]
        if isinstance(value, float) and value.is_integer():
            return int(value)
        return self._label(value) if isinstance(value, str) else value

    def _is_told(self, key: str, old: Said | None, new: Said | None) -> bool:
        told = key, old and old.url, new and new.url
        if told in self._told:
            return True
        self._told.add(told)
        return False

    # --- defaults

    def _default(self, a: Part, b: Part, steps: Steps, required: Required) -> Iterator[Change]:
        old, new = a.said.get("default"), b.said.get("default")
        read = [None if must else said for must, said in zip(required, (old, new))]
        if self._is_same(old, new) and self._is_same(*read):
            return
        if self._is_told(f"default {required}", old, new):
            return
        name = _name((a, b), old, new)
        asks: Asks = "minor" if self._is_same(*read) else "major"
        if required == (True, False) and new is not None:
            code = "required-became-defaulted"
            said = f"{name} had to be there, and where it is absent it is {show(new.value)} now"
        elif required == (False, True) and old is not None:
            code = "defaulted-became-required"
            said = f"{name} was {show(old.value)} where it is absent, and has to be there now"
        else:
            code, said, _ = _worded("default", name, old, new)
        yield _change(code, said, _places((a, b), old, new), steps, asks)

    # --- names and physical types

    def _name(self, a: Part, b: Part, steps: Steps) -> Iterator[Change]:
        """Yield what the class, and the component of OpenAPI, is called otherwise."""
        if not (a.title and b.title):
            return
        if a.title != b.title:
            said = f"the class and the component {a.title} is {b.title} now"
            yield _change("class-renamed", said, (a.url, b.url), steps, "major")
        files = [_file(part.url) for part in (a, b)]
        if files[0] != files[1] and "type" in a.schema:
            said = f"the class {b.title} is in {files[1]} now, and was in {files[0]}"
            yield _change("class-moved", said, (a.url, b.url), steps, "minor")

    def _member_names(self, a: Part, b: Part, steps: Steps) -> Iterator[Change]:
        """Yield members of an enum whose value has stayed, and whose name in programs has not."""
        old, new = (part.said.get("x-enum-varnames") for part in (a, b))
        if not (old or new) or self._is_told("x-enum-varnames", old, new):
            return
        names = _member_names(a), _member_names(b)
        for value, was in names[0].items():
            now = names[1].get(value, was)
            if was != now:
                name = name_of(a, b)
                said = f"{name}: the member {show(value)} is called {now} now, and was {was}"
                places = _places((a, b), old, new)
                yield _change("member-renamed", said, places, steps, "major")

    def _physical_type(self, a: Part, b: Part, steps: Steps) -> Iterator[Change]:
        if not (is_quantity(a, self._old) and is_quantity(b, self._new)):
            return
        old, new = measured(a, self._old), measured(b, self._new)
        if old and new and not old & new:
            said = f"{name_of(a, b)} measures {_in_words(new)} now, and measured {_in_words(old)}"
            yield _change("physical-type-changed", said, (a.url, b.url), steps, "major")


def _worded(key: str, name: str, old: Said | None, new: Said | None) -> tuple[str, str, Asks]:
    """Give the code, the sentence and the bump for an annotation that is another one."""
    way = 1 if old is None else 2 if new is None else 0
    if key in _MARKS:
        code, words = _MARKS[key]
        said = f"{name} is marked as {words} {'now' if new else 'no longer'}"
        return f"{code}-{'added' if new else 'removed'}", said, "minor"
    kind = _ANNOTATIONS.get(key, _Annotation("annotation", f"what {key} says of {{}}", _READ))
    noun = kind.noun.format(name)
    code = f"{kind.code}-{('changed', 'added', 'removed')[way]}"
    if not kind.is_shown:
        verbs = (("is another", "are others"), ("is new", "are new"), ("is gone", "are gone"))
        return code, f"{noun} {verbs[way][kind.is_many]}", kind.asks[way]
    was, now = (show(said.value) if said else "" for said in (old, new))
    if key == "x-unit" and old and new and _kind(old) != _kind(new):
        said = f"{name} measures {_kind(new)} in {now} now, and measured {_kind(old)} in {was}"
        return "physical-type-changed", said, "major"
    said = (
        f"{noun} is {now} now, and was {was}",
        f"{noun} is {now} now, and was not said",
        f"{noun} is not said any more, and was {was}",
    )[way]
    return code, said, kind.asks[way]


def _kind(said: Said) -> str:
    """Give the physical type of a unit; the unit itself where that is not known."""
    size = size_of(said.value) if isinstance(said.value, str) else None
    return size.kind if size else "something"


def _change(code: str, said: str, places: tuple[str, str], steps: Steps, asks: Asks) -> Change:
    return Change(code, said, *places, NOTHING, NOTHING, steps, asks=asks)


def _places(parts: tuple[Part, Part], old: Said | None, new: Said | None) -> tuple[str, str]:
    """Give where something is said; of what is not, where it would be."""
    shared = all(_is_shared(part, said) for part, said in zip(parts, (old, new)) if said)
    places = [part.url if shared else part.asked_at for part in parts]
    return (old.url if old else places[0], new.url if new else places[1])


def _name(parts: tuple[Part, Part], old: Said | None, new: Said | None) -> str:
    """Give what something is said of: a place, or what all places have that refer to it."""
    told = [(part, said) for part, said in zip(parts, (old, new)) if said]
    part, said = next((one for one in told if not _is_shared(*one)), told[0])
    return called(said.url, part.title)


def _is_shared(part: Part, said: Said) -> bool:
    """Tell whether an annotation stands where a place refers to, and not at the place."""
    return is_referred(part) and not said.url.startswith(part.asked_at)


def _member_names(part: Part) -> dict[Any, str]:
    """Give what programs call the members of an enum, by value; without names, as the value is."""
    said = part.said.get("x-enum-varnames")
    values = [value for value in listed(part) if isinstance(value, (str, int))]
    names = said.value if said and isinstance(said.value, list) else map(str, values)
    return dict(zip(values, map(str, names)))


def _in_words(kinds: frozenset[str]) -> str:
    return " or ".join(sorted(kinds))


def _file(url: str) -> str:
    """Give the entity or part whose file a schema stands in."""
    base = url.partition("#")[0]
    identifier = parse_url(base)
    return identifier.entity if identifier else base
