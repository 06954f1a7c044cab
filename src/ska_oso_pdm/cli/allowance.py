"""The options `--assume` and `--allow-loss` of the commands that convert documents."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ska_oso_pdm.migrations import Allowed


def add_allowed(parser: argparse.ArgumentParser) -> None:
    """Add the options to a command."""
    parser.add_argument(
        "--assume",
        action="append",
        default=[],
        metavar="NAME[=VALUE]",
        help="decide what is doubtful; `upgrade --help` lists the names; repeatable",
    )
    parser.add_argument(
        "--allow-loss", action="store_true", help="let go what is doubtful, and what nothing keeps"
    )


def allowed(options: argparse.Namespace) -> Allowed:
    """Give what the options allow."""
    from ska_oso_pdm.migrations import Allowed

    pairs = [text.partition("=") for text in options.assume]
    return Allowed({name: value for name, _, value in pairs}, options.allow_loss)
