from __future__ import annotations

from datetime import date, timedelta

import pytest

from tenor.errors import InputError
from tenor.schedule.calendars import BusinessCalendar
from tenor.settlement.fails import Cause, Fail, causes_of, failed_days, party_at_fault
from tenor.settlement.matched import MatchedTrade
from tests.settlement.instructions import INTENDED, delivery, receipt

TRADE = MatchedTrade(delivery(), receipt())
NO_CASH = frozenset({Cause.LACK_OF_CASH})


@pytest.mark.parametrize(
    ("holds", "lacks", "expected"),
    [
        ((False, False), (False, False), set()),
        ((False, False), (True, False), {Cause.LACK_OF_SECURITIES}),
        ((False, False), (False, True), {Cause.LACK_OF_CASH}),
        ((False, False), (True, True), {Cause.LACK_OF_SECURITIES, Cause.LACK_OF_CASH}),
        ((True, False), (False, True), {Cause.HOLD_BY_DELIVERER}),  # a trade on hold is not tried
        ((False, True), (True, False), {Cause.HOLD_BY_RECEIVER}),
        ((True, True), (True, True), {Cause.HOLD_BY_DELIVERER, Cause.HOLD_BY_RECEIVER}),
    ],
)
def test_causes_of__hold_and_cover__are_told_apart(
    holds: tuple[bool, bool], lacks: tuple[bool, bool], expected: set[Cause]
) -> None:
    trade = MatchedTrade(delivery(hold=holds[0]), receipt(hold=holds[1]))
    assert causes_of(trade, lacks_securities=lacks[0], lacks_cash=lacks[1]) == expected


def test_party_at_fault__each_cause__is_of_one_side() -> None:
    assert {cause: party_at_fault(cause, TRADE) for cause in Cause} == {
        Cause.LACK_OF_SECURITIES: "BANK-A",
        Cause.LACK_OF_CASH: "BANK-B",
        Cause.HOLD_BY_DELIVERER: "BANK-A",
        Cause.HOLD_BY_RECEIVER: "BANK-B",
    }


@pytest.mark.parametrize("settled", [INTENDED, INTENDED - timedelta(1)])
def test_fail__settled_in_time__is_refused(settled: date) -> None:
    with pytest.raises(InputError, match=r"trade BANK-A/A-1: it settled on .* which is no fail. Leave it out"):
        Fail(TRADE, NO_CASH, settled)


def test_fail__without_a_cause__is_refused() -> None:
    with pytest.raises(InputError, match="it failed without a cause"):
        Fail(TRADE, frozenset())


def test_failed_days__calendar_and_business_days__leave_the_day_of_settlement_out() -> None:
    monday = INTENDED + timedelta(5)  # Wednesday 4 March to Monday 9 March 2026
    fail = Fail(TRADE, NO_CASH, monday)
    weekdays = BusinessCalendar([], "test").is_business_day
    assert [day.day for day in failed_days(fail, monday)] == [4, 5, 6, 7, 8]
    assert [day.day for day in failed_days(fail, monday, weekdays)] == [4, 5, 6]


def test_failed_days__not_settled__end_with_the_last_day_looked_at() -> None:
    fail = Fail(TRADE, NO_CASH)
    assert [day.day for day in failed_days(fail, INTENDED + timedelta(1))] == [4, 5]
    assert list(failed_days(fail, INTENDED - timedelta(1))) == []
