"""The holidays that the twin knows, 2023 to 2026, written out."""

from __future__ import annotations

from datetime import date

from tests.twin.hong_kong import GENERAL_HOLIDAYS

FIRST, LAST = date(2023, 1, 1), date(2026, 12, 31)

# ECB: TARGET is closed on New Year's Day, Good Friday and Easter Monday, 1 May, 25 and 26 December.
_GOOD_FRIDAY_AND_EASTER_MONDAY = ["2023-04-07", "2023-04-10", "2024-03-29", "2024-04-01"]
_GOOD_FRIDAY_AND_EASTER_MONDAY += ["2025-04-18", "2025-04-21", "2026-04-03", "2026-04-06"]
TARGET = {date.fromisoformat(day) for day in _GOOD_FRIDAY_AND_EASTER_MONDAY} | {
    date(year, month, day) for year in range(2023, 2027) for month, day in [(1, 1), (5, 1), (12, 25), (12, 26)]
}

# General holidays of Hong Kong in 2025 and 2026, those on Saturdays too; as in hong_kong.py, no notice was read.
_HK_2025 = ["01-01", "01-29", "01-30", "01-31", "04-04", "04-18", "04-19", "04-21", "05-01", "05-05", "05-31", "07-01"]
_HK_2025 += ["10-01", "10-07", "10-29", "12-25", "12-26"]
_HK_2026 = ["01-01", "02-17", "02-18", "02-19", "04-03", "04-04", "04-06", "04-07", "05-01", "05-25", "06-19", "07-01"]
_HK_2026 += ["09-26", "10-01", "10-19", "12-25", "12-26"]
HK = {*GENERAL_HOLIDAYS, *(date.fromisoformat(f"2025-{day}") for day in _HK_2025)}
HK |= {date.fromisoformat(f"2026-{day}") for day in _HK_2026}

HOLIDAYS = {"TARGET": frozenset(TARGET), "HK": frozenset(HK)}
