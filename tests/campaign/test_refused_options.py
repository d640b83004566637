"""Calls and puts that the bond would refuse, each on a bond made by hand: what is said, and of which field."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from tenor.campaign import events
from tenor.campaign.check_options import check_options
from tenor.campaign.check_puts import check_puts
from tenor.schedule.observations import Observations
from tests.bonds import FLOATING
from tests.campaign.events_made import CALL, ZERO, Case, at, shown
from tests.scenarios.lives import campaign_of, sheet_of, with_events

WHOLE = {
    "until": "2026-07-31", "spread_percent": "0.25", "notice_days": "30", "minimum_percent": "-1",
    "maximum_percent": "10",
}  # fmt: skip
PUT = {
    "dates": [{"date": "2025-04-10", "price_percent": "99"}, {"date": "2025-05-10", "price_percent": "99"}],
    "opens_days_before": "60", "closes_days_before": "15",
}  # fmt: skip
LATER = {**CALL, "windows": [{"from": "2026-07-15", "to": "2026-12-15", "price_percent": "101"}]}
SAME_DAY = {"business_days_before": "0", "time": "08:00"}
INDEX = {
    "index": "prices", "base": "120", "principal_floor": "par", "business_days": "5", "minimum": "50",
    "maximum": "300",
}  # fmt: skip
ACCELERATED = events.Acceleration(at("2025-08-10"), "INV-B")
CALLED = events.CallNoticed(at("2025-03-01"), at("2025-04-20"))
WHOLED = events.MakeWholeNoticed(at("2025-03-01"), at("2025-04-20"), Fraction(2, 100))
PART = events.PartCalled(at("2025-03-01"), 3, Fraction(1, 4))
NOTICED = events.PutNoticed(at("2025-03-05"), "INV-A", 100, date(2025, 4, 10))
PAID = events.PutsPaid(at("2025-04-10"), date(2025, 4, 10))
BOTH: dict[str, Any] = {"call": CALL, "make_whole": WHOLE, "put": PUT}
OPTIONS: dict[str, tuple[dict[str, Any], *Case]] = {
    "part without a right": ({}, (PART,), "event", "the terms let no part be called"),
    "part after a notice of the end": (
        BOTH,
        (CALLED, replace(PART, at=at("2025-03-02"))),
        "event",
        "the life ends early already, at 2025-04-20T10:00",
    ),
    "part of the last coupon": (BOTH, (replace(PART, payment=6),), "payment", "no part can be called for payment 6"),
    "part called twice": (
        BOTH,
        (PART, replace(PART, at=at("2025-03-02"))),
        "payment",
        "no part can be called for payment 3",
    ),
    "part after the record time": (BOTH, (replace(PART, at=at("2025-07-15")),), "at", "coupon 3 is recorded by then"),
    "part at short notice": (
        BOTH,
        (replace(PART, at=at("2025-06-20")),),
        "at",
        "repayment on 2025-07-20 at the earliest",
    ),
    "part outside the windows": ({"call": LATER}, (PART,), "event", "call on no 2025-07-15"),
    "part of nothing": (
        BOTH,
        (replace(PART, share=Fraction(1, 10**9)),),
        "percent",
        "more than nothing and less than all",
    ),
    "part of all": (BOTH, (replace(PART, share=Fraction(1)),), "percent", "more than nothing and less than all"),
    "part after acceleration": (
        BOTH,
        (ACCELERATED, replace(PART, at=at("2025-08-11"), payment=5)),
        "event",
        "all is accelerated by then",
    ),
    "call without a right": ({}, (CALLED,), "event", "the terms provide for no call"),
    "make-whole without a right": ({}, (WHOLED,), "event", "the terms provide for no make-whole"),
    "call after a make-whole": (
        BOTH,
        (WHOLED, replace(CALLED, at=at("2025-03-02"))),
        "event",
        "the life ends early already",
    ),
    "call in the past": (BOTH, (replace(CALLED, end=at("2025-02-20")),), "end", "the life cannot end then"),
    "call while a coupon waits": (
        BOTH,
        (replace(CALLED, end=at("2025-07-15T08:59")),),
        "end",
        "the life cannot end then",
    ),
    "call after the last record time": (
        BOTH,
        (replace(CALLED, end=at("2027-01-15")),),
        "end",
        "the life cannot end then",
    ),
    "call of a zero coupon that is due": (
        {**ZERO, "call": {**CALL, "partial": "false"}},
        (replace(CALLED, end=at("2027-01-15T09:00")),),
        "end",
        "the life cannot end then",
    ),
    "call at short notice": (
        BOTH,
        (replace(CALLED, end=at("2025-03-30")),),
        "at",
        "repayment on 2025-03-31 at the earliest",
    ),
    "call outside the windows": (BOTH, (replace(CALLED, end=at("2026-12-20")),), "event", "call on no 2026-12-20"),
    "make-whole at short notice": (
        BOTH,
        (replace(WHOLED, end=at("2025-03-30")),),
        "at",
        "repayment on 2025-03-31 at the earliest",
    ),
    "make-whole too late": (
        BOTH,
        (replace(WHOLED, end=at("2026-08-03")),),
        "end",
        "the terms have no make-whole after 2026-07-31",
    ),
    "make-whole on a payment date": (
        {"make_whole": WHOLE, "record": SAME_DAY},
        (replace(WHOLED, end=at("2025-07-15T07:00")),),
        "end",
        "coupon 3 is paid on that day",
    ),
    "make-whole above its bounds": (
        BOTH,
        (replace(WHOLED, reference=Fraction(11, 100)),),
        "reference_yield_percent",
        "a reference yield of 11 % is outside the bounds of the terms, -1 % to 10 %",
    ),
    "make-whole without a value": (
        {"make_whole": {**WHOLE, "minimum_percent": "-250"}},
        (WHOLED,),
        "event",
        "there is no present value",
    ),
    "put without a right": ({}, (NOTICED,), "on", "put on no 2025-04-10"),
    "put too early": (
        BOTH,
        (replace(NOTICED, at=at("2025-02-08")),),
        "at",
        "notice is given from 2025-02-09 to 2025-03-26",
    ),
    "put too late": (
        BOTH,
        (replace(NOTICED, at=at("2025-03-27")),),
        "at",
        "notice is given from 2025-02-09 to 2025-03-26",
    ),
    "put for a day after the end": (
        BOTH,
        (CALLED, replace(NOTICED, at=at("2025-03-20"), on=date(2025, 5, 10))),
        "on",
        "the life ends early, at 2025-04-20T10:00",
    ),
    "puts paid before their day": (
        BOTH,
        (replace(PAID, at=at("2025-04-09")),),
        "at",
        "puts are repaid from their day on, 2025-04-10",
    ),
    "puts paid after the end": (BOTH, (CALLED, replace(PAID, at=at("2025-04-20"))), "at", "the life is over by then"),
    "puts paid after the last record time": (
        BOTH,
        (replace(PAID, at=at("2027-01-15")),),
        "at",
        "the life is over by then",
    ),
    "puts of a zero coupon that is due": (
        {**ZERO, "put": PUT},
        (replace(PAID, at=at("2027-01-15T09:00")),),
        "at",
        "the life is over by then",
    ),
    "puts after acceleration": (
        BOTH,
        (ACCELERATED, replace(PAID, at=at("2025-08-11"))),
        "event",
        "all is accelerated by then",
    ),
}


@pytest.mark.requirement("CALL-2")
@pytest.mark.parametrize(("changes", "happened", "field", "said"), OPTIONS.values(), ids=OPTIONS)
def test_check_options__what_the_terms_give_no_right_to__is_told_of_the_event(
    changes: dict[str, Any], happened: tuple[events.Event, ...], field: str, said: str
) -> None:
    schedule = campaign_of(sheet_of(**changes)).schedule
    _, place, what = shown(list(check_options(schedule, happened)), happened)
    assert place == field
    assert said in what


def test_check_options__put_for_a_day_before_the_end__is_taken_after_its_notice() -> None:
    happened = (CALLED, replace(NOTICED, at=at("2025-03-02")), PAID)
    assert list(check_options(campaign_of(sheet_of(**BOTH)).schedule, happened)) == []


LATE = {"coupon": {**FLOATING, "frequency": "semi-annual"}}
PUTS: dict[str, tuple[dict[str, Any], *Case]] = {
    "of nobody": ({}, (replace(NOTICED, by="INV-Z"),), "by", "'INV-Z' is not on the investor list"),
    "of more than is held": (
        {},
        (replace(NOTICED, units=401),),
        "units",
        "INV-A would put 401 units and holds 400 then",
    ),
    "of more than is held in all": (
        {},
        (replace(NOTICED, units=390), replace(NOTICED, at=at("2025-03-06"), units=11)),
        "units",
        "INV-A would put 401 units",
    ),
    "of nothing": ({}, (replace(NOTICED, units=0),), "units", "INV-A would put 0 units"),
    "for two days": (
        {},
        (NOTICED, replace(NOTICED, at=at("2025-03-15"), on=date(2025, 5, 10))),
        "on",
        "INV-A has put units for 2025-04-10, which has not passed",
    ),
    "while a coupon waits": (
        {},
        (events.Missed(2, date(2025, 5, 1)), PAID),
        "at",
        "coupon 2 is recorded by then and not paid",
    ),
    "while a coupon is never paid": (
        {},
        (events.Missed(2, None), PAID),
        "at",
        "coupon 2 is recorded by then and not paid",
    ),
    "after the next record time": (
        {},
        (replace(PAID, at=at("2025-08-10")),),
        "at",
        "coupon 3 was recorded after 2025-04-10",
    ),
    "before the index is known": ({"inflation": INDEX}, (PAID,), "at", "the rate of coupon 3 is not fixed by then"),
}


@pytest.mark.requirement("CALL-2")
@pytest.mark.parametrize(("changes", "happened", "field", "said"), PUTS.values(), ids=PUTS)
def test_check_puts__what_the_register_or_the_payments_forbid__is_told_of_the_event(
    changes: dict[str, Any], happened: tuple[events.Event, ...], field: str, said: str
) -> None:
    seen = Observations({number: Fraction(125) for number in range(1, 7)} if changes else {})
    campaign = with_events(campaign_of(sheet_of(put=PUT, **changes), seen), *happened)
    _, place, what = shown(list(check_puts(campaign)), happened)
    assert place == field
    assert said in what


@pytest.mark.requirement("CALL-2")
def test_check_puts__another_day_once_the_first_has_passed__is_taken() -> None:
    dates = [*PUT["dates"], {"date": "2025-06-20", "price_percent": "99"}]
    happened = (NOTICED, PAID, replace(NOTICED, at=at("2025-05-02"), on=date(2025, 6, 20), units=300))
    campaign = with_events(campaign_of(sheet_of(put={**PUT, "dates": dates})), *happened)
    assert list(check_puts(campaign)) == []


@pytest.mark.requirement("CALL-2")
def test_check_puts__rate_fixed_in_advance__is_known_to_a_put() -> None:
    seen = Observations({number: Fraction(3, 100) for number in range(1, 7)})
    campaign = with_events(campaign_of(sheet_of(put=PUT, **LATE), seen), NOTICED, PAID)
    assert list(check_puts(campaign)) == []
