"""Options, trouble, tax and prescription of a term sheet in order to those of `Terms`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tenor.terms import parts
from tenor.units import share_of

if TYPE_CHECKING:
    from tenor.terms import options
    from tenor.terms.sheet import TermSheet


def options_of(sheet: TermSheet) -> dict[str, Any]:
    """The fields of the terms about options, trouble, tax and prescription."""
    years = sheet.prescription
    return {
        "call": _call(sheet.call) if sheet.call else None,
        "put": _put(sheet.put) if sheet.put else None,
        "make_whole": _make_whole(sheet.make_whole) if sheet.make_whole else None,
        "default": _default(sheet.default) if sheet.default else None,
        "consent": _consent(sheet.consent) if sheet.consent else None,
        "prescription": parts.Prescription(years.interest_years, years.principal_years) if years else None,
        "withholding": tuple(
            parts.Withholding(each.country, each.investor_class, share_of(each.percent)) for each in sheet.withholding
        ),
    }


def _call(block: options.Call) -> parts.Call:
    windows = tuple(parts.CallWindow(each.from_, each.to, share_of(each.price_percent)) for each in block.windows)
    return parts.Call(windows, block.notice_days, block.partial)


def _put(block: options.Put) -> parts.Put:
    dates = tuple(parts.PutDate(each.date, share_of(each.price_percent)) for each in block.dates)
    return parts.Put(dates, block.opens_days_before, block.closes_days_before)


def _make_whole(block: options.MakeWhole) -> parts.MakeWhole:
    bounds = share_of(block.minimum_percent), share_of(block.maximum_percent)
    return parts.MakeWhole(block.until, share_of(block.spread_percent), block.notice_days, *bounds)


def _default(block: options.Default) -> parts.Default:
    return parts.Default(
        block.grace_days, share_of(block.acceleration_percent), share_of(block.default_interest_percent)
    )


def _consent(block: options.Consent) -> parts.Consent:
    return parts.Consent(share_of(block.quorum_percent), share_of(block.majority_percent), block.notice_days)
