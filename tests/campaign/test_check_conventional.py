"""Payments outside the chain: each pays one allotment in full, on the day of the settlement and after it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tenor.campaign.check_conventional import check_conventional
from tenor.campaign.model import Campaign, ConventionalPayment
from tests.campaigns import small_campaign

CAMPAIGN = small_campaign()
DUE = {each.order: each.amount for each in CAMPAIGN.allotments}
SETTLED = CAMPAIGN.timetable.settlement


def paid(*payments: ConventionalPayment) -> Campaign:
    return replace(CAMPAIGN, conventional_payments=payments)


def payment(order: str = "ORD-INV-A", amount: int | None = None, at: datetime | None = None) -> ConventionalPayment:
    due = DUE.get(order, 1) if amount is None else amount
    return ConventionalPayment("PAY-1", order, due, at or SETTLED + timedelta(minutes=30))


def found(campaign: Campaign) -> list[str]:
    return [f"{problem.field}: {problem.what}" for problem in check_conventional(campaign)]


@pytest.mark.requirement("RAIL-1")
def test_check_conventional__each_pays_its_allotment__has_no_problem() -> None:
    assert found(paid(payment(), payment("ORD-INV-B"))) == []


@pytest.mark.requirement("RAIL-1")
def test_check_conventional__unknown_order__is_named() -> None:
    assert found(paid(payment("ORD-INV-X"))) == [
        "(0, 'order'): order 'ORD-INV-X' of PAY-1 is not in the book, or was allotted nothing"
    ]


@pytest.mark.requirement("RAIL-1")
def test_check_conventional__paid_twice__is_named() -> None:
    assert found(paid(payment(), payment())) == ["(1, 'order'): PAY-1 pays for order ORD-INV-A already"]


@pytest.mark.requirement("RAIL-1")
@pytest.mark.parametrize("wrong", [-1, 1])
def test_check_conventional__another_amount__is_named(wrong: int) -> None:
    (text,) = found(paid(payment(amount=DUE["ORD-INV-A"] + wrong)))
    assert text.startswith("(0, 'amount'): PAY-1 pays HKD 3,998,")
    assert "for order ORD-INV-A, which costs HKD 3,998,200.00" in text


@pytest.mark.requirement("RAIL-1")
@pytest.mark.parametrize("at", [SETTLED, SETTLED - timedelta(hours=1), SETTLED + timedelta(days=1)])
def test_check_conventional__while_no_units_are_held__is_named(at: datetime) -> None:
    (text,) = found(paid(payment(at=at)))
    assert text.startswith(f"(0, 'at'): PAY-1 is confirmed at {at:%Y-%m-%dT%H:%M}, not after the settlement")


@pytest.mark.requirement("RAIL-1")
def test_check_conventional__money_that_is_minted_too__is_named() -> None:
    minted = replace(CAMPAIGN.fundings[0], reference="pay-1")
    campaign = replace(paid(payment()), fundings=(minted,))
    assert found(campaign) == ["(0, 'reference'): PAY-1 is a receipt of the fundings too: its money would count twice"]


@pytest.mark.requirement("RAIL-1")
@pytest.mark.parametrize("minutes", [60, 61])
def test_check_conventional__trade_of_the_day_settles_before__is_named(minutes: int) -> None:
    """The seller does not have the units until the payment is confirmed; a trade of that minute comes after it."""
    trade = replace(CAMPAIGN.trades[0], settlement_date=SETTLED.date())
    campaign = replace(paid(payment(at=SETTLED + timedelta(minutes=minutes))), trades=(trade,))
    late = "(0, 'at'): PAY-1 is confirmed at 2023-03-17T11:01, after trade SEC-1 settles (2023-03-17T11:00)"
    assert found(campaign) == ([late] if minutes == 61 else [])
