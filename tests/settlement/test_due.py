from __future__ import annotations

from datetime import date

import pytest

from tenor.errors import InputError
from tenor.settlement.due import Due, due_by
from tenor.settlement.matched import MatchedTrade
from tests.settlement.instructions import INTENDED, delivery, receipt

LATER = date(2026, 3, 5)


def trade(number: int, settles: date = INTENDED, *, hold: bool = False) -> MatchedTrade:
    common = {"settlement_date": settles}
    return MatchedTrade(delivery(f"A-{number}", **common, hold=hold), receipt(f"B-{number}", **common))


def test_due_by__no_day_and_one_date__is_all_without_what_is_held() -> None:
    free, held = trade(1), trade(2, hold=True)
    assert due_by([held, free]) == Due(INTENDED, (free,), (held,))
    assert due_by([]) == Due(None, (), ())


@pytest.mark.requirement("COMP-2")
def test_due_by__a_day__takes_what_is_to_settle_by_it() -> None:
    late, early, held = trade(1, LATER), trade(2), trade(3, LATER, hold=True)
    assert due_by([late, early, held], INTENDED) == Due(INTENDED, (early,), ())
    assert due_by([late, early, held], LATER) == Due(LATER, (late, early), (held,))
    assert due_by([late], INTENDED).trades == ()


@pytest.mark.requirement("COMP-2")
def test_due_by__no_day_and_several_dates__is_refused() -> None:
    with pytest.raises(InputError, match="the trades settle on 2 days from 2026-03-04 to 2026-03-05"):
        due_by([trade(1, LATER), trade(2)])
