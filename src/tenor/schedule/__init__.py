"""From `Terms` to `Schedule`: which days, how many minor units per unit; pure, the second stage of the flow.

dates.py         notional dates and stubs
calendars.py     business days, each calendar with the horizon to which it is known; holidays/ holds published tables
day_count.py     a period as an exact fraction of a year
observations.py  what was observed since the issue
rates.py         the rate of each period; compounding.py daily rates in arrears
interest.py      interest on one unit, and the ratio of a price index
principal.py     principal repaid at each payment
model.py         `Period` and `Schedule`
build.py         `build_schedule`
accrued.py       interest accrued on a day
pricing.py       price, yield, make-whole
price_table.py   prices against a ladder of yields
document.py      `schedule_of` and the document that it returns
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


def schedule_of(terms: Mapping[str, Any], observations: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """See `tenor.schedule.document.schedule_of`."""
    from tenor.schedule import document  # noqa: PLC0415 -- `import tenor.schedule.model` stays cheap

    return document.schedule_of(terms, observations)
