"""A site of a few files, and servers of it and of the package."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ska_oso_pdm.publishing.contents import published
from ska_oso_pdm.publishing.editors import BASE
from ska_oso_pdm.serving.files import OfAFolder, OfThePackage
from tests.serving.around import Running, running

PAGE = "<!DOCTYPE html><title>A page</title>"
SCRIPT = "document.title = 'read'"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder as `web.site` builds it, with little in it."""
    folder = tmp_path / "site"
    for path in ("ska-oso-pdm-sbd/1.0", "data/catalog.json", "data/markers.json"):
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(published()[path].make())
    pages = ("index.html", "ska-oso-pdm-sbd/1.0.html", "ska-oso-pdm-sbd/index.html")
    for path in (*pages, "docs/index.html"):
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(PAGE, encoding="utf-8")
    (folder / "scripted.html").write_text(
        f'{PAGE}<script src="a.mjs"></script><script>{SCRIPT}</script>', encoding="utf-8"
    )
    return folder


@pytest.fixture
def of_site(site: Path) -> Iterator[Running]:
    with running(OfAFolder(str(site), BASE)) as server:
        yield server


@pytest.fixture
def of_package() -> Iterator[Running]:
    with running(OfThePackage(BASE)) as server:
        yield server
