"""Severities of findings: of the option `--severity`, and of a project's `pyproject.toml`."""

from __future__ import annotations

import argparse
import re
import tomllib
from pathlib import Path
from typing import Any

from ska_oso_pdm.errors import WrongSeverityError
from ska_oso_pdm.phrases import show

_FILE = "pyproject.toml"
_TOOL = "ska-oso-pdm"
_TABLE = "severity"
_HEADER = f"[tool.{_TOOL}.{_TABLE}]"


def severities_of(options: argparse.Namespace) -> dict[str, str]:
    """Give the severities of the table and, counting more, those of the option.

    Raises:
        WrongSeverityError: for what cannot be read or is wrong, with where it stands.
    """
    if not options.findings:
        raise WrongSeverityError("--severity is for findings; add --findings", "")
    return {**_of_project(Path()), **_of_option(options.severity)}


def _of_option(texts: list[str]) -> dict[str, str]:
    found = {}
    for text in texts:
        code, sign, level = text.partition("=")
        if not sign:
            example = f"{code or 'window-outside-band'}=warning"
            message = f"--severity {text}: names no severity; write CODE=LEVEL, such as {example}"
            raise WrongSeverityError(message, code)
        found[code] = level
    _check(found, "--severity")
    return found


def _check(severities: dict[str, Any], where: str) -> None:
    from ska_oso_pdm.consistency import codes
    from ska_oso_pdm.consistency.severities import check_severities

    try:
        check_severities(severities, codes() if severities else set())
    except WrongSeverityError as error:
        raise WrongSeverityError(f"{where}: {error}", error.code) from None


def _of_project(start: Path) -> dict[str, str]:
    """Give those of the nearest file, from a folder upwards, that has settings of this program."""
    try:
        folder = start.absolute()
    except FileNotFoundError:  # the working directory is gone
        return {}
    for place in (folder, *folder.parents):
        path = place / _FILE
        text = _read(path)
        settings = _settings(path, text)
        if settings is not None:
            return _of_settings(path, text, settings)
    return {}


def _read(path: Path) -> str:
    """Read a file; empty where there is none, none that can be read, or no text."""
    try:
        return path.read_text(encoding="utf-8") if path.is_file() else ""
    except (OSError, UnicodeDecodeError):
        return ""  # a file of somebody else, which may be in any state


def _settings(path: Path, text: str) -> Any:
    """Give the settings of this program; None where there are none.

    A file that does not name this program is somebody else's, and its mistakes are theirs.
    """
    if _TOOL not in text:
        return None
    try:
        table = tomllib.loads(text).get("tool")
    except (ValueError, RecursionError) as error:
        reason, _, place = str(error).partition(" (at line ")
        where = f"{path}:{place.partition(',')[0]}" if place else path
        raise WrongSeverityError(f"{where}: is no TOML: {reason}; correct it", "") from None
    return table.get(_TOOL) if isinstance(table, dict) else None


def _of_settings(path: Path, text: str, settings: Any) -> dict[str, str]:
    if not isinstance(settings, dict):
        raise WrongSeverityError(f"{path}: tool.{_TOOL} is no table; write {_HEADER}", "")
    for key in settings:
        if key != _TABLE:
            where = _at(path, text, key)
            message = f'{where}: "tool.{_TOOL}" has no setting {show(key)}; there is "{_TABLE}"'
            raise WrongSeverityError(message, key)
    severities: Any = settings.get(_TABLE, {})
    if not isinstance(severities, dict):
        where = _at(path, text, _TABLE)
        message = f"{where}: {show(severities)} is no table; write {_HEADER}, and below it lines "
        raise WrongSeverityError(f'{message}such as window-outside-band = "warning"', _TABLE)
    try:
        _check(severities, str(path))
    except WrongSeverityError as error:
        message = str(error).removeprefix(str(path))
        raise WrongSeverityError(_at(path, text, error.code) + message, error.code) from None
    return severities


def _at(path: Path, text: str, key: str) -> str:
    """Name a file and, where it can be found, the line with a key below the settings' header."""
    lines = text.splitlines()
    start = next((n for n, line in enumerate(lines) if f"tool.{_TOOL}" in line), 0)
    named = re.compile(rf"""(?:^|[\s.{{,\["']){re.escape(key)}["']?\s*[=\].]""")
    found = (n for n, line in enumerate(lines[start:], start + 1) if named.search(line))
    line = next(found, None)
    return f"{path}:{line}" if line else str(path)
