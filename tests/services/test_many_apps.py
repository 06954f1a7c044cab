"""A process that makes applications all the time, as tests of services do, stays small.

Each test is a process of its own: what one leaves behind must not count for another.
SKA_OSO_PDM_APPS sets how many applications there are.
"""

from __future__ import annotations

import os
import subprocess
import sys

from tests.samples import ROOT

APPS = int(os.environ.get("SKA_OSO_PDM_APPS", "300"))
MAKE = """
import gc, json, sys, warnings
from typing import Annotated, Any
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import BaseModel, Field
import ska_oso_pdm as pdm
from ska_oso_pdm import Closed, openapi

warnings.simplefilter("error")
warnings.filterwarnings("default", module="(anyio|starlette|fastapi|httpx).*")

class Plain(BaseModel):
    a: int = 3
    b: list[int] = []

def make(cls):
    app = FastAPI()

    @app.post("/documents")
    def create(body: cls) -> cls | None:
        return body

    return app
"""


def run(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", MAKE + code], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def test_three_hundred_applications_with_their_openapi_documents() -> None:
    run("""
first = make(pdm.Panel).openapi()
assert "Panel" in str(first)
for _ in range(300):
    app = make(pdm.Panel)
    assert app.openapi() == first
openapi.publish(app)
assert app.openapi()["components"]["schemas"]["Panel"] == openapi.components("1.0")["Panel"]
""")


def test_an_application_for_each_request_leaves_nothing() -> None:
    """What the framework itself keeps of each application is what a plain class shows."""
    run(
        f"APPS = {APPS}\n"
        + """
block = json.load(open("examples/1.0/sbd-mid-imaging.json", "rb"))

def kept(cls, body):
    made = []
    for count in (50, APPS):
        for _ in range(count):
            assert TestClient(make(cls)).post("/documents", json=body).status_code == 200
        gc.collect()
        made.append(len(gc.get_objects()))
    return made[1] - made[0]

plain = kept(Plain, {"a": 1})
for cls in (pdm.SBDefinition, Closed[pdm.SBDefinition]):
    assert kept(cls, block) <= plain + APPS / 2, (cls, plain)  # less than one for two of them
"""
    )


def test_routes_of_every_kind_work_without_a_warning() -> None:
    """Types that wait to be built warned, and failed, where a framework goes by run-time types."""
    run("""
block = json.load(open("examples/1.0/sbd-mid-imaging.json", "rb"))
warnings.simplefilter("error")
app = FastAPI()

class Envelope(BaseModel):
    content: Any

@app.post("/any")
def whatever(body: pdm.SBDefinition) -> dict[str, Any]:
    return {"block": body}

@app.post("/untyped")
def untyped(body: pdm.SBDefinition):
    return [body]

@app.post("/envelope")
def envelope(body: pdm.SBDefinition) -> Envelope:
    return Envelope(content=body)

@app.post("/optional")
def optional(body: pdm.SBDefinition | None = None) -> pdm.SBDefinition | None:
    return body

@app.post("/several")
def several(
    body: Annotated[pdm.SBDefinition | pdm.Project | pdm.Proposal, Field(discriminator="interface")]
) -> Annotated[pdm.SBDefinition | pdm.Project | pdm.Proposal, Field(discriminator="interface")]:
    return body

@app.post("/part")
def part(body: pdm.Target, telescope: pdm.TelescopeType = pdm.TelescopeType.SKA_MID) -> pdm.Target:
    return body

schemas = app.openapi()
warnings.simplefilter("default")
client = TestClient(app)
whole = json.loads(pdm.load(block).model_dump_json())
assert client.post("/any", json=block).json() == {"block": whole}
assert client.post("/untyped", json=block).json() == [whole]
assert client.post("/envelope", json=block).json() == {"content": whole}
assert client.post("/optional", json=block).json() == whole
assert client.post("/optional").json() is None
assert client.post("/several", json=block).json() == whole
target = block["targets"][0]
assert client.post("/part", json=target).json() == whole["targets"][0]
""")
