"""A term sheet in order to `Terms`: every amount an integer of minor units, every percentage an exact fraction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tenor.files.source import Source
from tenor.terms import amortisation as amortisations
from tenor.terms import parts
from tenor.terms.convert_options import options_of
from tenor.terms.coupon import FixedCoupon, FixingInAdvance, FloatingCoupon, StepUpCoupon, ZeroCoupon
from tenor.terms.coupon import Inflation as InflationEntry
from tenor.terms.holidays import HolidayTable
from tenor.terms.sheet import TermSheet
from tenor.terms.terms import Terms
from tenor.terms.vocabulary import AmortisationKind, CalendarName, CouponKind, ProvenanceStatus, Rounding
from tenor.units import Money, round_half_up, share_of


def to_terms(
    sheet: TermSheet, document_hash: str, source: Source | None = None, tables: Sequence[HolidayTable] = ()
) -> Terms:
    """The terms of a sheet that `validate.check_terms` found in order, with the tables of its holiday files."""
    unit_face = Money.of(sheet.unit, sheet.currency).minor
    size = Money.of(sheet.size, sheet.currency).minor
    return Terms(
        issue_id=sheet.issue_id,
        name=sheet.name,
        symbol=sheet.symbol,
        isin=sheet.isin,
        issuer=sheet.issuer,
        governing_law=sheet.governing_law,
        currency=sheet.currency,
        size=size,
        unit_face=unit_face,
        min_units=Money.of(sheet.minimum_denomination, sheet.currency).minor // unit_face,
        units=size // unit_face,
        issue_price=share_of(sheet.issue_price_percent),
        pricing_date=sheet.pricing_date,
        issue_date=sheet.issue_date,
        maturity_date=sheet.maturity_date,
        interest_start=sheet.interest_start,
        calendars=sheet.business_days.calendars,
        holiday_tables=tuple(tables),
        roll=sheet.business_days.roll,
        accrual_adjusted=sheet.business_days.accrual == "adjusted",
        record_lag=sheet.record.business_days_before,
        ex_lag=sheet.record.ex_business_days_before,
        record_at=sheet.record.time,
        pay_at=sheet.payment_time,
        timezone=sheet.timezone,
        dual_control=sheet.dual_control,
        document_hash=document_hash,
        provenance=(*_notes(sheet), *_notes_on_tables(tables)),
        source=source,
        **_coupon(sheet),
        **_principal(sheet, unit_face),
        **options_of(sheet),
    )


def _notes(sheet: TermSheet) -> Iterator[parts.Provenance]:
    return (parts.Provenance(note.field, note.status, note.note, note.source) for note in sheet.provenance)


def _notes_on_tables(tables: Sequence[HolidayTable]) -> Iterator[parts.Provenance]:
    """What the report says of dates that rest on a holiday file that is not confirmed."""
    for table in tables:
        if table.status is not ProvenanceStatus.CONFIRMED:
            note = f"Holidays of {table.calendar} from {table.first} to {table.last}, of {table.published}."
            yield parts.Provenance("business_days.holiday_files", table.status, note, table.source)


def _coupon(sheet: TermSheet) -> dict[str, Any]:
    coupon = sheet.coupon
    if isinstance(coupon, ZeroCoupon):
        return {
            "kind": CouponKind.ZERO,
            "rate": Fraction(0),
            "frequency": 1,
            "day_count": coupon.day_count,
            "rounding": Rounding.PER_UNIT_HALF_UP,
        }
    return {
        "kind": CouponKind(coupon.kind),
        "rate": share_of(coupon.rate_percent) if isinstance(coupon, FixedCoupon) else Fraction(0),
        "frequency": coupon.frequency.coupons_a_year,
        "day_count": coupon.day_count,
        "rounding": coupon.rounding,
        "stub": coupon.stub,
        "end_of_month": coupon.end_of_month,
        "steps": _steps(coupon) if isinstance(coupon, StepUpCoupon) else (),
        "floating": _floating(coupon, sheet.business_days.calendars) if isinstance(coupon, FloatingCoupon) else None,
    }


def _steps(coupon: StepUpCoupon) -> tuple[parts.Step, ...]:
    return tuple(parts.Step(step.from_, share_of(step.rate_percent)) for step in coupon.steps)


def _floating(coupon: FloatingCoupon, calendars: tuple[CalendarName, ...]) -> parts.Floating:
    first = coupon.fixed_first
    return parts.Floating(
        index=coupon.index,
        spread=share_of(coupon.spread_percent),
        cap=None if coupon.cap_percent is None else share_of(coupon.cap_percent),
        floor=share_of(coupon.floor_percent),
        fixed_coupons=first.coupons if first else 0,
        fixed_rate=share_of(first.rate_percent) if first else Fraction(0),
        fixing=_fixing(coupon, calendars),
    )


def _fixing(coupon: FloatingCoupon, calendars: tuple[CalendarName, ...]) -> parts.Fixing:
    fixing = coupon.fixing
    common: dict[str, Any] = {
        "calendars": calendars if fixing.calendars is None else fixing.calendars,
        "minimum": share_of(fixing.minimum_percent),
        "maximum": share_of(fixing.maximum_percent),
        "challenge_hours": fixing.challenge_hours,
    }
    if isinstance(fixing, FixingInAdvance):
        return parts.Fixing(**common, in_arrears=False, business_days=fixing.business_days)
    return parts.Fixing(
        **common,
        in_arrears=True,
        decimals=fixing.decimals,
        lookback=fixing.lookback,
        observation_shift=fixing.observation_shift,
        lockout=fixing.lockout,
    )


def _principal(sheet: TermSheet, unit_face: int) -> dict[str, Any]:
    return {
        "amortisation": _amortisation(sheet, unit_face),
        "inflation": _inflation(sheet.inflation) if sheet.inflation else None,
        "targets": tuple(
            parts.Target(
                name=target.name,
                observed_from=target.observed_from,
                at_most=target.comparison == "at-most",
                target=Fraction(target.target),
                step=share_of(target.step_percent),
                applies_from=target.applies_from,
                minimum=Fraction(target.minimum),
                maximum=Fraction(target.maximum),
            )
            for target in sheet.kpi
        ),
    }


def _amortisation(sheet: TermSheet, face: int) -> parts.Amortisation | None:
    def part(percent: Decimal) -> int:
        return round_half_up(face * share_of(percent))

    block = sheet.amortisation
    instalments: tuple[parts.Instalment, ...] = ()
    if block is None:
        return None
    if isinstance(block, amortisations.PercentAmortisation):
        instalments = tuple(parts.Instalment(each.date, part(each.percent)) for each in block.instalments)
    elif isinstance(block, amortisations.AmountAmortisation):
        instalments = tuple(
            parts.Instalment(each.date, Money.of(each.amount, sheet.currency).minor) for each in block.instalments
        )
    elif isinstance(block, amortisations.SinkingAmortisation):
        instalments = (parts.Instalment(block.first, part(block.percent)),)
    return parts.Amortisation(AmortisationKind(block.kind), instalments)


def _inflation(entry: InflationEntry) -> parts.Inflation:
    return parts.Inflation(
        index=entry.index,
        base=Fraction(entry.base),
        ratio_decimals=entry.ratio_decimals,
        par_floor=entry.principal_floor == "par",
        business_days=entry.business_days,
        minimum=Fraction(entry.minimum),
        maximum=Fraction(entry.maximum),
        challenge_hours=entry.challenge_hours,
    )
