"""Documents of layouts that no schema judges, made from valid ones of the layouts after them.

They are made by what is known of those layouts, and with nothing of the steps that lead away from
them. Each is recognised as what it is to be, or is not made.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ska_oso_pdm import recognise
from ska_oso_pdm.migrations.steps import WITHOUT_SCHEMA
from ska_oso_pdm.testing import numbered_document

Json = dict[str, Any]

LAYOUTS = tuple(WITHOUT_SCHEMA)
JUDGED_TOO = frozenset({("prj", "0.3")})
"""Layouts whose documents are always of a later one as well, which judges them."""
URL = "https://schema.skao.int/ska-oso-pdm-{}/0.1"


def documents(entity: str, version: str, most: int) -> Iterator[Json]:
    """Yield documents of a layout, those with the first numbers of which one can be made."""
    found = 0
    for number in range(20 * most):
        document = aged(entity, version, number)
        if found < most and recognise(document).version == version:
            found += 1
            yield document


def aged(entity: str, version: str, number: int) -> Json:
    """Make a document of a layout from the one with a number of the layout that it leads to."""
    newer, _ = WITHOUT_SCHEMA[entity, version]
    document = numbered_document(entity, newer, number, most=2)
    document["interface"] = URL.format(entity)
    if entity in _SMALL:
        _SMALL[entity](document)
        return document
    if entity == "prsl":
        del document["interface"]  # no proposal has one
    minor = int(version.partition(".")[2])
    for change in (_DOWN_TO[entity][m] for m in range(6, minor - 1, -1)):
        change(document)
    return document


def _execution_block(block: Json) -> None:
    """Name the definition as in 2022; arguments, as in 2023, are the texts that Python writes."""
    requests = block.get("request_responses") or []
    for request in requests:
        if isinstance(request.get("request_args"), dict):
            request["request_args"] = repr(request["request_args"])
    if not any(isinstance(request.get("request_args"), str) for request in requests):
        for key in ("request_responses", "sbi_ref"):
            block.pop(key, None)
        _rename(block, "sbd_ref", "sbd_id")


def _instance(instance: Json) -> None:
    _rename(instance, "sbd_ref", "sbd_id")
    for call in (instance.pop("activities", None) or [])[:1]:
        instance["executed_on"] = call.get("executed_at")
        arguments = [each.get("function_args") for each in call.get("runtime_args") or ()]
        instance["runtime_args"] = next(filter(None, arguments), {})
    instance.pop("eb_ref", None)


def _review(review: Json) -> None:
    review |= {key: part for key, part in review.pop("review_type").items() if key != "kind"}
    review.pop("is_feasible", None)
    review.pop("interface")


_SMALL = {"eb": _execution_block, "sbi": _instance, "review": _review}


def _programmes(document: Json) -> list[Json]:
    """List the parts that say what is observed: of a project, or of a proposal."""
    blocks = document.get("obs_blocks") or []
    found = [each for block in blocks for each in block.get("science_programmes") or ()]
    information = document.get("observation_info", document.get("info"))
    return [*found, *([information] if information is not None else [])]


def _products(document: Json) -> list[Json]:
    parts = _programmes(document)
    return [each for part in parts for each in part.get("data_product_sdps") or ()]


def _several_sets_a_product(document: Json) -> None:
    """Go to 0.6: a list of sets and of products, polarisations as one text."""
    for product in _products(document):
        if "observation_set_ref" in product:
            product["observation_set_refs"] = [product.pop("observation_set_ref")]
        parameters = product.get("script_parameters") or {}
        product["products"] = [parameters.pop("variant", "1")]
        parameters.pop("kind", None)
        if isinstance(parameters.get("polarisations"), list):
            parameters["polarisations"] = "".join(parameters["polarisations"])
    for programme in _programmes(document):
        for result in programme.get("result_details") or ():
            result.pop("data_product_ref", None)


def _flat_parameters(document: Json) -> None:
    """Go to 0.5: sizes and weighting beside the product."""
    for product in _products(document):
        parameters = product.pop("script_parameters", None) or {}
        for key in ("image_size", "image_cellsize"):
            if key in parameters:
                product[key] = parameters[key]
        if weighting := (parameters.get("weight") or {}).get("weighting"):
            product["weighting"] = weighting


def _options(document: Json) -> None:
    """Go to the names before 0.5."""
    for product in _products(document):
        _rename(product, "data_product_id", "data_products_sdp_id")
        _rename(product, "products", "options")
        _rename(product, "image_cellsize", "pixel_size")


def _old_coordinates(document: Json) -> None:
    """Say a position in ICRS as equatorial, with its frame and units."""
    for programme in _programmes(document):
        for target in programme.get("targets") or ():
            coordinate = target.get("reference_coordinate") or {}
            if coordinate.get("kind") == "icrs" and "ra_str" in coordinate:
                target["reference_coordinate"] = {
                    "kind": "equatorial",
                    "ra": coordinate["ra_str"],
                    "dec": coordinate["dec_str"],
                    "reference_frame": "icrs",
                    "unit": ["hourangle", "deg"],
                }


def _project_of_june_2025(project: Json) -> None:
    _options(project)
    _old_coordinates(project)


def _no_science(project: Json) -> None:
    """Go to 0.3: blocks of scheduling blocks."""
    project.pop("prsl_ref", None)
    project.pop("purpose", None)
    for block in project.get("obs_blocks") or ():
        block.pop("science_programmes", None)


def _one_telescope(project: Json) -> None:
    project["telescope"] = "ska_mid"


def _observing_programmes(project: Json) -> None:
    project.pop("name", None)
    blocks = project.pop("obs_blocks", None) or []
    project["obs_programmes"] = [
        {key: part for key, part in block.items() if key in ("name", "sbd_ids")} for block in blocks
    ]


def _one_part(proposal: Json) -> None:
    """Go to 0.3: one `info`."""
    parts = [proposal.pop(key, None) or {} for key in ("proposal_info", "observation_info")]
    proposal["info"] = parts[0] | parts[1]


def _investigators_by_id(proposal: Json) -> None:
    _old_coordinates(proposal)
    for person in proposal["info"].get("investigators") or ():
        _rename(person, "user_id", "investigator_id")


def _of_summer_2024(proposal: Json) -> None:
    """Go to 0.1: results, types of what is supplied, links to documents."""
    information = proposal["info"]
    _rename(information.get("proposal_type") or {}, "attributes", "sub_type")
    for result in information.get("result_details") or ():
        _rename(result, "result", "result_details")
    _rename(information, "result_details", "results")
    for document in information.get("documents") or ():
        document.pop("uploaded_pdf", None)
        document |= {"link": "https://example.org/a.pdf", "type": "proposal_science"}
    for person in information.get("investigators") or ():
        person.pop("status", None)
    for each in information.get("observation_sets") or ():
        details = each.get("observation_type_details") or {}
        _rename(details.get("supplied") or {}, "supplied_type", "type")


_DOWN_TO = {
    "prj": {
        6: _several_sets_a_product,
        5: _flat_parameters,
        4: _project_of_june_2025,
        3: _no_science,
        2: _one_telescope,
        1: _observing_programmes,
    },
    "prsl": {
        6: _several_sets_a_product,
        5: _flat_parameters,
        4: _options,
        3: _one_part,
        2: _investigators_by_id,
        1: _of_summer_2024,
    },
}
"""Entity, and minor version that a change leads down to."""


def _rename(home: Json, old: str, new: str) -> None:
    if old in home:
        home[new] = home.pop(old)
