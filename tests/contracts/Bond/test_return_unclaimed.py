"""Money that nobody claimed returns to the issuer after the years of the terms: not a second before, and only that."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.contracts.kinds import (
    FLOATING,
    PER_HOLDING,
    PERCENT,
    PERCENTS,
    annex,
    create,
    fix,
    fund_redemption,
    open_coupon,
    pay_all,
)
from tests.contracts.support import ZERO, Sent, reverts, unauthorized
from tests.contracts.world import HONG_KONG, World

A, B = 333, 667  # units
COUPON, FACE = 2_500, 100_000  # [minor] of one unit
DAY = 86_400  # [s]
AHEAD = 8 * 3_600  # of UTC in Hong Kong [s]
WINDOW = {"from": "2024-08-01", "to": "2026-12-31", "price_percent": "100"}
PARTLY = {"windows": [WINDOW], "notice_days": "10", "partial": "true"}
FIVE_AND_TEN = {"interest_years": "5", "principal_years": "10"}
KINDS: dict[str, dict[str, Any]] = {
    "summed": {},
    "by holding": {"coupon": {**PER_HOLDING, "rate_percent": "5"}},
    "taxed": {"withholding": [{"country": "HK", "percent": "10"}]},
}


def years_later(world: World, time: int, years: int) -> int:
    """The same second of the same date; every wallet of the test is verified for it anew."""
    day = datetime.fromtimestamp(time, UTC)
    moment = int(day.replace(year=day.year + years).timestamp())
    world.advance(moment - 1_000)
    for wallet in (world.issuer, world.investor_a, world.investor_b):
        world.register(wallet)
    return moment


def issued(world: World, kind: str = "summed", **prescription: str) -> World:
    other = create(world, **KINDS[kind], prescription={**FIVE_AND_TEN, **prescription})
    other.distribute({other.investor_a: A, other.investor_b: B})
    if kind == "taxed":
        other.bond.setWithholding(HONG_KONG, 0, 10**8, by=other.issuer)
    return other


def matured(world: World, kind: str = "summed", **prescription: str) -> World:
    """Everything is funded; investor a has been paid its coupons, b has never been seen."""
    other = issued(world, kind, **prescription)
    for number in range(1, 7):
        open_coupon(other, number)
    fund_redemption(other, FACE)
    pay_all(other, other.investor_a)
    return other


def claim(world: World, *holders: object, at: int | None = None) -> Sent:
    sent: Sent = world.bond.returnUnclaimed(list(holders), by=world.issuer, at=at)
    return sent


def named(sent: Sent, *names: str) -> list[tuple[object, ...]]:
    return [log.values for log in sent.logs if log.name in names]


@pytest.mark.requirement("BOND-28")
@pytest.mark.parametrize("kind", KINDS)
def test_return_unclaimed__five_years_after_the_last_coupon__returns_all_interest_and_no_tax(
    world: World, kind: str
) -> None:
    other = matured(world, kind)
    end = years_later(other, other.bond.coupon(6)["period"]["payTime"], 5)
    b, before = other.investor_b, other.cash.balanceOf(other.issuer)
    held = other.bond.taxHeld(HONG_KONG)
    claim(other, other.investor_a, b, at=end + 1)
    assert other.cash.balanceOf(other.issuer) == before + 6 * B * COUPON
    assert other.bond.interestDue(b) == (0, 0)
    assert other.bond.taxHeld(HONG_KONG) == held
    other.bond.redeem([b], by=b)
    assert other.cash.balanceOf(b) == B * FACE


@pytest.mark.requirement("BOND-28")
@pytest.mark.parametrize("kind", KINDS)
def test_return_unclaimed__in_the_last_second_of_the_years__leaves_the_youngest(world: World, kind: str) -> None:
    """Of sums an account is left alone until the latest coupon is so old; by coupon each is by itself."""
    other = matured(world, kind)
    end = years_later(other, other.bond.coupon(6)["period"]["payTime"], 5)
    b, before = other.investor_b, other.cash.balanceOf(other.issuer)
    sent = claim(other, b, at=end)
    assert named(sent, "Prescribed") == [(b.wallet, 5 * B * COUPON)]
    assert other.cash.balanceOf(other.issuer) == before + 5 * B * COUPON
    assert other.bond.interestDue(b) == (B * COUPON, 0)
    other.bond.payCoupons([b], by=b)
    assert other.cash.balanceOf(b) == B * COUPON * (9 if kind == "taxed" else 10) // 10


@pytest.mark.requirement("BOND-28")
@pytest.mark.parametrize("kind", KINDS)
def test_return_unclaimed__leap_days_among_the_years__are_no_years(world: World, kind: str) -> None:
    """Five times 365 days are a day or two short of five years."""
    other = matured(world, kind)
    first = other.bond.coupon(1)["period"]["payTime"]
    other.register(other.issuer, issuedAt=other.now)
    other.advance(first + 5 * 365 * 86_400)
    assert claim(other, other.investor_b).logs == []


@pytest.mark.requirement("BOND-28", "BOND-8")
@pytest.mark.parametrize("kind", KINDS)
def test_return_unclaimed__claim_refused_at_first__is_on_the_list_and_returns(world: World, kind: str) -> None:
    other = issued(world, kind)
    open_coupon(other, 1)
    b = other.investor_b
    other.cash.setAddressFrozen(b, freeze=True, by=other.officer)
    pay_all(other, other.investor_a, b)
    end = years_later(other, other.bond.coupon(1)["period"]["payTime"], 5)
    assert claim(other, b, at=end).logs == []
    assert named(claim(other, b, b, at=end + 1), "Prescribed") == [(b.wallet, B * COUPON)]
    assert other.bond.interestDue(b) == (0, 5 * B * COUPON)  # recorded since, and not funded
    assert other.bond.balanceOf(b) == B
    assert other.cash.balanceOf(other.bond) == other.bond.taxHeld(HONG_KONG)


@pytest.mark.requirement("BOND-28", "BOND-24")
def test_return_unclaimed__coupon_fixed_late__returns_from_the_list_by_its_pay_time(world: World) -> None:
    other = create(world, coupon=FLOATING, prescription=FIVE_AND_TEN)
    other.distribute({other.investor_a: A, other.investor_b: B})
    other.record(1)
    other.bond.transfer(other.investor_a, B, by=other.investor_b)
    fix(other, 1, 3 * PERCENT)
    open_coupon(other, 1)
    amount = other.bond.coupon(1)["amountPerUnit"]
    end = years_later(other, other.bond.coupon(1)["period"]["payTime"], 5)
    assert claim(other, other.investor_b, at=end).logs == []
    sent = claim(other, other.investor_b, at=end + 1)
    assert named(sent, "Prescribed") == [(other.investor_b.wallet, B * amount)]
    assert other.bond.interestDue(other.investor_a) == (A * amount, 0)


@pytest.mark.requirement("BOND-28")
@pytest.mark.parametrize("changes", [{"amortisation": PERCENTS}, {"call": PARTLY}])
def test_return_unclaimed__coupon_that_may_pay_principal__lapses_as_late_as_that(
    world: World, changes: dict[str, Any]
) -> None:
    other = create(world, **changes, prescription=FIVE_AND_TEN)
    other.distribute({other.investor_a: A, other.investor_b: B})
    if "call" in changes:
        other.record(1)
        other.bond.confirmFixing(annex(other), 1, by=other.outsider)
    open_coupon(other, 1)
    end = years_later(other, other.bond.coupon(1)["period"]["payTime"], 10)
    assert claim(other, other.investor_b, at=end).logs == []
    assert named(claim(other, other.investor_b, at=end + 1), "Prescribed") == [(other.investor_b.wallet, B * COUPON)]


@pytest.mark.requirement("BOND-28")
@pytest.mark.parametrize("kind", KINDS)
def test_return_unclaimed__ten_years_after_maturity__returns_principal_and_burns_units(world: World, kind: str) -> None:
    other = matured(world, kind)
    other.bond.freezePartialTokens(other.investor_b, 5, by=other.officer)
    end = years_later(other, other.bond.terms()["maturityTime"], 10)
    b = other.investor_b
    assert named(claim(other, b, at=end), "PrincipalPrescribed", "Prescribed") == [(b.wallet, 6 * B * COUPON)]
    sent = claim(other, b, at=end + 1)
    assert named(sent, "PrincipalPrescribed", "Prescribed") == [(b.wallet, B, B * FACE)]
    assert sent.logs[1:4] == [
        other.bond.log("TokensUnfrozen", b, 5),
        other.bond.log("Frozen", b, 0),
        other.bond.log("Transfer", b, ZERO, B),
    ]
    assert (other.bond.balanceOf(b), other.bond.getFrozenTokens(b), other.bond.totalSupply()) == (0, 0, A)
    other.bond.redeem([other.investor_a, b], by=other.paying_agent)
    assert other.bond.totalSupply() == 0
    assert other.cash.balanceOf(other.bond) == other.bond.taxHeld(HONG_KONG)
    assert other.cash.balanceOf(b) == 0


@pytest.mark.requirement("BOND-28")
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("interest_years", ["0", "20"])
def test_return_unclaimed__principal_before_its_interest__leaves_the_interest_to_the_holder(
    world: World, kind: str, interest_years: str
) -> None:
    other = matured(world, kind, interest_years=interest_years, principal_years="2")
    end = years_later(other, other.bond.terms()["maturityTime"], 2)
    b, before = other.investor_b, other.cash.balanceOf(other.issuer)
    claim(other, b, at=end + 1)
    assert other.cash.balanceOf(other.issuer) == before + B * FACE
    assert other.bond.interestDue(b) == (6 * B * COUPON, 0)
    other.bond.payCoupons([b], by=b)
    assert other.cash.balanceOf(b) == 6 * B * COUPON * (9 if kind == "taxed" else 10) // 10


@pytest.mark.requirement("BOND-28")
def test_return_unclaimed__interest_alone_lapses__leaves_the_principal(world: World) -> None:
    other = matured(world, principal_years="0")
    years_later(other, other.bond.terms()["maturityTime"], 9)
    assert named(claim(other, other.investor_b), "PrincipalPrescribed") == []
    assert other.bond.balanceOf(other.investor_b) == B


@pytest.mark.requirement("BOND-28")
def test_return_unclaimed__more_years_than_since_1970__returns_nothing_yet(world: World) -> None:
    other = matured(world, interest_years="255", principal_years="2")
    years_later(other, other.bond.terms()["maturityTime"], 3)
    assert len(named(claim(other, other.investor_b), "PrincipalPrescribed")) == 1


@pytest.mark.requirement("BOND-28")
def test_return_unclaimed__terms_that_let_none_lapse__reverts(world: World) -> None:
    with reverts("NotPrescribable"):
        claim(world, world.investor_b)


@pytest.mark.requirement("BOND-28")
@pytest.mark.parametrize("caller", ["paying_agent", "investor_b", "outsider"])
def test_return_unclaimed__caller_not_the_issuer__reverts(world: World, caller: str) -> None:
    other = issued(world)
    actor = getattr(other, caller)
    with unauthorized(actor, "ISSUER_ROLE"):
        other.bond.returnUnclaimed([other.investor_b], by=actor)


@pytest.mark.requirement("BOND-19")
def test_return_unclaimed__more_holders_than_a_batch__reverts(world: World) -> None:
    other = issued(world)
    with reverts("BatchTooLong", length=201, most=200):
        claim(other, *[other.investor_b] * 201)
    assert claim(other, *[other.investor_b] * 200).logs == []
