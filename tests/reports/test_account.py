"""Accounts of holders from events told by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tenor.chain.events import Event
from tenor.reports.account import accounts_of
from tenor.reports.account_entries import Account, Part
from tenor.schedule.build import build_schedule
from tests.campaigns import small_terms
from tests.reports.told import event, rebuilt, transfer

SCHEDULE = build_schedule(small_terms())
FIRST, SECOND, *_, LAST = SCHEDULE.periods
ISSUED = transfer(FIRST.record_time - 200, None, "issuer", 1_000)
DELIVERED = transfer(FIRST.record_time - 100, "issuer", "A", 400)
UNIT = FIRST.interest  # [minor]


def paid(at: int, through: int, holder: str, amount: int) -> Event:
    return event("CouponsPaid", at, throughNumber=through, holders=[holder], amounts=[amount])


def account(*bond: Event) -> Account:
    return accounts_of(SCHEDULE, rebuilt([ISSUED, DELIVERED, *bond]))["A"]


def amounts(parts: list[Part]) -> list[tuple[int, int]]:
    return [(part.amount, part.tax) for part in parts]


@pytest.mark.requirement("REP-11")
def test_accounts_of__units_delivered_and_sold__stand_with_their_sign_and_other_side() -> None:
    told = account(transfer(FIRST.record_time + 1, "A", "B", 30))
    assert [(each.units, each.other) for each in told.movements] == [(400, "issuer"), (-30, "B")]
    assert [(each.number, each.units) for each in told.receipts][:2] == [(1, 400), (2, 370)]


@pytest.mark.requirement("REP-11")
def test_accounts_of__coupon_not_paid__is_open_in_full() -> None:
    receipt = account().receipts[0]
    assert (receipt.interest, receipt.instalment, receipt.parts) == (400 * UNIT, 0, [])
    assert receipt.open == 400 * UNIT


@pytest.mark.requirement("REP-11")
def test_accounts_of__one_payment_of_two_coupons__is_booked_on_the_oldest_first() -> None:
    first, second, third, _ = account(paid(SECOND.pay_time, 2, "A", 400 * (FIRST.interest + SECOND.interest))).receipts
    assert amounts(first.parts) == [(400 * FIRST.interest, 0)]
    assert amounts(second.parts) == [(400 * SECOND.interest, 0)]
    assert (first.open, second.open) == (0, 0)
    assert third.open == third.interest > 0


@pytest.mark.requirement("REP-11")
def test_accounts_of__one_cent_short__leaves_it_open() -> None:
    assert account(paid(FIRST.pay_time, 1, "A", 400 * UNIT - 1)).receipts[0].open == 1


@pytest.mark.requirement("REP-11")
def test_accounts_of__tax_kept_back__is_no_claim() -> None:
    net = paid(FIRST.pay_time, 1, "A", 400 * UNIT - 777)
    told = event("TaxWithheld", FIRST.pay_time, holder="A", number=1, country=344, amount=777)
    receipt = account(net, replace(told, transaction=net.transaction)).receipts[0]
    assert (amounts(receipt.parts), receipt.open) == ([(400 * UNIT - 777, 777)], 0)


@pytest.mark.requirement("REP-11")
def test_accounts_of__tax_of_somebody_else__changes_nothing() -> None:
    net = paid(FIRST.pay_time, 1, "A", 400 * UNIT)
    told = event("TaxWithheld", FIRST.pay_time, holder="B", number=1, country=344, amount=777)
    assert amounts(account(net, replace(told, transaction=net.transaction)).receipts[0].parts) == [(400 * UNIT, 0)]


@pytest.mark.requirement("REP-11")
def test_accounts_of__payment_that_no_register_owes__is_shown_and_not_dropped() -> None:
    told = accounts_of(SCHEDULE, rebuilt([ISSUED, DELIVERED, paid(FIRST.pay_time, 1, "stranger", 5)]))["stranger"]
    assert [(each.number, each.units, each.open) for each in told.receipts] == [(1, 0, -5)]


@pytest.mark.requirement("REP-11")
def test_accounts_of__redemption__repays_the_units_and_pays_every_coupon_still_owed() -> None:
    funded = event("CouponFunded", LAST.pay_time, number=4, total=1)
    burnt = transfer(LAST.pay_time, "A", None, 400)
    owed = 400 * sum(period.interest for period in SCHEDULE.periods)
    members = {"principal": LAST.principal, "holders": ["A"], "units": [400], "interest": [owed]}
    told = account(funded, burnt, event("Redeemed", LAST.pay_time, **members))
    assert [(each.units, each.amount) for each in told.repayments] == [(400, 400 * LAST.principal)]
    assert (told.movements[-1].units, told.movements[-1].other) == (-400, None)
    assert [each.open for each in told.receipts] == [0, 0, 0, 0]


@pytest.mark.requirement("REP-11")
def test_accounts_of__bought_and_sold_between_record_dates__is_an_account_without_receipts() -> None:
    bought = transfer(FIRST.record_time + 1, "A", "B", 30)
    told = accounts_of(SCHEDULE, rebuilt([ISSUED, DELIVERED, bought, transfer(FIRST.record_time + 2, "B", "A", 30)]))
    assert [each.units for each in told["B"].movements] == [30, -30]
    assert (told["B"].receipts, told["B"].repayments) == ([], [])
