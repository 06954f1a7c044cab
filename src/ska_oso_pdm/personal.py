"""What may tell of people: no message, line or report repeats such a value, or such a key.

One rule for documents of every layout, valid or not, by keys and texts alone: a value of a wrong
type, or under a key that no schema knows, has no place in a schema. Hidden are

- all that stands at or below a key about people: one that schemas mark with `x-personal`, one of an
  object that has such keys, and any other that says so by its words, `pi_name` or `e-mail`;
- texts and numbers in the place of an object that has some of that in its parts, `metadata`;
- texts that programs made of anything: arguments and errors of calls, links to uploads; but not
  numbers, and identifiers of the observatory, `SKA001` or `scan-00001`; a summary shows them, for
  whoever opens a document that was executed looks for them;
- every text with an e-mail address in it, wherever it stands.

`true`, `null` and what is empty tell of nobody. Documents, stashes, and what Python gives as data
keep everything.

The words are in `personal.json`, which programs in other languages read too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any, NamedTuple

from ska_oso_pdm.likeness import nearest, split
from ska_oso_pdm.pointers import Place, pointer, tokens
from ska_oso_pdm.tables import table

PERSONAL = "(personal)"
"""What stands in the place of what may be personal."""

_LONGEST = 200  # characters of a key whose words are looked at
_LONG_WORD = 8  # letters, from which on a word with a slip of the pen is that word
_NAME = re.compile(r"[\w$@.:-]+")  # of a key, as programs write them
_INDEX = re.compile(r"[0-9]{1,6}")
_IDENTIFIER = re.compile(r"[A-Z]{0,3}[0-9]+|[a-z]{2,4}(?:-[a-z0-9]{1,12}){0,2}-[0-9]{5,}")
# Nobody has an address at example.org, which is for descriptions. What stands behind an @ is no
# domain with a part of one or two digits, as in a version, and none of a user who is called git.
_ADDRESS = re.compile(
    r"(?<=[^\s@])(?<!\bgit)(?:[@\uff20]|%40)(?!example\.org\b)"
    r"(?:(?!\d{1,2}\.)[\w-]++\.)++[^\W\d_]{2}"
)
_PROGRAMS_WRITE = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_RUN = re.compile(r'"[^"]*"|[^\s"<>()\[\]{},;:|/=]+')


class _Holder(NamedTuple):
    """What the keys that lead to a value say of it.

    Attributes:
        people: whether it stands at or below a key about people.
        made: whether a program has made it of anything.
        around: whether it stands in the place of an object that has parts about people.
    """

    people: bool = False
    made: bool = False
    around: bool = False

    def at(self, key: str) -> _Holder:
        """Give what is said of what stands there under a key."""
        told = _told(key)
        named = self.around and told.is_no_name
        return _Holder(self.people or told.people or named, self.made or told.made, told.around)

    def item(self) -> _Holder:
        """Give what is said of an item of an array there."""
        return _Holder(self.people or self.around, self.made)

    def hides(self, text: str) -> bool:
        """Tell whether a text there may be personal."""
        if self.people or self.around:
            return text != ""
        if self.made:
            return text != "" and not _IDENTIFIER.fullmatch(text)
        return has_address(text)

    def shown(self, key: str) -> str:
        """Give a key there for people."""
        told = _told(key)
        hidden = told.is_no_name and (self.made or self.around)
        hidden = hidden or (self.people and told.may_be_person)
        return PERSONAL if hidden or told.hidden else key


def is_personal(value: Any, place: Place = ()) -> bool:
    """Tell whether a value may be personal, or holds what may be.

    Args:
        value: the value.
        place: keys and indices that lead to it.
    """
    holder = _Holder()
    for token in place:
        holder = holder.at(str(token)) if _is_key(token) else holder.item()
    return any(_each(value, holder))


def _each(value: Any, holder: _Holder) -> Iterator[bool]:
    """Yield of each part of a value whether it, or its key, may be personal."""
    waiting = [(value, holder)]
    while waiting:
        part, holder = waiting.pop()
        if isinstance(part, str):
            yield holder.hides(part)
        elif isinstance(part, dict):
            yield any(holder.shown(key) != key for key in part)
            waiting += [(inner, holder.at(key)) for key, inner in part.items()]
        elif isinstance(part, (list, tuple, set, frozenset)):
            waiting += [(inner, holder.item()) for inner in part]
        elif part is not None and not isinstance(part, bool):
            yield holder.people or holder.around


def shown_place(place: Place) -> Place:
    """Give the keys and indices of a place, without those that may be personal."""
    shown: list[str | int] = []
    holder = _Holder()
    for token in place:
        is_key = _is_key(token)
        shown.append(holder.shown(str(token)) if is_key else token)
        holder = holder.at(str(token)) if is_key else holder.item()
    return tuple(shown)


def shown_pointer(path: str) -> str:
    """Give a JSON pointer for people and reports, without keys that may be personal."""
    keys = tokens(path)
    if all(key.isdecimal() or _told(key).is_plain for key in keys):  # most are
        return path
    return pointer(shown_place(tuple(keys)))


def shown_text(text: str) -> str:
    """Give a text for people, unless there is an e-mail address in it."""
    return PERSONAL if has_address(text) else text


def shown_key(key: str) -> str | None:
    """Give a key for people that stands nobody knows where; None where it may be a name."""
    is_plain = _PROGRAMS_WRITE.fullmatch(key) is not None
    return key if is_plain and not _told(key).people else None


def quoted(value: Any) -> str:
    """Write a value as Python does, unless there is an e-mail address in it."""
    return shown_text(repr(value))


def has_address(text: str) -> bool:
    """Tell whether there is an e-mail address in a text."""
    if "@" in text or "%40" in text or "\uff20" in text:  # most have none, which is seen sooner
        return _ADDRESS.search(text) is not None
    return False


def without_addresses(text: str) -> str:
    """Give a sentence without the quotations and words that have an e-mail address in them."""
    return _RUN.sub(lambda run: shown_text(run[0]), text) if has_address(text) else text


def _is_key(token: str | int) -> bool:
    """Tell a key from an index, which is text in a pointer."""
    return isinstance(token, str) and not _INDEX.fullmatch(token)


class _Told(NamedTuple):
    """What a key tells by itself.

    Attributes:
        people: whether it is about people.
        made: whether what stands at it is made of anything.
        around: whether what stands at it has parts about people.
        hidden: whether it may be personal wherever it stands.
        is_no_name: whether no program would name anything so.
        may_be_person: whether it may be a name, below a key about people.
    """

    people: bool
    made: bool
    around: bool
    hidden: bool
    is_no_name: bool
    may_be_person: bool

    @property
    def is_plain(self) -> bool:
        """Whether it hides neither itself nor anything below."""
        return not (self.people or self.made or self.around or self.hidden)


def _told(key: str) -> _Told:
    return _told_by_key(key) if len(key) <= _LONGEST else _told_by_key.__wrapped__(key)


class _Words(NamedTuple):
    """Words of keys; what each is for stands beside it in the file."""

    people: frozenset[str]
    run_together: tuple[str, ...]
    about: frozenset[str]
    by_things: frozenset[str]
    around: frozenset[str]
    made_of_anything: frozenset[str]
    beside: frozenset[str]
    long: tuple[str, ...]


@cache
def _words() -> _Words:
    read = table("personal")
    people, about, by_things, around, made, beside = (
        frozenset(read[name]["words"])
        for name in ("people", "about", "by-things", "around", "made-of-anything", "beside")
    )
    together = tuple(read["run-together"]["words"])
    long = tuple(word for word in people if len(word) >= _LONG_WORD)
    return _Words(people, together, about, by_things, around, made, people | beside, long)


@lru_cache(4096)
def _told_by_key(key: str) -> _Told:
    words, known = split(key[:_LONGEST]), _words()
    plain = "".join(words)
    people = _has_word_about_people(words, plain)
    is_no_name = not _NAME.fullmatch(key)
    return _Told(
        people=people,
        made=plain in known.made_of_anything,
        around=plain in known.around,
        hidden=has_address(key) or (people and is_no_name),
        is_no_name=is_no_name,
        may_be_person=not all(map(_is_beside, words)),
    )


def _has_word_about_people(words: tuple[str, ...], plain: str) -> bool:
    known = _words()
    if words[-1:] == ("by",):
        return words[-2:-1] == () or words[-2] not in known.by_things
    if plain in known.about or not known.people.isdisjoint(_without_defined(words)):
        return True
    return any(word in plain for word in known.run_together) or any(map(_is_slip, words))


def _without_defined(words: tuple[str, ...]) -> tuple[str, ...]:
    """Leave `user` out of `user_defined`, which is about things."""
    pairs = zip(words, (*words[1:], ""))
    return tuple(word for word, following in pairs if following not in ("defined", "specified"))


@lru_cache(4096)
def _is_slip(word: str) -> bool:
    """Tell whether a word is a slip of the pen for one about people."""
    if len(word) < _LONG_WORD or word in _words().beside:
        return False
    return any(nearest(word, (known,)) for known in _words().long)


def _is_beside(word: str) -> bool:
    return word in _words().beside or word in _words().run_together or _is_slip(word)
