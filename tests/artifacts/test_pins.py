"""Every tool is pinned, the pins agree wherever they are written, and lock files hold no addresses."""

import json
import re
import tomllib
from pathlib import Path

import pytest

from tenor.artifacts import solc, sources


@pytest.mark.requirement("TOOL-4")
def test_foundry_toml__compiler_and_settings__are_those_of_the_build(root: Path) -> None:
    profile = tomllib.loads((root / "foundry.toml").read_text())["profile"]["default"]
    settings = sources.compiler_input(root)["settings"]
    assert profile["solc"] == f"{solc.SOLC_FOLDER}/solc-v{solc.SOLC_VERSION}"
    assert profile["evm_version"] == settings["evmVersion"]
    assert {"enabled": profile["optimizer"], "runs": profile["optimizer_runs"]} == settings["optimizer"]
    assert profile["via_ir"] == settings["viaIR"]
    assert profile["bytecode_hash"] == settings["metadata"]["bytecodeHash"]


@pytest.mark.requirement("TOOL-1")
def test_package_json__every_version__is_exact_and_locked(root: Path) -> None:
    wanted = json.loads((root / "package.json").read_text())["devDependencies"]
    locked = json.loads((root / "package-lock.json").read_text())["packages"]
    assert wanted["solc"] == solc.SOLC_VERSION
    assert {name: locked[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    for name in [*wanted, *(f"@foundry-rs/{tool}-linux-amd64" for tool in ("anvil", "cast", "forge"))]:
        assert locked[f"node_modules/{name}"]["integrity"].startswith("sha512-")


@pytest.mark.requirement("TOOL-1")
@pytest.mark.parametrize("name", ["uv.txt", "dev.txt", "slither.txt", "halmos.txt"])
def test_requirements__every_package__has_one_version_and_hashes(root: Path, name: str) -> None:
    text = (root / "requirements" / name).read_text()
    packages = re.split(r"^(?=\w)", text, flags=re.MULTILINE)[1:]
    assert packages
    for package in packages:
        assert re.match(r"[\w.-]+==\S+", package), package.splitlines()[0]
        assert "--hash=sha256:" in package, package.splitlines()[0]


@pytest.mark.requirement("TOOL-1")
@pytest.mark.parametrize(
    "name", [*(f"requirements/{each}.txt" for each in ("uv", "dev", "slither", "halmos")), "package-lock.json"]
)
def test_lock_file__addresses__are_none(root: Path, name: str) -> None:
    text = re.sub(r'"funding".*?}', "", (root / name).read_text(), flags=re.DOTALL)
    assert "://" not in text
    assert "resolved" not in text
    assert "index-url" not in text


def test_makefile__uv__is_the_locked_one(root: Path) -> None:
    pinned = re.search(r"^UV +:= (\S+)$", (root / "Makefile").read_text(), re.MULTILINE)
    assert pinned is not None
    assert (root / "requirements" / "uv.txt").read_text().startswith(f"uv=={pinned.group(1)} ")
