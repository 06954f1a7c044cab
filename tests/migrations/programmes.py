"""An independent reading of what projects and proposals ask for, straight from the JSON.

It shares nothing with the package. One reading holds for the layouts 0.1 to 0.7, by the keys that
are there; the documents are parsed with `parse_float=Decimal`. What 0.7 has no place for is None.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from tests.migrations.collected import Target, read_target

Json = dict[str, Any]

TIMES = ("s", "ms", "min", "h", "d")
FLUXES = ("Jy", "mJy", "uJy", "nJy", "K", "mK", "uK")
FREQUENCIES = ("Hz", "kHz", "MHz", "GHz")
ANGLES = ("deg", "arcmin", "arcsec", "rad")
IMAGES = {
    "continuum": "continuum image",
    "spectral line": "spectral image",
    "continuum and spectral line": "continuum and spectral line image",
}
WEIGHTINGS = {"0": "natural", "1": "uniform", "2": "briggs"}


class Programme(NamedTuple):
    """What is asked for: of each target, set, product and result what 0.7 can say."""

    targets: list[tuple[str | None, Target]]
    sets: list[Json]
    products: list[Json]
    results: list[Json]
    rest: Json


def assert_same_programmes(old: Json, new: Json) -> int:
    """Compare what two programmes ask for; give how many products the newer one has."""
    before, after = read_programme(old), read_programme(new)
    assert after.targets == before.targets
    assert after.sets == before.sets
    assert after.products == before.products
    assert after.results == before.results
    assert after.rest == before.rest
    assert len(new.get("targets") or ()) == len(old.get("targets") or ())
    assert len(new.get("observation_sets") or ()) == len(old.get("observation_sets") or ())
    return len(after.products)


def read_programme(given: Json) -> Programme:
    """Read the object that holds targets and observation sets."""
    sets = [_set(part) for part in given.get("observation_sets") or ()]
    types = {part["id"]: part["type"] for part in sets}
    products = [
        product
        for part in given.get("data_product_sdps") or ()
        for product in _products(part, types)
    ]
    results = given.get("results") or given.get("result_details") or ()
    kept = ("data_product_src_nets", "calibration_strategy", "calibration_strategies")
    return Programme(
        [(part.get("target_id"), read_target(part)) for part in given.get("targets") or ()],
        sets,
        products,
        [_result(part) for part in results],
        {key: given.get(key) for key in kept},
    )


def _set(given: Json) -> Json:
    array, details = dict(given["array_details"]), given["observation_type_details"]
    moved = {key: array.pop(key, None) for key in ("elevation", "spectral_averaging")}
    averaging = details.get("spectral_averaging", moved["spectral_averaging"])
    kind = details["observation_type"]
    return {
        "id": given["observation_set_id"],
        "group": given.get("group_id"),
        "band": given["observing_band"],
        "elevation": given.get("elevation", moved["elevation"]),
        "array": array,
        "type": "spectral line" if kind == "zoom" else kind,
        "bandwidth": _frequency(details["bandwidth"]),
        "centre": _frequency(details["central_frequency"]),
        "supplied": _supplied(details.get("supplied") or {}),
        "averaging": averaging if str(averaging).isdigit() else None,
        "robust": details.get("robust") if details.get("robust") != "DUMMY" else None,
        **{key: details.get(key) for key in ("spectral_resolution", "effective_resolution")},
        "weighting": details.get("image_weighting"),
    }


def _frequency(given: Json) -> tuple[Any, str]:
    """Say a frequency; zero is the same in every unit."""
    return given["value"], given["unit"] if given["value"] else ""


def _supplied(given: Json) -> tuple[str, Any, str] | None:
    quantity = given.get("quantity") or {}
    value, unit = quantity.get("value"), quantity.get("unit")
    if unit in TIMES and value >= 0:
        return "time", value, unit
    return ("sensitivity", value, unit) if unit in FLUXES else None


def _products(given: Json, types: dict[str, str]) -> list[Json]:
    """Give one product for each set of which the variant and all that it needs are told."""
    inside = given.get("script_parameters") or {}
    refs = given.get("observation_set_refs") or [given.get("observation_set_ref")]
    options = given.get("products") or given.get("options") or ()
    size = inside.get("image_size") or given.get("image_size")
    cell = inside.get("image_cellsize") or given.get("image_cellsize") or given.get("pixel_size")
    weight = inside.get("weight") or {"weighting": given.get("weighting")}
    weighting = str(weight["weighting"]).lower()
    weighting = WEIGHTINGS.get(weighting, weighting)
    asked = set(options) <= {"Y", "N"} and options[0:1] == ["Y"]
    found = []
    for ref in refs:
        image = IMAGES.get(types.get(ref, "")) if asked or "1" in options else None
        variant = inside.get("variant") or image
        if variant and isinstance(size, dict) and weighting in WEIGHTINGS.values():
            found.append(
                {
                    "set": ref,
                    "variant": variant,
                    "size": size,
                    "cell": cell if isinstance(cell, dict) else None,
                    "weighting": (weighting, weight.get("robust")),
                    "polarisations": list(inside.get("polarisations") or ()),
                    **{key: inside.get(key) for key in ("channels_out", "fit_spectral_pol")},
                }
            )
    return found


def _result(given: Json) -> Json:
    result = given.get("result") or given.get("result_details") or {}
    known = {key: part for key, part in result.items() if isinstance(part, dict)}
    brightness = known.pop("surface_brightness_sensitivity", None)
    size = given.get("synthesized_beam_size") or {}
    return {
        "set": given["observation_set_ref"],
        "target": given.get("target_ref"),
        "brightness": brightness,
        "values": {k: part for k, part in known.items() if part["unit"] not in ("m/s", "m / s")},
        "beam": size if "continuum" in size else None,
        "noise": [
            part if part and part["unit"] != "m/s" else None
            for part in (
                given.get("continuum_confusion_noise"),
                given.get("spectral_confusion_noise"),
            )
        ],
    }
