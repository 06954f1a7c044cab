"""The stash of a run that names none, which is there in the end only where a document needs it.

Whether anything is set aside is known when the last document is converted; by then the originals of
the first ones must be safe. So all are kept on the way, and let go where none was needed.
"""

from __future__ import annotations

import os

from ska_oso_pdm.archive.file_writer import Kept
from ska_oso_pdm.archive.stash_file import discard


class ProvisionalStash:
    """What the stash of a run has got, and whether it is needed.

    Attributes:
        usual: the stash of a run that names none; None where it names one or has none.
    """

    def __init__(self, usual: str | None) -> None:
        self.usual = usual
        self._is_new = usual is not None and not os.path.lexists(usual)
        self._is_settled = False
        self._path: str | None = None
        self._size = 0
        self._needed = False

    @property
    def path(self) -> str | None:
        """The stash, where it has what stood in a file that is another one now."""
        if self._path is None and not self._is_settled and self._is_made():
            return self.usual  # of a run that was ended before all of it was told
        return self._path

    def take(self, kept: Kept | None) -> None:
        """Note what the stash has got."""
        if kept is None:
            return
        self._size += kept.size
        if kept.replaced:
            self._path = kept.path
            self._needed = self._needed or kept.needed

    def settle(self, *, is_finished: bool) -> None:
        """Note that all was told of what was done; take a new stash away that no document needs.

        Args:
            is_finished: whether all documents are done. Where a run was stopped before, the next
                one may need what this one has kept; only a stash that has nothing goes.
        """
        self._is_settled = True
        if self.usual is None or self._needed or not self._is_made():
            return
        if self._path is not None and not is_finished:
            return
        self._path = None if discard(self.usual, self._size) else self.usual

    def _is_made(self) -> bool:
        return self._is_new and self.usual is not None and os.path.exists(self.usual)
