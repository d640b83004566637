from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from tenor.reports.payments import rate_text, unit_principal
from tenor.schedule.build import build_schedule
from tenor.terms.parts import Amortisation, Instalment, Step
from tenor.terms.vocabulary import AmortisationKind, CouponKind
from tests.campaigns import small_terms

STEPS = (Step(date(2023, 3, 17), Fraction(3, 100)), Step(date(2023, 9, 17), Fraction(7, 200)))


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({}, "3.975%"),
        ({"kind": CouponKind.ZERO, "rate": Fraction(0)}, "none"),
        ({"kind": CouponKind.STEP_UP, "rate": Fraction(0), "steps": STEPS}, "3%, then 3.5%"),
    ],
)
def test_rate_text__each_kind__is_said_in_words(changes: dict[str, object], text: str) -> None:
    assert rate_text(small_terms(**changes)) == text


def test_unit_principal__moments_around_payments__is_what_the_next_one_finds() -> None:
    terms = small_terms()
    parts = (Instalment(date(2023, 9, 17), terms.unit_face // 4),)
    schedule = build_schedule(replace(terms, amortisation=Amortisation(AmortisationKind.PERCENT, parts)))
    first, second, _, last = schedule.periods
    face, left = terms.unit_face, terms.unit_face * 3 // 4
    moments = (first.record_time, second.pay_time, second.pay_time + 1, last.pay_time, last.pay_time + 1)
    assert [unit_principal(schedule, moment) for moment in moments] == [face, face, left, left, 0]
