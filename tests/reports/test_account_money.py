"""What accounts make of calls, puts, default interest and lapses, from events told by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tenor.chain.events import Event
from tenor.reports.account import accounts_of
from tenor.reports.account_entries import Account
from tenor.schedule.build import build_schedule
from tenor.schedule.model import Overdue, Schedule
from tests.bonds import bond
from tests.campaigns import small_terms
from tests.reports.test_promises import INFLATION
from tests.reports.told import event, rebuilt, transfer

SCHEDULE = build_schedule(small_terms())
FIRST, SECOND, *_, LAST = SCHEDULE.periods
ISSUED = transfer(FIRST.record_time - 200, None, "A", 400)
FACE = FIRST.outstanding_per_unit
PUT_DAY = 19_540


def account(*bond: Event, schedule: Schedule = SCHEDULE) -> Account:
    return accounts_of(schedule, rebuilt([ISSUED, *bond]))["A"]


def paid(at: int, through: int, amount: int) -> Event:
    return event("CouponsPaid", at, throughNumber=through, holders=["A"], amounts=[amount])


def put_repaid(units: int, principal: int, interest: int) -> Event:
    members = {"holders": ["A", "B"], "units": [units, 0], "interest": [interest, 0]}
    return event("PutsRedeemed", FIRST.record_time + 1, day=PUT_DAY, run=6, principal=principal, **members)


@pytest.mark.requirement("REP-11")
def test_accounts_of__put__parts_principal_discount_and_interest() -> None:
    (repaid,) = account(put_repaid(30, FACE * 99 // 100, 4_321)).repayments
    assert (repaid.principal, repaid.premium, repaid.interest) == (30 * FACE, -30 * FACE // 100, 4_321)
    assert repaid.amount == 30 * (FACE * 99 // 100) + 4_321


@pytest.mark.requirement("REP-11")
def test_accounts_of__tax_on_the_interest_of_a_put__is_kept_back_from_it() -> None:
    put = put_repaid(30, FACE, 3_000)
    tax = event("TaxWithheld", FIRST.record_time + 1, holder="A", number=6, country=344, amount=1_000)
    (repaid,) = account(put, replace(tax, transaction=put.transaction)).repayments
    assert (repaid.interest, repaid.tax, repaid.amount) == (4_000, 1_000, 30 * FACE + 3_000)


@pytest.mark.requirement("REP-11")
def test_accounts_of__part_called_at_a_premium__is_told_apart_from_the_instalment() -> None:
    part, repaid = FACE // 5, FACE // 5 * 101 // 100
    called = event("PartCalled", FIRST.record_time - 9, number=1, share=200_000_000, price=1_010_000_000, part=part)
    lived = replace(SCHEDULE, periods=(replace(FIRST, principal_per_unit=repaid), *SCHEDULE.periods[1:]))
    receipt = account(called, paid(FIRST.pay_time, 1, 400 * (FIRST.interest + repaid)), schedule=lived).receipts[0]
    assert receipt.called is not None
    assert (receipt.called.share, receipt.called.price) == (200_000_000, 1_010_000_000)
    assert (receipt.interest, receipt.instalment, receipt.premium) == (
        *(400 * FIRST.interest, 400 * part, 400 * part // 100),
    )
    assert receipt.open == 0


@pytest.mark.requirement("REP-11")
def test_accounts_of__call_of_all_at_a_premium__parts_it_from_the_principal() -> None:
    lived = replace(SCHEDULE, periods=(*SCHEDULE.periods[:-1], replace(LAST, is_cut=True)))
    members = {"principal": FACE + 5_000, "holders": ["A"], "units": [400], "interest": [0]}
    (repaid,) = account(event("Redeemed", LAST.pay_time, **members), schedule=lived).repayments
    assert (repaid.principal, repaid.premium) == (400 * FACE, 400 * 5_000)


@pytest.mark.requirement("REP-11")
def test_accounts_of__coupon_paid_late__tells_default_interest_apart_from_interest() -> None:
    late = replace(FIRST, overdue=Overdue(FIRST.pay_date, 77))
    lived = replace(SCHEDULE, periods=(late, *SCHEDULE.periods[1:]))
    receipt = account(schedule=lived).receipts[0]
    assert (receipt.interest, receipt.late) == (400 * FIRST.interest, 400 * 77)
    assert receipt.open == 400 * (FIRST.interest + 77)


@pytest.mark.requirement("REP-11")
def test_accounts_of__notice_of_a_put__stands_with_its_day_and_units() -> None:
    (notice,) = account(event("PutNoticed", FIRST.record_time, holder="A", day=PUT_DAY, units=40)).notices
    assert (notice.day, notice.units) == (PUT_DAY, 40)


@pytest.mark.requirement("REP-11")
def test_accounts_of__claims_that_lapsed__are_neither_open_nor_taken_for_paid() -> None:
    lapsed = event("Prescribed", SECOND.pay_time - 1, holder="A", amount=400 * FIRST.interest)
    recovery = event("RecoveryPrescribed", LAST.pay_time, holder="A", amount=5)
    principal = event("PrincipalPrescribed", LAST.pay_time, holder="A", units=400, principal=400 * FACE)
    later = paid(SECOND.pay_time, 2, 400 * SECOND.interest)
    told = account(lapsed, later, recovery, principal)
    first, second, *_ = told.receipts
    assert ([amount for _, amount in first.lapsed], first.parts, first.open) == ([400 * FIRST.interest], [], 0)
    assert ([part.amount for part in second.parts], second.open) == ([400 * SECOND.interest], 0)
    assert [(each.what, each.units, each.amount) for each in told.lapses] == [
        ("coupons", 0, 400 * FIRST.interest), ("recoveries", 0, 5), ("principal", 400, 400 * FACE),
    ]  # fmt: skip


@pytest.mark.requirement("REP-11")
def test_accounts_of__principal_repaid_late__owes_its_default_interest_beside_the_last_coupon() -> None:
    lived = replace(SCHEDULE, closing=replace(SCHEDULE.redemption, overdue=Overdue(LAST.pay_date, 55)))
    funded = event("CouponFunded", LAST.pay_time, number=4, total=1)
    owed = 400 * (sum(period.interest for period in SCHEDULE.periods) + 55)
    members = {"principal": FACE, "holders": ["A"], "units": [400], "interest": [owed]}
    told = account(funded, event("Redeemed", LAST.pay_time, **members), schedule=lived)
    assert [(each.late, each.open) for each in told.receipts] == [(0, 0), (0, 0), (0, 0), (400 * 55, 0)]


@pytest.mark.requirement("REP-11")
def test_accounts_of__principal_that_follows_an_index__is_no_premium() -> None:
    indexed = replace(SCHEDULE, terms=replace(SCHEDULE.terms, inflation=bond(inflation=INFLATION).inflation))
    (repaid,) = account(put_repaid(30, FACE + 9, 0), schedule=indexed).repayments
    assert (repaid.principal, repaid.premium) == (30 * (FACE + 9), 0)
