"""Where a bond stands, as its contract tells it, and the refusals that follow from that alone."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from tenor.deployment.bond_issue import FIXED
from tenor.errors import InputError
from tenor.servicing.desk import BondDesk, moment

PRINCIPAL = "principal"
PUT = 0xFFFF
"""In place of a payment's number where a put was missed (BondWatch.sol)."""


@dataclass(frozen=True, slots=True)
class CouponState:
    """One coupon.

    Attributes:
        kind: what its rate is made of, see `deployment.bond_issue`.
        fixable_from: earliest fixing, 0 of one that nothing is observed for [s].
        targets: bit i: the step of target i applies to it.
        accrual_start: first day [days since 1970-01-01].
        accrual_end: day after the last.
        record_time: who holds at the end of this second is paid [s].
        pay_time: earliest payment [s].
        is_fixed: whether its amount is final.
        amount_per_unit: [minor].
        exact_per_unit: the same before it is rounded on a holding [minor].
        instalment: of principal in it, on one unit [minor].
    """

    number: int
    kind: int
    fixable_from: int
    targets: int
    accrual_start: int
    accrual_end: int
    record_time: int
    pay_time: int
    is_fixed: bool
    amount_per_unit: int
    exact_per_unit: Fraction
    instalment: int


@dataclass(frozen=True, slots=True)
class BondState:
    """The bond.

    Attributes:
        now: time of the next block [s].
        supply: [units].
        coupons: number of coupons, to its end if it ends early.
        funded: coupons funded.
        fixed: coupons fixed; nothing of a bond whose coupons are known at issue.
        redemption_time: when the principal may be funded [s].
        redemption_per_unit: [minor]; None while it is not fixed.
        redemption_funded: whether it is.
    """

    now: int
    supply: int
    coupons: int
    funded: int
    fixed: int
    redemption_time: int
    redemption_per_unit: int | None
    redemption_funded: bool


def read_state(desk: BondDesk) -> BondState:
    """The bond as it stands."""
    amount, known = desk.read("redemptionPerUnit")
    return BondState(
        now=desk.now(),
        supply=desk.read("totalSupply"),
        coupons=desk.read("couponCount"),
        funded=desk.read("couponsFunded"),
        fixed=desk.read("couponsFixed"),
        redemption_time=desk.read("redemptionTime"),
        redemption_per_unit=amount if known else None,
        redemption_funded=desk.read("redemptionFunded"),
    )


def read_coupon(desk: BondDesk, number: int) -> CouponState:
    """A coupon as it stands; its number was checked."""
    coupon, detail = desk.read("coupon", number), desk.read("couponDetail", number)
    return CouponState(
        number=number,
        kind=detail.kind,
        fixable_from=detail.fixableFrom,
        targets=detail.targets,
        accrual_start=coupon.period.accrualStart,
        accrual_end=coupon.period.accrualEnd,
        record_time=coupon.period.recordTime,
        pay_time=coupon.period.payTime,
        is_fixed=coupon.isFixed,
        amount_per_unit=coupon.amountPerUnit,
        exact_per_unit=Fraction(coupon.interest, coupon.denominator or 1) + coupon.instalment + coupon.late,
        instalment=coupon.instalment,
    )


def check_number(state: BondState, number: int) -> None:
    """Refuse the number of a coupon that the bond does not have."""
    if not 1 <= number <= state.coupons:
        has = f"{state.coupons} coupons" if state.coupons else "no coupons"
        raise InputError("NUMBER", f"the bond has no coupon {number}: it has {has}", "Name one of them")


def run_number(state: BondState, text: str) -> int:
    """The number of a payment as a person names it: a coupon's number, or `principal`."""
    if text == PRINCIPAL:
        return state.coupons + 1
    if not (text.isascii() and text.isdigit()):
        what = f"'{text}' names no payment"
        raise InputError("NUMBER", what, f"Write the number of a coupon, or {PRINCIPAL}")
    check_number(state, int(text))
    return int(text)


def run_name(state: BondState, number: int) -> str:
    """A payment in words."""
    if number == PUT:
        return "a put"
    return f"coupon {number}" if number <= state.coupons else "the principal"


def check_not_funded(state: BondState, coupon: CouponState | None) -> None:
    """Refuse a payment that is funded already, or whose amount is not fixed.

    Args:
        state: of the bond.
        coupon: that is paid; None for the principal.
    """
    if coupon is None:
        if state.redemption_funded:
            raise InputError("NUMBER", "the principal is funded already", "Redeem holders with tenor bond redeem")
        if state.redemption_per_unit is None:
            raise InputError("NUMBER", "the principal is not fixed yet", "Have it computed: tenor bond confirm-end")
        return
    if coupon.number <= state.funded:
        what = f"coupon {coupon.number} is funded already"
        raise InputError("NUMBER", what, "Pay holders with tenor bond pay")
    if not coupon.is_fixed:
        raise InputError("NUMBER", f"coupon {coupon.number} is not fixed yet", how_fixed(state, coupon))


def is_cut(state: BondState, coupon: CouponState) -> bool:
    """Whether an early end cuts a coupon: it is recorded and paid then, as no other one is."""
    return coupon.number == state.coupons and coupon.record_time == coupon.pay_time == state.redemption_time


def how_fixed(state: BondState, coupon: CouponState) -> str:
    """What has a coupon fixed whose amount is not known yet."""
    if is_cut(state, coupon):
        return f"Have it computed from {moment(state.redemption_time)} on: tenor bond confirm-end"
    if coupon.kind == FIXED and not coupon.targets:
        return f"Have it computed after its record time, {moment(coupon.record_time)}: tenor bond confirm"
    return "Bring what was observed (tenor bond fix), then tenor bond confirm"


def check_fundable(state: BondState, coupon: CouponState | None) -> None:
    """Refuse a payment that is not next, or before its time; arguments as of `check_not_funded`."""
    check_not_funded(state, coupon)
    if coupon is None:
        if state.funded != state.coupons:
            what = f"the principal follows the coupons, and coupon {state.funded + 1} is not funded"
            raise InputError("NUMBER", what, "Fund that one first")
        if state.now < state.redemption_time:
            what = f"the principal is due from {moment(state.redemption_time)}, and it is {moment(state.now)}"
            raise InputError("NUMBER", what, "Fund it then")
        return
    if coupon.number != state.funded + 1:
        what = f"coupons are funded in order, and coupon {state.funded + 1} is not funded"
        raise InputError("NUMBER", what, "Fund that one first")
    if state.now <= coupon.record_time:
        what = f"coupon {coupon.number} is for who holds at {moment(coupon.record_time)}, and it is {moment(state.now)}"
        raise InputError("NUMBER", what, "Fund it after that")
