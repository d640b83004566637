from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from tenor.campaign.files import (
    AppointmentEntries,
    CampaignFile,
    FundingRow,
    PartiesFile,
    PartyEntry,
    TimetableEntry,
    TradeEntry,
)
from tenor.campaign.model import Campaign, Timetable
from tenor.files.fields import StrictModel
from tenor.parties import Role


def test_moment__wall_clock_time__is_of_the_zone_in_summer_and_winter(hksar: Campaign) -> None:
    times = replace(hksar.timetable, timezone="Europe/Berlin")
    assert times.moment(date(2025, 7, 1), time(11)).astimezone(UTC) == datetime(2025, 7, 1, 9, tzinfo=UTC)
    assert times.moment(date(2025, 12, 1), time(11)).astimezone(UTC) == datetime(2025, 12, 1, 10, tzinfo=UTC)


def test_settles__trade__is_at_the_secondary_settlement_time_of_its_date(hksar: Campaign) -> None:
    (trade,) = hksar.trades
    assert hksar.timetable.settles(trade) == hksar.timetable.moment(date(2023, 5, 19), time(11))


def test_appointment_entries__fields__are_the_roles() -> None:
    assert list(AppointmentEntries.model_fields) == [role.value for role in Role]


def test_timetable_entry__fields__are_those_of_the_timetable() -> None:
    assert {*TimetableEntry.model_fields, "timezone"} == set(Timetable.__dataclass_fields__)


@pytest.mark.parametrize(
    "model", [CampaignFile, TimetableEntry, TradeEntry, PartiesFile, PartyEntry, AppointmentEntries, FundingRow]
)
def test_files__every_field__is_described_for_editors(model: type[StrictModel]) -> None:
    assert all(field.description for field in model.model_fields.values())
