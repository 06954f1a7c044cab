"""Facts of the schemas that classes need while they are made, written into them as attributes.

`ext` has the behaviour and never reads a schema; the classes that use it bring what it needs.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from codegen.errors import CodegenError
from codegen.sentences import remedy
from codegen.staging import module_of

_TELLS_FORMER_KEYS = "sky.celestial.ICRSMixin"
_REFUSES_EARLIER_LAYOUTS = "objects.labels.OldLabelMixin"
_CONFIG = '    model_config = ConfigDict(\n        extra="allow",\n    )\n'


def write_facts(schema_folder: Path, mixins: dict[str, list[str]], generated: Path) -> None:
    """Write into each class with a mixin that needs them what its schema and the markers say.

    Args:
        schema_folder: the folder of the schemas.
        mixins: the mixins of each class, by its pointer.
        generated: the folder of the classes.

    Raises:
        CodegenError: for a class that is not written as expected.
    """
    for pointer, names in mixins.items():
        file, _, title = pointer.partition("#")
        version, _, name = file.partition("/")
        module = module_of(generated, file)
        if _TELLS_FORMER_KEYS in names:
            schema = json.loads((schema_folder / file).read_text(encoding="utf-8"))
            _write(module, title, "__pdm_former__", _former_keys(schema["$defs"][title]))
        refuses = _REFUSES_EARLIER_LAYOUTS in names and not version.startswith("0.")
        if refuses and (keys := _earlier_keys(schema_folder, name)):
            _write(module, title, "__pdm_earlier_keys__", keys)


def _former_keys(schema: dict[str, Any]) -> str:
    """Give the former keys of required ones, each with the new key and what to write."""
    lines = ["{"]
    for key, said in schema["x-former-keys"].items():
        told = said if isinstance(said, dict) else remedy(key, said, schema["properties"])
        if told.get("use") in schema["required"]:
            lines.append(f"    {_text(key)}: (")
            lines += [f"        {_text(told['use'])},", f"        {_text(told['say'])},", "    ),"]
    return "\n".join([*lines, "}"])


def _earlier_keys(schema_folder: Path, name: str) -> str:
    """Give the keys at the root that only layouts of an entity before the newest have, if any."""
    markers = json.loads((schema_folder / "markers.json").read_text(encoding="utf-8"))
    data = markers["entities"][Path(name).stem]
    keys = [
        path[1:]
        for marker in data["markers"].values()
        for path in marker["at"]
        if marker.get("last", data["versions"][-1]) != data["versions"][-1] and path.count("/") == 1
    ]
    return "\n".join(["(", *(f"    {_text(key)}," for key in keys), ")"]) if keys else ""


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _write(module: Path, title: str, name: str, value: str) -> None:
    """Write an attribute into a class, behind its configuration."""
    text = module.read_text(encoding="utf-8")
    start = re.search(rf"^class {title}\(", text, re.MULTILINE)
    end = text.find(_CONFIG, start.end()) if start else -1
    if start is None or end < 0 or "\nclass " in text[start.end() : end]:
        raise CodegenError(f"{module.name}: there is no class {title} to give {name} to")
    end += len(_CONFIG)
    attribute = "".join(f"    {line}\n" for line in f"{name} = {value}".splitlines())
    module.write_text(text[:end] + attribute + text[end:], encoding="utf-8")
