"""How much faster positions of 100 targets are as one vector than one SkyCoord for each.

One by one means `SkyCoord` from two texts, which is what Astropy's users write.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from measure import Answer, Options, main, ratio

from ska_oso_pdm import ICRSCoordinates, Target
from ska_oso_pdm.ext.sky.celestial import sky_coords


def answers(options: Options) -> Iterator[Answer]:
    from astropy.coordinates import SkyCoord

    places = [
        (f"{number % 24:02}:{number % 60:02}:01.5", f"{number - 50}:07:08.25")
        for number in range(100)
    ]
    targets = [
        Target(reference_coordinate=ICRSCoordinates(ra_str=ra, dec_str=dec)) for ra, dec in places
    ]

    def one_by_one() -> list[Any]:
        return [SkyCoord(ra, dec, unit=("hourangle", "deg")) for ra, dec in places]

    def each_target() -> list[Any]:
        return [target.to_sky_coord() for target in targets]

    found = ratio(one_by_one, lambda: sky_coords(targets), options)
    yield Answer("100 targets one by one / as one vector", found, 50, 70, at_least=True)
    found = ratio(one_by_one, each_target, options)
    yield Answer("  100 targets one by one / to_sky_coord() of each", found, at_least=True)


if __name__ == "__main__":
    main(answers)
