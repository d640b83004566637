"""What may be funded when, from the bond's state alone."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from tenor.errors import InputError
from tenor.servicing.state import (
    PRINCIPAL,
    BondState,
    CouponState,
    check_fundable,
    check_not_funded,
    check_number,
    run_name,
    run_number,
)

COUPON = CouponState(
    *(2, 0, 0, 0, 19_000, 19_180, 1_000, 2_000),
    is_fixed=True,
    amount_per_unit=5,
    exact_per_unit=Fraction(5),
    instalment=0,
)
STATE = BondState(1_001, 10, 3, 1, 0, 9_000, 100, redemption_funded=False)


@pytest.mark.requirement("SERV-2")
def test_check_fundable__next_after_its_record_time__passes() -> None:
    check_fundable(STATE, COUPON)
    check_fundable(replace(STATE, funded=3, now=9_000), None)


@pytest.mark.requirement("SERV-2")
@pytest.mark.parametrize(
    ("state", "coupon", "told"),
    [
        ({"now": 1_000}, {}, "is for who holds at 1970-01-01 00:16:40 UTC"),
        ({"funded": 2}, {}, "coupon 2 is funded already"),
        ({"funded": 0}, {}, "coupon 1 is not funded"),
        ({}, {"is_fixed": False}, "coupon 2 is not fixed yet"),
    ],
)
def test_check_fundable__coupon_that_the_chain_refuses__is_refused(
    state: dict[str, int], coupon: dict[str, bool], told: str
) -> None:
    with pytest.raises(InputError, match=told):
        check_fundable(replace(STATE, **state), replace(COUPON, **coupon))


@pytest.mark.requirement("SERV-2")
@pytest.mark.parametrize(
    ("state", "told"),
    [
        ({"funded": 2, "now": 9_000}, "coupon 3 is not funded"),
        ({"funded": 3, "now": 8_999}, "the principal is due from"),
        ({"funded": 3, "now": 9_000, "redemption_funded": True}, "the principal is funded already"),
        ({"funded": 3, "now": 9_000, "redemption_per_unit": None}, "the principal is not fixed yet"),
    ],
)
def test_check_fundable__principal_that_the_chain_refuses__is_refused(state: dict[str, int], told: str) -> None:
    with pytest.raises(InputError, match=told):
        check_fundable(replace(STATE, **state), None)


def test_check_not_funded__before_the_record_time__passes() -> None:
    check_not_funded(replace(STATE, now=0, funded=0), COUPON)
    check_not_funded(replace(STATE, now=0), None)


def test_run_number__coupon_or_principal__is_the_run_that_is_signed() -> None:
    assert [run_number(STATE, text) for text in ("1", "3", PRINCIPAL)] == [1, 3, 4]
    assert [run_name(STATE, number) for number in (1, 4)] == ["coupon 1", "the principal"]


@pytest.mark.parametrize("text", ["0", "4", "-1", "1.5", "all", "²", ""])
def test_run_number__no_payment__is_refused(text: str) -> None:
    with pytest.raises(InputError, match="NUMBER"):
        run_number(STATE, text)


def test_check_number__bond_without_coupons__says_so() -> None:
    with pytest.raises(InputError, match="it has no coupons"):
        check_number(replace(STATE, coupons=0), 1)
