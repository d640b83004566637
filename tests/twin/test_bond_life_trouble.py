"""Lives in which a payment is missed, against answers worked out by hand; the bond is that of test_bond_life."""

from __future__ import annotations

from typing import Any

import pytest

from tests.twin.payouts import AGENT
from tests.twin.test_bond_life import FLOATING, TERMS, at, life, received


def test_accelerate__missed_payment__is_due_after_grace_and_a_vote() -> None:
    bond = life()
    with pytest.raises(AssertionError, match="grace"):
        bond.default(at("2024-07-22T09:00"), 1)
    bond.default(at("2024-07-22T09:01"), 1)
    with pytest.raises(AssertionError, match="too few"):
        bond.accelerate(at("2024-08-14T10:00"), ["nobody"])
    bond.accelerate(at("2024-08-14T10:00"), ["bea", "bea"])
    assert bond.claim == 10_000 + 40  # 29 days: 0.4027...
    assert received(bond.recover(at("2025-03-03T10:00"), 1234)) == {AGENT: 12_340}
    assert received(bond.pay(at("2025-03-03T10:00"), "early 0", "bea")) == {"bea": 4 * 1234}
    with pytest.raises(AssertionError, match="more than the claim"):
        bond.recover(at("2026-03-03T10:00"), 10_040 - 1234 + 1)
    with pytest.raises(AssertionError, match="still missed"):
        bond.redeem_claim(at("2026-03-03T10:00"))
    bond.fund(at("2026-03-03T10:00"), 1)
    assert received(bond.redeem_claim(at("2026-03-03T10:00"))) == {AGENT: 10 * (10_040 - 1234)}
    assert bond.holdings(at("2026-03-03T10:00")) == {}


def test_accelerate__units_sold_after_the_record_time__vote_with_who_held_them() -> None:
    bond = life()
    bond.default(at("2024-07-22T09:01"), 1)
    bond.transfer(at("2024-07-22T09:01"), "ann", "cyd", 3)
    bond.transfer(at("2024-07-22T09:02"), "bea", "dan", 4)
    with pytest.raises(AssertionError, match="too few"):
        bond.accelerate(at("2024-07-23T09:00"), ["dan"])
    with pytest.raises(AssertionError, match="not old enough"):
        bond.renew(at("2024-08-21T09:01"))
    bond.renew(at("2024-08-21T09:02"))
    with pytest.raises(AssertionError, match="not known yet"):
        bond.accelerate(at("2024-08-21T09:02"), ["dan"])
    with pytest.raises(AssertionError, match="too few"):
        bond.accelerate(at("2024-08-21T09:03"), ["bea"])
    bond.accelerate(at("2024-08-21T09:03"), ["dan"])


def test_accelerate__rate_not_fixed__counts_at_that_of_the_coupon_before() -> None:
    bond = life(coupon=FLOATING)
    bond.fix(at("2024-01-15T10:00"), "coupons", {"1": "3.6"})
    bond.default(at("2024-07-22T09:01"), 1)
    bond.accelerate(at("2024-08-14T10:00"), ["ann"])
    assert bond.claim == 10_000 + 29  # 29 days of 360 at 3.6 percent


def test_accelerate__index__scales_the_principal_down_to_par() -> None:
    inflation = {"index": "a", "base": "100", "principal_floor": "par", "business_days": "2"}
    for seen, claim in (("110", 11_000 + 44), ("90", 10_000 + 36)):  # 29 days: 40.27... x ratio
        bond = life(inflation=inflation)
        bond.fix(at("2024-07-10T10:00"), "coupons", {"1": seen})
        bond.default(at("2024-07-22T09:01"), 1)
        bond.accelerate(at("2024-08-14T10:00"), ["ann"])
        assert bond.claim == claim


def test_accelerate__target_not_settled__counts_at_the_coupon_before() -> None:
    target = {"name": "t", "observed_from": "2024-06-01", "comparison": "at-most", "target": "1", "step_percent": "1"}
    days = {"calendars": [], "roll": "preceding", "accrual": "adjusted"}
    changes: dict[str, Any] = {
        "maturity_date": "2025-09-15",
        "issue_date": "2024-03-15",
        "business_days": days,  # 15 September 2024: a Sunday, so the second period starts on Friday
        "kpi": [{**target, "applies_from": "2024-09-15"}],
        "default": TERMS["default"] | {"grace_days": "0"},
    }
    claims = []
    for when in ("2024-09-14T10:00", "2024-09-15T10:00"):
        bond = life(**changes)
        bond.default(at("2024-09-13T09:01"), 1)
        bond.accelerate(at(when), ["ann"])
        claims.append(bond.claim)
    assert claims == [10_000 + 1, 10_000 + 3]  # a day at 5, two at 6 percent: 1.38..., 3.33...


def test_accelerate__principal_due__is_claimed_with_default_interest() -> None:
    bond = life()
    bond.fund(at("2024-07-15T09:00"), 1)
    bond.default(at("2025-01-22T09:01"), 2)
    bond.accelerate(at("2025-01-25T10:00"), ["ann"])
    assert bond.claim == 10_000 + 19  # 10 days at 7 percent of 365: 19.17...
    assert received(bond.recover(at("2025-03-03T10:00"), 4_000)) == {AGENT: 40_000}
    with pytest.raises(AssertionError, match="still missed"):
        bond.redeem_claim(at("2025-03-04T10:00"))
    assert received(bond.fund(at("2025-03-04T10:00"), 2)) == {AGENT: 10 * (250 + 2)}  # 48 days on the coupon: 2.30...
    assert received(bond.redeem_claim(at("2025-03-04T10:00"))) == {AGENT: 10 * 6_019}


def test_accelerate__standstill__waits_for_its_end() -> None:
    bond = life()
    bond.default(at("2024-07-22T09:01"), 1)
    bond.stand_still(at("2024-07-23T09:00"), at("2024-10-01T00:00"))
    with pytest.raises(AssertionError, match="wait"):
        bond.accelerate(at("2024-10-01T00:00"), ["ann"])
    bond.accelerate(at("2024-10-01T00:00:01"), ["ann"])


def test_cure__payment_made_after_all__ends_the_default() -> None:
    bond = life()
    bond.default(at("2024-07-22T09:01"), 1)
    with pytest.raises(AssertionError, match="still missed"):
        bond.cure(at("2024-07-23T09:00"))
    bond.fund(at("2024-07-23T09:00"), 1)
    with pytest.raises(AssertionError, match="it was paid"):
        bond.accelerate(at("2024-07-24T09:00"), ["ann"])
    bond.cure(at("2024-07-24T09:00"))
    assert bond.missed is None


def test_accelerate__after_a_record_time__leaves_that_payment_to_its_holders() -> None:
    """Overdue since July; accelerated between the record time and the payment of the second of three coupons."""
    days = {"calendars": [], "roll": "following", "accrual": "unadjusted"}
    bond = life(maturity_date="2025-09-15", issue_date="2024-03-15", business_days=days)  # 15 March 2025: a Saturday
    bond.default(at("2024-09-30T09:01"), 1)
    bond.accelerate(at("2025-03-16T10:00"), ["ann"])
    assert bond.claim == 10_000 + 1  # one day of the third period: 1.3888...
    assert received(bond.fund(at("2025-03-17T10:00"), 2)) == {AGENT: 2500}
    assert received(bond.fund(at("2025-03-17T10:00"), 1)) == {AGENT: 10 * (250 + 8)}  # 182 days from 16 September: 8.72
    with pytest.raises(AssertionError, match="nothing is scheduled"):
        bond.fund(at("2025-09-14T10:00"), 3)


def test_default__payment_cured__is_none() -> None:
    bond = life()
    bond.fund(at("2024-07-20T18:00"), 1)
    with pytest.raises(AssertionError, match="it was paid"):
        bond.default(at("2024-08-22T09:01"), 1)
