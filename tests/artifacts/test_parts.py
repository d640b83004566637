"""A compilation is split without asking for less, and gives the code that it gives whole."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tenor.artifacts.parts import merged, parts_of
from tenor.artifacts.sources import compiler_input


def _selected(document: dict[str, Any]) -> dict[str, Any]:
    selection: dict[str, Any] = document["settings"]["outputSelection"]
    return selection


def _document(**texts: str) -> dict[str, Any]:
    sources = {f"contracts/{name}.sol": {"content": text} for name, text in texts.items()}
    return {
        "sources": sources,
        "settings": {"viaIR": True, "outputSelection": {unit: {"*": ["abi"]} for unit in sources}},
    }


@pytest.mark.requirement("TOOL-5")
@pytest.mark.parametrize("most", [1, 2, 3, 50])
def test_parts_of__the_project__asks_for_each_contract_once(root: Path, most: int) -> None:
    document = compiler_input(root)
    parts = parts_of(document, most)
    asked = [unit for part in parts for unit in _selected(part)]
    assert sorted(asked) == sorted(_selected(document))
    assert 1 <= len(parts) <= most
    assert all(part["sources"] == document["sources"] and _selected(part) for part in parts)


@pytest.mark.requirement("TOOL-5")
def test_parts_of__contracts_of_unlike_weight__share_it_evenly() -> None:
    document = _document(
        Heavy="contract Heavy {" + " " * 900 + "}",
        Child='import "./Base.sol";\ncontract Child {}',
        Base="abstract contract Base {" + " " * 400 + "}",
        Other="contract Other {" + " " * 300 + "}",
        Face="interface Face {" + " " * 5_000 + "}",
    )
    heavy, light = sorted(
        ({Path(unit).stem for unit in _selected(part)} for part in parts_of(document, 2)),
        key=lambda part: "Heavy" not in part,
    )
    assert "Heavy" in heavy
    assert {"Child", "Other"} <= light


@pytest.mark.requirement("TOOL-5")
def test_parts_of__nothing_with_code__is_one_part() -> None:
    document = _document(Face="interface Face {}", Base="abstract contract Base {}")
    assert parts_of(document, 4) == [document]


@pytest.mark.requirement("TOOL-5")
def test_merged__parts_of_a_tree__say_what_the_whole_says(tree: Path) -> None:
    document = compiler_input(tree)
    whole, *parts = (_compile(tree, each) for each in (document, *parts_of(_two_contracts(document), 2)))
    assert len(parts) == 2
    counter = "contracts/Counter.sol"
    together = merged(parts)
    assert together["contracts"][counter] == whole["contracts"][counter]
    assert "contracts/Second.sol" in together["contracts"]
    # Each part warns of the same sources.
    messages = [error["formattedMessage"] for error in together["errors"]]
    assert messages
    assert len(messages) == len(set(messages))


def _two_contracts(document: dict[str, Any]) -> dict[str, Any]:
    """The same tree with another contract after it, which changes no number of what comes before."""
    unit = "contracts/Second.sol"
    sources = {**document["sources"], unit: {"content": "pragma solidity 0.8.37;\ncontract Second {}\n"}}
    selection = {**_selected(document), unit: {"*": ["evm.bytecode.object"]}}
    return {**document, "sources": sources, "settings": {**document["settings"], "outputSelection": selection}}


def _compile(tree: Path, document: dict[str, Any]) -> dict[str, Any]:
    compiler = next((tree / ".solc").glob("solc-v*"))
    done = subprocess.run(
        [compiler, "--standard-json"], input=json.dumps(document), capture_output=True, text=True, check=True
    )
    output: dict[str, Any] = json.loads(done.stdout)
    return output
