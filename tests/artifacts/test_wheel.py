"""A wheel built from the tree runs without compiler, sources or development packages."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from importlib import metadata
from pathlib import Path

import pytest

from tenor.artifacts import store

LOAD = """
import json, sys
sys.modules["solcx"] = None
from tenor.artifacts import doctor
from tenor.artifacts import store, tools
print(json.dumps({
    "file": store.__file__, "checkout": tools.checkout(), "names": sorted(store.contracts().artifacts),
    "bytecode": store.load("Bond").bytecode,
    "doctor": {finding.name: finding.where for finding in doctor.examine()},
}))
"""


def _build(project: Path, out: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", out]
    return subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)


@pytest.fixture(scope="session")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unpacked wheel of the tree as it stands."""
    store.contracts()
    out = tmp_path_factory.mktemp("wheel")
    built = _build(root, out)
    assert built.returncode == 0, built.stderr
    (packed,) = out.glob("tenor-*.whl")
    zipfile.ZipFile(packed).extractall(out / "unpacked")
    return out / "unpacked"


@pytest.fixture(scope="session")
def installed(wheel: Path) -> dict[str, object]:
    """What the unpacked wheel answers in a process with an empty PATH and no py-solc-x."""
    environment = {"PYTHONPATH": str(wheel), "PATH": "", "HOME": os.environ["HOME"]}
    answer = subprocess.run([sys.executable, "-c", LOAD], env=environment, capture_output=True, text=True, check=True)
    loaded: dict[str, object] = json.loads(answer.stdout)
    return loaded


@pytest.mark.requirement("TOOL-7")
def test_wheel__unpacked_elsewhere__loads_the_artifacts_without_a_compiler(
    wheel: Path, installed: dict[str, object]
) -> None:
    assert str(installed["file"]).startswith(str(wheel))
    assert installed["checkout"] is None
    assert installed["bytecode"] == store.load("Bond").bytecode


@pytest.mark.requirement("TOOL-7")
def test_wheel__contracts__are_all_but_the_mocks(installed: dict[str, object]) -> None:
    own = {name for name, artifact in store.contracts().artifacts.items() if not artifact.is_mock}
    assert set(installed["names"]) == own  # type: ignore[call-overload]


def test_wheel__doctor__asks_for_anvil_and_for_no_compiler(installed: dict[str, object]) -> None:
    findings = installed["doctor"]
    assert isinstance(findings, dict)
    assert set(findings) == {"python", "anvil", "contracts"}
    assert "Install Foundry" in findings["anvil"]


@pytest.mark.requirement("TOOL-8")
def test_wheel__metadata__names_no_development_package(wheel: Path) -> None:
    (folder,) = wheel.glob("tenor-*.dist-info")
    described = metadata.PathDistribution(folder)
    runtime = [line for line in described.requires or [] if "extra ==" not in line]
    assert any(line.startswith("web3") for line in runtime)
    for name in ("ape", "pytest", "solc", "hypothesis", "slither", "mypy", "ruff", "nodejs", "uv"):
        assert not [line for line in runtime if name in line.lower()], name
    assert described.metadata["Requires-Python"] == ">=3.11"
    assert (folder / "licenses" / "LICENSE").is_file()


@pytest.mark.requirement("TOOL-7")
@pytest.mark.parametrize("state", ["missing", "stale"])
def test_wheel__artifacts_missing_or_stale__is_not_built(root: Path, tree: Path, state: str) -> None:
    shutil.copytree(root / "src", tree / "src", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "hatch_build.py", "LICENSE", "README.md"):
        shutil.copy(root / name, tree / name)
    if state == "stale":
        (tree / ".artifacts").mkdir()
        (tree / ".artifacts" / f"{'0' * 64}.json").write_text(json.dumps(store.contracts().to_json()))
    built = _build(tree, tree / "out")
    assert built.returncode != 0
    assert "run `tenor compile` first" in built.stderr
    assert not list(tree.glob("out/*.whl"))
