"""What was funded late lapses years after that day, and recoveries after the last one: not before it was there."""

from __future__ import annotations

import pytest

from tests.contracts.Bond import trouble
from tests.contracts.Bond.test_return_unclaimed import (
    AHEAD,
    COUPON,
    DAY,
    FACE,
    FIVE_AND_TEN,
    KINDS,
    A,
    B,
    claim,
    issued,
    named,
    years_later,
)
from tests.contracts.kinds import annex, create, fund_redemption, open_coupon
from tests.contracts.restrictions import Restriction
from tests.contracts.support import reverts
from tests.contracts.world import MONEY_ONLY, World


@pytest.mark.requirement("BOND-28")
@pytest.mark.parametrize("kind", KINDS)
def test_return_unclaimed__coupon_funded_late__lapses_years_after_that_day(world: World, kind: str) -> None:
    """Otherwise money could go back before its holder ever could have had it."""
    other = issued(world, kind)
    pay_time = other.bond.coupon(1)["period"]["payTime"]
    years_later(other, pay_time, 6)
    other.register(other.bond, investorClass=MONEY_ONLY)
    other.register(other.paying_agent)
    open_coupon(other, 1)
    b = other.investor_b
    assert claim(other, b).logs == []
    day_after = other.now // DAY * DAY + DAY
    end = years_later(other, day_after, 5)
    assert claim(other, b, at=end).logs == []
    assert named(claim(other, b, at=end + 1), "Prescribed") == [(b.wallet, B * COUPON)]


@pytest.mark.requirement("BOND-28")
def test_return_unclaimed__funded_on_its_day_by_a_bond_that_is_watched__lapses_as_any_other(world: World) -> None:
    window = {"from": "2024-08-01", "to": "2026-12-31", "price_percent": "101"}
    call = {"windows": [window], "notice_days": "10", "partial": "false"}
    other = create(world, call=call, prescription=FIVE_AND_TEN)
    other.distribute({other.investor_a: A, other.investor_b: B})
    other.bond.giveCallNotice(annex(other), 1_796_115_600, by=other.issuer)  # 1 December 2026, 09:00
    pay_time = other.bond.coupon(1)["period"]["payTime"]
    open_coupon(other, 1)
    end = years_later(other, pay_time, 5)
    assert claim(other, other.investor_b, at=end).logs == []
    sent = claim(other, other.investor_b, at=end + 1)
    assert named(sent, "Prescribed") == [(other.investor_b.wallet, B * COUPON)]


@pytest.mark.requirement("BOND-28")
def test_return_unclaimed__principal_funded_late__lapses_years_after_that_day(world: World) -> None:
    other = create(world, prescription=FIVE_AND_TEN, timezone="Asia/Hong_Kong")
    other.distribute({other.investor_a: A, other.investor_b: B})
    for number in range(1, 7):
        open_coupon(other, number)
    years_later(other, other.bond.terms()["maturityTime"], 11)
    other.register(other.bond, investorClass=MONEY_ONLY)
    other.register(other.paying_agent)
    fund_redemption(other, FACE)
    assert named(claim(other, other.investor_b), "PrincipalPrescribed") == []
    day_after = (other.now + AHEAD) // DAY * DAY + DAY - AHEAD
    end = years_later(other, day_after, 10)
    assert claim(other, other.investor_b, at=end).logs == []
    assert len(named(claim(other, other.investor_b, at=end + 1), "PrincipalPrescribed")) == 1


@pytest.mark.requirement("BOND-28", "BOND-54")
def test_return_unclaimed__recoveries__lapse_as_principal_after_the_last_one(world: World) -> None:
    other = trouble.in_issue(world, prescription=FIVE_AND_TEN)
    trouble.accelerate(other)
    trouble.distribute(other, 700)
    other.advance(other.now + 90 * trouble.DAY)
    trouble.distribute(other, 800)
    last = other.now
    end = years_later(other, last, 10)
    a, b, before = other.investor_a, other.investor_b, other.cash.balanceOf(other.issuer)
    assert claim(other, a, at=end).logs == []
    sent = claim(other, a, a, b, at=end + 1)
    assert named(sent, "RecoveryPrescribed") == [(a.wallet, 1_500 * trouble.A), (b.wallet, 1_500 * trouble.B)]
    assert other.cash.balanceOf(other.issuer) == before + 1_500 * (trouble.A + trouble.B)
    assert [other.bond.recoveryOwed(each) for each in (a, b)] == [0, 0]
    assert other.bond.recoveryOwed(other.investor_c) == 1_500 * trouble.C
    assert other.bond.balanceOf(a) == trouble.A  # the rest of the claim is not funded


@pytest.mark.requirement("BOND-28", "BOND-54")
def test_return_unclaimed__recoveries_of_a_bond_whose_principal_never_lapses__stay(world: World) -> None:
    other = trouble.in_issue(world, prescription={"interest_years": "5", "principal_years": "0"})
    trouble.accelerate(other)
    trouble.distribute(other, 700)
    years_later(other, other.now, 30)
    assert claim(other, other.investor_a).logs == []
    assert other.bond.recoveryOwed(other.investor_a) == 700 * trouble.A


@pytest.mark.requirement("BOND-28", "BOND-54")
def test_return_unclaimed__cash_paused__reverts_and_returns_all_of_it_afterwards(world: World) -> None:
    """What lapsed is not written off before the issuer has it."""
    other = trouble.in_issue(world, prescription=FIVE_AND_TEN)
    trouble.accelerate(other)
    trouble.distribute(other, 700)
    coupon, rest = trouble.fund_late(other, 1), trouble.fund_rest(other)
    end = years_later(other, other.now, 11)
    a, b, before = other.investor_a, other.investor_b, other.cash.balanceOf(other.issuer)
    total = (700 + coupon + rest) * (trouble.A + trouble.B)
    other.advance(end)
    other.cash.pause(by=other.pauser)
    paused = {"reason": Restriction.PAUSED, "from": other.bond, "to": other.issuer, "amount": total}
    with reverts("TransferRestricted", **paused):
        claim(other, a, b)
    units, owed = [other.bond.balanceOf(each) for each in (a, b)], [other.bond.recoveryOwed(each) for each in (a, b)]
    assert (units, owed) == ([trouble.A, trouble.B], [700 * trouble.A, 700 * trouble.B])
    assert other.bond.interestDue(b) == (coupon * trouble.B, 0)
    other.cash.unpause(by=other.pauser)
    sent = claim(other, a, b)
    assert len(named(sent, "Prescribed", "RecoveryPrescribed", "PrincipalPrescribed")) == 6
    assert other.cash.balanceOf(other.issuer) == before + total
    assert claim(other, a, b).logs == []
