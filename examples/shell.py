"""Start of an interactive session: the package and the examples, by telescope."""

from pathlib import Path

import ska_oso_pdm

mid, low = (
    ska_oso_pdm.load_from_file(Path(__file__).parent / "1.0" / f"sbd-{telescope}-imaging.json")
    for telescope in ("mid", "low")
)

print("ska_oso_pdm is imported; `mid` and `low` are the example blocks.")
print("Try: list(mid.scans()), mid.sky_coords, low.total_duration, ska_oso_pdm.dumps(mid)")
