"""Random term sheets of every kind of coupon, the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

DAY_COUNTS = (
    "ACT/365F", "ACT/360", "ACT/ACT-ISDA", "ACT/ACT-ICMA", "30/360", "30/360-US", "30E/360", "30E/360-ISDA",
)  # fmt: skip
STUBS = ("short-first", "long-first", "short-last", "long-last")
ROLLS = ("following", "modified-following", "preceding", "modified-preceding", "none")
FREQUENCIES = ("annual", "semi-annual", "quarterly", "monthly")
CALENDARS: tuple[list[str], ...] = ([], ["TARGET"], ["GB"], ["US"], ["TARGET", "GB", "US"])
FIXING = {"minimum_percent": "-5", "maximum_percent": "20"}


def sheets(count: int, seed: int) -> Iterator[dict[str, Any]]:
    """So many term sheets of two to thirty years, as `schedule_of` takes them."""
    draw = random.Random(seed)  # noqa: S311 -- nothing is to be kept secret
    for _ in range(count):
        issue = date(2024, 1, 1) + timedelta(days=draw.randrange(700))
        yield {
            "currency": "EUR",
            "size": "500000000",
            "unit": "1000",
            "issue_date": issue.isoformat(),
            "maturity_date": (issue + timedelta(days=draw.randrange(730, 10_950))).isoformat(),
            **_coupon(draw, issue),
            "business_days": {
                "calendars": draw.choice(CALENDARS),
                "roll": draw.choice(ROLLS),
                "accrual": draw.choice(("adjusted", "unadjusted")),
            },
        }


def _coupon(draw: random.Random, issue: date) -> dict[str, Any]:
    common = {
        "frequency": draw.choice(FREQUENCIES),
        "day_count": draw.choice(DAY_COUNTS),
        "rounding": draw.choice(("per-unit-half-up", "per-unit-down")),
        "stub": draw.choice(STUBS),
        "end_of_month": draw.random() < 0.5,  # noqa: PLR2004 -- one in two
    }
    rate = str(Decimal(draw.randrange(50, 900)) / 100)
    kind = draw.choice(("fixed", "fixed", "step-up", "floating"))
    if kind == "step-up":
        return {"coupon": {**common, "kind": kind, "steps": [{"from": issue.isoformat(), "rate_percent": rate}]}}
    if kind == "floating":
        fixing = {**FIXING, "timing": "in-advance", "business_days": "2"}
        return {"coupon": {**common, "kind": kind, "index": "EURIBOR", "fixing": fixing}}
    repaid = draw.choice(({}, {"amortisation": {"kind": "annuity"}}))
    return {"coupon": {**common, "kind": kind, "rate_percent": rate}, **repaid}
