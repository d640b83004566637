from __future__ import annotations

from pathlib import Path

import pytest

from bench.coverage.compiled import Span, instructions, measured_input, source_spans, sources_key
from tenor.artifacts.sources import compiler_input


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in ("Vault.sol", "mocks/Fake.sol"):
        path = tmp_path / "contracts" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"contract {path.stem} {{}}\n")
    return tmp_path


def test_instructions__push__is_one_with_what_it_pushes() -> None:
    assert list(instructions(bytes.fromhex("5f60576157575700"))) == [(0, 0x5F), (1, 0x60), (3, 0x61), (6, 0x57), (7, 0)]


def test_source_spans__empty_fields__are_as_in_the_entry_before() -> None:
    spans = source_spans("4:10:1:-;;:2;7::0;1:1:-1", {1: "contracts/A.sol", 0: "contracts/B.sol"})
    same = Span("contracts/A.sol", 4, 14)
    assert list(spans) == [same, same, Span("contracts/A.sol", 4, 6), Span("contracts/B.sol", 7, 9), None]


@pytest.mark.parametrize(("start", "end", "held"), [(2, 8, True), (3, 5, True), (1, 8, False), (2, 9, False)])
def test_holds__other_stretch__is_true_where_it_lies_inside(start: int, end: int, *, held: bool) -> None:
    assert Span("a", 2, 8).holds(Span("a", start, end)) is held
    assert not Span("b", 2, 8).holds(Span("a", start, end))


@pytest.mark.requirement("COV-1")
def test_measured_input__tree__is_the_shipped_sources_for_the_same_machine(tree: Path) -> None:
    shipped, measured = compiler_input(tree), measured_input(tree)
    assert measured["sources"] == shipped["sources"]
    assert measured["settings"]["evmVersion"] == shipped["settings"]["evmVersion"]
    assert measured["settings"]["viaIR"] is False
    assert measured["settings"]["optimizer"] == {**shipped["settings"]["optimizer"], "details": {"deduplicate": False}}


@pytest.mark.requirement("COV-3")
def test_sources_key__shipped_source_changed__is_another(tree: Path) -> None:
    before = sources_key(tree)
    (tree / "contracts" / "Vault.sol").write_text("contract Vault { }\n")
    assert sources_key(tree) != before


@pytest.mark.requirement("COV-3")
def test_sources_key__mock_changed__is_the_same(tree: Path) -> None:
    before = sources_key(tree)
    (tree / "contracts" / "mocks" / "Fake.sol").write_text("contract Fake { }\n")
    assert sources_key(tree) == before
