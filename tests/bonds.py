"""Term sheets as plain mappings, each kind with the fewest fields that say it."""

from __future__ import annotations

from typing import Any

from tenor.schedule.build import build_schedule
from tenor.schedule.document import terms_of
from tenor.schedule.model import Schedule
from tenor.schedule.observations import Observations
from tenor.terms.terms import Terms

FIXED = {
    "kind": "fixed",
    "rate_percent": "5",
    "frequency": "semi-annual",
    "day_count": "30E/360",
    "rounding": "per-unit-half-up",
}
FLOATING = {
    "kind": "floating",
    "index": "a rate",
    "frequency": "quarterly",
    "day_count": "ACT/360",
    "rounding": "per-unit-half-up",
    "fixing": {"timing": "in-advance", "business_days": "2", "minimum_percent": "-5", "maximum_percent": "20"},
}
ARREARS = {**FLOATING, "fixing": {"timing": "in-arrears", "minimum_percent": "-5", "maximum_percent": "20"}}


def fields(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 -- any field of a term sheet
    """Three years at 5 % half-yearly on units of 1,000; `coupon` is laid over the one there unless it names a kind."""
    coupon = changes.pop("coupon", {})
    plain = {
        "currency": "EUR",
        "size": "1000000",
        "unit": "1000",
        "issue_date": "2024-01-15",
        "maturity_date": "2027-01-15",
        "coupon": coupon if "kind" in coupon else {**FIXED, **coupon},
    }
    return {**plain, **changes}


def bond(**changes: Any) -> Terms:  # noqa: ANN401 -- as above
    """The terms of such fields."""
    return terms_of(fields(**changes))


def schedule(observed: Observations | None = None, **changes: Any) -> Schedule:  # noqa: ANN401 -- as above
    """The schedule of such fields."""
    return build_schedule(bond(**changes), observed or Observations())
