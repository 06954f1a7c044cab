"""Pages in a browser: opened from files, at the width of a phone, and with their policy kept."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.site.built import site

BROWSER = next(filter(None, map(shutil.which, ("chromium-headless-shell", "chromium"))), None)
needs_browser = pytest.mark.skipif(BROWSER is None, reason="needs Debian's chromium")
PAGES = ["index.html", "codes/former-key.html", "docs/findings.html", "docs/reference/results.html"]


def opened(page: str, profile: Path, *options: str) -> tuple[str, str]:
    """Open a page from its file; give what became of it, and what the console says."""
    assert BROWSER
    command = [
        *(BROWSER, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={profile}"),
        *("--enable-logging=stderr", "--virtual-time-budget=8000", *options),
        *("--dump-dom", f"file://{site()}/{page}"),
    ]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=120, check=True)
    said = [line for line in done.stderr.splitlines() if "CONSOLE" in line]
    return done.stdout, "\n".join(said)


@needs_browser
@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_from_its_file_and_keeps_its_policy(page: str, tmp_path: Path) -> None:
    text, said = opened(page, tmp_path)
    assert 'data-theme="' in text  # the theme's script, which stands in the page, was let run
    assert said == ""


@needs_browser
@pytest.mark.parametrize("word", ["former-key", "ra_str", "load_as"])
def test_the_search_works_from_a_file(word: str, tmp_path: Path) -> None:
    text, said = opened(f"search.html?q={word}", tmp_path)
    found = re.search(r"found (\d+|one) pages? matching", text)
    assert found, said
    assert re.search(r'<li class="kind-\w+"><a href="[\w/.-]+html', text)
    assert said == ""


@pytest.mark.parametrize("page", PAGES)
def test_a_page_names_its_language_and_fits_a_phone(page: str) -> None:
    text = (site() / page).read_text(encoding="utf-8")
    assert '<html class="no-js" lang="en"' in text
    assert '<meta name="viewport" content="width=device-width' in text


def test_pictures_have_words_for_those_who_cannot_see_them() -> None:
    for path in site().glob("docs/**/*.html"):
        for image in re.findall(r"<img[^>]*>", path.read_text(encoding="utf-8")):
            assert re.search(r'alt="[^"]{20,}"', image), f"{path}: {image}"
