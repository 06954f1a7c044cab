"""What editors take: patterns of names, and schemas that go by what a document says."""

from __future__ import annotations

import json
from fnmatch import fnmatchcase

from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.publishing import editors
from ska_oso_pdm.publishing.contents import published
from ska_oso_pdm.publishing.file import SCHEMA
from tests.samples import EXAMPLES, parsed

HERE = "http://127.0.0.1:8080/"


def matching(name: str, patterns: list[str]) -> bool:
    """Tell as VS Code does: one pattern matches, and none that begins with `!`."""
    left_out = [pattern[1:] for pattern in patterns if pattern.startswith("!")]
    taken = [pattern for pattern in patterns if not pattern.startswith("!")]
    return any(fnmatchcase(name, each) for each in taken) and not any(
        fnmatchcase(name, each) for each in left_out
    )


def test_the_catalogue_has_the_form_of_schemastore() -> None:
    catalogue = json.loads(published()["data/catalog.json"].make())
    assert set(catalogue) == {"$schema", "version", "schemas"}
    assert catalogue["version"] == 1
    for row in catalogue["schemas"]:
        assert set(row) == {"name", "description", "fileMatch", "url", "versions"}
        assert row["fileMatch"]
        for url in (row["url"], *row["versions"].values()):
            assert published()[url.removeprefix("https://schema.skao.int/")].media_type == SCHEMA
    names = [row["name"] for row in catalogue["schemas"]]
    assert len(set(names)) == len(names) == len(editors.entities())


def test_each_example_is_taken_by_its_own_entity_and_no_other() -> None:
    settings = editors.settings()["json.schemas"]
    for path in EXAMPLES:
        if path.parent.name != "1.0":
            continue
        entity = registry.parse_url(parsed(path)["interface"]).entity
        name = f"{entity}-t0001-20261105-00001.json"
        taken = [row["url"] for row in settings if matching(name, row["fileMatch"])]
        assert taken == [f"https://schema.skao.int/data/editor/{entity}.json"]


def test_other_files_with_common_words_are_left_alone() -> None:
    settings = editors.settings()["json.schemas"]
    for name in ("package.json", "review-notes.json", "decision-tree.json", "panel.json"):
        assert not [row for row in settings if matching(name, row["fileMatch"])]


def test_another_base_is_named_wherever_an_address_is() -> None:
    files = published(HERE)
    for path in ("data/catalog.json", "data/vscode-settings.json"):
        text = files[path].make().decode()
        assert "https://schema.skao.int" not in text
        assert HERE in text
    trusted = json.loads(files["data/vscode-settings.json"].make())
    assert trusted["json.schemaDownload.trustedDomains"] == {HERE: True}
    official = published()
    same = [path for path, file in files.items() if file.make() == official[path].make()]
    assert set(files) - set(same) == {"data/catalog.json", "data/vscode-settings.json"}


def validator(entity: str) -> Draft202012Validator:
    """Give the schema for editors of an entity, as it resolves below another base."""

    def retrieve(url: str):
        file = published(HERE)[url.removeprefix(HERE)]
        schema = json.loads(file.make())
        schema.pop("$id", None)  # an editor goes by where it got a schema
        return DRAFT202012.create_resource(schema)

    url = HERE + editors.path_of(entity)
    return Draft202012Validator({"$ref": url}, registry=Registry(retrieve=retrieve))


def test_a_document_is_held_against_the_layout_that_it_names() -> None:
    for path in EXAMPLES:
        document = parsed(path)
        found = registry.parse_url(document["interface"])
        held = validator(found.entity)
        assert held.is_valid(document), path
        assert not held.is_valid({**document, "unheard_of": 1}), path


def test_one_without_a_layout_of_the_entity_or_of_a_retired_one_is_not_valid() -> None:
    for document in (
        {},
        {"interface": "https://schema.skao.int/ska-oso-pdm-prj/9.0"},
        {"interface": "https://schema.skao.int/ska-oso-pdm-sbd/1.0"},
        {"interface": "https://schema.skao.int/ska-oso-pdm-prj/0.2", "obs_blocks": []},
        [],
    ):
        assert not validator("prj").is_valid(document), document
