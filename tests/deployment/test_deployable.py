"""Dates that a bond could not tell are refused when a campaign is loaded, before anything is sent."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tenor.campaign.load import load_campaign
from tenor.deployment.deployable import check_dates
from tenor.errors import InputError
from tests.bonds import ARREARS, FLOATING, schedule
from tests.contracts.kinds import TARGET, create
from tests.contracts.world import World

HKSAR = Path(__file__).parents[2] / "campaigns" / "hksar-2023"
ZERO = {"kind": "zero", "day_count": "ACT/365F"}
NEARLY_ALL = {"kind": "percent", "instalments": [{"date": "2025-07-15", "percent": "90"}]}


@pytest.mark.requirement("TERM-9")
@pytest.mark.parametrize("changes", [{"issue_date": "2024-03-26", "maturity_date": "2025-03-26"}, {}])
def test_check_dates__ex_date_of_more_days_than_a_bond_holds__is_refused(changes: dict[str, Any]) -> None:
    """Of 46 business days before a payment the longest are 64 days and more, 45 are 63 at most."""
    record = {"business_days_before": "1", "time": "17:00"}
    taken = schedule(**changes, record={**record, "ex_business_days_before": "45"})
    assert max((each.pay_date - each.ex_date).days for each in taken.periods if each.ex_date) <= 63
    check_dates(taken)
    longer = schedule(**changes, record={**record, "ex_business_days_before": "46"})
    assert max((each.pay_date - each.ex_date).days for each in longer.periods if each.ex_date) > 63
    with pytest.raises(
        InputError, match=r"record.*ex_business_days_before: the ex-date \d+-\d+-\d+ lies more than 63 days"
    ):
        check_dates(longer)


@pytest.mark.requirement("TERM-9")
@pytest.mark.parametrize(
    ("zone", "time", "dates", "refused"),
    [
        ("Europe/Luxembourg", "00:59", ("2024-01-15", "2026-07-15"), "00:59 on 2024-07-15 is another day"),
        ("Europe/Luxembourg", "01:00", ("2024-01-15", "2026-07-15"), None),
        ("Europe/Luxembourg", "00:59", ("2024-12-15", "2025-03-15"), None),
        ("Europe/Luxembourg", "00:00", ("2024-07-15", "2025-01-15"), "00:00 on 2024-07-15 is another day"),
        ("Australia/Sydney", "00:30", ("2024-07-15", "2025-01-15"), "00:30 on 2025-01-15 is another day"),
        ("Asia/Hong_Kong", "00:00", ("2024-01-15", "2026-07-15"), None),
    ],
)
def test_check_dates__moment_of_another_day_without_summer_time__is_refused(
    zone: str, time: str, dates: tuple[str, str], refused: str | None
) -> None:
    coupon = {"stub": "short-last"}
    plan = schedule(timezone=zone, payment_time=time, issue_date=dates[0], maturity_date=dates[1], coupon=coupon)
    if refused is None:
        check_dates(plan)
        return
    with pytest.raises(InputError, match=refused):
        check_dates(plan)


@pytest.mark.requirement("TERM-9")
def test_load_campaign__payment_at_midnight_in_summer__is_refused_with_its_line(tmp_path: Path) -> None:
    for file in HKSAR.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    terms = tmp_path / "terms.yaml"
    text = terms.read_text()
    assert "Asia/Hong_Kong" in text
    text = "\n".join(line for line in text.splitlines() if not line.startswith("payment_time:"))
    terms.write_text(text.replace("Asia/Hong_Kong", "Europe/Luxembourg") + '\npayment_time: "00:15"\n')

    with pytest.raises(InputError, match=r"terms.yaml:\d+: 00:15 on 2023-08-16 is another day in Europe/Luxembourg"):
        load_campaign(tmp_path)


@pytest.mark.requirement("TERM-9")
@pytest.mark.parametrize(
    ("changes", "field", "told"),
    [
        (
            {"coupon": {**FLOATING, "frequency": "monthly"}, "maturity_date": "2055-08-15"},
            "coupon.frequency", "379 coupons are more than the 378 that a bond's code has room for",
        ),
        ({"size": "999999999999999", "unit": "0.01", "coupon": ZERO}, "unit", "makes 99,999,999,999,999,900 units"),
        ({"size": "999999999999000", "amortisation": {"kind": "annuity"}}, "size", "than a bond can owe one holder"),
        (
            {"size": "999999999999000", "coupon": {"rounding": "per-holding-down"}, "amortisation": NEARLY_ALL},
            "size", "than a bond can owe one holder",
        ),
        ({"kpi": [{**TARGET, "name": f"target {index}"} for index in range(17)]}, "kpi", "17 targets are more than"),
    ],
    ids=["coupons", "units", "payments", "payments-by-holding", "targets"],
)  # fmt: skip
def test_check_dates__more_than_a_bond_has_room_for__is_refused_with_the_field(
    changes: dict[str, Any], field: str, told: str
) -> None:
    with pytest.raises(InputError) as caught:
        check_dates(schedule(**changes))
    assert told in caught.value.what
    assert field in caught.value.where


@pytest.mark.requirement("TERM-9")
def test_check_dates__as_many_coupons_as_there_is_room_for__stand_on_the_chain(world: World) -> None:
    changes = {"coupon": {**FLOATING, "frequency": "monthly"}, "maturity_date": "2055-07-15"}
    check_dates(schedule(**changes))
    assert create(world, **changes).bond.couponCount() == 378


@pytest.mark.requirement("TERM-9")
def test_check_dates__observed_after_its_payment__is_refused_without_any_challenge() -> None:
    """15 September 2024 is a Sunday: the payment on the Friday before cannot wait for the end of the period."""
    days = {"calendars": [], "roll": "preceding", "accrual": "unadjusted"}
    coupon = {**ARREARS, "frequency": "semi-annual"}
    late = schedule(coupon=coupon, business_days=days, issue_date="2024-03-15", maturity_date="2024-09-15")
    with pytest.raises(InputError, match="coupon 1 is observed from 2024-09-15 on") as caught:
        check_dates(late)
    assert caught.value.remedy == "Let it be observed earlier"
