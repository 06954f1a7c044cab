"""A rule that a value breaks, with what its wording needs; and what the wording makes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from ska_oso_pdm.personal import is_personal
from ska_oso_pdm.phrases import show
from ska_oso_pdm.pointers import Place
from ska_oso_pdm.validation.breaches import Breach, Resolve, breaches
from ska_oso_pdm.validation.sentences import say


class Problem(NamedTuple):
    """A broken rule: where, which, and how to say it. `at_key` where the key itself is wrong."""

    path: Place
    code: str
    say: Callable[[], str]
    at_key: bool = False


class Broken:
    """A rule that a value breaks, with what its wording needs.

    Attributes:
        path: keys and indices that lead to the value.
        kind: name and details of the rule.
        value: the value that breaks it.
        schema: the schema that has the rule.
        resolve: gives the schema at a URL with a JSON pointer as fragment.
    """

    __slots__ = ("_breach", "kind", "path", "resolve", "schema", "value")

    def __init__(self, breach: Breach, resolve: Resolve) -> None:
        self.kind, self.path, self.value = breach.kind, breach.path, breach.value
        self.schema = breach.node.schema
        self.resolve = resolve
        self._breach = breach

    @property
    def beside(self) -> dict[str, Any]:
        """The object that has the value under a key; empty for an item of an array."""
        holder = self._breach.holder
        return holder if isinstance(holder, dict) else {}

    @property
    def hidden(self) -> bool:
        """Whether messages must not repeat the value."""
        return is_personal(self.value, self.path)

    @property
    def shown(self) -> str:
        """The value as messages show it."""
        return say("hidden") if self.hidden else show(self.value)

    @property
    def misplaced(self) -> str | None:
        """The empty key beside the value whose object it is: its own schema has no such keys.

        None where it is none, or that of several.
        """
        home, value = self._breach.home, self.value
        if home is None or not isinstance(value, dict) or not value:
            return None
        if value.keys() & self.schema.get("properties", {}).keys():
            return None
        found = []
        for key in home.members if isinstance(self._breach.holder, dict) else ():
            member = home.members[key]
            schema = (member.straight[1] if member.straight else member).schema
            required = {*schema.get("required", ())}
            tells = len(value) > 1 or required  # one key alone may be that of anything
            if tells and required <= value.keys() <= schema.get("properties", {}).keys():
                found.append(key)
        return found[0] if len(found) == 1 and not self.beside.get(found[0]) else None

    def branch(self, index: int) -> Iterator[Breach]:
        """Yield what a branch of a union breaks."""
        _, path, value, node, holder, home = self._breach
        return breaches(node.branches[index], value, path, holder, home)
