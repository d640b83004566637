from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import QuantLib

from tenor.errors import InputError
from tenor.schedule import calendars, schedule_of
from tenor.schedule.calendars import HORIZONS, BusinessCalendar
from tenor.terms.holidays import HolidayTable, read_holidays
from tenor.terms.load import load_terms
from tenor.terms.parts import Provenance
from tenor.terms.vocabulary import CalendarName, ProvenanceStatus
from tests.bonds import bond, fields

HK_2027 = {
    "calendar": "HK",
    "first": "2027-01-01",
    "last": "2027-12-31",
    "status": "illustrative",
    "source": "written for this test",
    "published": "2026-06-01",
    "holidays": ["2027-01-01", "2027-02-08", "2027-02-09"],
}
SHIPPED = Path(calendars.__file__).parent / "holidays" / "HK.yaml"


def table(first: str, last: str, *holidays: str, calendar: CalendarName = CalendarName.HK) -> HolidayTable:
    bounds = date.fromisoformat(first), date.fromisoformat(last)
    days = frozenset(map(date.fromisoformat, holidays))
    return HolidayTable(calendar, *bounds, ProvenanceStatus.ILLUSTRATIVE, "a test", date(2026, 6, 1), days)


def hong_kong(*tables: HolidayTable) -> BusinessCalendar:
    return BusinessCalendar([CalendarName.HK], "terms.yaml:22", tables)


@pytest.mark.requirement("SCHED-10")
def test_shipped_table__hong_kong__is_quantlibs_on_weekdays_and_covers_the_horizon() -> None:
    shipped, oracle = read_holidays(SHIPPED), QuantLib.HongKong()
    first, last = (QuantLib.Date(day.day, day.month, day.year) for day in (shipped.first, shipped.last))
    expected = {day.to_date() for day in oracle.holidayList(first, last, False)}  # noqa: FBT003 -- QuantLib's own

    assert {day for day in shipped.holidays if day.weekday() < 5} == expected
    assert (shipped.first, shipped.last) == (HORIZONS[CalendarName.HK].first, HORIZONS[CalendarName.HK].last)
    assert shipped.status is ProvenanceStatus.INFERRED  # nobody compared it with the Gazette
    assert bond(business_days={"calendars": ["HK"]}).provenance == ()  # its horizon says what it is good for
    assert {year: sum(day.year == year for day in shipped.holidays) for year in range(2023, 2027)} == dict.fromkeys(
        range(2023, 2027), 17
    )


@pytest.mark.requirement("SCHED-10")
def test_holiday_file__joined_on_to_the_horizon__carries_the_calendar_on() -> None:
    calendar = hong_kong(table("2027-01-01", "2027-12-31", "2027-02-08"))

    assert not calendar.is_business_day(date(2027, 2, 8))
    assert calendar.is_business_day(date(2027, 2, 9))
    assert calendar.horizon.last == date(2027, 12, 31)
    with pytest.raises(InputError, match="known from 2023-01-01 to 2027-12-31"):
        calendar.is_business_day(date(2028, 1, 3))


@pytest.mark.requirement("SCHED-10")
def test_holiday_file__joined_on_to_another_file__carries_it_on_in_any_order() -> None:
    first, second = table("2027-01-01", "2027-12-31"), table("2028-01-01", "2028-12-31", "2028-01-26")

    assert not hong_kong(second, first).is_business_day(date(2028, 1, 26))


@pytest.mark.requirement("SCHED-10")
def test_holiday_file__gap_before_it__is_refused() -> None:
    with pytest.raises(InputError, match="covers 2027-01-02 to 2027-12-31, and HK is known to 2026-12-31"):
        hong_kong(table("2027-01-02", "2027-12-31"))


@pytest.mark.requirement("SCHED-10")
def test_holiday_file__same_days_as_another__is_refused() -> None:
    with pytest.raises(InputError, match="two holiday files of HK cover 2027-12-31"):
        hong_kong(table("2027-01-01", "2027-12-31"), table("2027-12-31", "2028-12-31"))


@pytest.mark.requirement("SCHED-10")
def test_holiday_file__days_within_the_horizon__goes_before_the_rule() -> None:
    london = table("2028-06-05", "2028-06-05", "2028-06-05", calendar=CalendarName.GB)

    assert BusinessCalendar([CalendarName.GB], "x").is_business_day(date(2028, 6, 5))
    assert not BusinessCalendar([CalendarName.GB], "x", [london]).is_business_day(date(2028, 6, 5))


@pytest.mark.requirement("SCHED-10", "SCHED-3")
def test_schedule_of__file_for_the_years_that_are_needed__is_built_and_without_it_refused_with_all_dates() -> None:
    days: dict[str, Any] = {"calendars": ["HK"], "roll": "following"}

    with pytest.raises(InputError, match="needs them for 2027-01-15"):
        schedule_of(fields(business_days=days))
    document = schedule_of(fields(business_days={**days, "holiday_files": [HK_2027]}))
    assert document["periods"][-1]["pay_date"] == "2027-01-15"


@pytest.mark.requirement("SCHED-10", "TERM-2")
@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"last": "2026-12-31"}, "last 2026-12-31 is before first 2027-01-01"),
        ({"holidays": ["2028-01-01"]}, "holiday 2028-01-01 is not between first 2027-01-01 and last 2027-12-31"),
        ({"calendar": "JP"}, "this file carries on the calendar JP, which the sheet does not name"),
        ({"status": "sure"}, "status is 'sure', which is none of the known values"),
        ({"days": []}, "days is not a known field"),
    ],
)
def test_schedule_of__holiday_file_out_of_order__is_refused(changes: dict[str, Any], what: str) -> None:
    days = {"calendars": ["HK"], "roll": "following", "holiday_files": [{**HK_2027, **changes}]}

    with pytest.raises(InputError) as caught:
        schedule_of(fields(business_days=days))
    assert what in str(caught.value)


@pytest.mark.requirement("SCHED-10")
def test_load_terms__holiday_file_beside_the_sheet__is_read_and_a_missing_one_refused(tmp_path: Path) -> None:
    hksar = Path(__file__).parents[2] / "campaigns" / "hksar-2023" / "terms.yaml"
    text = hksar.read_text().replace("  calendars: [HK] ", "  holiday_files: [more.yaml]\n  calendars: [HK] ")
    (tmp_path / "terms.yaml").write_text(text)

    with pytest.raises(InputError, match=r"more.yaml: there is no such file"):
        load_terms(tmp_path / "terms.yaml")
    listed = "".join(f"  - {day}\n" for day in HK_2027["holidays"])
    head = "".join(f"{name}: {value}\n" for name, value in HK_2027.items() if name != "holidays")
    (tmp_path / "more.yaml").write_text(f"{head}holidays:\n{listed}")
    terms = load_terms(tmp_path / "terms.yaml")
    (read,) = terms.holiday_tables
    assert read.holidays == {date(2027, 1, 1), date(2027, 2, 8), date(2027, 2, 9)}
    assert terms.provenance[-1] == Provenance(
        "business_days.holiday_files",
        ProvenanceStatus.ILLUSTRATIVE,
        "Holidays of HK from 2027-01-01 to 2027-12-31, of 2026-06-01.",
        "written for this test",
    )
    by_path = schedule_of(fields(business_days={"calendars": ["HK"], "holiday_files": [str(tmp_path / "more.yaml")]}))
    assert by_path["periods"][-1]["record_date"] == "2027-01-14"
    (tmp_path / "more.yaml").write_text(head.replace("illustrative", "confirmed") + "holidays: []\n")
    assert all(note.field != "business_days.holiday_files" for note in load_terms(tmp_path / "terms.yaml").provenance)
    (tmp_path / "more.yaml").write_text(f"{head}holidays: [2028-01-01]\n")
    with pytest.raises(InputError, match=r"more.yaml:\d+: holiday 2028-01-01 is not between"):
        load_terms(tmp_path / "terms.yaml")
    (tmp_path / "more.yaml").write_text(f"{head.replace('HK', 'JP')}holidays: []\n")
    with pytest.raises(InputError, match=r"terms.yaml:\d+: this file carries on the calendar JP"):
        load_terms(tmp_path / "terms.yaml")


@pytest.mark.requirement("SCHED-3")
@pytest.mark.parametrize(
    ("name", "holiday", "business_day"),
    [
        ("GB", "2026-08-31", "2026-10-12"),
        ("US", "2026-10-12", "2026-04-03"),  # Columbus Day; the Federal Reserve is open on Good Friday
        ("US-GOVT", "2025-04-18", "2026-04-03"),  # Good Friday, but not with the employment report on it
        ("JP", "2026-09-22", "2026-12-25"),  # between two holidays
        ("CH", "2025-08-01", "2026-05-08"),
        ("SG", "2027-10-28", "2027-12-27"),  # Deepavali
        ("CN", "2026-02-23", "2026-02-24"),
        ("KR", "2024-10-01", "2024-12-26"),  # Armed Forces Day, that year only
        ("AU", "2026-08-03", "2026-11-03"),  # bank holiday of Sydney; Melbourne Cup is none
        ("CA", "2026-07-01", "2026-07-03"),
    ],
)
def test_is_business_day__each_named_calendar__knows_its_holidays(name: str, holiday: str, business_day: str) -> None:
    calendar = BusinessCalendar([CalendarName(name)], "x")

    assert not calendar.is_business_day(date.fromisoformat(holiday))
    assert calendar.is_business_day(date.fromisoformat(business_day))


@pytest.mark.parametrize(("day", "is_open"), [("2026-12-25", True), ("2026-12-26", False), ("2026-12-27", False)])
def test_is_business_day__no_calendar__is_closed_on_weekends_only(day: str, *, is_open: bool) -> None:
    assert BusinessCalendar([], "x").is_business_day(date.fromisoformat(day)) is is_open
