from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tenor.errors import InputError
from tenor.settlement.day import DayPlan, generate_day
from tenor.settlement.gridlock import largest_feasible
from tenor.settlement.liquidity import gross_needs, share_of_needs
from tenor.settlement.matching import match
from tenor.settlement.obligation import Queue, obligations_of

CURRENCIES = ("EUR", "USD", "GBP")
PLAN = DayPlan(trades=400, members=9, bonds=12, currencies=CURRENCIES, wrong_per_mille=50, missing_per_mille=50)


def test_generate_day__same_plan__is_the_same_day_and_another_seed_another() -> None:
    assert generate_day(PLAN) == generate_day(PLAN)
    assert generate_day(PLAN) != generate_day(replace(PLAN, seed=2))


def test_generate_day__instructions__arrive_in_order_of_all_members_bonds_and_currencies() -> None:
    day = generate_day(PLAN)
    assert list(day.times) == sorted(day.times)
    assert len(day.times) == len(day.instructions) == 2 * PLAN.trades - day.missing
    assert [len({getattr(each, field) for each in day.instructions}) for field in ("party", "asset", "currency")] == [
        *(9, 12, 3)
    ]


def test_generate_day__faults__are_what_does_not_match() -> None:
    day = generate_day(PLAN)
    matching = match(day.instructions)
    assert 0 < day.wrong < 40
    assert 0 < day.missing < 40
    assert len(matching.trades) == PLAN.trades - day.wrong - day.missing
    assert len(matching.unmatched) == 2 * day.wrong + day.missing
    wrong = [each for each in matching.unmatched if each.candidates]
    assert len(wrong) >= 2 * day.wrong
    assert sum(each.is_missing for each in matching.unmatched) > 0


def test_generate_day__no_faults__matches_throughout() -> None:
    day = generate_day(replace(PLAN, wrong_per_mille=0, missing_per_mille=0))
    assert (day.wrong, day.missing) == (0, 0)
    assert match(day.instructions).unmatched == ()


def test_generate_day__opening_balances__are_the_share_of_the_gross_needs() -> None:
    plan = replace(PLAN, wrong_per_mille=0, missing_per_mille=0, hold_per_mille=0)
    obligations = obligations_of(match(generate_day(plan).instructions).trades)
    needs = gross_needs(obligations)
    assert generate_day(plan).balances == share_of_needs(needs, 30)
    full, none = generate_day(replace(plan, opening_percent=100)), generate_day(replace(plan, opening_percent=0))
    assert largest_feasible(Queue(obligations, full.balances)).blocked == ()
    assert largest_feasible(Queue(obligations, none.balances)).blocked != ()


@pytest.mark.parametrize("special", [{"members": 1}, {"bonds": 0}, {"trades": -1}, {"currencies": ()}])
def test_day_plan__impossible__is_refused(special: dict[str, Any]) -> None:
    with pytest.raises(InputError, match="plan of a day: there is no day of"):
        replace(PLAN, **special)


def test_day_plan__unknown_currency__is_refused_with_those_that_are_known() -> None:
    with pytest.raises(InputError, match="currency 'XXX' is not known. Take some of AUD, CAD"):
        replace(PLAN, currencies=("EUR", "XXX"))


def test_generate_day__no_trades__is_empty() -> None:
    assert generate_day(replace(PLAN, trades=0)).instructions == ()
