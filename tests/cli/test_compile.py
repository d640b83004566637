"""`tenor compile` says what was done and how large each contract is."""

import pytest
from typer.testing import CliRunner

from tenor.artifacts import store
from tenor.artifacts.artifact import SIZE_LIMIT, Artifact, Build
from tenor.cli import app
from tenor.cli import compile as compile_cli
from tenor.errors import InputError


@pytest.mark.requirement("TOOL-5")
def test_compile__unchanged_tree__says_so_and_shows_sizes() -> None:
    size = store.load("IdentityRegistry").size
    result = CliRunner().invoke(app, ["compile"])
    assert result.exit_code == 0, result.output
    assert "unchanged, from the cache" in result.output
    assert f"{size:,}" in result.output


def test_compile__contract_too_long__shows_it_and_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    abi = ({"type": "function", "name": "run"},)
    big = Artifact("Big", "contracts/Big.sol", abi, "0x60", "0x" + "00" * (SIZE_LIMIT + 1), {}, {})
    build = Build("key", "0.8.37", "npm", {"Big": big}, ("contracts/Big.sol:3: Unused local variable",))
    monkeypatch.setattr(compile_cli, "compile_contracts", lambda _root: (build, False))
    result = CliRunner().invoke(app, ["compile"])
    assert isinstance(result.exception, InputError)
    assert "warning: contracts/Big.sol:3" in result.output
    assert "24,577" in result.output
