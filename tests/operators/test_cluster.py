"""What `deploy/cluster` offers: read by the programs for it, and held against the engine."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from temporalio.service import WorkflowService

from activities.versions import VersionSettings
from client import names
from deploy.server import TUNED
from tests.support.places import ROOT
from worker import DESK_QUEUES

CLUSTER: Final = ROOT / "deploy" / "cluster"
KUBERNETES: Final = CLUSTER / "kubernetes"
UNITS: Final = sorted((CLUSTER / "systemd").iterdir())
MANIFESTS: Final = sorted(KUBERNETES.glob("*/*.yaml"))

WITHOUT_SCHEMA: Final = {
    "Kustomization": "kustomize.config.k8s.io/v1beta1",
    "ScaledObject": "keda.sh/v1alpha1",
    **dict.fromkeys(("Connection", "WorkerDeployment", "WorkerResourceTemplate"), "temporal.io/v1alpha1"),
}
"""Kinds that Kubernetes does not know by itself, and who has made them up."""

KUBECTL: Final = shutil.which("kubectl")
ANALYZE: Final = shutil.which("systemd-analyze")

FORWARD: Final = "frontend.WorkflowTimeSkippingEnabled"


def program(name: str) -> str:
    """That of a package, beside the Python that runs us."""
    return str(Path(sys.executable).parent / name)


def read(file: Path) -> Any:
    return yaml.safe_load(file.read_text(encoding="utf-8"))


def validate(file: Path) -> None:
    """By the schemas of Kubernetes, which know all that there is."""
    command = [program("kubernetes-validate"), "--strict", str(file)]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout + said.stderr


def test_the_dockerfile() -> None:
    """It has no fault, and whatever the engine consists of comes into the image."""
    said = subprocess.run(
        [program("hadolint"), str(CLUSTER / "Dockerfile")], capture_output=True, text=True, check=False
    )
    assert (said.returncode, said.stdout) == (0, "")
    copied = set(re.findall(r"^COPY (\w+)", (CLUSTER / "Dockerfile").read_text(), re.MULTILINE))
    assert {"activities", "client", "deploy", "matters", "workflows", "worker"} <= copied


def test_the_compose_file(tmp_path: Path) -> None:
    """Docker Compose reads it; its workers have all queues, and only the engine's has the ledger."""
    for file in CLUSTER.iterdir():
        if file.is_file():
            shutil.copy(file, tmp_path)
    (tmp_path / "payload-keys.env").write_text("ONEMATTER_KEYS=test\n")
    command = [program("docker-compose"), "--file", str(tmp_path / "compose.yaml"), "config"]
    shown = subprocess.check_output(command, env={"RELEASE": "0.1.0"}, text=True)
    services = yaml.safe_load(shown)["services"]
    assert services["engine"]["command"] == [names.QUEUE]
    assert tuple(services["desks"]["command"]) == DESK_QUEUES
    with_ledger = [
        name for name, one in services.items() if "ONEMATTER_LEDGER_URL" in one.get("environment", {})
    ]
    assert with_ledger == ["engine"]


def test_the_server_is_tuned_alike() -> None:
    """What protects cases on one machine does so here; clocks are moved on in demonstrations only."""
    values = {name: only[0]["value"] for name, only in read(CLUSTER / "dynamic.yaml").items()}
    assert values.pop(FORWARD) is False
    assert {name: str(value) for name, value in values.items()}.items() <= TUNED.items()


@pytest.mark.parametrize("file", MANIFESTS, ids=[str(file.relative_to(KUBERNETES)) for file in MANIFESTS])
def test_a_manifest(file: Path) -> None:
    """It is as Kubernetes wants it, and nothing in it is misspelt."""
    content = read(file)
    if content["kind"] not in WITHOUT_SCHEMA:
        validate(file)
    else:
        assert content["apiVersion"] == WITHOUT_SCHEMA[content["kind"]]


def test_versions() -> None:
    """Their workers are the engine's, but for what the controller tells them; operators make one current."""
    workers = read(KUBERNETES / "versions" / "workers.yaml")["spec"]
    engine = read(KUBERNETES / "engine" / "deployment.yaml")["spec"]["template"]
    [container] = engine["spec"]["containers"]
    container["envFrom"].remove({"configMapRef": {"name": "temporal"}})
    assert workers["template"] == engine
    assert workers["rollout"] == {"strategy": "Manual"}
    assert read(KUBERNETES / "versions" / "documents.yaml") == read(KUBERNETES / "engine" / "documents.yaml")
    names_ = f"{read(KUBERNETES / 'kustomization.yaml')['namespace']}/engine"
    assert VersionSettings(deployment_name=names_).deployment_name == names_


@pytest.mark.parametrize("scaled", ["disruption", "scaling"])
def test_what_each_version_has(scaled: str, tmp_path: Path) -> None:
    """As Kubernetes wants it, once the controller has said which workers it is about."""
    template = read(KUBERNETES / "versions" / f"{scaled}.yaml")["spec"]["template"]
    wanted = "scaleTargetRef" if scaled == "scaling" else "selector"
    assert template["spec"][wanted] in ({}, {"matchLabels": {}})
    if scaled == "scaling":
        template["spec"][wanted] = {"apiVersion": "apps/v1", "kind": "Deployment", "name": "engine-1"}
    (file := tmp_path / "template.yaml").write_text(yaml.safe_dump({**template, "metadata": {"name": "one"}}))
    validate(file)


@pytest.mark.parametrize("kind", ["engine", "desk"])
def test_probes(kind: str) -> None:
    """They ask where a worker answers, at the port where it is told to."""
    [container] = read(KUBERNETES / kind / "deployment.yaml")["spec"]["template"]["spec"]["containers"]
    asked = {probe: container[probe]["httpGet"]["path"] for probe in container if probe.endswith("Probe")}
    assert asked == {"startupProbe": "/ready", "readinessProbe": "/ready", "livenessProbe": "/live"}
    [port] = container["ports"]
    [told] = read(KUBERNETES / "kustomization.yaml")["configMapGenerator"]
    assert f"ONEMATTER_HEALTH_ADDRESS=0.0.0.0:{port['containerPort']}" in told["literals"]


@pytest.mark.parametrize("kind", ["engine", "desk"])
def test_budget_and_scaler(kind: str) -> None:
    """Both are about the workers of that Deployment, of which the engine's never are fewer than two."""
    deployment = read(KUBERNETES / kind / "deployment.yaml")
    budget, scaler = read(KUBERNETES / kind / "disruption.yaml"), read(KUBERNETES / kind / "scaling.yaml")
    assert budget["spec"]["selector"] == deployment["spec"]["selector"]
    assert scaler["spec"]["scaleTargetRef"]["name"] == deployment["metadata"]["name"]
    assert scaler["spec"]["minReplicaCount"] == deployment["spec"]["replicas"]
    assert (kind == "engine") is (scaler["spec"]["minReplicaCount"] > budget["spec"].get("minAvailable", 1))


def test_every_department_has_workers() -> None:
    """A folder for each, with its queue for the worker and for what scales it; all of them are deployed."""
    deployed = read(KUBERNETES / "kustomization.yaml")["resources"]
    for queue in DESK_QUEUES:
        department = names.department_at(queue)
        patches = read(KUBERNETES / "desks" / department / "kustomization.yaml")["patches"]
        values = [each["value"] for patch in patches for each in yaml.safe_load(patch["patch"])]
        assert values == [
            [queue],
            f"desk-{department}",
            f"desk-{department}-keys",
            queue,
            f"desk-{department}",
        ]
        assert f"desks/{department}" in deployed
    assert len(deployed) == 1 + len(DESK_QUEUES)


@pytest.mark.skipif(not KUBECTL, reason="rendered where kubectl is; files are read anywhere")
def test_what_is_rendered(tmp_path: Path) -> None:
    """Kustomize draws all of it together, and each part is still as Kubernetes wants it."""
    drawn = subprocess.check_output([str(KUBECTL), "kustomize", str(KUBERNETES)], text=True)
    parts = [*yaml.safe_load_all(drawn)]
    queues = [
        part["spec"]["template"]["spec"]["containers"][0]["args"]
        for part in parts
        if part["kind"] == "Deployment"
    ]
    assert sorted(queues) == sorted([[names.QUEUE], *([queue] for queue in DESK_QUEUES)])
    known = [part for part in parts if part["kind"] not in WITHOUT_SCHEMA]
    (tmp_path / "all.yaml").write_text(yaml.safe_dump_all(known), encoding="utf-8")
    validate(tmp_path / "all.yaml")


@pytest.mark.skipif(not KUBECTL, reason="rendered where kubectl is; files are read anywhere")
def test_versions_are_rendered(tmp_path: Path) -> None:
    """In the place of the engine's Deployment, with the same image."""
    shutil.copytree(KUBERNETES, copied := tmp_path / "kubernetes")
    file = copied / "kustomization.yaml"
    file.write_text(file.read_text().replace("  - engine\n", "  - versions\n"))
    parts = [
        *yaml.safe_load_all(subprocess.check_output([str(KUBECTL), "kustomize", str(copied)], text=True))
    ]
    [workers] = [part for part in parts if part["kind"] == "WorkerDeployment"]
    images = {
        part["spec"]["template"]["spec"]["containers"][0]["image"]
        for part in parts
        if part["kind"] in {"Deployment", "WorkerDeployment"}
    }
    assert len(images) == 1
    assert workers["metadata"]["namespace"] == "one-matter"


@pytest.mark.skipif(not ANALYZE, reason="units are verified where systemd is")
def test_units(tmp_path: Path) -> None:
    """Systemd takes them; what they run is there, of a checkout in its place."""
    for unit in UNITS:
        text = unit.read_text(encoding="utf-8").replace("/opt/one-matter/.venv/bin/python", sys.executable)
        (tmp_path / unit.name).write_text(text.replace("/opt/one-matter", str(ROOT)), encoding="utf-8")
    command = [str(ANALYZE), "verify", "--man=no", *map(str, sorted(tmp_path.iterdir()))]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (said.returncode, said.stderr) == (0, "")


def test_rules_of_the_authorizer() -> None:
    """Every call is one that the server has; nobody but operators may end or reset what is not his."""
    roles = read(CLUSTER / "authorizer.yaml")["roles"]
    assert roles.pop("operator")["calls"] == ["*"]
    for role, rules in roles.items():
        for call in rules["calls"]:
            assert hasattr(WorkflowService, re.sub(r"(?<!^)(?=[A-Z])", "_", call).lower()), (role, call)
            assert not re.match(r"Terminate|Reset|Delete|RequestCancel|Signal|StartBatch", call), (role, call)
