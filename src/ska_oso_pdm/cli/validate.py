"""`ska-oso-pdm validate`: checks documents; needs neither the classes nor Pydantic."""

from __future__ import annotations

import argparse
import glob
import json
import os
import sys
from collections.abc import Iterable, Iterator
from typing import Any

from ska_oso_pdm.cli import STDIN, read_argument
from ska_oso_pdm.errors import printable

_DESCRIPTION = """\
Check documents against the published schema of the layout that they really have.

All problems are listed at once, as FILE:LINE:COLUMN: PATH: what is wrong and what to write,
PATH being a JSON pointer. A wrong or missing "interface" alone is a warning where the content
shows the layout. Nothing is changed, nothing is fetched.
"""

_EPILOG = """\
examples:
  ska-oso-pdm validate block.json other.json
  ska-oso-pdm validate blocks/                  every .json file below a folder
  ska-oso-pdm validate 'blocks/**/*mid*.json'
  generate-block | ska-oso-pdm validate -
  ska-oso-pdm validate --format json blocks/ | jq '.[] | select(.valid | not) | .file'

exit status: 0 all valid, 1 some invalid, 2 some could not be read or judged; the highest wins
"""

_PARALLEL_FROM = 200
_BAR_FROM = 50
_CHUNK = (50, 500)

Row = dict[str, Any]


def configure(parser: argparse.ArgumentParser) -> None:
    """Add description and arguments of the command."""
    parser.description, parser.epilog = _DESCRIPTION, _EPILOG
    parser.add_argument("files", nargs="+", metavar="FILE", help="file, folder, pattern, or -")
    parser.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        help="text for people (default); json: an array with one row for each file",
    )
    parser.add_argument(
        "--jobs",
        type=_positive,
        default=os.cpu_count() or 1,
        metavar="N",
        help="processes to use where there are many files (default: %(default)s)",
    )
    parser.set_defaults(run=run)


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of processes, 1 or more")
    return int(text)


def run(options: argparse.Namespace) -> int:
    """Judge the files, print what was found, give the exit status."""
    files = list(_expand(options.files))
    write = _write_json if options.format == "json" else _write_text
    return write(_progress(_judge_all(files, options.jobs), len(files)), len(files))


def _expand(names: list[str]) -> Iterator[str]:
    """Yield the files that folders and patterns stand for; other names as they are."""
    for name in names:
        if name != STDIN and os.path.isdir(name):
            found = sorted(
                glob.glob(os.path.join(glob.escape(name), "**", "*.json"), recursive=True)
            )
            yield from (path for path in found if os.path.isfile(path))
            if not found:
                yield name  # read as a file it gives the error that says what is wrong
        elif glob.has_magic(name) and not os.path.exists(name):
            yield from sorted(glob.glob(name, recursive=True)) or [name]
        else:
            yield name


def judge(file: str) -> Row:
    """Judge one file; give its row."""
    from ska_oso_pdm.validation import report_on

    name = "<stdin>" if file == STDIN else file
    report = report_on(lambda: read_argument(file))
    return {
        "file": name,
        "entity": report.entity,
        "version": report.version,
        "valid": report.valid,
        "judged": report.judged,
        "issues": [
            {
                "path": issue.path,
                "line": issue.line,
                "column": issue.column,
                "code": issue.code,
                "message": issue.message,
                "text": issue.in_file(name),
            }
            for issue in report
        ],
    }


def _judge_all(files: list[str], jobs: int) -> Iterator[Row]:
    """Yield the rows of all files in order, holding few at a time."""
    if jobs == 1 or len(files) < _PARALLEL_FROM or STDIN in files:
        yield from map(judge, files)
        return
    from multiprocessing import get_context

    with get_context("spawn").Pool(jobs) as pool:
        least, most = _CHUNK
        size = max(least, min(most, len(files) // (4 * jobs)))
        yield from pool.imap(judge, files, chunksize=size)


def _progress(rows: Iterable[Row], total: int) -> Iterable[Row]:
    """Show a bar on a terminal when there is much to do."""
    if total < _BAR_FROM or not sys.stderr.isatty():
        return rows
    from tqdm import tqdm

    bar: Iterable[Row] = tqdm(rows, total=total, unit="file", leave=False, dynamic_ncols=True)
    return bar


def _status(row: Row) -> int:
    if not row["judged"]:
        return 2
    return 0 if row["valid"] else 1


def _write_text(rows: Iterable[Row], total: int) -> int:
    counts = [0, 0, 0]
    for row in rows:
        status = _status(row)
        counts[status] += 1
        for issue in row["issues"]:
            print(issue["text"])
        if status == 0:
            print(f"{printable(row['file'])}: valid {row['entity']} {row['version']}")
    if total > 1:
        summary = f"{total} files: {counts[0]} valid, {counts[1]} invalid"
        print(f"{summary}, {counts[2]} not judged", file=sys.stderr)
    return max(index for index, count in enumerate(counts) if count)


def _write_json(rows: Iterable[Row], total: int) -> int:
    status = 0
    joint = "[\n"
    for row in rows:
        status = max(status, _status(row))
        shown = {key: row[key] for key in ("file", "entity", "version", "valid")}
        issues = [
            {key: issue[key] for key in ("path", "line", "column", "code", "message")}
            for issue in row["issues"]
        ]
        print(joint + json.dumps({**shown, "issues": issues}, ensure_ascii=False), end="")
        joint = ",\n"
    print("\n]")
    return status
