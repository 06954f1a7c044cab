"""What converting a document costs, from bytes, relative to `orjson.loads` of them.

Of one that has the layout already, and of earlier ones that get to the newest. The account of what
is current is made when it is asked for; that is told apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import orjson
from measure import ROOT, Answer, Options, main, ratio

import ska_oso_pdm
from ska_oso_pdm import Allowed

_ALLOWED = Allowed({"all": "", "beam": "all", "robust": "0", "variant": "continuum image"})
_EARLIER = (
    "0.1/sbd-mid",
    "0.3/sbd-mid",
    "0.5/sbd-low",
    "0.7/sbd-low",
    "0.7/prsl-low",
    "0.7/prj-mid",
)


def _mapped(data: bytes, version: str) -> Any:
    return ska_oso_pdm.convert(data, version).mapped


def answers(options: Options) -> Iterator[Answer]:
    for path in options.documents:
        data = path.read_bytes()
        version = ska_oso_pdm.validate(data).version
        assert version is not None
        assert ska_oso_pdm.convert(data, version).status == "current"
        parse = partial(orjson.loads, data)
        value = ratio(partial(ska_oso_pdm.convert, data, version), parse, options)
        yield Answer(f"convert {path.name}, which is current / orjson.loads", value, 15)
        value = ratio(partial(_mapped, data, version), parse, options)
        yield Answer("  the same, asked for its account", value)
    for name in _EARLIER:
        data = (ROOT / "examples" / f"{name}.json").read_bytes()
        upgrade = partial(ska_oso_pdm.convert, data, allowed=_ALLOWED)
        assert upgrade().status == "upgraded"
        value = ratio(upgrade, partial(orjson.loads, data), options)
        yield Answer(f"convert {name}.json to the newest / orjson.loads", value)


if __name__ == "__main__":
    main(answers)
