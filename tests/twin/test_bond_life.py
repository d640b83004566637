"""Bond lives played by the twin, against answers worked out by hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

import pytest

from tests.twin.bond_life import BondLife
from tests.twin.dates import Refused
from tests.twin.payouts import AGENT, ISSUER, TAX, Movement

TERMS: dict[str, Any] = {  # ten units of EUR 100 at 5 percent, half-yearly: 2.50 a coupon on a unit
    "currency": "EUR",
    "size": "1000",
    "unit": "100",
    "issue_date": "2024-01-15",
    "maturity_date": "2025-01-15",
    "coupon": {
        "kind": "fixed",
        "rate_percent": "5",
        "frequency": "semi-annual",
        "day_count": "30/360",
        "rounding": "per-unit-half-up",
    },
    "withholding": [{"country": "BE", "percent": "30"}],
    "put": {"opens_days_before": "30", "closes_days_before": "10"},
    "default": {"grace_days": "7", "acceleration_percent": "25", "default_interest_percent": "2"},
    "consent": {"quorum_percent": "50", "majority_percent": "75", "notice_days": "14"},
}
FLOATING = {
    "kind": "floating",
    "frequency": "semi-annual",
    "day_count": "30/360",
    "rounding": "per-unit-half-up",
    "fixing": {"timing": "in-advance", "business_days": "2"},
}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def life(**changes: Any) -> BondLife:  # noqa: ANN401 -- fields of a term sheet
    bond = BondLife(TERMS | changes, country={"bea": "BE"})
    issued = bond.issue(at("2024-01-15T10:00"), {"ann": 6, "bea": 4})
    assert received(issued) == {ISSUER: int(bond.sheet.units * bond.sheet.face)}
    return bond


def received(movements: Iterable[Movement]) -> dict[str, int]:
    found: defaultdict[str, int] = defaultdict(int)
    for movement in movements:
        found[movement.payee] += movement.amount
    return dict(found)


def test_fund__sale_after_the_record_second__pays_the_seller() -> None:
    for second, expected in (("17:00:00", {"ann": 750, "cyd": 750}), ("17:00:01", {"ann": 1500})):
        bond = life()
        bond.transfer(at(f"2024-07-12T{second}"), "ann", "cyd", 3)
        assert received(bond.fund(at("2024-07-14T12:00"), 1)) == {AGENT: 2500}
        holders = [holder for holder in ("ann", "cyd") if holder in bond.payouts["1"].holders]
        paid = [each for holder in holders for each in bond.pay(at("2024-07-15T09:00"), "1", holder)]
        assert received(paid) == expected


def test_fund__before_the_record_time_is_over__is_refused() -> None:
    with pytest.raises(AssertionError, match="not known yet"):
        life().fund(at("2024-07-12T17:00"), 1)


def test_pay__twice_or_early__pays_once_and_not_before_its_time() -> None:
    bond = life()
    bond.fund(at("2024-07-12T18:00"), 1)
    with pytest.raises(AssertionError, match="not due"):
        bond.pay(at("2024-07-15T08:59"), "1", "ann")
    assert received(bond.pay(at("2024-07-15T09:00"), "1", "ann")) == {"ann": 1500}
    assert bond.pay(at("2024-07-15T09:01"), "1", "ann") == []


def test_pay__country_with_tax__is_net_and_the_rest_goes_to_the_office() -> None:
    bond = life()
    bond.fund(at("2025-01-14T18:00"), 2)
    assert received(bond.pay(at("2025-01-15T09:00"), "2", "bea")) == {TAX: 300, "bea": 700 + 40_000}


def test_pay__refused__is_kept_and_released_later() -> None:
    bond = life()
    bond.refuse("bea")
    bond.fund(at("2024-07-12T18:00"), 1)
    assert received(bond.pay(at("2024-07-15T09:00"), "1", "bea")) == {TAX: 300}
    assert bond.pay(at("2024-07-15T10:00"), "1", "bea") == []
    assert received(bond.release(at("2024-09-01T10:00"), "1", "bea")) == {"bea": 700}
    assert bond.release(at("2024-09-01T11:00"), "1", "bea") == []


def test_prescribe__funded_late__counts_from_the_day_after() -> None:
    bond = life()
    bond.fund(at("2025-02-01T10:00"), 1)
    assert bond.prescribe(at("2029-07-16T09:00"), "1") == []
    assert bond.prescribe(at("2030-02-01T23:59"), "1") == []
    assert received(bond.prescribe(at("2030-02-02T00:00"), "1")) == {ISSUER: 10 * (250 + 9)}  # 201 days: 9.63...


def test_prescribe__unclaimed__returns_interest_after_five_years_and_principal_after_ten() -> None:
    bond = life()
    bond.fund(at("2025-01-14T18:00"), 2)
    bond.pay(at("2025-01-15T09:00"), "2", "ann")
    bond.refuse("ann")
    assert bond.prescribe(at("2030-01-14T09:00"), "2") == []
    assert received(bond.prescribe(at("2030-01-15T09:00"), "2")) == {ISSUER: 1000}
    assert received(bond.prescribe(at("2035-01-15T09:00"), "2")) == {ISSUER: 40_000}
    assert bond.pay(at("2035-01-16T09:00"), "2", "bea") == []


def test_fix__after_the_record_time__is_the_coupon_of_the_holders_then() -> None:
    bond = life(coupon=FLOATING)
    with pytest.raises(AssertionError, match="not fixed"):
        bond.fund(at("2024-07-12T18:00"), 1)
    bond.transfer(at("2024-07-13T09:00"), "ann", "cyd", 6)
    bond.fix(at("2024-07-14T09:00"), "coupons", {"1": "4"})
    assert received(bond.fund(at("2024-07-14T10:00"), 1)) == {AGENT: 2000}
    assert bond.payouts["1"].holders == {"ann": 6, "bea": 4}


def test_call_part__percentage_of_every_unit__is_paid_with_a_coupon_and_makes_later_ones_smaller() -> None:
    bond = life()
    assert bond.call_part(at("2024-04-15T10:00"), 1, Fraction("25.004"), Fraction(101, 100)) == []
    assert [(period.outstanding, period.interest, period.principal) for period in bond.periods()] == [
        (10_000, 250, 2500),  # 2500.4
        (7500, Fraction(188), 7500),  # 1.875
    ]
    assert received(bond.fund(at("2024-07-12T18:00"), 1)) == {AGENT: 10 * (250 + 2525)}
    assert received(bond.pay(at("2024-07-15T09:00"), "1", "ann")) == {"ann": 6 * 2775}
    assert received(bond.fund(at("2025-01-14T18:00"), 2)) == {AGENT: 10 * 7688}


def test_call_part__with_instalments__repays_the_lesser_of_each_and_what_is_left() -> None:
    rows = [{"date": f"2025-0{month}-15", "percent": "30"} for month in (1, 7)]
    bond = life(maturity_date="2026-01-15", amortisation={"kind": "percent", "instalments": rows})
    bond.call_part(at("2024-04-15T10:00"), 2, Fraction(70), Fraction(1))
    assert [period.principal for period in bond.periods()] == [0, 3000 + 4900, 2100, 0]
    with pytest.raises(Refused, match="less than all"):
        bond.call_part(at("2024-04-15T10:00"), 3, Fraction(50), Fraction(1))
    with pytest.raises(AssertionError, match="known already"):
        bond.call_part(at("2024-07-12T17:00:01"), 1, Fraction(50), Fraction(1))


def test_fund__overdue__bears_interest_at_the_rate_and_more_for_the_days() -> None:
    # half a year's 2.50 on 146 days late at 5 + 2 percent: 250 x 7% x 146/365 = 7.00; the last with principal
    bond = life()
    assert received(bond.fund(at("2024-12-08T18:00"), 1)) == {AGENT: 10 * 257}
    assert received(bond.pay(at("2024-12-08T18:00"), "1", "bea")) == {TAX: 309, "bea": 719}  # 1028 less 30 percent
    assert received(bond.fund(at("2025-01-16T10:00"), 2)) == {AGENT: 10 * (10_250 + 1)}  # 1.9657...


def test_pay__class_with_tax__goes_before_the_country() -> None:
    rows = [{"country": "BE", "percent": "30"}, {"investor_class": "institutional", "percent": "1.5"}]
    bond = BondLife(TERMS | {"withholding": rows}, {"bea": "BE"}, {"bea": "institutional", "ann": "retail"})
    bond.issue(at("2024-01-15T10:00"), {"ann": 6, "bea": 4})
    bond.fund(at("2024-07-12T18:00"), 1)
    assert received(bond.pay(at("2024-07-15T09:00"), "1", "bea")) == {TAX: 15, "bea": 985}
    assert received(bond.pay(at("2024-07-15T09:00"), "1", "ann")) == {"ann": 1500}


def test_call__whole__pays_price_and_accrued_interest_and_ends_the_schedule() -> None:
    bond = life()
    assert received(bond.call(at("2024-10-15T10:00"), Fraction(102, 100))) == {AGENT: 10 * (10_200 + 125)}
    with pytest.raises(AssertionError, match="nothing is scheduled"):
        bond.fund(at("2025-01-14T18:00"), 2)


def test_call__coupon_under_way__is_refused() -> None:
    with pytest.raises(AssertionError, match="under way"):
        life().call(at("2024-07-14T10:00"), Fraction(1))


def test_make_whole__low_yield__is_the_present_value() -> None:
    bond = life()
    # on a coupon date with two coupons of 2.50 to come, at 2%: 2.5/1.01 + 102.5/1.01^2 = 102.9556
    assert received(bond.make_whole(at("2024-01-15T12:00"), Fraction(2, 100))) == {AGENT: 10 * 10_296}
    assert received(life().make_whole(at("2024-01-15T12:00"), Fraction(9, 100))) == {AGENT: 10 * 10_000}


def test_settle_puts__some_units__repays_them_and_leaves_the_rest() -> None:
    bond, on = life(), date(2024, 7, 15)
    with pytest.raises(AssertionError, match="outside the window"):
        bond.give_notice(at("2024-07-06T10:00"), "ann", 2, on)
    bond = life()
    bond.give_notice(at("2024-06-20T10:00"), "ann", 5, on)
    bond.transfer(at("2024-07-01T10:00"), "ann", "cyd", 3)
    bond.fund(at("2024-07-12T18:00"), 1)
    assert received(bond.settle_puts(at("2024-07-15T10:00"), Fraction(1))) == {AGENT: 30_000}
    assert received(bond.pay(at("2024-07-15T10:00"), "early 1", "ann")) == {"ann": 30_000}
    assert bond.holdings(at("2024-07-16T10:00")) == {"bea": 4, "cyd": 3}
    assert received(bond.fund(at("2025-01-14T18:00"), 2)) == {AGENT: 7 * 10_250}


def test_consents__holdings_of_the_record_time__decide() -> None:
    bond, record = life(), at("2024-03-01T17:00")
    bond.transfer(at("2024-03-01T17:00:01"), "ann", "cyd", 6)
    now = at("2024-03-20T17:00")
    assert bond.consents(now, record, {"ann": True, "cyd": False})
    assert not bond.consents(now, record, {"ann": True, "bea": False})  # 60 percent of the votes
    assert not bond.consents(now, record, {"bea": True})  # no quorum
    assert not bond.consents(now, record, {"ann": False, "bea": True})


def test_pay__per_holding__splitting_never_raises_and_the_rest_returns() -> None:
    coupon = TERMS["coupon"] | {"rate_percent": "0.031", "rounding": "per-holding-down"}  # 1.55 cents on a unit
    bond = life(coupon=coupon)
    bond.transfer(at("2024-02-01T10:00"), "ann", "cyd", 1)
    assert received(bond.fund(at("2024-07-14T12:00"), 1)) == {AGENT: 15}
    paid = [each for holder in ("cyd", "bea", "ann") for each in bond.pay(at("2024-07-15T09:00"), "1", holder)]
    assert received(paid) == {"cyd": 1, "ann": 7, "bea": 4, TAX: 2, ISSUER: 1}
