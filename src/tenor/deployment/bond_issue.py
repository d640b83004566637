"""What the factory is given to create a bond, from the bond's schedule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from eth_utils.crypto import keccak

from tenor.deployment.annex import encode_annex
from tenor.schedule.dates import anchor_of
from tenor.schedule.model import Period, Schedule
from tenor.terms.terms import Terms
from tenor.terms.vocabulary import CouponKind, DayCount, Rounding
from tenor.units import epoch_day, rate_to_chain, timestamp, utc

FIXED, FLOATING, INDEXED = range(3)  # CouponKind of IBond.sol
_DAY_COUNTS = {convention: number for number, convention in enumerate(DayCount)}
_ROUNDINGS = {rounding: number for number, rounding in enumerate(Rounding)}
_NO_PRESCRIPTION = 0


@dataclass(frozen=True, slots=True)
class BondIssue:
    """What the factory is given to create a bond.

    Attributes:
        terms: `BondTerms` of IBond.sol.
        periods: dates of each coupon, in the upper half of a word as BondCode.sol lays it out.
        details: of each coupon of a bond whose coupons are not all alike, a word as BondCode.sol lays it out.
        annex: ABI encoding of a `BondAnnex`, or empty.
        roles: `BondRoles` of IBondFactory.sol.
        money: what each coupon pays, in the lower half of its word, as the factory will compute it.
        outstanding: principal of one unit before each coupon [minor].
    """

    terms: Mapping[str, Any]
    periods: Sequence[int]
    details: Sequence[int]
    annex: bytes
    roles: Mapping[str, str]
    money: Sequence[int]
    outstanding: Sequence[int]

    @property
    def arguments(self) -> tuple[Any, ...]:
        """Those of `createBond` and `predictBond`."""
        return (self.terms, self.periods, self.details, self.annex, self.roles)


def bond_issue(schedule: Schedule, cash: str, venue: str, roles: Mapping[str, str]) -> BondIssue:
    """An issue of the schedule's bond.

    Args:
        cash: address of the money it pays in.
        venue: address of the settlement venue.
        roles: as `BondIssue.roles`.
    """
    coupons = schedule.coupons
    return BondIssue(
        terms=terms_argument(schedule, cash, venue),
        periods=[period_word(period) for period in coupons],
        details=[_detail_word(schedule, period) for period in coupons] if is_detailed(schedule.terms) else [],
        annex=encode_annex(schedule.terms),
        roles=roles,
        money=_money_words(schedule),
        outstanding=[period.outstanding_per_unit for period in coupons],
    )


def is_fixed_later(terms: Terms) -> bool:
    """Whether what coupons pay is not known at issue, or can change with a part that is called."""
    observed = terms.kind is CouponKind.FLOATING or terms.inflation is not None or bool(terms.targets)
    return observed or is_partly_callable(terms)


def needs_calculation_agent(terms: Terms) -> bool:
    """Whether something is observed in the life: of coupons, or the reference yield of a make-whole."""
    return is_fixed_later(terms) or terms.make_whole is not None


def is_partly_callable(terms: Terms) -> bool:
    """Whether part of every unit may be called."""
    return terms.call is not None and terms.call.partial


def is_detailed(terms: Terms) -> bool:
    """Whether coupons are not all alike."""
    unlike = terms.kind is CouponKind.STEP_UP or terms.amortisation is not None or terms.ex_lag is not None
    return is_fixed_later(terms) or unlike


def terms_argument(schedule: Schedule, cash: str, venue: str) -> dict[str, Any]:
    """`BondTerms` of IBond.sol."""
    terms, annex = schedule.terms, encode_annex(schedule.terms)
    block = terms.prescription
    return {
        "issueId": keccak(text=terms.issue_id),
        "termsHash": bytes.fromhex(terms.document_hash.removeprefix("0x")),
        "annexHash": keccak(annex) if annex else bytes(32),
        "name": short_string(terms.name),
        "symbol": short_string(terms.symbol),
        "cash": cash,
        "currency": terms.currency.encode(),
        "unitFace": terms.unit_face,
        "units": terms.units,
        "minUnits": terms.min_units,
        "rate": rate_to_chain(terms.rate),
        "dayCount": _DAY_COUNTS[terms.day_count],
        "rounding": _ROUNDINGS[terms.rounding],
        "months": 12 // terms.frequency,
        "endOfMonth": terms.end_of_month,
        "anchor": epoch_day(anchor_of(terms)),
        "maturityDay": epoch_day(terms.maturity_date),
        "issueTime": timestamp(terms.issue_date, terms.pay_at, terms.timezone),
        "maturityTime": schedule.periods[-1].pay_time,
        "settlementVenue": venue,
        "dualControl": terms.dual_control,
        "withholds": bool(terms.withholding),
        "fixedLater": is_fixed_later(terms),
        "interestYears": block.interest_years if block else _NO_PRESCRIPTION,
        "principalYears": block.principal_years if block else _NO_PRESCRIPTION,
        "partlyCallable": is_partly_callable(terms),
        "parFloor": terms.inflation is not None and terms.inflation.par_floor,
        "zone": zone_of(terms),
        "rights": _rights(terms),
    }


def zone_of(terms: Terms) -> int:
    """What the bond's day is ahead of UTC, without summer time [quarters of an hour]."""
    zone, year = ZoneInfo(terms.timezone), terms.issue_date.year
    ahead = min(datetime(year, month, 1, tzinfo=zone).utcoffset() or timedelta(0) for month in (1, 7))
    return ahead // timedelta(minutes=15)


def day_of(terms: Terms, moment: int) -> date:
    """The day that a moment [s] is of for the bond, which knows no summer time."""
    return (utc(moment) + timedelta(minutes=15 * zone_of(terms))).date()


def _rights(terms: Terms) -> dict[str, int]:
    """`HolderRights` of IBond.sol."""
    default, consent = terms.default, terms.consent
    return {
        "graceDays": default.grace_days if default else 0,
        "acceleration": rate_to_chain(default.acceleration) if default else 0,
        "defaultInterest": rate_to_chain(default.default_interest) if default else 0,
        "quorum": rate_to_chain(consent.quorum) if consent else 0,
        "majority": rate_to_chain(consent.majority) if consent else 0,
        "noticeDays": consent.notice_days if consent else 0,
    }


def period_word(period: Period) -> int:
    """The dates of a coupon in the upper half of a word."""
    days = epoch_day(period.accrual_start) << 232 | epoch_day(period.accrual_end) << 208
    return days | period.record_time << 168 | period.pay_time << 128


def short_string(text: str) -> bytes:
    """OpenZeppelin's ShortString: up to 31 bytes, then the length."""
    data = text.encode()
    return data.ljust(31, b"\0") + bytes([len(data)])


def _detail_word(schedule: Schedule, period: Period) -> int:
    """Rate, instalment, earliest fixing, kind and targets; the outstanding between them is the factory's to compute."""
    terms = schedule.terms
    kind, rate = _kind_and_rate(terms, period)
    instalment = schedule.instalment(period)
    return (
        (rate % 2**64) << 192
        | instalment << 64
        | fixable_from(terms, period) << 24
        | _ex_days(period) << 18
        | kind << 16
        | _targets(terms, period)
    )


def _kind_and_rate(terms: Terms, period: Period) -> tuple[int, int]:
    """Kind of the coupon, and its rate before steps of targets, or its spread [1e-9]."""
    if terms.floating is not None:
        if period.number <= terms.floating.fixed_coupons:
            return FIXED, rate_to_chain(terms.floating.fixed_rate)
        return FLOATING, rate_to_chain(terms.floating.spread)
    rate = terms.rate
    if terms.kind is CouponKind.STEP_UP:
        rate = [step.rate for step in terms.steps if step.first <= period.notional_start][-1]
    return FIXED if terms.inflation is None else INDEXED, rate_to_chain(rate)


def fixable_from(terms: Terms, period: Period) -> int:
    """From when a coupon can be computed: observed, and with no target left that may still be met in time [s]."""
    days = [period.fixing_date] if period.fixing_date else []
    if _targets(terms, period):
        days.append(period.notional_start)
    return timestamp(max(days), time(0), terms.timezone) if days else 0


def _ex_days(period: Period) -> int:
    """From the ex-date to the payment date."""
    return (period.pay_date - period.ex_date).days if period.ex_date else 0


def _targets(terms: Terms, period: Period) -> int:
    applying = (i for i, target in enumerate(terms.targets) if target.applies_from <= period.notional_start)
    return sum(1 << index for index in applying)


def _money_words(schedule: Schedule) -> list[int]:
    terms, total, words = schedule.terms, 0, []
    for period in schedule.coupons:
        if is_fixed_later(terms):
            words.append(0)
        elif terms.rounding is Rounding.PER_HOLDING_DOWN:
            exact = period.interest_exact or 0
            words.append(exact.numerator << 48 | exact.denominator)
        else:
            amount = schedule.coupon_on(period, 1)
            total += amount
            words.append(amount << 64 | total)
    return words
