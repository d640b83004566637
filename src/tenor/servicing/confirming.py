"""Coupons computed from what is final: the money, or while that is not known the rate alone."""

from __future__ import annotations

from datetime import time
from fractions import Fraction

from tenor.deployment.bond_issue import FIXED
from tenor.errors import InputError
from tenor.servicing.desk import BondDesk, Done, moment
from tenor.servicing.fixing import TIME_TO_OBSERVE, challenge_of
from tenor.servicing.observing import (
    SETTLED,
    Sheet,
    check_final,
    check_time,
    proposal_of,
    target_proposal,
)
from tenor.servicing.state import BondState, CouponState, check_number, is_cut, read_coupon, read_state
from tenor.terms.parts import Target
from tenor.units import RATE_SCALE, percent_text, timestamp

_RATE_FIXED = "RateFixed(uint256,uint256,uint256)"
_TARGET_DISPUTED = "TargetDisputed(uint256,bytes32,address)"


def confirm(desk: BondDesk, sheet: Sheet, number: int) -> Done:
    """Have a coupon computed from what is final; anybody may.

    Its rate alone is fixed while a part may still be called for it, and of one that an early end cuts.

    Args:
        desk: with whoever sends it.
        sheet: of the bond.
        number: of the coupon.

    Raises:
        InputError: the chain would refuse it; nothing was sent.
    """
    state = read_state(desk)
    check_number(state, number)
    coupon = read_coupon(desk, number)
    if coupon.is_fixed:
        raise InputError("NUMBER", f"coupon {number} is fixed already", "Name a later coupon")
    alone, known = _rate_alone(desk, state, coupon), rate_is_known(desk, coupon)
    if alone and known:
        raise _waiting(state, coupon)
    if number != state.fixed + 1:
        what = f"coupons are fixed in order, and coupon {state.fixed + 1} is not fixed"
        raise InputError("NUMBER", what, "Confirm that one first")
    check_time(state, coupon)
    if not known:
        _check_observed(desk, sheet, state, coupon)
    what = f"rate of coupon {number} fixed" if alone else f"coupon {number} fixed"
    outcome = desk.act("sender", what, "confirmFixing", sheet.annex, number)
    return Done(what, outcome, (_rate(desk, state, coupon) if alone else _computed(desk, number),))


def _rate_alone(desk: BondDesk, state: BondState, coupon: CouponState) -> bool:
    """Whether what a coupon pays is computed later than its rate."""
    return is_cut(state, coupon) or (bool(desk.terms.partlyCallable) and state.now <= coupon.record_time)


def rate_is_known(desk: BondDesk, coupon: CouponState) -> bool:
    """Whether the rate of a coupon that is not fixed stands in the terms, or was fixed alone."""
    return (coupon.kind == FIXED and not coupon.targets) or _fixed_rate(desk, coupon.number) is not None


def _fixed_rate(desk: BondDesk, number: int) -> tuple[int, int] | None:
    """Rate and index ratio [1e-9] of a coupon whose rate alone was fixed, from events."""
    for _, topics, data in desk.logs(_RATE_FIXED):
        if int(topics[0], 16) == number:
            return int.from_bytes(data[:32]), int.from_bytes(data[32:64])
    return None


def _waiting(state: BondState, coupon: CouponState) -> InputError:
    """Why a coupon whose rate is known is not computed yet."""
    what = f"the rate of coupon {coupon.number} is known, and what it pays is computed {_later(state, coupon)[0]}"
    return InputError("NUMBER", what, f"Have it computed then: {_later(state, coupon)[1]}")


def _later(state: BondState, coupon: CouponState) -> tuple[str, str]:
    """When what a coupon pays is computed, and by which command."""
    if is_cut(state, coupon):
        return f"at the end, {moment(state.redemption_time)}", "tenor bond confirm-end"
    return f"after its record time, {moment(coupon.record_time)}", f"tenor bond confirm {coupon.number}"


def _check_observed(desk: BondDesk, sheet: Sheet, state: BondState, coupon: CouponState) -> None:
    """Refuse a coupon of which something is not final, or may still be observed."""
    if coupon.kind != FIXED:
        check_final(f"coupon {coupon.number}", proposal_of(desk, coupon.number), state.now)
    for index, target in enumerate(sheet.terms.targets):
        if not coupon.targets >> index & 1:
            continue
        standing = target_proposal(desk, index)
        if not standing.final_from:
            _check_missed(desk, sheet, state, index, target)
        elif standing.final_from != SETTLED:
            check_final(f"target {target.name}", standing, state.now)


def _check_missed(desk: BondDesk, sheet: Sheet, state: BondState, index: int, target: Target) -> None:
    """Refuse to count a target as missed that may still be observed."""
    start = timestamp(target.observed_from, time(0), sheet.terms.timezone)
    since = max(start, desk.last_time(_TARGET_DISPUTED, index))
    until = since + max(challenge_of(sheet.terms), TIME_TO_OBSERVE)
    if state.now < until:
        what = f"nobody has observed target {target.name}, and it may be until {moment(until)}"
        remedy = "Bring it: tenor bond fix-target; or confirm then, and it counts as missed"
        raise InputError("NUMBER", what, remedy)


def _rate(desk: BondDesk, state: BondState, coupon: CouponState) -> str:
    rate, ratio = _fixed_rate(desk, coupon.number) or (0, RATE_SCALE)
    indexed = "" if ratio == RATE_SCALE else f", index ratio {percent_text(Fraction(ratio, RATE_SCALE) / 100)}"
    when, command = _later(state, coupon)
    accrues = f"interest accrues at {percent_text(Fraction(rate, RATE_SCALE))} % a year{indexed}"
    return f"{accrues}; what it pays is computed {when}: {command}"


def _computed(desk: BondDesk, number: int) -> str:
    return f"it pays {desk.exact(read_coupon(desk, number).exact_per_unit)} on a unit"
