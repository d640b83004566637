"""Campaigns that tests make by hand, without files, and a way to walk their steps without a chain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tenor.allocation.methods import AllotmentMethod
from tenor.allocation.orders import Order
from tenor.allocation.quoting import issue_price_half_up
from tenor.allocation.result import Allocation, Allotment, Rule
from tenor.campaign.model import Campaign, Funding, SecondaryTrade, Timetable
from tenor.campaign.plan import Desk, State, Step
from tenor.campaign.steps import steps
from tenor.chain.intent import Intent
from tenor.onboarding.countries import COUNTRY_NUMBERS
from tenor.onboarding.investors import Investor, InvestorClass
from tenor.parties import Appointment, Party, Role
from tenor.schedule.build import build_schedule
from tenor.schedule.model import Schedule
from tenor.schedule.observations import Observations
from tenor.servicing.levies import CLASSES
from tenor.terms.model import BusinessDayRule, CalendarName, DayCount, Rounding, Terms
from tenor.terms.parts import Withholding

ZONE = "Asia/Hong_Kong"
NOTHING_SEEN = Observations()
ALLOTTED = {"INV-A": 400, "INV-B": 350, "INV-C": 250}


def small_terms(**changes: Any) -> Terms:  # noqa: ANN401 -- any field of Terms
    """A quarterly bond of 1,000 units, sold under par, whose coupon dates mostly fall on weekends."""
    terms = Terms(
        issue_id="TEST-2024",
        name="Test Bond 3.975% 2024",
        symbol="TEST24",
        isin=None,
        issuer="issuer-1",
        governing_law="Hong Kong",
        currency="HKD",
        size=1_000_000_000,
        unit_face=1_000_000,
        min_units=2,
        units=1_000,
        issue_price=Fraction(99_955, 100_000),
        pricing_date=date(2023, 3, 15),
        issue_date=date(2023, 3, 17),
        maturity_date=date(2024, 3, 17),
        interest_start=date(2023, 3, 17),
        rate=Fraction(159, 4_000),
        frequency=4,
        day_count=DayCount.ACT_365F,
        rounding=Rounding.PER_UNIT_HALF_UP,
        calendars=(CalendarName.HK,),
        roll=BusinessDayRule.FOLLOWING,
        accrual_adjusted=True,
        record_lag=2,
        record_at=time(17),
        pay_at=time(9, 30),
        timezone=ZONE,
        dual_control=False,
        document_hash="0x" + "5e" * 32,
    )
    return replace(terms, **changes)


def small_trades() -> tuple[SecondaryTrade, ...]:
    """One between coupons, one between a record date and its payment, one that sells out after the last record date."""
    return (
        trade("SEC-1", ("INV-A", "INV-B"), 20, date(2023, 5, 19)),
        trade("SEC-2", ("INV-B", "INV-C"), 50, date(2023, 9, 15)),
        trade("SEC-3", ("INV-A", "INV-C"), 380, date(2024, 3, 15)),
    )


def trade(reference: str, sides: tuple[str, str], units: int, day: date) -> SecondaryTrade:
    """A trade agreed the day before it settles, at 10,012.34 a unit."""
    return SecondaryTrade(reference, *sides, units, units * 1_001_234, day - timedelta(days=1), day)


def small_campaign(
    terms: Terms | None = None,
    allotted: Mapping[str, int] = ALLOTTED,
    trades: Sequence[SecondaryTrade] | None = None,
    observed: Observations = NOTHING_SEEN,
) -> Campaign:
    """A campaign whose every account funds exactly what it owes, just before it owes it."""
    terms = small_terms() if terms is None else terms
    schedule = build_schedule(terms, observed)
    times = _timetable(terms, schedule)
    price = issue_price_half_up(terms)
    allotments = tuple(
        Allotment(f"ORD-{name}", name, units, units, price, Rule.IN_FULL) for name, units in allotted.items()
    )
    trades = small_trades() if trades is None else tuple(trades)
    return Campaign(
        id="small-test",
        title="A small bond",
        folder=Path(),
        terms=terms,
        schedule=schedule,
        parties=(Party("issuer-1", "The Issuer", "HK", None, ("issuer",)), Party("bank-1", "A Bank", "FR", None, ())),
        appointments={
            role: Appointment(role, "issuer-1" if role is Role.ISSUER else "bank-1", f"dev:{index}")
            for index, role in enumerate(Role)
        },
        investors=tuple(
            Investor(name, 344, "bank-1", f"dev:{20 + index}", terms.maturity_date + timedelta(days=30))
            for index, name in enumerate(allotted)
        ),
        orders=tuple(Order(each.order, each.investor, each.units * terms.unit_face) for each in allotments),
        allocation=Allocation(AllotmentMethod.PRO_RATA, allotments),
        fundings=_fundings(schedule, times, allotments, trades),
        trades=trades,
        timetable=times,
        chain_id=31337,
        notes=(),
        observations=observed,
    )


TAX = (Withholding("HK", None, Fraction(1, 8)), Withholding(None, "institutional", Fraction(15, 100)))


def taxed_campaign(withholding: Sequence[Withholding] = TAX, **changes: Any) -> Campaign:  # noqa: ANN401 -- as above
    """The small campaign taxed: INV-A by country, INV-B of another country not at all, INV-C by class."""
    return with_offices(small_campaign(small_terms(withholding=tuple(withholding), **changes)))


def with_offices(campaign: Campaign) -> Campaign:
    """A campaign whose INV-A is taxed by country, INV-B of another not at all, INV-C by class, with who receives it."""
    of_a, of_b, of_c = campaign.investors
    offices = (Party("tax-office", "The Tax Office", "HK", None, ()), Party("other-office", "Another", "FR", None, ()))
    return replace(
        campaign,
        parties=(*campaign.parties, *offices),
        investors=(
            of_a,
            replace(of_b, country=COUNTRY_NUMBERS["FR"]),
            replace(of_c, investor_class=InvestorClass.INSTITUTIONAL),
        ),
        tax_authorities={COUNTRY_NUMBERS["HK"]: "tax-office", CLASSES: "other-office"},
        authority_keys={"tax-office": "dev:40", "other-office": "dev:41"},
    )


def walk(desk: Desk) -> tuple[list[tuple[Step, Intent]], State]:
    """Every intent with its step, as if the chain accepted each of them; nothing is sent."""
    state, sent = State(), []
    for step in steps(desk):
        for intent in step.intents(state):
            sent.append((step, intent))
            state.ledger.apply(intent.movements)
        if step.register is not None:
            state.registers[step.register] = state.ledger.holdings(desk.servicing.bond)
    return sent, state


def _timetable(terms: Terms, schedule: Schedule) -> Timetable:
    def at(day: date, hour: int) -> datetime:
        return datetime.combine(day, time(hour), ZoneInfo(ZONE))

    return Timetable(
        timezone=ZONE,
        genesis=at(terms.pricing_date, 1),
        deployment=at(terms.pricing_date, 9),
        onboarding=at(terms.pricing_date, 10),
        allotment=at(terms.pricing_date, 18),
        settlement=at(terms.issue_date, 10),
        proceeds=at(terms.issue_date, 16),
        secondary_settlement=time(11),
        coupon_funding=time(8, 30),
        coupon_payment=time(10),
        cash_redemption=at(schedule.periods[-1].pay_date, 16),
    )


def _fundings(
    schedule: Schedule, times: Timetable, allotments: Sequence[Allotment], trades: Sequence[SecondaryTrade]
) -> tuple[Funding, ...]:
    hour = timedelta(hours=1)
    subscribed = [
        Funding(f"F-{each.order}", each.investor, each.amount, times.settlement - hour) for each in allotments
    ]
    bought = [
        Funding(f"F-{each.reference}", each.buyer, each.consideration, times.settles(each) - hour) for each in trades
    ]
    served = [
        Funding(
            f"F-{period.number}",
            Role.PAYING_AGENT.value,
            schedule.interest_total(period) + schedule.principal_total(period),
            times.moment(period.pay_date, times.coupon_funding) - hour,
        )
        for period in schedule.periods
        if period.interest_per_unit is not None
    ]
    return tuple(funding for funding in (*subscribed, *bought, *served) if funding.amount)
