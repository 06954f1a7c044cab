"""What the site has for machines, and its pages of layouts without a schema."""

from __future__ import annotations

import hashlib
import json
import os
import re
from pathlib import Path

import pytest

from ska_oso_pdm.publishing.contents import INDEX, published
from ska_oso_pdm.publishing.retired import retired
from tests.samples import ROOT
from web.site import machine
from web.site import retired as pages

BUILT = ROOT / "build" / "site"
REQUIRED = os.environ.get("SKA_OSO_PDM_REQUIRE_SITE")


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    machine.write(folder)
    return folder


def test_all_that_the_package_publishes_is_there_to_the_byte(site: Path) -> None:
    for path, file in published().items():
        if path != INDEX:
            assert (site / path).read_bytes() == file.make(), path


def test_the_conformance_pack_is_there_to_the_byte(site: Path) -> None:
    files = [path for path in (ROOT / "conformance").rglob("*") if path.is_file()]
    assert len(files) > 100
    for path in files:
        copied = site / "data" / "conformance" / path.relative_to(ROOT / "conformance")
        assert copied.read_bytes() == path.read_bytes()


def test_the_index_lists_all_that_is_there(site: Path) -> None:
    rows = json.loads((site / INDEX).read_bytes())["files"]
    there = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    assert {row["path"] for row in rows} == there - {INDEX}
    for row in rows:
        if "sha256" in row:
            data = (site / row["path"]).read_bytes()
            assert hashlib.sha256(data).hexdigest() == row["sha256"]


def test_each_retired_layout_has_a_page_that_says_what_it_was(tmp_path: Path) -> None:
    pages.write(tmp_path)
    for layout in retired():
        entity, version = layout.schema
        text = (tmp_path / f"ska-oso-pdm-{entity}" / f"{version}.md").read_text("utf-8")
        for part in (layout.schema.url, layout.told, layout.since):
            assert part in text
        if layout.newest:
            assert f'<a href="{layout.next.version}.html">' in text
            assert f'<a href="{layout.newest.version}.html">' in text
            assert re.search(rf"^\| .*0\.1.* \| {layout.next.version} \|", text, re.MULTILINE)
        assert not re.search(r"as `\w+` says", text)
        assert ("ska-oso-pdm upgrade --in-place" in text) == bool(layout.newest)
    written = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.md")}
    assert "ska-oso-pdm-obs-prg/index.md" in written
    assert len(written) == len(list(retired())) + 1


@pytest.mark.skipif(
    not (REQUIRED or BUILT.is_dir()), reason="the site is not built; nox -s site builds it"
)
def test_the_built_site_has_files_and_pages_at_the_same_urls() -> None:
    for path, file in published().items():
        if path != INDEX:
            assert (BUILT / path).read_bytes() == file.make(), path
    for layout in retired():
        entity, version = layout.schema
        page = BUILT / f"ska-oso-pdm-{entity}" / f"{version}.html"
        assert layout.schema.url in page.read_text("utf-8")
