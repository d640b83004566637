"""Artifacts by name, for everyone who deploys or reads a contract."""

from pathlib import Path

import pytest
from web3 import Web3

from tenor.artifacts import store
from tenor.errors import SetupError


def test_load__contract_of_the_project__has_code_and_an_abi_that_web3_takes() -> None:
    artifact = store.load("IdentityRegistry")
    contract = Web3().eth.contract(abi=artifact.abi, bytecode=artifact.bytecode)
    assert artifact.source == "contracts/identity/IdentityRegistry.sol"
    assert contract.functions.isVerified
    assert artifact.size > 1_000


def test_load__unknown_name__lists_the_known_ones() -> None:
    with pytest.raises(SetupError, match="^Bund: no contract has this name.*IdentityRegistry"):
        store.load("Bund")


def test_contracts__asked_twice__are_compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    first = store.contracts()
    monkeypatch.setattr(store, "compile_contracts", None)
    assert store.contracts() is first


def test_contracts__installed_package_without_artifacts__says_which_wheel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "checkout", lambda: None)
    with pytest.raises(SetupError, match=r"the package holds no compiled contracts.*make wheel"):
        store.contracts()


def test_contracts__sources_of_the_checkout__are_all_there(root: Path) -> None:
    sources = {path.relative_to(root).as_posix() for path in root.glob("contracts/[!.]*/**/*.sol")}
    compiled = {artifact.source for artifact in store.contracts().artifacts.values()}
    assert compiled <= sources
    assert all("contract " not in (root / source).read_text() for source in sources - compiled)
