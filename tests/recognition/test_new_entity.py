"""An entity that only a version in the making has: read by its label, never a traceback."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.samples import CURRENT, ROOT, parsed
from tests.trials import run, started

NEWER = f"{CURRENT.partition('.')[0]}.{int(CURRENT.partition('.')[2]) + 1}"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository in which a draft has an entity more, a status history by another name."""
    folder = started(tmp_path_factory.mktemp("trial"), (CURRENT, NEWER))
    former = (folder / "schemas" / NEWER / "eb-status-history.json").read_text("utf-8")
    text = former.replace("-eb-status-history/", "-calibration/").replace("OSOEB", "Calibration")
    (folder / "schemas" / NEWER / "calibration.json").write_text(text, encoding="utf-8")
    return folder


def document(**changes: Any) -> dict[str, Any]:
    example = parsed(next((ROOT / "examples" / "1.0").glob("eb-status-history-*.json")))
    url = f"https://schema.skao.int/ska-oso-pdm-calibration/{NEWER}"
    return {**example, "interface": url, **changes}


def said(project: Path, *arguments: str, **changes: Any) -> tuple[int, str]:
    done = run(project, *arguments, "-", given=json.dumps(document(**changes)))
    assert "internal-error" not in done.stderr
    return done.returncode, (done.stderr or done.stdout).strip()


def test_its_label_stands(project: Path) -> None:
    assert said(project, "validate") == (0, f"<stdin>: valid calibration {NEWER}")
    assert said(project, "identify")[1].splitlines()[-1].split() == (
        f"<stdin> calibration {NEWER} calibration {NEWER} certain /interface".split()
    )


def test_it_stays_what_it_is(project: Path) -> None:
    done = run(project, "upgrade", "-", given=json.dumps(document()))
    assert json.loads(done.stdout) == document()


@pytest.mark.parametrize("version", [CURRENT, "9.0"])
def test_there_is_no_other_version_to_take_it_to(version: str, project: Path) -> None:
    status, message = said(project, "upgrade", "--to", version)
    assert status != 0
    told = (
        f'there is no version "{version}" of calibration; there is only {NEWER} [unknown-version]'
    )
    assert told in message


def test_an_unknown_key_is_named(project: Path) -> None:
    status, message = said(project, "upgrade", nonsense=1)
    assert status != 0
    assert "/nonsense: 1, repair: no layout has such a key" in message


@pytest.mark.parametrize("version", [CURRENT, "1.7", "9.0"])
def test_another_version_in_its_label_is_said(version: str, project: Path) -> None:
    url = f"https://schema.skao.int/ska-oso-pdm-calibration/{version}"
    status, message = said(project, "validate", interface=url)
    assert status != 0
    told = (
        f"there is no version {version} of calibration, which only a version in the making has; "
        '"ska-oso-pdm schema list" names it [unknown-version]'
    )
    assert told in message
