"""When coupons that are not known at issue are fixed, if all goes by the files; pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from tenor.deployment.bond_issue import fixable_from, is_fixed_later, is_partly_callable
from tenor.schedule.model import Period, Schedule
from tenor.servicing.fixing import final_after, open_until, target_at
from tenor.terms.terms import Terms

_A_SECOND = 1
_RECORDED_AFTER = 30  # [s]


@dataclass(frozen=True, slots=True)
class Fixing:
    """When one coupon is fixed [s].

    Args:
        proposed: when what was observed for it is brought; None of one that nothing is observed for.
        confirmed: when it is computed; None of one that needs not be, as it ends early by the terms alone.
    """

    period: Period
    proposed: int | None
    confirmed: int | None


def target_times(terms: Terms, observed: Mapping[str, Fraction], settlement: datetime) -> dict[str, int]:
    """When each target that is observed is brought, by its name [s]."""
    return {
        each.name: max(_issued(settlement), target_at(terms, each)) for each in terms.targets if each.name in observed
    }


def fixings_of(schedule: Schedule, observed: Mapping[str, Fraction], settlement: datetime) -> tuple[Fixing, ...]:
    """Every coupon in its order, each after the one before it; none of a bond whose coupons are known at issue.

    What could be fixed before the issue is fixed at the issue.

    Args:
        schedule: to an early end, where there is one.
        observed: of targets, by name.
    """
    terms, found, before = schedule.terms, list[Fixing](), 0
    if not is_fixed_later(terms):
        return ()
    brought = target_times(terms, observed, settlement)
    settled = {
        each.name: final_after(terms, brought[each.name]) if each.name in brought else open_until(terms, each)
        for each in terms.targets
    }
    for period in schedule.coupons:
        if is_observed(terms, period) and period.observed is None:
            break  # nor can any after it be fixed
        proposed = _proposed(terms, period, _issued(settlement))
        applying = (settled[name] for name in _applying(terms, period))
        before = max(before, final_after(terms, proposed) if period.observed is not None else proposed, *applying, 0)
        if is_partly_callable(terms):
            before = max(before, period.record_time + _RECORDED_AFTER)  # until its record time a part can be called
        needed = not (period.is_cut and is_known(terms, period))
        found.append(Fixing(period, None if period.observed is None else proposed, before if needed else None))
    return tuple(found)


def is_observed(terms: Terms, period: Period) -> bool:
    """Whether a coupon is fixed by a rate or an index value that is observed for it."""
    floating = terms.floating is not None and period.number > terms.floating.fixed_coupons
    return floating or terms.inflation is not None


def is_known(terms: Terms, period: Period) -> bool:
    """Whether the terms alone say the rate of a coupon, or nothing accrues of one that an index does not follow."""
    nothing = period.is_cut and period.accrual_end <= period.accrual_start and terms.inflation is None
    return nothing or not (is_observed(terms, period) or _applying(terms, period))


def known_by(fixings: tuple[Fixing, ...], schedule: Schedule, period: Period, moment: int) -> Period | None:
    """The coupon whose rate and ratio count at a moment: a period's own, or those of the last known before it."""
    confirmed = {each.period.number for each in fixings if each.confirmed is not None and each.confirmed <= moment}
    for each in reversed(schedule.coupons[: period.number]):
        if each.number in confirmed or is_known(schedule.terms, each):
            return each
    return None


def _proposed(terms: Terms, period: Period, issued: int) -> int:
    at = fixable_from(terms, period)
    return max(issued, min(at, period.record_time) if period.is_cut else at)


def _applying(terms: Terms, period: Period) -> list[str]:
    return [target.name for target in terms.targets if target.applies_from <= period.notional_start]


def _issued(settlement: datetime) -> int:
    return int(settlement.timestamp()) + _A_SECOND
