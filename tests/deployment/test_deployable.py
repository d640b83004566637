"""Dates that a bond could not tell are refused when a campaign is loaded, before anything is sent."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tenor.campaign.load import load_campaign
from tenor.deployment.deployable import check_dates
from tenor.errors import InputError
from tests.bonds import schedule

HKSAR = Path(__file__).parents[2] / "campaigns" / "hksar-2023"


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
