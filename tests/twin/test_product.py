"""The product's pure expectations against the twin's, for any bond of the kind and any trades between its holders."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tenor.campaign.actors import cast_of
from tenor.campaign.model import Campaign
from tenor.campaign.plan import open_desk
from tenor.campaign.projection import holdings_at, project_cash
from tenor.errors import InputError
from tenor.schedule.build import build_schedule
from tenor.schedule.calendars import BusinessCalendar
from tenor.terms.model import BusinessDayRule, CalendarName, Terms
from tests.campaigns import ALLOTTED, ZONE, small_campaign, small_terms, trade, walk
from tests.twin import cash, hong_kong, life
from tests.twin.definitions import months_before
from tests.twin.life import Transfer

UNITS = 1_000


@st.composite
def bonds(draw: st.DrawFn) -> Terms:
    """Terms within the twin's two years of holidays, of whole coupon periods."""
    frequency = draw(st.sampled_from([1, 2, 4, 12]))
    maturity = draw(st.dates(date(2023, 4, 1), date(2024, 12, 20)))
    most = {1: 1, 2: 3, 4: 6, 12: 18}[frequency]
    issue = months_before(maturity, draw(st.integers(1, most)) * 12 // frequency)
    assume(issue > date(2023, 1, 10))
    face = draw(st.integers(1_000_00, 10_000_000_00))
    return small_terms(
        size=face * UNITS,
        unit_face=face,
        rate=Fraction(draw(st.integers(50_000, 20_000_000)), 100_000_000),  # 0.05 % to 20 %
        frequency=frequency,
        pricing_date=issue - timedelta(days=1),
        issue_date=issue,
        interest_start=issue,
        maturity_date=maturity,
        roll=draw(st.sampled_from(list(BusinessDayRule))),
        accrual_adjusted=draw(st.booleans()),
        record_lag=draw(st.integers(0, 5)),
    )


def as_text(terms: Terms) -> dict[str, str]:
    """The same terms as the twin takes them."""
    return {
        "size": str(Fraction(terms.size, 100)),
        "unit": str(Fraction(terms.unit_face, 100)),
        "rate": str(terms.rate),
        "issue": terms.issue_date.isoformat(),
        "maturity": terms.maturity_date.isoformat(),
        "coupons_a_year": str(terms.frequency),
        "convention": terms.roll.value,
        "adjusted": "yes" if terms.accrual_adjusted else "no",
        "record_days": str(terms.record_lag),
        "record_time": f"{terms.record_at:%H:%M}",
        "decimals": "2",
    }


def wall_clock(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, ZoneInfo(ZONE)).replace(tzinfo=None)


def minor(amount: Fraction) -> int:
    assert (amount * 100).denominator == 1
    return int(amount * 100)


@pytest.mark.requirement("LIFE-3")
@settings(max_examples=300, deadline=None)
@given(bonds())
def test_build_schedule__any_bond__is_the_twins_to_the_cent(terms: Terms) -> None:
    try:
        schedule = build_schedule(terms)
    except InputError as refused:
        assume("record date" not in refused.what)  # a lag longer than the period is refused, see tests of the schedule
        raise
    expected = life.coupons(as_text(terms))
    assert len(schedule.periods) == len(expected)
    for period, coupon in zip(schedule.periods, expected, strict=True):
        assert (period.number, period.days) == (coupon.number, coupon.days)
        assert (period.accrual_start, period.accrual_end) == (coupon.first, coupon.end)
        assert (wall_clock(period.record_time), period.pay_date) == (coupon.record, coupon.payment)
        assert period.interest_per_unit == minor(coupon.per_unit)
        assert schedule.interest_total(period) == minor(coupon.total)
        assert schedule.drift(period) == minor(coupon.drift)
        assert abs(schedule.drift(period)) <= Fraction(UNITS, 2) + Fraction(1, 2)  # half a cent a unit


def test_is_business_day__two_years__calendar_of_the_schedule_and_of_the_twin_agree() -> None:
    calendar = BusinessCalendar((CalendarName.HK,), "")
    days = [hong_kong.FIRST + timedelta(days=offset) for offset in range((hong_kong.LAST - hong_kong.FIRST).days + 1)]
    assert [day for day in days if calendar.is_business_day(day) != hong_kong.is_business_day(day)] == []


@st.composite
def campaigns(draw: st.DrawFn) -> Campaign:
    """The small bond with trades before or after the record time of any business days, each seller with the units."""
    held = Counter(ALLOTTED)
    first = date(2023, 3, 20)
    days = [day for day in (first + timedelta(days=n) for n in range(360)) if hong_kong.is_business_day(day)]
    trades = []
    for number, day in enumerate(sorted(draw(st.lists(st.sampled_from(days), max_size=8)))):
        seller = draw(st.sampled_from([name for name, units in held.items() if units]))
        buyer = draw(st.sampled_from([name for name in ALLOTTED if name != seller]))
        units = draw(st.integers(1, held[seller]))
        held.update({seller: -units, buyer: units})
        trades.append(trade(f"SEC-{number}", (seller, buyer), units, day))
    campaign = small_campaign(trades=trades)
    times = replace(campaign.timetable, secondary_settlement=draw(st.sampled_from([time(11), time(17, 30)])))
    return replace(campaign, timetable=times)


def scene_of(campaign: Campaign) -> cash.Scene:
    """The same campaign as the twin takes it."""

    def local(moment: datetime) -> datetime:
        return moment.astimezone(ZoneInfo(ZONE)).replace(tzinfo=None)

    times = campaign.timetable
    sold = [
        Transfer(local(times.settlement), "issuer", each.investor, each.units, Fraction(each.amount, 100))
        for each in campaign.allotments
    ]
    traded = [
        Transfer(local(times.settles(each)), each.seller, each.buyer, each.units, Fraction(each.consideration, 100))
        for each in campaign.trades
    ]
    return cash.Scene(
        terms=as_text(campaign.terms),
        transfers=[*sold, *traded],
        fiat=[cash.Fiat(local(each.at), each.account, Fraction(each.amount, 100)) for each in campaign.fundings],
        issuer="issuer",
        agent="paying_agent",
        pay_time=times.coupon_payment,
        proceeds=local(times.proceeds),
        end=local(times.cash_redemption),
    )


@pytest.mark.requirement("LIFE-4")
@settings(deadline=None)
@given(campaigns())
def test_holdings_at__any_trades__are_the_twins_register_at_each_record_date(campaign: Campaign) -> None:
    twin = scene_of(campaign)
    for coupon in life.coupons(twin.terms):
        moment = coupon.record.replace(tzinfo=ZoneInfo(ZONE))
        assert holdings_at(campaign, moment) == life.register_at(twin.transfers, coupon.record)


@pytest.mark.requirement("LIFE-2")
@settings(deadline=None)
@given(campaigns())
def test_project_cash__any_trades__moves_the_twins_cash_each_day(campaign: Campaign) -> None:
    projection = project_cash(campaign)
    assert (projection.shortages, dict(projection.balances)) == ((), {})
    found: dict[date, Counter[str]] = {}
    for movement in projection.movements:
        day = found.setdefault(movement.at.date(), Counter())
        if movement.payer is None:
            day["minted"] += movement.amount
        elif movement.payee is None:
            day["redeemed"] += movement.amount
        elif movement.payee != "bond":  # what the bond is funded with it pays out the same day
            day["moved"] += movement.amount
    expected = cash.days(scene_of(campaign))
    assert found == {
        day: +Counter(minted=minor(each.minted), redeemed=minor(each.redeemed), moved=minor(each.moved))
        for day, each in expected.items()
    }


@pytest.mark.requirement("LIFE-5")
@settings(max_examples=25, deadline=None)
@given(campaigns())
def test_steps__any_trades__pay_every_holder_what_the_twin_says(campaign: Campaign) -> None:
    desk = open_desk(campaign, cast_of(campaign))
    names = desk.cast.names()
    sent, state = walk(desk)
    received: Counter[str] = Counter()
    for movement in (each for _, intent in sent for each in intent.movements):
        if movement.sender == desk.servicing.bond and movement.asset == desk.servicing.cash:
            received[names[str(movement.receiver)]] += movement.amount
    twin = scene_of(campaign)
    due = {name: minor(each.total) for name, each in life.receipts(twin.terms, twin.transfers).items()}
    assert +received == {name: amount for name, amount in due.items() if amount}
    assert (state.ledger.supply(desk.servicing.bond), state.ledger.supply(desk.servicing.cash)) == (0, 0)
