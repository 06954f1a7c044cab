"""Files of the repository that pages lead to: examples, tests, schemas, pictures."""

from __future__ import annotations

import shutil
from pathlib import Path

from web.site.prose.pages import ROOT

_LANGUAGES = {
    ".json": "json",
    ".py": "python",
    ".ts": "typescript",
    ".mjs": "javascript",
    ".toml": "toml",
}
_HEAD = "---\norphan: true\n---\n"


class Wanted:
    """The files that pages lead to; each becomes a page, and a picture is copied."""

    def __init__(self) -> None:
        self._files: set[Path] = set()
        self._pictures: set[Path] = set()

    def page(self, path: Path) -> str:
        """Give the name of the page of a file, or of a folder.

        Raises:
            FileNotFoundError: a page of the repository leads to what is not there.
        """
        if not path.exists():
            raise FileNotFoundError(f"a link leads to {_short(path)}, which is not there")
        self._files.add(path)
        return f"files/{_short(path)}"

    def picture(self, path: Path) -> str:
        """Give the place of a picture in the sources."""
        self._pictures.add(path)
        return f"_pictures/{path.name}"

    def write(self, source: Path) -> None:
        """Write the pages of files, those of folders with what they hold, and the pictures."""
        for path in sorted(self._files):
            page = source / "files" / f"{_short(path)}.md"
            page.parent.mkdir(parents=True, exist_ok=True)
            text = _folder(path) if path.is_dir() else _file(path)
            page.write_text(text, encoding="utf-8")
        for path in self._pictures:
            (source / "_pictures").mkdir(exist_ok=True)
            shutil.copyfile(path, source / "_pictures" / path.name)


def _short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _file(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    fence = "`" * (3 + max((len(line) for line in text.split() if set(line) == {"`"}), default=0))
    language = _LANGUAGES.get(path.suffix, "text")
    return f"{_HEAD}# `{_short(path)}`\n\n{fence}{language}\n{text.rstrip()}\n{fence}\n"


def _folder(path: Path) -> str:
    names = sorted(each.name + "/" * each.is_dir() for each in path.iterdir())
    listed = "\n".join(f"- `{name}`" for name in names if not name.startswith((".", "__")))
    return f"{_HEAD}# `{_short(path)}/`\n\n{listed}\n"
