"""Intraday credit and interest as a plan of banks says them; what no contract would have is refused before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from fractions import Fraction

import pytest

from tenor.deployment.money_terms import CreditTerms, InterestTerms
from tenor.errors import InputError
from tenor.terms.vocabulary import DayCount

ONE, TWO = Fraction(1, 100), Fraction(2, 100)


def test_credit_terms__hours_in_utc__are_seconds_of_a_day() -> None:
    assert CreditTerms(time(1), time(9, 30, 15), 86_400).arguments() == (3_600, 34_215, 86_400)


def test_interest_terms__fewer_bands__leave_the_others_out_of_reach() -> None:
    terms = InterestTerms(((0, ONE), (1_000, TWO)), Fraction(1, 10), DayCount.ACT_360, 8 * 3_600)
    assert terms.argument() == {
        "above": [1_000, 2**64 - 1, 2**64 - 1], "rates": [10_000_000, 20_000_000, 0, 0], "maximumRate": 100_000_000,
        "daysInYear": 360, "dayBegins": 28_800,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda: CreditTerms(time(9), time(9), 1), "it opens and closes at 09:00:00"),
        (lambda: CreditTerms(time(1), time(9), 0), "a grace of 0 seconds"),
        (lambda: CreditTerms(time(1), time(9), 31 * 86_400), "a grace of 2678400 seconds"),
        (lambda: InterestTerms((), ONE), "begin above nothing at all"),
        (lambda: InterestTerms(((5, ONE),), ONE), "begin above 5"),
        (lambda: InterestTerms(((0, ONE), (9, ONE), (9, ONE)), ONE), "begin above 0, 9, 9"),
        (lambda: InterestTerms(((0, ONE), (2**64 - 1, ONE)), ONE), "are no bands"),
        (lambda: InterestTerms(tuple((start, ONE) for start in range(5)), ONE), "are no bands"),
        (lambda: InterestTerms(((0, -ONE),), ONE), "a rate of -1 %"),
        (lambda: InterestTerms(((0, TWO),), ONE), "a rate of 2 %"),
        (lambda: InterestTerms(((0, Fraction(1, 10**10)),), ONE), "finer than the chain has it"),
        (lambda: InterestTerms(((0, ONE),), Fraction(5)), "a rate of 500 %"),
        (lambda: InterestTerms(((0, ONE),), ONE, DayCount.THIRTY_E_360), "do not count days by 30E/360"),
        (lambda: InterestTerms(((0, ONE),), ONE, day_begins=86_400), "86400 seconds off"),
    ],
)
def test_terms__that_no_contract_would_have__are_refused(wrong: Callable[[], object], said: str) -> None:
    with pytest.raises(InputError) as caught:
        wrong()
    assert said in str(caught.value)
