from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenor.errors import InputError
from tenor.settlement.fails import Cause, Fail
from tenor.settlement.instruction import PaymentKind
from tenor.settlement.matched import MatchedTrade
from tenor.settlement.penalties import Base, Penalty, PenaltyTable, ReferencePrice, penalties, totals
from tests.settlement.instructions import BOND, INTENDED, OTHER_BOND, delivery, receipt

NEXT = INTENDED + timedelta(1)
TABLE = PenaltyTable(Base.AMOUNT, {BOND: "sovereign", OTHER_BOND: "other"}, {"sovereign": Decimal("0.001")})
PRICES = {(BOND, INTENDED): ReferencePrice(Decimal("99812.5"), "EUR")}
FREE: dict[str, Any] = {"kind": PaymentKind.FOP, "currency": None, "amount": 0}


def fail(cause: Cause = Cause.LACK_OF_SECURITIES, settled: date | None = NEXT, **special: Any) -> Fail:  # noqa: ANN401
    return Fail(MatchedTrade(delivery(**special), receipt(**special)), frozenset({cause}), settled)


def test_penalties__lack_of_securities__is_paid_by_the_deliverer_for_each_day() -> None:
    owed = penalties([fail(settled=None)], TABLE, NEXT)
    first = Penalty("BANK-A/A-1", INTENDED, Cause.LACK_OF_SECURITIES, "BANK-A", "BANK-B", "EUR", 10)
    assert owed == (first, replace(first, day=NEXT))


def test_penalties__lack_of_cash__is_paid_by_the_receiver_at_the_rate_of_its_currency() -> None:
    table = replace(TABLE, cash_rates={"EUR": Decimal("0.0072")})
    (owed,) = penalties([fail(Cause.LACK_OF_CASH)], table, NEXT)
    assert (owed.payer, owed.payee, owed.amount) == ("BANK-B", "BANK-A", 72)
    (owed,) = penalties([fail(Cause.LACK_OF_CASH)], TABLE, NEXT)
    assert owed.amount == 10  # no rate of its own


def test_penalties__both_at_fault__pay_each_other() -> None:
    both = Fail(fail().trade, frozenset({Cause.HOLD_BY_DELIVERER, Cause.HOLD_BY_RECEIVER}), NEXT)
    owed = penalties([both], TABLE, NEXT)
    assert [(each.payer, each.payee, each.amount) for each in owed] == [
        ("BANK-A", "BANK-B", 10),
        ("BANK-B", "BANK-A", 10),
    ]
    assert totals(owed) == {"EUR": {"BANK-A": 0, "BANK-B": 0}}


@pytest.mark.requirement("FAIL-1")
@pytest.mark.parametrize(
    ("amount", "expected"), [(49_999, 0), (50_000, 1), (149_999, 1), (150_000, 2), (1_000_000_000_050_000, 10**10 + 1)]
)
def test_penalties__half_a_minor_unit__is_rounded_up_once(amount: int, expected: int) -> None:
    (owed,) = penalties([fail(amount=amount)], TABLE, NEXT)
    assert owed.amount == expected


def test_penalties__reference_price__is_of_the_day_and_serves_free_of_payment() -> None:
    table = replace(TABLE, base=Base.REFERENCE_PRICE, prices=PRICES)
    (owed,) = penalties([fail(**FREE, units=1_000)], table, INTENDED)
    assert (owed.amount, owed.currency) == (998, "EUR")  # 1,000 x 99,812.5 x 0.001 % = 998.125


def test_penalties__business_days_only__leave_the_weekend_out() -> None:
    late = fail(settled=INTENDED + timedelta(5))
    weekdays = replace(TABLE, counts=lambda day: day.weekday() < 5)
    until = INTENDED + timedelta(30)
    assert len(penalties([late], TABLE, until)) == 5
    assert len(penalties([late], weekdays, until)) == 3


@pytest.mark.parametrize(
    ("table", "special", "said"),
    [
        (replace(TABLE, classes={}), {}, f"trade BANK-A/A-1: {BOND} has no class. Add it to the classes"),
        (TABLE, {"asset": OTHER_BOND}, f"class other of {OTHER_BOND} has no rate. Add it to the rates"),
        (TABLE, FREE, "it is free of payment and has no amount. Take the reference price"),
        (replace(TABLE, base=Base.REFERENCE_PRICE), {}, f"{BOND} has no reference price on 2026-03-04"),
        (
            replace(TABLE, base=Base.REFERENCE_PRICE, prices={(BOND, INTENDED): ReferencePrice(Decimal(1), "XXX")}),
            {},
            "is in XXX, which is not known. Give it in one of",
        ),
    ],
)
def test_penalties__rule_is_missing__is_refused_with_the_trade(
    table: PenaltyTable, special: dict[str, Any], said: str
) -> None:
    with pytest.raises(InputError, match=said):
        penalties([fail(**special)], table, NEXT)


@pytest.mark.parametrize(
    ("special", "said"),
    [
        ({"rates": {"sovereign": Decimal("-0.1")}}, "penalty table, sovereign: -0.1 is not zero or more"),
        ({"cash_rates": {"EUR": Decimal("NaN")}}, "penalty table, EUR: NaN is not zero or more"),
        (
            {"prices": {(BOND, INTENDED): ReferencePrice(Decimal(-1), "EUR")}},
            f"penalty table, {BOND} on 2026-03-04: -1 is not zero or more",
        ),
    ],
)
def test_penalty_table__bad_figure__is_refused(special: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError, match=said):
        replace(TABLE, **special)


def test_penalties__rate_of_zero__is_a_penalty_of_nothing() -> None:
    (owed,) = penalties([fail()], replace(TABLE, rates={"sovereign": Decimal(0)}), NEXT)
    assert owed.amount == 0


def test_penalty_table__float__is_refused() -> None:
    with pytest.raises(TypeError, match=r"rates and prices are Decimal, not 0.1"):
        replace(TABLE, cash_rates={"EUR": 0.1})  # type: ignore[dict-item]


FAILS = st.lists(
    st.builds(
        lambda cause, amount, days, swap: fail(
            cause,
            INTENDED + timedelta(days),
            amount=amount,
            **({"asset": OTHER_BOND} if swap else {}),
        ),
        st.sampled_from(Cause),
        st.integers(1, 10**12),
        st.integers(1, 9),
        st.booleans(),
    ),
    max_size=12,
)


@pytest.mark.requirement("FAIL-1")
@given(FAILS)
def test_totals__any_fails__sum_to_zero_and_to_the_days(fails: list[Fail]) -> None:
    table = replace(TABLE, rates={"sovereign": Decimal("0.00123"), "other": Decimal("0.0061")})
    owed = penalties(fails, table, INTENDED + timedelta(30))
    assert all(sum(parties.values()) == 0 for parties in totals(owed).values())
    assert len(owed) == sum((each.settled - INTENDED).days for each in fails if each.settled)
    assert all(each.payer != each.payee and each.amount >= 0 for each in owed)
