"""The chart: what it renders Kubernetes takes, and it refuses values that it does not know."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from tests.deploy.helm import CHART, REASON, REQUIRED, THERE, Helm
from tests.samples import ROOT

if not REQUIRED:
    pytest.importorskip("kubernetes_validate", reason="nox -s deploy installs it")
import kubernetes_validate
import yaml

pytestmark = pytest.mark.skipif(not (THERE or REQUIRED), reason=REASON)

SCHEMA = json.loads((CHART / "values.schema.json").read_text("utf-8"))
DEFAULTS = yaml.safe_load((CHART / "values.yaml").read_text("utf-8"))
KUBERNETES = ("1.30", "1.37")
VALUES: dict[str, dict[str, Any]] = {
    "defaults": {},
    "bare": {
        "ingress": {"enabled": False},
        "networkPolicy": {"enabled": False},
        "podDisruptionBudget": {"enabled": False},
        "preStopSeconds": 0,
        "replicaCount": 1,
        "resources": {"limits": {"memory": 100_000_000}},
    },
    "all": {
        "image": {"repository": "images.example:5000/ska/pdm", "digest": f"sha256:{'0a' * 32}"},
        "imagePullSecrets": [{"name": "pull"}],
        "replicaCount": 12,
        "base": "https://schemas.example/pdm",
        "service": {"type": "NodePort", "port": 8443, "annotations": {"a": "true", "b": "1"}},
        "ingress": {
            "className": "nginx",
            "host": "schemas.example",
            "annotations": {"cert-manager.io/cluster-issuer": "ours"},
            "tls": {"secretName": "schemas-example"},
        },
        "resources": {"requests": {"cpu": 1, "memory": "1Gi"}, "limits": {"cpu": "1500m"}},
        "runAsUser": None,
        "podDisruptionBudget": {"maxUnavailable": "50%"},
        "networkPolicy": {
            "from": [{"namespaceSelector": {"matchLabels": {"name": "ingress"}}}],
        },
        "podAnnotations": {"prometheus.io/scrape": "false"},
        "podLabels": {"team": "oso: {yes}"},
        "nodeSelector": {"kubernetes.io/arch": "amd64"},
        "tolerations": [{"key": "a", "operator": "Exists", "effect": "NoSchedule"}],
        "affinity": {
            "podAntiAffinity": {
                "preferredDuringSchedulingIgnoredDuringExecution": [
                    {
                        "weight": 1,
                        "podAffinityTerm": {
                            "topologyKey": "kubernetes.io/hostname",
                            "labelSelector": {"matchLabels": {"a": "b"}},
                        },
                    }
                ]
            }
        },
        "topologySpreadConstraints": [
            {
                "maxSkew": 1,
                "topologyKey": "zone",
                "whenUnsatisfiable": "ScheduleAnyway",
                "labelSelector": {"matchLabels": {"a": "b"}},
            }
        ],
        "priorityClassName": "low",
        "fullnameOverride": "schemas",
        "global": {"anything": [1]},
        "enabled": True,
    },
    "long names": {"nameOverride": "n" * 80, "ingress": {"tls": {"enabled": False}}},
}
REFUSED = {
    "a slip": {"replicas": 3},
    "a slip inside": {"ingress": {"hosts": ["a"]}},
    "a slip of TLS": {"ingress": {"tls": {"secret": "a"}}},
    "no host": {"ingress": {"host": "https://schema.skao.int"}},
    "a number as text": {"replicaCount": "2"},
    "root": {"runAsUser": 0},
    "a weaker pod": {"securityContext": {"runAsNonRoot": False}},
    "labels of the chart": {"podLabels": {"app.kubernetes.io/name": "other"}},
    "no digest": {"image": {"digest": "latest"}},
    "no base": {"base": "schema.skao.int"},
    "no amount": {"resources": {"limits": {"memory": "much"}}},
    "a resource of another kind": {"resources": {"limits": {"cpus": 1}}},
    "no address": {"networkPolicy": {"from": [{"cidr": "10.0.0.0/8"}]}},
}


@pytest.fixture(scope="module")
def helm(tmp_path_factory) -> Helm:
    return Helm(tmp_path_factory.mktemp("helm"))


def written(folder: Path, values: dict[str, Any]) -> str:
    path = folder / "values.json"
    path.write_text(json.dumps(values), encoding="utf-8")
    return str(path)


def rendered(helm: Helm, folder: Path, values: dict[str, Any], release="pdm") -> dict[str, Any]:
    """Render the chart; give its manifests by kind."""
    file = written(folder, values)
    done = helm.run("template", release, str(CHART), "--namespace", "oso", "--values", file)
    assert done.returncode == 0, done.stderr
    manifests = list(yaml.safe_load_all(done.stdout))
    by_kind = {manifest["kind"]: manifest for manifest in manifests}
    assert len(by_kind) == len(manifests)
    return by_kind


def test_the_chart_passes_the_linter(helm) -> None:
    done = helm.run("lint", "--strict", str(CHART))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "WARNING" not in done.stdout


@pytest.mark.parametrize("values", VALUES.values(), ids=VALUES)
def test_what_is_rendered_is_what_kubernetes_takes(helm, tmp_path, values) -> None:
    manifests = rendered(helm, tmp_path, values)
    assert {"Deployment", "Service"} <= set(manifests)
    for manifest in manifests.values():
        for version in KUBERNETES:
            kubernetes_validate.validate(manifest, version, strict=True)


def test_the_schemas_of_kubernetes_would_refuse_a_slip(helm, tmp_path) -> None:
    deployment = rendered(helm, tmp_path, {})["Deployment"]
    deployment["spec"]["template"]["spec"]["containers"][0]["livenessprobe"] = {}
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(deployment, KUBERNETES[0], strict=True)


@pytest.mark.parametrize("values", VALUES.values(), ids=VALUES)
def test_no_value_weakens_the_pods(helm, tmp_path, values) -> None:
    pod = rendered(helm, tmp_path, values)["Deployment"]["spec"]["template"]["spec"]
    (container,) = pod["containers"]
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert pod["automountServiceAccountToken"] is False
    assert container["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert {"livenessProbe", "readinessProbe", "startupProbe"} <= set(container)
    assert "limits" in container["resources"]


@pytest.mark.parametrize("values", VALUES.values(), ids=VALUES)
def test_objects_find_each_other(helm, tmp_path, values) -> None:
    manifests = rendered(helm, tmp_path, values)
    template = manifests["Deployment"]["spec"]["template"]
    labels = template["metadata"]["labels"]
    ports = {port["name"] for port in template["spec"]["containers"][0]["ports"]}
    service = manifests["Service"]
    for selector in (
        manifests["Deployment"]["spec"]["selector"]["matchLabels"],
        service["spec"]["selector"],
        manifests.get("NetworkPolicy", {})
        .get("spec", {})
        .get("podSelector", {})
        .get("matchLabels"),
        manifests.get("PodDisruptionBudget", {})
        .get("spec", {})
        .get("selector", {})
        .get("matchLabels"),
    ):
        assert selector is None or selector.items() <= labels.items()
    assert service["spec"]["ports"][0]["targetPort"] in ports
    if ingress := manifests.get("Ingress"):
        backend = ingress["spec"]["rules"][0]["http"]["paths"][0]["backend"]["service"]
        assert backend["name"] == service["metadata"]["name"]
        assert backend["port"]["name"] == service["spec"]["ports"][0]["name"]
    for manifest in manifests.values():
        assert len(manifest["metadata"]["name"]) <= 63
        assert manifest["metadata"]["namespace"] == "oso"


def test_urls_of_documents_lead_to_the_service(helm, tmp_path) -> None:
    manifests = rendered(helm, tmp_path, {})
    (rule,) = manifests["Ingress"]["spec"]["rules"]
    assert rule["host"] == "schema.skao.int"
    assert rule["http"]["paths"][0]["path"] == "/"
    assert manifests["Ingress"]["spec"]["tls"] == [{"hosts": ["schema.skao.int"]}]


@pytest.mark.parametrize(
    ("values", "base"),
    [
        ({}, "https://schema.skao.int/"),
        ({"ingress": {"host": "a.example", "tls": {"enabled": False}}}, "http://a.example/"),
        ({"ingress": {"enabled": False}}, "http://pdm-ska-oso-pdm.oso.svc:80/"),
        ({"base": "https://b.example/x"}, "https://b.example/x"),
    ],
)
def test_editors_are_told_the_address_that_leads_here(helm, tmp_path, values, base) -> None:
    pod = rendered(helm, tmp_path, values)["Deployment"]["spec"]["template"]["spec"]
    assert pod["containers"][0]["args"] == ["--base", base]


@pytest.mark.parametrize("values", REFUSED.values(), ids=REFUSED)
def test_values_that_it_does_not_know_are_refused(helm, tmp_path, values) -> None:
    done = helm.run("template", "pdm", str(CHART), "--values", written(tmp_path, values))
    assert done.returncode != 0
    assert "values don't meet the specifications of the schema" in done.stderr


def test_notes_say_where_it_is_and_what_is_left_to_do(helm, tmp_path) -> None:
    for values, said in (
        ({}, "schema.skao.int must lead to\nthe ingress controller"),
        ({"ingress": {"enabled": False}}, "There is no ingress"),
    ):
        file = written(tmp_path, values)
        done = helm.run("install", "pdm", str(CHART), "--dry-run=client", "--values", file)
        notes = done.stdout.partition("NOTES:")[2]
        assert said in notes
        assert "http://pdm-ska-oso-pdm.default.svc:80/ska-oso-pdm-sbd/1.0" in notes


def nodes(schema: Any, place: str = "") -> Any:
    """Yield each object of properties in a schema, with its place."""
    for key, part in schema.get("properties", {}).items():
        yield f"{place}.{key}".lstrip("."), part
        yield from nodes(part, f"{place}.{key}")


def leaves(values: dict[str, Any], place: str = "") -> Any:
    for key, value in values.items():
        if isinstance(value, dict) and value and key != "resources":
            yield from leaves(value, f"{place}{key}.")
        else:
            yield f"{place}{key}"


def test_the_schema_of_values_is_closed_and_describes_each() -> None:
    Draft7Validator.check_schema(SCHEMA)
    Draft7Validator(SCHEMA).validate(DEFAULTS)
    for place, part in nodes(SCHEMA):
        assert part.get("description", "").endswith("."), place
        if "properties" in part:
            assert part["additionalProperties"] is False, place
    known = {place for place, _ in nodes(SCHEMA)}
    assert set(leaves(DEFAULTS)) <= known


def test_its_page_lists_each_value() -> None:
    rows = re.findall(r"^\| (`.*?) \|", (CHART / "README.md").read_text("utf-8"), re.MULTILINE)
    told = {name for row in rows for name in re.findall(r"`([^`]+)`", row)}
    assert told == set(leaves(DEFAULTS))


def test_its_version_is_that_of_the_package() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    chart = yaml.safe_load((CHART / "Chart.yaml").read_text("utf-8"))
    dashed = re.sub(r"(\d)(a|b|rc)(\d)", r"\1-\2\3", version)  # Helm wants semantic versions
    assert (chart["version"], chart["appVersion"]) == (dashed, version)
