"""All benchmarks, one table: `python -m benchmarks [--quick]`.

Every other file here asks one question, and can be run alone.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

_FOLDER = Path(__file__).parent
_HELPERS = {"__main__", "measure"}

if __name__ == "__main__":
    sys.path.insert(0, str(_FOLDER))
    from measure import main

    names = sorted({path.stem for path in _FOLDER.glob("*.py")} - _HELPERS)
    main(*(import_module(name).answers for name in names))
