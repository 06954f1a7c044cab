"""Every Python that starts under a moved clock imports this; see `tests/anywhere.py`.

Since Python 3.11 `time.sleep` waits for a time of the monotonic clock, from which faketime takes
away the difference of the other one: it ends at once, with an error. `select` waits for a length.
"""

import select
import time


def _sleep(seconds: float) -> None:
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    select.select([], [], [], seconds)


time.sleep = _sleep
