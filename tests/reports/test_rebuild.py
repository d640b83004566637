from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenor.chain.intent import Movement
from tenor.chain.ledger import Ledger
from tests.reports.told import BOND, CASH, event, rebuilt, transfer
from tests.twin.life import Transfer, register_at

HOLDERS = ("issuer", "A", "B", "C", "D")
ISSUE = 1_000


@st.composite
def deliveries(draw: st.DrawFn) -> list[tuple[int, str, str, int]]:
    """Time, giver, taker, units: what a register of 1,600 units lives through, each giver with the units to give."""
    held, at = Counter({"issuer": 1_600}), ISSUE
    made = []
    for _ in range(draw(st.integers(0, 12))):
        at += draw(st.integers(0, 3))
        giver = draw(st.sampled_from([holder for holder, units in held.items() if units]))
        taker = draw(st.sampled_from([holder for holder in HOLDERS[1:] if holder != giver]))
        units = draw(st.integers(1, held[giver]))
        held.update({giver: -units, taker: units})
        made.append((at, giver, taker, units))
    return made


@pytest.mark.requirement("RECON-3")
@settings(deadline=None)
@given(deliveries(), st.integers(ISSUE - 1, ISSUE + 40))
def test_register_at__any_transfers_and_moment__is_the_twins_register(
    made: list[tuple[int, str, str, int]], moment: int
) -> None:
    def clock(seconds: int) -> datetime:
        return datetime.fromisoformat("2023-02-16T09:00") + timedelta(seconds=seconds)

    told = rebuilt([transfer(ISSUE, None, "issuer", 1_600), *(transfer(*each) for each in made)])
    expected = register_at([Transfer(clock(at), *sides, Fraction(0)) for at, *sides in made], clock(moment))
    found = dict(told.register_at(moment))
    unsold = found.pop("issuer", 0)  # what is not sold is nobody's for the twin
    assert found == expected
    assert sum(expected.values()) + unsold == (1_600 if moment >= ISSUE else 0)


@pytest.mark.requirement("RECON-3")
@settings(deadline=None)
@given(deliveries())
def test_ledger__any_transfers__folds_to_the_sum_of_what_came_and_went(made: list[tuple[int, str, str, int]]) -> None:
    told = rebuilt([transfer(ISSUE, None, "issuer", 1_600), *(transfer(*each) for each in made)])
    expected = Counter({"issuer": 1_600})
    for _, giver, taker, units in made:
        expected.update({giver: -units, taker: units})
    assert told.ledger.holdings(BOND) == {holder: units for holder, units in expected.items() if units}
    assert told.ledger.supply(BOND) == 1_600


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from("XYZ"), st.integers(1, 9)), max_size=20))
def test_ledger__minted_and_burned_again__is_empty(amounts: list[tuple[str, int]]) -> None:
    ledger = Ledger(Movement("cash", None, holder, amount) for holder, amount in amounts)
    ledger.apply(Movement("cash", holder, None, ledger.balance("cash", holder)) for holder in "XYZ")
    assert (ledger.holdings("cash"), ledger.supply("cash")) == ({}, 0)


def test_ledger__assets__are_kept_apart_and_holdings_are_a_copy() -> None:
    ledger = Ledger([Movement(BOND, None, "A", 5), Movement(CASH, None, "A", 7)])
    dict(ledger.holdings(BOND)).clear()
    assert (ledger.balance(BOND, "A"), ledger.balance(CASH, "A")) == (5, 7)


@pytest.mark.requirement("RECON-3")
def test_units_issued__minted_in_parts_and_burned__are_all_that_were_created() -> None:
    told = rebuilt(
        [transfer(1, None, "A", 5), transfer(2, None, "B", 7), transfer(3, "A", "B", 1), transfer(4, "B", None, 8)]
    )
    assert told.units_issued() == 12
    assert told.ledger.supply(BOND) == 4


@pytest.mark.requirement("RECON-2")
def test_register_at__transfer_that_the_node_lost__shows_as_a_shortage() -> None:
    told = rebuilt([transfer(1, None, "A", 2), transfer(3, "B", "C", 3)])  # how B came by them is not told
    assert told.register_at(3) == {"A": 2, "B": -3, "C": 3}
    assert told.ledger.supply(BOND) == 2


@pytest.mark.requirement("RECON-3")
def test_register_at__transfer_in_the_second_asked_for__counts_and_one_later_does_not() -> None:
    told = rebuilt([transfer(1, None, "A", 10), transfer(5, "A", "B", 3), transfer(6, "A", "B", 4)])
    assert told.register_at(4) == {"A": 10}
    assert told.register_at(5) == {"A": 7, "B": 3}
    assert told.register_at(6) == {"A": 3, "B": 7}
    assert told.register_at(0) == {}


@pytest.mark.requirement("RECON-3")
def test_coupons_paid__several_payments__are_summed_by_holder_and_last_coupon_covered() -> None:
    told = rebuilt(
        [
            event("CouponsPaid", 1, throughNumber=1, holders=("A", "B"), amounts=(5, 0)),
            event("CouponsPaid", 2, throughNumber=1, holders=("A",), amounts=(1,)),
            event("CouponFunded", 2, number=2, total=25),
            event("PaymentFailed", 3, holder="B", amount=7),
            event("CouponsPaid", 3, throughNumber=2, holders=("B", "A", "A"), amounts=(0, 9, 0)),
            event("Redeemed", 4, principal=100, holders=("C", "B"), units=(0, 2), interest=(0, 16)),
        ]
    )
    assert told.coupons_paid() == {(1, "A"): 6, (2, "A"): 9, (2, "B"): 16}
    assert told.interest_paid() == {"A": 15, "B": 16}


@pytest.mark.requirement("RECON-3")
def test_principal_funded__event__is_its_total() -> None:
    assert rebuilt([event("RedemptionFunded", 1, units=5, total=500)]).principal_funded() == 500
    assert rebuilt().principal_funded() == 0


@pytest.mark.requirement("RECON-3")
def test_principal_paid__redemptions__are_summed_by_holder() -> None:
    told = rebuilt(
        [
            event("Redeemed", 1, principal=100, holders=("A", "B", "A"), units=(2, 0, 0), interest=(0, 0, 0)),
            event("Redeemed", 2, principal=100, holders=("A",), units=(1,), interest=(7,)),
        ],
        [event("Redeemed", 3, holder="A", amount=77, fiatReference=b"")],  # of money, not of the bond
    )
    assert told.principal_paid() == {"A": 300}
    assert told.cash_redeemed() == 77


@pytest.mark.requirement("RECON-3")
def test_received__money_from_the_bond__is_what_counts() -> None:
    told = rebuilt(
        cash=[
            transfer(1, None, "agent", 100),
            transfer(2, "agent", BOND, 90),
            transfer(3, BOND, "A", 60),
            transfer(3, BOND, "B", 30),
            transfer(4, "A", "B", 10),  # between holders: no receipt
        ]
    )
    assert told.received() == {"A": 60, "B": 30}
    assert told.ledger.holdings(CASH) == {"agent": 10, "A": 50, "B": 40}


@pytest.mark.requirement("RECON-3")
def test_funded__coupons__are_their_totals_by_number() -> None:
    told = rebuilt([event("CouponFunded", at, number=at, amountPerUnit=3, units=5, total=15) for at in (1, 2)])
    assert told.funded() == {1: 15, 2: 15}


@pytest.mark.requirement("RECON-3")
def test_rebuild__no_event__tells_of_nothing() -> None:
    told = rebuilt()
    assert (told.register_at(10**10), told.coupons_paid(), told.received()) == ({}, {}, {})
    assert (told.cash_minted(), told.cash_redeemed(), told.ledger.supply(CASH)) == (0, 0, 0)


@pytest.mark.requirement("TAX-2", "RECON-3")
def test_tax__events_of_withholding__are_told_by_coupon_holder_country_and_authority() -> None:
    office, other = "0x" + "0f" * 20, "0x" + "1f" * 20
    kept = {"holder": "A", "country": 344}
    rate = {"actor": "A", "investorClass": 0, "country": 344}
    told = rebuilt(
        [
            event("WithholdingSet", 1, **rate, rate=1),
            event("WithholdingSet", 2, **rate, rate=2),
            event("WithholdingSet", 3, actor="A", country=0, investorClass=3, rate=0),
            event("TaxWithheld", 4, **kept, number=1, amount=5),
            event("TaxWithheld", 5, **kept, number=2, amount=6),
            event("TaxRemitted", 6, country=344, authority=office, amount=5),
            event("TaxRemitted", 7, country=344, authority=office, amount=6),
            event("TaxRemitted", 8, country=0, authority=office, amount=1),
            event("TaxRemitted", 9, country=0, authority=other, amount=2),
            event("RoundingReturned", 9, number=2, amount=7),
        ]
    )
    assert told.rates_set() == {(344, 0): 2, (0, 3): 0}
    assert told.tax_withheld() == {(1, "A", 344): 5, (2, "A", 344): 6}
    assert told.tax_remitted() == {(344, office): 11, (0, office): 1, (0, other): 2}
    assert told.tax_received() == {office: 12, other: 2}
    assert told.rounding_returned() == {2: 7}
    assert (rebuilt().tax_withheld(), rebuilt().tax_remitted(), rebuilt().rates_set()) == ({}, {}, {})
