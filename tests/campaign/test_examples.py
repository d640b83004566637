"""Every campaign under campaigns/, as committed: in order, paid as the twin says, funded with exactly what is due."""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from tenor.campaign.issues import issues_of
from tenor.campaign.load import load_campaign
from tenor.campaign.projection import CashEvent, project_cash
from tenor.schedule.document import schedule_document
from tests.twin.calendars import HOLIDAYS
from tests.twin.document import schedule_of

CAMPAIGNS = Path(__file__).parents[2] / "campaigns"
FOLDERS = sorted(file.parent for file in CAMPAIGNS.rglob("campaign.yaml"))
TRANCHES = [folder for folder in FOLDERS if folder.parent != CAMPAIGNS]
NAMES = [folder.relative_to(CAMPAIGNS).as_posix() for folder in FOLDERS]
EASTERS = ["03-26", "03-29", "04-14", "04-17", "03-30", "04-02", "04-19", "04-22"]  # Good Fridays, Easter Mondays
TARGET = {date.fromisoformat(f"{2027 + index // 2}-{day}") for index, day in enumerate(EASTERS)} | {
    date(year, month, day) for year in range(2027, 2031) for month, day in [(1, 1), (5, 1), (12, 25), (12, 26)]
}
JAPAN = {date(2026, 9, 21), date(2026, 9, 22), date(2026, 9, 23), date(2026, 10, 12)}  # those near the bill's maturity
SIZES = {
    "hksar-2024": {"HKD": 2_000_000_000, "CNY": 1_500_000_000, "USD": 200_000_000, "EUR": 80_000_000},
    "hksar-2025": {"HKD": 2_500_000_000, "CNY": 2_500_000_000, "USD": 300_000_000, "EUR": 300_000_000},
}


def plain(path: Path) -> dict[str, Any]:
    """A file as its text stands, read without the product."""
    tree: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 -- texts
    return tree


def holidays(folder: Path, sheet: dict[str, Any]) -> dict[str, set[date]]:
    """The twin's calendars, carried on by the holiday files of a sheet."""
    known = {name: set(days) for name, days in HOLIDAYS.items()}
    known["TARGET"] |= TARGET
    known["JP"] = JAPAN
    for name in sheet["business_days"].get("holiday_files", ()):
        file = plain(folder / name)
        known[file["calendar"]] |= {date.fromisoformat(day) for day in file["holidays"]}
    return known


def comparable(periods: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A rate may be written with more or fewer noughts."""
    return [each | {"rate_percent": each["rate_percent"] and Fraction(each["rate_percent"])} for each in periods]


def test_folders__under_campaigns__are_the_sixteen_examples() -> None:
    tranches = [f"hksar-{year}/{name}" for year in (2024, 2025) for name in ("cny", "eur", "hkd", "usd")]
    assert [
        "amortising-note",
        "auction-note",
        "bill",
        "callable-note",
        "defaulting-note",
        "floating-note",
        "hksar-2023",
        *tranches,
        "withholding-note",
    ] == NAMES


@pytest.mark.requirement("CAMP-11")
@pytest.mark.parametrize("folder", FOLDERS, ids=NAMES)
def test_load_campaign__every_example__is_in_order_and_pays_what_the_twin_says(folder: Path) -> None:
    campaign, sheet = load_campaign(folder), plain(folder / "terms.yaml")
    observed = folder / "observations.yaml"
    expected = schedule_of(sheet, plain(observed) if observed.exists() else None, holidays(folder, sheet))
    assert comparable(schedule_document(campaign.promised)["periods"]) == comparable(expected)


@pytest.mark.requirement("CAMP-11")
@pytest.mark.parametrize("folder", FOLDERS, ids=NAMES)
def test_fundings__every_example__cover_exactly_what_is_due(folder: Path) -> None:
    campaign = load_campaign(folder)
    cash = project_cash(campaign)
    left, returned = Counter[str | None](), 0
    for each in cash.movements:
        left[each.payer] += each.amount * (each.event is CashEvent.REDEMPTION)
        returned += each.amount * (each.event is CashEvent.ROUNDING)
    assert cash.shortages == ()
    assert cash.balances == {}
    assert left["paying_agent"] == 0
    outside = sum(payment.amount for payment in campaign.conventional_payments)
    assert left["issuer"] + outside == sum(allotment.amount for allotment in campaign.allotments) + returned


@pytest.mark.parametrize("folder", FOLDERS, ids=NAMES)
def test_files__every_example__name_their_schema(folder: Path) -> None:
    for name in ("campaign", "parties", "terms"):
        file = plain(folder / "campaign.yaml").get(name) if name == "parties" else f"{name}.yaml"
        path = (folder / str(file)).resolve()
        first = path.read_text(encoding="utf-8").splitlines()[0]
        schema = first.removeprefix("# yaml-language-server: $schema=")
        assert (path.parent / schema).resolve() == CAMPAIGNS / "schema" / f"{name}.schema.json"


@pytest.mark.parametrize("deal", SIZES)
def test_tranches__each_deal__have_the_sizes_of_the_governments_release(deal: str) -> None:
    campaigns = [load_campaign(folder) for folder in issues_of(CAMPAIGNS / deal)]
    assert {each.terms.currency: each.terms.size // 100 for each in campaigns} == SIZES[deal]
    assert len({each.terms.issue_id for each in campaigns}) == len({each.id for each in campaigns}) == 4
    assert all(each.trades and 8 <= len(each.orders) <= 12 for each in campaigns)


@pytest.mark.parametrize(
    ("tranche", "paid"),
    [
        ("hksar-2024/hkd", "2026-02-09"),  # 7 February 2026 is a Saturday
        ("hksar-2025/hkd", "2027-11-11"),
        ("hksar-2025/cny", "2030-11-11"),
        ("hksar-2025/usd", "2028-11-13"),  # 11 November 2028 is a Saturday
        ("hksar-2025/eur", "2029-11-12"),  # 11 November 2029 is a Sunday
    ],
)
def test_tranches__maturity_on_a_weekend__is_paid_on_the_next_business_day(tranche: str, paid: str) -> None:
    assert load_campaign(CAMPAIGNS / tranche).schedule.periods[-1].pay_date.isoformat() == paid


@pytest.mark.requirement("TERM-6")
@pytest.mark.parametrize("folder", TRANCHES, ids=[folder.parent.name + "/" + folder.name for folder in TRANCHES])
def test_tranches__every_fact__says_how_sure_it_is(folder: Path) -> None:
    notes = {note.field: note.status for note in load_campaign(folder).notes}
    facts = ["size", "pricing_date", "issue_date", "maturity_date", "unit", "minimum_denomination", "isin", "name"]
    facts += ["issue_price_percent", "governing_law", "symbol", "coupon.rate_percent", "coupon.frequency"]
    facts += ["coupon.day_count", "coupon.rounding", "business_days.calendars", "business_days.roll"]
    facts += ["business_days.accrual", "record.business_days_before", "record.time", "payment_time"]
    facts += [f"appointments.{role}" for role in plain(folder / "../parties.yaml")["appointments"]]
    assert [fact for fact in facts if fact not in notes] == []
    assert {notes["coupon.day_count"], notes["business_days.roll"]} == {"inferred"}
    assert {notes[name] for name in ("investors", "orders", "fundings", "secondary_trades")} == {"illustrative"}
    confirmed = {fact for fact, status in notes.items() if status == "confirmed"}
    assert confirmed == ({"size", "pricing_date"} if folder.parent.name == "hksar-2025" else set())


def test_tranches__cny_2024__has_the_listed_isin_with_its_check_digit() -> None:
    isin = load_campaign(CAMPAIGNS / "hksar-2024" / "cny").terms.isin
    assert isin == "HK0000963295"
    digits = [int(digit) for digit in "".join(str(int(letter, 36)) for letter in isin)]
    assert sum(sum(divmod(digit * (1 + place % 2), 10)) for place, digit in enumerate(reversed(digits))) % 10 == 0
