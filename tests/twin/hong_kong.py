"""Business days of Hong Kong in 2023 and 2024: its general holidays, written out.

Named as in the General Holidays Ordinance (Cap. 149), and not compared with the notices in the Gazette. Every Sunday is
a general holiday; banks and the clearing system also close on Saturdays.
"""

from __future__ import annotations

from datetime import date, timedelta

GENERAL_HOLIDAYS = {
    date(2023, 1, 2): "The day following the first day of January",
    date(2023, 1, 23): "The second day of Lunar New Year",
    date(2023, 1, 24): "The third day of Lunar New Year",
    date(2023, 1, 25): "The fourth day of Lunar New Year",
    date(2023, 4, 5): "Ching Ming Festival",
    date(2023, 4, 7): "Good Friday",
    date(2023, 4, 8): "The day following Good Friday",
    date(2023, 4, 10): "Easter Monday",
    date(2023, 5, 1): "Labour Day",
    date(2023, 5, 26): "The Birthday of the Buddha",
    date(2023, 6, 22): "Tuen Ng Festival",
    date(2023, 7, 1): "Hong Kong Special Administrative Region Establishment Day",
    date(2023, 9, 30): "The day following the Chinese Mid-Autumn Festival",
    date(2023, 10, 2): "The day following National Day",
    date(2023, 10, 23): "Chung Yeung Festival",
    date(2023, 12, 25): "Christmas Day",
    date(2023, 12, 26): "The first weekday after Christmas Day",
    date(2024, 1, 1): "The first day of January",
    date(2024, 2, 10): "Lunar New Year's Day",
    date(2024, 2, 12): "The third day of Lunar New Year",
    date(2024, 2, 13): "The fourth day of Lunar New Year",
    date(2024, 3, 29): "Good Friday",
    date(2024, 3, 30): "The day following Good Friday",
    date(2024, 4, 1): "Easter Monday",
    date(2024, 4, 4): "Ching Ming Festival",
    date(2024, 5, 1): "Labour Day",
    date(2024, 5, 15): "The Birthday of the Buddha",
    date(2024, 6, 10): "Tuen Ng Festival",
    date(2024, 7, 1): "Hong Kong Special Administrative Region Establishment Day",
    date(2024, 9, 18): "The day following the Chinese Mid-Autumn Festival",
    date(2024, 10, 1): "National Day",
    date(2024, 10, 11): "Chung Yeung Festival",
    date(2024, 12, 25): "Christmas Day",
    date(2024, 12, 26): "The first weekday after Christmas Day",
}

FIRST, LAST = date(2023, 1, 1), date(2024, 12, 31)
_SATURDAY = 5


def is_business_day(day: date) -> bool:
    """Whether banks are open; a day outside the two years of the table is an error, never a guess."""
    if not FIRST <= day <= LAST:
        raise LookupError(f"the table of holidays does not reach {day}")
    return day.weekday() < _SATURDAY and day not in GENERAL_HOLIDAYS


def following(day: date) -> date:
    """The day itself if it is a business day, else the first one after it."""
    while not is_business_day(day):
        day += timedelta(days=1)
    return day


def preceding(day: date) -> date:
    """The day itself if it is a business day, else the first one before it."""
    while not is_business_day(day):
        day -= timedelta(days=1)
    return day
