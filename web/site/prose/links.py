"""Links in the Markdown of the repository, turned into those of the site."""

from __future__ import annotations

import re
from pathlib import Path

from web.site.prose.files import Wanted
from web.site.prose.pages import ROOT, found

_LINK = re.compile(r"(?<!\\)\]\((?P<target>[^()\s#]+)(?P<anchor>#[^()\s]*)?\)")
_EXAMPLE = re.compile(r"(?<![\[`])`(?P<path>examples/[\w./-]+\.(?:json|py))`(?![\]`])")
_OF_SITE = re.compile(r"https://schema[.]skao[.]int/(?P<name>[\w./-]+)[.]html")
_DATA = re.compile(
    r"\[(?P<text>[^\[\]]+)\]\(https://schema[.]skao[.]int/(?P<file>data/[\w./-]+[.]json)\)"
)
_FENCE = re.compile(r" *(`{3,}|~{3,})")
_IMAGE = re.compile(r"!\[(?P<text>[^\]]*)\]\((?P<path>[^()\s]+)\)")


def rewritten(text: str, path: Path, wanted: Wanted) -> str:
    """Give the text of a page as Sphinx reads it.

    Args:
        text: Markdown.
        path: where it stands in the repository.
        wanted: collects the files, no pages themselves, that the page leads to.
    """
    lines, fence = [], ""
    for line in text.splitlines():
        mark = _FENCE.match(line)
        if mark:
            fence = "" if fence and mark[1].startswith(fence) else fence or mark[1]
        is_code = mark or fence or line.startswith("    ")
        lines.append(line if is_code else _line(line, path, wanted))
    return "\n".join(lines) + "\n"


def _line(line: str, path: Path, wanted: Wanted) -> str:
    """Rewrite the links of a line, and give one to each example that it names."""
    line = _IMAGE.sub(lambda found: _picture(found, path, wanted), line)
    line = _DATA.sub(lambda found: _data(found, path), line)
    line = _LINK.sub(lambda found: _link(found, path, wanted), line)
    return _EXAMPLE.sub(lambda found: _named(found, path, wanted), line)


def _link(link: re.Match[str], path: Path, wanted: Wanted) -> str:
    if page := _OF_SITE.fullmatch(link["target"]):
        return f"](/{page['name']}.md{link['anchor'] or ''})"
    if "://" in link["target"] or link["target"].startswith(("mailto:", "/", "_pictures/")):
        return link[0]
    target = (path.parent / link["target"]).resolve()
    name = found().get(target)
    if name is None:
        name = wanted.page(target)
    return f"](/{name}.md{link['anchor'] or ''})"


def _data(link: re.Match[str], path: Path) -> str:
    """Lead to a file for machines, which is no page of Sphinx, from where the page stands."""
    above = "../" * found()[path.resolve()].count("/")
    return f'<a href="{above}{link["file"]}">{link["text"]}</a>'


def _named(example: re.Match[str], path: Path, wanted: Wanted) -> str:
    if not (ROOT / example["path"]).is_file():
        return example[0]
    return f"[`{example['path']}`](/{wanted.page(ROOT / example['path'])}.md)"


def _picture(image: re.Match[str], path: Path, wanted: Wanted) -> str:
    if "://" in image["path"]:
        return image[0]
    picture = (path.parent / image["path"]).resolve()
    return f"![{image['text']}](/{wanted.picture(picture)})"
