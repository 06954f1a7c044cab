"""Tries an installed wheel: run by `nox -s build` in an empty environment, outside the tree.

    python -I tests/wheel_check.py EXAMPLE…

Every example is loaded by the URL that it names, with the network off.
"""

from __future__ import annotations

import importlib.resources
import json
import socket
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any


def no_network(*_: Any, **__: Any) -> None:
    raise RuntimeError("the package tried to reach the network")


def main() -> None:
    socket.socket.connect = no_network  # type: ignore[method-assign,assignment]
    socket.getaddrinfo = no_network  # type: ignore[assignment]

    import ska_oso_pdm
    from ska_oso_pdm.catalogue import registry

    site = Path(sysconfig.get_path("purelib")).resolve()
    assert Path(ska_oso_pdm.__file__).resolve().is_relative_to(site), ska_oso_pdm.__file__
    assert Path(registry.schema_folder()).resolve().is_relative_to(site)
    assert (Path(ska_oso_pdm.__file__).parent / "py.typed").exists()
    files = importlib.resources.files("ska_oso_pdm") / "_schemas"
    assert json.loads((files / "1.0" / "sbd.json").read_text("utf-8"))["title"] == "SBDefinition"
    assert len(sys.argv) > 1
    for name in sys.argv[1:]:
        document = json.loads(Path(name).read_text(encoding="utf-8"))
        identifier = registry.parse_url(document["interface"])
        assert identifier is not None
        loaded = ska_oso_pdm.load_from_file(name)
        assert type(loaded) is registry.class_for(identifier)
        assert json.loads(ska_oso_pdm.dumps(loaded)) == document
        assert not hasattr(loaded, "scans") or list(loaded.scans())
        found = ska_oso_pdm.findings(Path(name))
        assert found == [] or identifier.version != "1.0"
        print(f"{Path(name).name}: loaded by {document['interface']}")
    from ska_oso_pdm.publishing.contents import published

    assert all(file.make() for file in published().values())
    from ska_oso_pdm.builders import mid_imaging_sb

    assert ska_oso_pdm.validate(ska_oso_pdm.dumps(mid_imaging_sb())) == []
    script = Path(sysconfig.get_path("scripts")) / "ska-oso-pdm"
    subprocess.run([script, "validate", *sys.argv[1:]], check=True)
    subprocess.run([script, "schema", "list"], check=True)


if __name__ == "__main__":
    main()
