"""What calls and puts change for the rest of a campaign: observations, trades, the summary."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from tenor.campaign import events
from tenor.campaign.check_observed import check_observed
from tenor.campaign.check_trades import check_trades
from tenor.campaign.options_course import with_options
from tenor.campaign.summary import summary
from tenor.schedule.observations import Observations
from tests.bonds import FLOATING
from tests.campaign.events_made import CALL, at
from tests.campaigns import trade, with_offices
from tests.scenarios.lives import campaign_of, sheet_of, with_events

PUT = {
    "dates": [{"date": "2025-04-10", "price_percent": "99"}],
    "opens_days_before": "60",
    "closes_days_before": "15",
}
LATE = {"coupon": {**FLOATING, "frequency": "semi-annual"}}
AT_START = events.CallNoticed(at("2024-12-01"), at("2025-01-15"))  # on the accrual start of the third coupon
CALLED = events.CallNoticed(at("2025-03-01"), at("2025-04-20"))
ACCELERATED = events.Acceleration(at("2025-08-10"), "INV-B")
NOTICED = events.PutNoticed(at("2025-03-05"), "INV-A", 100, date(2025, 4, 10))
PAID = events.PutsPaid(at("2025-04-10"), date(2025, 4, 10))


@pytest.mark.requirement("CALL-2")
def test_check_trades__units_that_were_repaid__cannot_be_sold() -> None:
    sold = trade("SEC-1", ("INV-A", "INV-B"), 301, date(2025, 4, 14))
    (problem,) = check_trades(with_events(campaign_of(sheet_of(put=PUT), trades=[sold]), NOTICED, PAID))
    assert problem.what == "INV-A sells 301 units in SEC-1 and holds 300 then"


@pytest.mark.requirement("CALL-2")
def test_check_observed__coupons_that_are_lived__need_their_observation() -> None:
    seen = Observations({number: Fraction(3, 100) for number in (1, 2)})
    schedule = campaign_of(sheet_of(call={**CALL, "partial": "false"}, **LATE), seen).schedule
    for happened, missing in (((), "3, 4, 5, 6"), ((CALLED,), "3"), ((ACCELERATED,), "3")):
        (problem,) = check_observed(with_options(schedule, happened), happened)
        assert problem.what.startswith(f"nothing is observed for coupon {missing}, and")
    assert list(check_observed(with_options(schedule, (AT_START,)), (AT_START,))) == []


def test_summary__puts_and_their_tax__are_told() -> None:
    tax = [{"country": "HK", "percent": "10"}]
    campaign = with_offices(campaign_of(sheet_of(put=PUT, withholding=tax)))
    lines = dict(summary(with_events(campaign, NOTICED, PAID)))
    # 99 % of 1,000.00 and 85 days of 360 at 5 %
    assert lines["puts of 2025-04-10"] == "2025-04-10: 100 units, EUR 100,181.00 with interest accrued"
    assert lines["principal"].endswith("EUR 900,000.00")
    assert lines["tax of HK"].endswith("over the life, to tax-office")
