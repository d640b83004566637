"""The map of the contract tests: one folder a contract, one file for each function that changes anything."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.contracts.shipped import SHIPPED, functions

HERE = Path(__file__).parent
SHARED = ("PermissionedToken", "AccessControl")  # ancestors whose functions are tested once, on every descendant


def rooms(contract: str) -> list[Path]:
    """Folders where the contract's functions may be tested."""
    return [HERE / name for name in (contract, *SHARED)]


def file_of(function: str) -> str:
    snake = re.sub("([A-Z])", r"_\1", function).lower()
    return f"test_{snake}.py"


def test_map__as_shipped__holds_the_contracts_of_a_deal() -> None:
    assert SHIPPED == ["Bond", "BondFactory", "CashToken", "DeliveryVersusPayment", "IdentityRegistry"]


@pytest.mark.parametrize("contract", SHIPPED)
def test_map__every_changing_function__has_its_file(contract: str) -> None:
    untested = [
        function
        for function in sorted(functions(contract, views=False))
        if not any((room / file_of(function)).is_file() for room in rooms(contract))
    ]
    assert untested == []


@pytest.mark.parametrize("contract", SHIPPED)
def test_map__every_view__is_read_by_a_test(contract: str) -> None:
    text = "".join(path.read_text() for path in HERE.glob("**/*.py"))
    unread = [function for function in sorted(functions(contract, views=True)) if f".{function}(" not in text]
    # Roles are read by their name, in a loop.
    assert [function for function in unread if not function.endswith("_ROLE")] == []


def test_map__every_file_of_a_contract__begins_with_the_name_of_a_function() -> None:
    known = tuple(
        file_of(name)[:-3]
        for contract in SHIPPED
        for views in (True, False)
        for name in functions(contract, views=views)
    )
    files = [path for room in (*SHIPPED, *SHARED) for path in sorted((HERE / room).glob("test_*.py"))]
    stray = [path.relative_to(HERE).as_posix() for path in files if not path.stem.startswith(known)]
    assert stray == ["Bond/test_reentrancy.py", "CashToken/test_metadata.py"]
