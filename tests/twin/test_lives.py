"""What holds of every life that the twin plays."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.twin.bond_life import BondLife
from tests.twin.generate_lives import CLASS, COUNTRY, Life, lives, play
from tests.twin.payouts import AGENT, INTEREST, ISSUER, PRINCIPAL, TAX


@given(life=lives())
def test_play__any_life__moves_the_same_money_again(life: Life) -> None:
    assert play(BondLife(life.bond.terms, COUNTRY, CLASS), life.events) == life.moved


@given(life=lives())
def test_play__any_life__never_leaves_the_agent_short(life: Life) -> None:
    cash = 0
    for movement in life.moved:
        cash += movement.amount * ((movement.payee == AGENT) - (movement.payer == AGENT))
        assert cash >= 0
        assert movement.amount > 0
    open_ = [
        payout.gross(key)
        for payout in life.bond.payouts.values()
        for part in (INTEREST, PRINCIPAL)
        for key in payout.keys(part)
        if key not in payout.done
    ]
    kept = sum(sum(payout.kept.values()) for payout in life.bond.payouts.values())
    rests = [
        payout.of_interest - sum(map(payout.gross, payout.keys(INTEREST)))
        for payout in life.bond.payouts.values()
        if not payout.swept
    ]
    assert cash == sum(open_) + kept + sum(rests)


@given(life=lives())
def test_play__any_life__pays_nobody_more_than_its_units_of_record(life: Life) -> None:
    for payout in life.bond.payouts.values():
        rows = [
            row for row in life.moved if row.what.startswith((f"{payout.name} interest", f"{payout.name} principal"))
        ]
        counted = Counter((row.payee, row.what.rsplit(" ", 1)[-1]) for row in rows if row.payee != ISSUER)
        assert all(times == 1 for times in counted.values())
        for row in rows:
            if row.payee != ISSUER:
                assert row.amount <= payout.gross((row.payee, row.what.rsplit(" ", 1)[-1]))
        dust = payout.of_interest - sum(map(payout.gross, payout.keys(INTEREST)))
        assert 0 <= dust < max(1, len(payout.holders))
        if payout.interest.denominator == 1:
            assert dust == 0


@given(life=lives(), cuts=st.lists(st.integers(1, 59), max_size=3))
def test_gross__holding_split__is_never_more_after_tax(life: Life, cuts: list[int]) -> None:
    for payout in life.bond.payouts.values():
        for holder, units in payout.holders.items():
            marks = [0, *sorted({cut for cut in cuts if cut < units}), units]
            parts = [high - low for low, high in pairwise(marks)]
            gross = [math.floor(payout.interest * part) for part in parts]
            whole = life.bond.agent.net(holder, payout.gross((holder, INTEREST)))
            assert sum(life.bond.agent.net(holder, each) for each in gross) <= whole


@given(life=lives(("fixed", "step-up", "floating", "amortising", "annuity")))
def test_play__life_to_maturity__repays_the_face_of_every_unit_left(life: Life) -> None:
    bond = life.bond
    periods = bond.periods()
    if str(len(periods)) not in bond.payouts or bond.claimed:  # a claim is no scheduled principal
        return
    assert sum(period.principal or 0 for period in periods) == bond.sheet.face
    for number, period in enumerate(periods, start=1):
        if number not in bond.called:
            assert bond.payouts[str(number)].principal == period.principal


@given(life=lives(("fixed",)))
def test_play__tax__is_the_percentage_of_what_was_paid(life: Life) -> None:
    taxed = sum(row.amount for row in life.moved if row.payee == TAX)
    most = sum(
        payout.gross(key) * Fraction(35, 100) + 1
        for payout in life.bond.payouts.values()
        for key in payout.keys(INTEREST)
        if key in payout.done
    )
    assert taxed <= most


@given(life=lives())
def test_holdings__anything_after_the_record_second__changes_nobodys_units(life: Life) -> None:
    for number, period in enumerate(life.bond.periods(), start=1):
        if str(number) in life.bond.payouts:
            earlier = [move for move in life.bond.moves if move.at <= period.record]
            bond = replace(life.bond, moves=earlier, payouts={})
            assert bond.holdings(period.record) == life.bond.payouts[str(number)].holders
