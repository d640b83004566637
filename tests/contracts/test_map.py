"""The map of the contract tests: one folder a contract, one file for each function that changes anything."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.contracts.shipped import DELEGATES, SHIPPED, functions

HERE = Path(__file__).parent
SHARED = ("PermissionedToken", "AccessControl")
"""Ancestors whose functions are tested once, on every descendant. What a token delegates to another contract is tested
at the token, where it is called: the delegates have no folders of their own."""

READERS = ("BondPricing",)
"""What only reads."""


def rooms(contract: str) -> list[Path]:
    """Folders where the contract's functions may be tested."""
    token = ["Bond"] if contract in DELEGATES else []
    if contract.startswith("Deposit"):
        token = ["DepositToken", "CashToken"]  # what all money does is tested on cash
    if contract.startswith("InterestDeposit"):
        token = ["InterestDepositToken", "DepositToken", "CashToken"]
    return [HERE / name for name in (contract, *token, *SHARED)]


def files(room: Path) -> list[Path]:
    return sorted(room.glob("test_*.py"))


def snake(function: str) -> str:
    """A function as the tests are named after it; all its forms have one name."""
    return re.sub("(?<=[a-z0-9])([A-Z])", r"_\1", function).lower()


def subjects(path: Path) -> set[str]:
    """What the tests of a file are named after: for `test_transfer__nothing__reverts`, `transfer`."""
    return set(re.findall(r"^def test_(\w+?)__", path.read_text(encoding="utf-8"), re.MULTILINE))


def has_tests(room: Path, function: str) -> bool:
    """Whether a function has a file of its own, or tests of its own in the file of a group."""
    own = room / f"test_{snake(function)}.py"
    return own.is_file() or any(snake(function) in subjects(path) for path in files(room))


def test_map__as_shipped__holds_the_contracts_of_a_deal() -> None:
    delegates = ["BondAdministration", "BondEnforcement", *DELEGATES]
    bond = sorted(["Bond", "BondFactory", *delegates])
    cash = ["CashAdministration", "CashEnforcement", "CashToken"]
    deposits = ["DepositAdministration", "DepositEnforcement", "DepositToken"]
    between = ["DecryptionContract", "DeliveryVersusPayment"]
    payments = ["IdentityRegistry", "InterbankPayments"]
    earning = [f"Interest{name}" for name in deposits]
    others = ["IntradayCredit", "LockingContract", "SealedBids", "TestStablecoin"]
    assert list(SHIPPED) == [*bond, *cash, *between, *deposits, *payments, *earning, *others]


@pytest.mark.parametrize("contract", SHIPPED)
def test_map__every_changing_function__has_its_tests(contract: str) -> None:
    changing = sorted(functions(contract, views=False))
    assert changing or contract in READERS
    assert [each for each in changing if not any(has_tests(room, each) for room in rooms(contract))] == []


@pytest.mark.parametrize("contract", SHIPPED)
def test_map__every_view__is_read_by_a_test(contract: str) -> None:
    text = "".join(path.read_text() for path in HERE.glob("**/*.py"))
    unread = [function for function in sorted(functions(contract, views=True)) if f".{function}(" not in text]
    # Roles are read by their name, in a loop.
    assert [function for function in unread if not function.endswith("_ROLE")] == []


def test_map__every_file_of_a_contract__is_named_after_a_function_or_each_of_its_tests_is() -> None:
    names = {
        snake(name) for contract in SHIPPED for views in (True, False) for name in functions(contract, views=views)
    }
    stray = [
        path.relative_to(HERE).as_posix()
        for room in (*SHIPPED, *SHARED)
        for path in files(HERE / room)
        if not path.stem.startswith(tuple(f"test_{name}" for name in names)) and not subjects(path) <= names
    ]
    assert stray == []


@pytest.mark.parametrize(
    ("function", "name"),
    [("setOnchainID", "set_onchain_id"), ("DOMAIN_SEPARATOR", "domain_separator"), ("mint", "mint")],
)
def test_snake__name_of_a_function__is_lower_case_words(function: str, name: str) -> None:
    assert snake(function) == name
