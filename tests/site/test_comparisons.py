"""The pages that compare two versions say what `ska-oso-pdm schema diff` says."""

from __future__ import annotations

import html
import json
import re

import pytest

pytest.importorskip("markupsafe", reason="needs MarkupSafe: nox -s site")

from markupsafe import escape

from ska_oso_pdm.cli import main
from web.site.entities import comparisons

TRIED = [("sbd", "0.6", "0.7"), ("sbd", "0.7", "0.6"), ("sbd", "0.0", "0.1"), ("prj", "0.7", "1.0")]


def words(text: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", text))


@pytest.mark.parametrize(("entity", "old", "new"), TRIED)
def test_the_page_says_what_the_command_says(
    entity: str, old: str, new: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["schema", "diff", f"{entity}/{old}", f"{entity}/{new}", "--format", "json"])
    told = json.loads(capsys.readouterr().out)
    page = comparisons.compared_page(entity, old, new)
    said = words(page)
    assert f"{told['verdict'][0].upper()}{told['verdict'][1:]}." in said
    groups = re.split(r"^## ", page, flags=re.MULTILINE)
    for change in told["changes"]:
        wanted = comparisons.outcome(
            change["backward"]["outcome"], change["forward"]["outcome"], change["asks"]
        )
        (group,) = (one for one in groups if one.startswith(wanted))
        assert f"<p>{escape(change['said'])} " in group
        if change["step"] and change["step"]["done"] != "nothing":
            assert change["step"]["said"] in said


def test_every_pair_of_versions_of_an_entity_is_compared_both_ways() -> None:
    pairs = comparisons.pairs()
    assert {(entity, new, old) for entity, old, new in pairs} == set(pairs)
    assert ("sbd", "0.0", "1.0") in pairs
    chooser = comparisons.chooser()
    for entity, old, new in pairs:
        assert f'href="{entity}/{old}-{new}.html"' in chooser
