"""What `docs/other-validators.md` says: registry, bundles in other tools, files, the readers."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

import fastjsonschema
import pytest
from jsonschema import Draft202012Validator
from referencing.exceptions import Unresolvable

import ska_oso_pdm
from ska_oso_pdm.catalogue import for_jsonschema, registry
from ska_oso_pdm.catalogue.bundle import bundle
from ska_oso_pdm.catalogue.registry import SchemaId
from tests.agreement.readers import FOLDER, READERS
from tests.agreement.test_readers import written
from tests.samples import CURRENT, ROOT, exact, parsed

PAGE = (ROOT / "docs" / "other-validators.md").read_text("utf-8")
BLOCK = ROOT / "examples" / CURRENT / "sbd-mid-imaging.json"
TODAY = [known for known in registry.documents() if known.version == CURRENT]


def with_newline() -> Any:
    """Give a block one of whose declinations has a newline behind it."""
    block = parsed(BLOCK)
    coordinates = [target["reference_coordinate"] for target in block["targets"]]
    next(one for one in coordinates if "dec_str" in one)["dec_str"] += "\n"
    return block


class TestRegistry:
    def test_it_has_every_schema_and_each_part(self) -> None:
        found = ska_oso_pdm.schemas_registry()
        for url, schema in registry.all_schemas().items():
            assert exact(found.contents(url)) == exact(for_jsonschema.in_python(schema))
            for name in schema.get("$defs", ()):
                part = found.resolver().lookup(f"{url}#/$defs/{name}").contents
                assert part["title"] == schema["$defs"][name]["title"]

    def test_nothing_but_the_end_of_patterns_is_changed(self) -> None:
        for schema in registry.all_schemas().values():
            back = json.dumps(for_jsonschema.in_python(schema)).replace(r"\\Z", "$")
            assert back == json.dumps(schema)

    def test_it_is_made_once_and_the_schemas_of_the_package_stay(self) -> None:
        found = ska_oso_pdm.schemas_registry()
        assert found is ska_oso_pdm.schemas_registry()
        found.contents(TODAY[0].url)["title"] = (title := "Changed")
        assert registry.schema_for(TODAY[0])["title"] != title
        for_jsonschema.schemas_registry.cache_clear()

    def test_it_cannot_be_changed(self) -> None:
        found = ska_oso_pdm.schemas_registry()
        with pytest.raises(TypeError):
            found["https://example.org/mine"] = 1  # type: ignore[index]

    def test_it_fetches_nothing(self) -> None:
        with pytest.raises(Unresolvable):
            ska_oso_pdm.schemas_registry().resolver().lookup("https://example.org/other")

    def test_a_newline_behind_a_value_is_refused(self) -> None:
        found = ska_oso_pdm.schemas_registry()
        judge = Draft202012Validator({"$ref": registry_url(BLOCK)}, registry=found)
        assert judge.is_valid(parsed(BLOCK))
        assert not judge.is_valid(with_newline())

    def test_without_referencing_it_says_what_to_install(self) -> None:
        code = (
            "import sys; sys.modules['referencing'] = None\n"
            "import ska_oso_pdm; ska_oso_pdm.schemas_registry()"
        )
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=False
        )
        assert done.stderr.splitlines()[-1] == (
            "ModuleNotFoundError: schemas_registry() needs the package referencing, which comes "
            "with jsonschema: pip install jsonschema"
        )


def registry_url(path: Path) -> str:
    return str(parsed(path)["interface"])


def test_fastjsonschema_agrees_on_bundles_of_today() -> None:
    """As the page says: with a `$` in brackets escaped."""
    judges = {}
    for known in TODAY:
        judges[known.url] = fastjsonschema.compile(bundle(known))
    asked = [(url, json.loads(text)) for url, text in written() if url in judges]
    for url, document in asked:
        judge = Draft202012Validator({"$ref": url}, registry=ska_oso_pdm.schemas_registry())
        try:
            judges[url](document)
            verdict = True
        except fastjsonschema.JsonSchemaValueException:
            verdict = False
        assert verdict == judge.is_valid(document), url
    assert len(asked) > 200


def test_check_jsonschema_reads_a_bundle(tmp_path: Path) -> None:
    bad, schema = tmp_path / "bad.json", tmp_path / "sbd.json"
    bad.write_text(json.dumps(with_newline()), encoding="utf-8")
    schema.write_text(json.dumps(bundle(SchemaId("sbd", CURRENT))), encoding="utf-8")
    command = [sys.executable, "-m", "check_jsonschema", "--schemafile", str(schema)]
    judged = [
        subprocess.run([*command, *more, str(file)], capture_output=True, check=False).returncode
        for file in (BLOCK, bad)
        for more in ([], ["--regex-variant", "python"])
    ]
    assert judged == [0, 0, 1, 0]


def test_the_files_are_where_the_page_says() -> None:
    """Of a wheel, `tests/wheel_check.py` shows it too."""
    installed = files("ska_oso_pdm") / "_schemas"
    folder = Path(str(installed)) if installed.is_dir() else ROOT / "schemas"
    assert Path(registry.schema_folder()) == folder
    assert 'importlib.resources.files("ska_oso_pdm") / "_schemas"' in PAGE
    for known in registry.documents():
        assert parsed(folder / known.version / f"{known.entity}.json")["$id"] == known.url


def test_the_page_names_the_readers_that_are_asked() -> None:
    rows = re.findall(r"^\| (\S+) (\S+) \| [CJ]", PAGE, re.M)
    package = json.loads((FOLDER / "package.json").read_text("utf-8"))
    assert dict(rows) == package["dependencies"]
    assert len(rows) == len(READERS)
