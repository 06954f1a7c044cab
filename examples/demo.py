"""Loads the examples and checks them; of blocks it shows the scans in order, with their targets.

    python examples/demo.py [FILE]      prints, and writes what it prints to FILE

Planets move and drift scans stay with the ground, so both need a time and a place; the demo takes
the days that the examples were written for.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from astropy import units
from astropy.coordinates import EarthLocation
from astropy.time import Time

import ska_oso_pdm
from ska_oso_pdm.ext.sky import celestial, coordinates

EXAMPLES = Path(__file__).parent
START = {
    "0.1": Time("2022-04-26T20:00:00", scale="utc"),
    "1.0": Time("2026-11-21T20:00:00", scale="utc"),
}
# Sites of the two telescopes to a hundredth of a degree, enough to show where things are.
SITES = {
    "ska_mid": EarthLocation(lon=21.44 * units.deg, lat=-30.71 * units.deg, height=1050 * units.m),
    "ska_low": EarthLocation(lon=116.76 * units.deg, lat=-26.82 * units.deg, height=360 * units.m),
}


def lines(path: Path) -> Iterator[str]:
    """Yield the lines about one example."""
    report = ska_oso_pdm.validate(path)
    verdict = "valid" if report.valid else "INVALID"
    schema = f"the schema {report.entity} {report.version}"
    yield f"{path.parent.name}/{path.name}: {verdict} by {schema}"
    yield from (f"  {issue}" for issue in report)
    loaded = ska_oso_pdm.load_from_file(path)
    if report.entity == "sbd" and report.version in START:
        yield from block_lines(loaded, START[report.version])


def block_lines(block: Any, start: Time) -> Iterator[str]:
    """Yield the lines about a block whose first scan starts at a time."""
    site = SITES[block.telescope]
    yield f"  {block.sbd_id} on {block.telescope}"
    yield f"  {block.total_duration} long, from {start.isot} UTC"
    for scan in block.scans():
        when = f"at +{scan.start}, {scan.duration}"
        yield f"  scan {scan.index + 1} {when}: {scan.scan_definition_id}"
        for target in scan.targets:
            yield f"    {target.target_id:12} {direction(target, start + scan.start, site)}"
    dangling = block.dangling_references()
    yield f"  references that name nothing: {len(dangling)}"
    yield from (f"    {reference}" for reference in dangling)


def direction(target: Any, time: Time, site: EarthLocation) -> str:
    """Write where a target is on the sky; of a drift scan, where it is on the ground too."""
    today = hasattr(target, "reference_coordinate")  # the layout of 2022 has no such part
    sky_coords = celestial.sky_coords if today else coordinates.sky_coords
    sky = sky_coords([target], time, site).icrs[0].to_string("hmsdms", precision=2)
    fixed = target.reference_coordinate if today else target
    ground = f", az {fixed.az} el {fixed.el}" if hasattr(fixed, "az") else ""
    return f"{sky} ICRS{ground}"


def main() -> None:
    """Print the demo, and write it to the file named on the command line."""
    text = "\n\n".join("\n".join(lines(path)) for path in sorted(EXAMPLES.glob("*/*.json")))
    print(text)
    if len(sys.argv) > 1:
        target = Path(sys.argv[1])
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text + "\n", encoding="utf-8")
        print(f"\nwritten to {target}")


if __name__ == "__main__":
    main()
