from __future__ import annotations

import pytest

from bench.mutation.mutants import Mutant, find_mutants, sample

SOURCE = """// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

contract Vault {
    event Kept(uint256 amount);

    uint256 private constant MOST = 0x0f;
    uint256 private _held;
    uint256[2] private _pair;

    function keep(uint256 amount) external returns (bool) {
        require(amount < MOST, "too much");
        if (!_isOpen()) return false;
        _held += amount;
        for (uint256 i = 0; i < 7 days; ++i) {}
        emit Kept(amount);
        return true;
    }

    function _isOpen() private view returns (bool) {
        return _held == 0;
    }
}
"""


@pytest.fixture(scope="module")
def mutants(tmp_path_factory: pytest.TempPathFactory) -> tuple[Mutant, ...]:
    root = tmp_path_factory.mktemp("mutants")
    for name in ("Vault", "mocks/Fake"):
        path = root / "contracts" / f"{name}.sol"
        path.parent.mkdir(exist_ok=True)
        path.write_text(SOURCE.replace("Vault", path.stem))
    return tuple(find_mutants(root))


def test_find_mutants__one_contract__are_every_change_of_its_code(mutants: tuple[Mutant, ...]) -> None:
    assert {(mutant.line, mutant.kind, mutant.before, mutant.after) for mutant in mutants} == {
        (7, "number", "0x0f", "0x10"),
        (12, "operator", "<", "<="),
        (12, "check", 'require(amount < MOST, "too much");', "{}"),
        (13, "condition", "!_isOpen()", "false"),
        (13, "negation", "!", ""),
        (14, "operator", "+=", "-="),
        (14, "statement", "_held += amount;", "{}"),
        (15, "number", "0", "1"),
        (15, "number", "7", "8"),
        (15, "operator", "<", "<="),
        (16, "event", "emit Kept(amount);", "{}"),
        (21, "operator", "==", "!="),
        (21, "number", "0", "1"),
    }


def test_find_mutants__mocks__are_left_alone(mutants: tuple[Mutant, ...]) -> None:
    assert {mutant.unit for mutant in mutants} == {"contracts/Vault.sol"}


def test_applied__each_mutant__changes_its_line_alone(mutants: tuple[Mutant, ...]) -> None:
    before = SOURCE.splitlines()
    for mutant in mutants:
        after = mutant.applied(SOURCE.encode()).decode().splitlines()
        changed = [line for line, pair in enumerate(zip(before, after, strict=True), 1) if pair[0] != pair[1]]
        assert changed == [mutant.line]


def test_name__two_mutants__are_never_the_same(mutants: tuple[Mutant, ...]) -> None:
    assert len({mutant.name for mutant in mutants}) == len(mutants)


def test_sample__larger_count__has_the_smaller_ones_first(mutants: tuple[Mutant, ...]) -> None:
    assert sample(mutants, 8, seed=1)[:5] == sample(mutants[::-1], 5, seed=1)
    assert sample(mutants, 8, seed=1) != sample(mutants, 8, seed=2)
