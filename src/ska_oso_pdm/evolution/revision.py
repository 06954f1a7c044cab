"""A folder as it is in a revision of git."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from typing import NamedTuple

from ska_oso_pdm.evolution.schema_set import SchemaSetError

_FOLDER, _LINK = "040000", "120000"
_WHAT = {
    _FOLDER: "a folder, whose name ends as that of a schema does; give it another name",
    _LINK: "a link, of which git has no more than where it leads; put the file in its place",
}


class GitError(Exception):
    """What git says of what it cannot do; for no user."""


class Revision(NamedTuple):
    """A folder in a revision.

    Attributes:
        name: of the revision, as git takes it.
        folder: path from the top of the repository, or from here with `./` before it.
    """

    name: str
    folder: str

    def path(self, file: str) -> str:
        """Give what git calls a file in the folder."""
        return f"{self.name}:{self.folder}/{file}" if self.folder else f"{self.name}:{file}"

    def files(self, named: str) -> Iterator[tuple[str, bytes]]:
        """Yield path and content of each JSON file in the folder.

        Args:
            named: what somebody has asked for, for messages.

        Raises:
            SchemaSetError: when there is no such folder, or something else is called as a file is.
        """
        try:
            listed = _git(named, "ls-tree", "-z", f"{self.name}:{self.folder}")
        except GitError:
            raise self._unknown(named) from None
        for entry in os.fsdecode(listed).split("\0"):
            said, _, file = entry.partition("\t")
            if not file.endswith(".json"):
                continue
            path = self.path(file)
            if what := _WHAT.get(said.split()[0]):
                raise SchemaSetError(f"{path}: {what}")
            try:
                yield path, _git(named, "cat-file", "blob", path)
            except GitError:
                raise SchemaSetError(
                    f"{path}: git has not got what is in it; fetch the whole repository"
                ) from None

    def beside(self, file: str) -> bytes | None:
        """Give a file beside the folder; None where there is none."""
        parent, slash, _ = self.folder.rpartition("/")
        path = f"{self.name}:{parent}{slash}{file}"
        try:
            return _git(path, "cat-file", "blob", path)
        except GitError:
            return None

    def _unknown(self, named: str) -> SchemaSetError:
        """Say why there is no such folder: of the repository, the revision, or the folder."""
        try:
            _git(named, "rev-parse", "--git-dir")
        except GitError as error:
            if "safe.directory" in str(error):
                said = "git does not trust the owner of this repository; see safe.directory of git"
            else:
                said = "this is no repository of git; go into one, or name a folder of schemas"
            return SchemaSetError(f"{named}: {said}")
        try:
            _git(named, "rev-parse", "--verify", "--quiet", f"{self.name}^{{tree}}")
        except GitError:
            return SchemaSetError(
                f"{named}: git knows no revision {self.name!r}; name a branch, a tag or a commit "
                "that is here, such as main:schemas/1.0"
            )
        return SchemaSetError(
            f"{named}: {self.name!r} has no folder {self.folder!r}; write its path from the top of "
            "the repository, such as main:schemas/1.0"
        )


def _git(named: str, *arguments: str) -> bytes:
    command = ["git", "--no-pager", *arguments]
    told = {**os.environ, "LC_ALL": "C"}  # whose messages are looked at
    try:
        return subprocess.run(command, capture_output=True, check=True, env=told).stdout  # noqa: S603
    except FileNotFoundError:
        raise SchemaSetError(f"{named}: git is needed to read a revision; install it") from None
    except OSError as error:
        raise SchemaSetError(
            f"{named}: git, which reads revisions, cannot be run: {error.strerror}; mend that"
        ) from None
    except subprocess.CalledProcessError as error:
        raise GitError(error.stderr.decode(errors="replace")) from None
