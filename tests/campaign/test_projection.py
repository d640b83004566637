from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenor.campaign.model import Campaign, SecondaryTrade
from tenor.campaign.projection import BOND, CashEvent, holdings_at, project_cash, trades_in_order
from tenor.units import utc


def trade(reference: str, seller: str, buyer: str, units: int, day: date) -> SecondaryTrade:
    return SecondaryTrade(reference, seller, buyer, units, 1, day, day)


def test_holdings_at__before_and_after_a_trade__moves_its_units(hksar: Campaign) -> None:
    settled = hksar.timetable.settles(hksar.trades[0])
    before, after = holdings_at(hksar, settled - timedelta(seconds=1)), holdings_at(hksar, settled)
    assert (before["INV-03"], before["INV-11"]) == (200, 39)
    assert (after["INV-03"], after["INV-11"]) == (180, 59)
    assert sum(before.values()) == sum(after.values()) == 1600


def test_holdings_at__all_sold__leaves_the_seller_out(hksar: Campaign) -> None:
    sold = replace(hksar, trades=(trade("SEC-1", "INV-24", "INV-01", 2, date(2023, 3, 1)),))
    assert "INV-24" not in holdings_at(sold, sold.timetable.cash_redemption)


def test_trades_in_order__later_one_first_in_the_file__comes_second(hksar: Campaign) -> None:
    late, early, same = (
        trade("SEC-1", "INV-01", "INV-02", 2, date(2023, 6, 1)),
        trade("SEC-2", "INV-01", "INV-02", 2, date(2023, 3, 1)),
        trade("SEC-3", "INV-01", "INV-02", 2, date(2023, 3, 1)),
    )
    assert trades_in_order(replace(hksar, trades=(late, early, same))) == (early, same, late)


@pytest.mark.requirement("CAMP-3")
def test_project_cash__hksar__covers_everything_and_ends_at_zero(hksar: Campaign) -> None:
    projection = project_cash(hksar)
    assert projection.shortages == ()
    assert projection.balances == {}
    assert projection.minted == 164_250_508_219
    redeemed = [movement for movement in projection.movements if movement.payee is None]
    assert sum(movement.amount for movement in redeemed) == projection.minted
    assert (redeemed[0].payer, redeemed[0].amount, redeemed[0].at) == (
        "issuer", 80_000_000_000, hksar.timetable.proceeds,
    )  # fmt: skip
    assert [movement.at for movement in projection.movements] == sorted(m.at for m in projection.movements)


def test_project_cash__hksar__pays_each_holder_the_unit_amounts(hksar: Campaign) -> None:
    paid: dict[str, int] = {}
    for movement in project_cash(hksar).movements:
        if movement.event is CashEvent.PAYMENT and movement.payee is not None:
            assert movement.payer == BOND
            paid[movement.payee] = paid.get(movement.payee, 0) + movement.amount
    assert paid["INV-24"] == 2 * (1_004_178 + 1_020_822 + 50_000_000)
    assert paid["INV-11"] == 59 * (1_004_178 + 1_020_822 + 50_000_000)
    assert sum(paid.values()) == 80_000_000_000 + 3_240_000_000


def test_project_cash__traded_after_the_record_time__coupon_to_the_seller_principal_to_the_buyer(
    hksar: Campaign,
) -> None:
    last = hksar.schedule.periods[-1]
    times = replace(hksar.timetable, secondary_settlement=hksar.timetable.coupon_funding)
    deal = trade("SEC-9", "INV-24", "INV-01", 2, last.pay_date)  # settles on the morning after the record time
    late = replace(hksar, trades=(deal,), timetable=times, fundings=hksar.fundings)
    assert times.settles(deal) > utc(last.record_time)
    payments = {
        movement.payee: movement.amount
        for movement in project_cash(late).movements
        if movement.event is CashEvent.PAYMENT and movement.reference == "2"
    }
    assert payments["INV-24"] == 2 * last.interest_per_unit
    assert payments["INV-01"] == 156 * last.interest_per_unit + 158 * last.principal_per_unit


@pytest.mark.requirement("CAMP-3")
def test_project_cash__two_unfunded__each_shortage_is_noted_where_it_arises(hksar: Campaign) -> None:
    funded = tuple(funding for funding in hksar.fundings if funding.account not in {"INV-01", "INV-07"})
    projection = project_cash(replace(hksar, fundings=funded))
    assert [(short.movement.payer, short.missing, short.held) for short in projection.shortages] == [
        ("INV-01", 7_800_000_000, 0),
        ("INV-07", 3_900_000_000, 0),
    ]
    assert projection.balances == {}


@given(st.dictionaries(st.integers(0, 26), st.integers(1, 10**12)))
def test_project_cash__any_amounts_funded__short_exactly_where_less_comes_in_than_goes_out(
    hksar: Campaign, amounts: dict[int, int]
) -> None:
    fundings = tuple(
        replace(funding, amount=amounts.get(index, funding.amount)) for index, funding in enumerate(hksar.fundings)
    )
    projection = project_cash(replace(hksar, fundings=fundings))
    lent = sum(short.missing for short in projection.shortages)
    minted, redeemed = (
        sum(movement.amount for movement in projection.movements if getattr(movement, side) is None)
        for side in ("payer", "payee")
    )
    assert minted + lent == redeemed  # nothing arises or is lost on the way
    assert all(short.missing > 0 for short in projection.shortages)
    short_primary = {s.movement.payer for s in projection.shortages if s.movement.event is CashEvent.PRIMARY}
    owed = {allotment.investor: allotment.amount for allotment in hksar.allotments}
    assert short_primary == {funding.account for funding in fundings[:24] if funding.amount < owed[funding.account]}
