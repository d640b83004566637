from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tenor.onboarding.roll import MAX_WALLETS, Account, Roll
from tests.onboarding.lists import wallet

HONG_KONG, SINGAPORE = 344, 702


@pytest.fixture
def roll() -> Iterator[Roll]:
    with Roll() as opened:
        yield opened


def account(line: int, **changes: Any) -> Account:  # noqa: ANN401 -- any field of Account
    fields = Account(line, f"INV-{line}", ("wallet", wallet(line)), HONG_KONG, 1, date(2031, 12, 31), None)
    return replace(fields, **changes)


def admit(roll: Roll, *accounts: Account) -> list[str]:
    """What is against each of the accounts, taken in turn."""
    return ["; ".join(fault.what for fault in roll.admit(each)) for each in accounts]


def test_admit__different_accounts__come_back_in_order(roll: Roll) -> None:
    assert admit(roll, *(account(line) for line in range(2, 2_502))) == [""] * 2_500
    found = list(roll)
    assert [each.line for each in found] == list(range(2, 2_502))
    assert (found[0].id, found[0].wallet, found[0].first) == ("INV-2", wallet(2), wallet(2))
    assert (found[0].country, found[0].investor_class, found[0].valid_until) == (HONG_KONG, 1, date(2031, 12, 31))


@pytest.mark.requirement("ONB-2")
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"id": "INV-2"}, "id stands on line 2 and again on line 3"),
        ({"id": "inv-2"}, "id stands on line 2 and again on line 3"),
        ({"place": ("wallet", wallet(2))}, "wallet stands on line 2 and again on line 3"),
        ({"place": ("key", wallet(2))}, f"key '{wallet(2)}' stands on line 2"),
    ],
)
def test_admit__id_or_place_twice__names_both_lines(roll: Roll, changes: dict[str, Any], said: str) -> None:
    first, second = admit(roll, account(2), account(3, **changes))
    assert first == ""
    assert said in second
    assert len(roll) == 1


@pytest.mark.requirement("ONB-4")
def test_admit__further_wallets__have_the_first_wallet_of_their_investor(roll: Roll) -> None:
    further = [account(line, wallet_of="INV-2") for line in range(3, 2 + MAX_WALLETS)]
    assert admit(roll, account(2), *further) == [""] * MAX_WALLETS
    assert {each.first for each in roll} == {wallet(2)}
    assert admit(roll, account(99, wallet_of="INV-2")) == ["the investor of line 2 has 8 wallets already"]


@pytest.mark.requirement("ONB-4")
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"wallet_of": "INV-9"}, "wallet_of is the id of no row above this one that is in order"),
        ({"wallet_of": "inv-2"}, "wallet_of is the id of no row above"),
        ({"wallet_of": "INV-4"}, "wallet_of is the id of no row above"),
        ({"wallet_of": "INV-3"}, "wallet_of names a further wallet itself (line 3)"),
        ({"wallet_of": "INV-2", "country": SINGAPORE}, "country or class differs from that of the same investor"),
        ({"wallet_of": "INV-2", "investor_class": 2}, "country or class differs from that of the same investor"),
    ],
)
def test_admit__further_wallet_of_another_or_nobody__is_not_taken(
    roll: Roll, changes: dict[str, Any], said: str
) -> None:
    *before, found = admit(roll, account(2), account(3, wallet_of="INV-2"), account(4, **changes))
    assert before == ["", ""]
    assert said in found
    assert len(roll) == 2


def test_remove__while_pages_are_read__leaves_the_others(roll: Roll) -> None:
    admit(roll, *(account(line) for line in range(2, 3_002)))
    for page in roll.pages():
        roll.remove([each.line for each in page if each.line % 2])
    assert [each.line for each in roll] == list(range(2, 3_002, 2))
    assert len(roll) == 1_500


def test_cells__row_of_an_account__come_back_as_they_stood(roll: Roll) -> None:
    admit(roll, account(2, cells=("INV-2", 'a "quoted", cell', "")))
    assert roll.cells(2) == ["INV-2", 'a "quoted", cell', ""]
