"""Repayment before maturity by the issuer, by hand: call, part of every unit, make-whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from fractions import Fraction
from zoneinfo import ZoneInfo

from tenor.deployment.bond_issue import INDEXED
from tenor.errors import InputError
from tenor.files.digest import hash_or_file
from tenor.servicing.confirming import rate_is_known
from tenor.servicing.desk import BondDesk, Done, moment
from tenor.servicing.observing import Sheet, figure
from tenor.servicing.state import BondState, check_number, read_coupon, read_state
from tenor.terms.parts import Call, CallWindow, MakeWhole
from tenor.terms.terms import Terms
from tenor.units import RATE_SCALE, percent_text, rate_to_chain

NOTHING_SUCH = "Read its term sheet; another bond may have it"
"""What to do about a right that the terms do not give."""


@dataclass(frozen=True, slots=True)
class Ending:
    """How a life ends early, as the contract has it; `time` is 0 where it does not.

    Args:
        time: of the end [s].
        day: to which interest accrues [days since 1970-01-01].
        last: number of the last coupon.
        price: of the principal, 0 where it is fixed otherwise [1e-9].
        cut: whether that coupon ends with it.
        accelerated: whether holders made the claim due.
    """

    time: int
    day: int
    last: int
    price: int
    cut: bool
    accelerated: bool


def read_ending(desk: BondDesk) -> Ending:
    """How the life ends early."""
    return Ending(*desk.read("ending"))


def call(desk: BondDesk, sheet: Sheet, day: date, at: time | None) -> Done:
    """The issuer gives notice that the life ends on a day, at a price of the terms; the notice binds.

    Args:
        desk: with the issuer.
        sheet: of the bond.
        day: of repayment, in the bond's time zone.
        at: of the day; the payment time of the terms if not given.

    Raises:
        InputError: the chain would refuse it; nothing was sent.
    """
    desk.require_role("issuer")
    terms, state = sheet.terms, read_state(desk)
    if terms.call is None:
        raise InputError("BOND", "the terms of this bond have no call", NOTHING_SUCH)
    ends = _moment_of(terms, day, at)
    price = _call_price(terms.call, _bond_day(desk, ends))
    _check_notice(desk, state, ends, terms.call.notice_days)
    _check_end(desk, state, ends)
    what = f"call all units for {moment(ends)} at {percent_text(price)} %"
    outcome = desk.act("issuer", what, "giveCallNotice", sheet.annex, ends)
    return Done(what, outcome, _then(read_ending(desk)))


def make_whole(desk: BondDesk, sheet: Sheet, day: date, at: time | None) -> Done:
    """The issuer gives notice of a make-whole; arguments and errors as of `call`."""
    desk.require_role("issuer")
    state = read_state(desk)
    block = _make_whole(sheet.terms)
    ends = _moment_of(sheet.terms, day, at)
    if _bond_day(desk, ends) > block.until:
        raise InputError("--day", f"the terms have no make-whole after {block.until}", "Name a day until then")
    _check_notice(desk, state, ends, block.notice_days)
    _check_end(desk, state, ends)
    _check_not_paid_that_day(desk, ends)
    if not desk.is_held("calculation-agent"):
        what = "nobody could fix the reference yield: this bond has no calculation agent, and a notice binds"
        raise InputError("BOND", what, "Have the owner of the bond appoint one (CALCULATION_AGENT_ROLE)")
    what = f"make whole all units for {moment(ends)}"
    outcome = desk.act("issuer", what, "giveMakeWholeNotice", sheet.annex, ends)
    yield_ = "on that day the calculation agent fixes the reference yield: tenor bond reference-yield"
    return Done(what, outcome, (yield_, *_then(read_ending(desk))))


def fix_yield(desk: BondDesk, sheet: Sheet, value: str, evidence: str) -> Done:
    """The calculation agent fixes what a make-whole discounts by, without the spread of the terms.

    Args:
        desk: with the calculation agent.
        sheet: of the bond.
        value: percent a year.
        evidence: file that shows it, or its SHA-256.

    Raises:
        InputError: the chain would refuse it; nothing was sent.
    """
    desk.require_role("calculation-agent")
    block, ending, state = _make_whole(sheet.terms), read_ending(desk), read_state(desk)
    if not ending.time or ending.price or ending.accelerated:
        raise InputError("BOND", "no make-whole was announced", "Have the issuer give notice: tenor bond make-whole")
    if state.redemption_per_unit is not None:
        raise InputError("BOND", "the reference yield is fixed already, for good", "Nothing to do")
    if desk.day_of(state.now) < ending.day:
        what = f"the reference yield is fixed on {date_of(ending.day)} or later, and it is {moment(state.now)}"
        raise InputError("BOND", what, "Bring it then")
    rate = figure("VALUE", value) / 100
    if not block.minimum <= rate <= block.maximum:
        bounds = f"{percent_text(block.minimum)} % to {percent_text(block.maximum)} %"
        raise InputError("VALUE", f"{value} % is outside the bounds of the terms, {bounds}", "Correct the value")
    what = f"reference yield of {value} %"
    arguments = (sheet.annex, rate_to_chain(rate), hash_or_file(evidence))
    outcome = desk.act("calculation-agent", what, "fixReferenceYield", *arguments)
    per_unit = read_state(desk).redemption_per_unit or 0
    return Done(what, outcome, (f"a unit is redeemed at {desk.money(per_unit)}",))


def confirm_end(desk: BondDesk) -> Done:
    """Have computed what is paid at an early end by call or make-whole; anybody may.

    Raises:
        InputError: the chain would refuse it; nothing was sent.
    """
    ending, state = read_ending(desk), read_state(desk)
    if not ending.time or not ending.cut:
        raise InputError("BOND", "no coupon of this bond is cut by an early end", "There is nothing to compute")
    if state.now < ending.time:
        what = f"the life ends at {moment(ending.time)}, and it is {moment(state.now)}"
        raise InputError("BOND", what, "Have it computed then")
    if not ending.price and state.redemption_per_unit is None:
        what = "the reference yield of the make-whole is not fixed"
        raise InputError("BOND", what, "Bring it first: tenor bond reference-yield")
    _check_last_coupon(desk, state, ending)
    what = "compute what is paid at the end"
    outcome = desk.act("sender", what, "confirmEnding")
    coupon, per_unit = read_coupon(desk, ending.last), read_state(desk).redemption_per_unit or 0
    interest = f"coupon {ending.last} pays {desk.money(coupon.amount_per_unit)} on a unit"
    return Done(what, outcome, (interest, f"a unit is redeemed at {desk.money(per_unit)}"))


def _check_last_coupon(desk: BondDesk, state: BondState, ending: Ending) -> None:
    """Refuse an end whose last coupon is computed, follows one that is not, or has no rate to accrue at."""
    number, coupon = ending.last, read_coupon(desk, ending.last)
    if coupon.is_fixed:
        raise InputError("BOND", "what is paid at the end is computed already", "Fund it: tenor bond fund")
    if desk.terms.fixedLater and state.fixed + 1 < number:
        what = f"the sum of coupons goes on from the one before, and coupon {state.fixed + 1} is not fixed"
        raise InputError("BOND", what, "Have it computed first: tenor bond confirm")
    if (ending.day > coupon.accrual_start or coupon.kind == INDEXED) and not rate_is_known(desk, coupon):
        what = f"the rate of coupon {number} is not fixed, and interest has accrued at it"
        raise InputError("BOND", what, f"Bring what was observed: tenor bond fix, then tenor bond confirm {number}")


def call_part(desk: BondDesk, sheet: Sheet, number: int, percent: str) -> Done:
    """The issuer calls the same part of every unit, to be repaid with a coupon.

    Args:
        desk: with the issuer.
        sheet: of the bond.
        number: of the coupon.
        percent: of what its payment leaves outstanding.

    Raises:
        InputError: the chain would refuse it; nothing was sent.
    """
    desk.require_role("issuer")
    terms, state = sheet.terms, read_state(desk)
    if terms.call is None or not terms.call.partial:
        raise InputError("BOND", "the terms of this bond let no part of a unit be called", NOTHING_SUCH)
    check_number(state, number)
    coupon, ending = read_coupon(desk, number), read_ending(desk)
    if ending.time:
        raise InputError("BOND", f"the life ends early, at {moment(ending.time)}", "No part can be called any more")
    if number == state.coupons:
        raise InputError("NUMBER", "the last payment repays all that is left", "Name an earlier coupon")
    if state.now > coupon.record_time:
        what = f"a part is called until the record time of its coupon, {moment(coupon.record_time)}"
        raise InputError("NUMBER", what, "Name a later coupon")
    if desk.read("calledPart", number)[0]:
        raise InputError("NUMBER", f"a part is called for coupon {number} already", "Name another coupon")
    price = _call_price(terms.call, _bond_day(desk, coupon.pay_time), "NUMBER")
    _check_notice(desk, state, coupon.pay_time, terms.call.notice_days, "NUMBER")
    share = figure("PERCENT", percent) / 100
    if not 0 < share < 1:
        raise InputError("PERCENT", f"{percent} % is no part of a unit", "Write more than 0 and less than 100")
    what = f"call {percent} % of every unit with coupon {number} at {percent_text(price)} %"
    return Done(what, desk.act("issuer", what, "callPart", sheet.annex, number, rate_to_chain(share)))


def _moment_of(terms: Terms, day: date, at: time | None) -> int:
    return int(datetime.combine(day, at or terms.pay_at, ZoneInfo(terms.timezone)).timestamp())


def _bond_day(desk: BondDesk, seconds: int) -> date:
    return date.fromordinal(desk.day_of(seconds) + _EPOCH)


def date_of(days: int) -> date:
    """A day of the chain [days since 1970-01-01] as a date."""
    return date.fromordinal(days + _EPOCH)


_EPOCH = date(1970, 1, 1).toordinal()


def _call_price(block: Call, day: date, place: str = "--day") -> Fraction:
    for window in block.windows:
        if window.first <= day <= window.last:
            return window.price
    windows = ", ".join(_window(window) for window in block.windows)
    raise InputError(place, f"the terms have no call on {day}", f"Name a day of: {windows}")


def _window(window: CallWindow) -> str:
    return f"{window.first}" if window.first == window.last else f"{window.first} to {window.last}"


def _check_notice(desk: BondDesk, state: BondState, ends: int, notice_days: int, place: str = "--day") -> None:
    earliest = desk.day_of(state.now) + notice_days
    if desk.day_of(ends) < earliest:
        what = f"the terms ask for {notice_days} days of notice, so {date_of(earliest)} is the first day possible"
        raise InputError(place, what, "Name a later one")


def _check_end(desk: BondDesk, state: BondState, ends: int) -> None:
    """Refuse an end that is past, after the last record time, or between a record time and its payment."""
    ending = read_ending(desk)
    if ending.time:
        raise InputError("BOND", f"the life ends early already, at {moment(ending.time)}", "A notice binds")
    if ends <= state.now:
        raise InputError("--day", f"{moment(ends)} is past", "Name a later day")
    coupons = [read_coupon(desk, number) for number in range(state.funded + 1, state.coupons + 1)]
    last = next((coupon for coupon in coupons if coupon.record_time >= ends), None)
    if last is None and (state.coupons or ends >= desk.terms.maturityTime):
        raise InputError("--day", "no record time of the bond comes after that", "The life ends by itself then")
    before = read_coupon(desk, last.number - 1) if last and last.number > 1 else None
    if before and ends < before.pay_time:
        what = f"coupon {before.number} is recorded by then and paid at {moment(before.pay_time)}"
        raise InputError("--day", what, "Name that moment or a later one")


def _check_not_paid_that_day(desk: BondDesk, ends: int) -> None:
    """What is paid on the day of the end is in no present value any more."""
    for number in range(1, desk.read("couponCount") + 1):
        coupon = read_coupon(desk, number)
        if coupon.record_time >= ends:
            if desk.day_of(coupon.pay_time) <= desk.day_of(ends):
                raise InputError("--day", f"coupon {number} is paid on that day", "Name an earlier day, or a later one")
            return


def _make_whole(terms: Terms) -> MakeWhole:
    if terms.make_whole is None:
        raise InputError("BOND", "the terms of this bond have no make-whole", NOTHING_SUCH)
    return terms.make_whole


def _then(ending: Ending) -> tuple[str, ...]:
    price = f", at {percent_text(Fraction(ending.price, RATE_SCALE))} % of the principal" if ending.price else ""
    last = f"; coupon {ending.last} is cut there and is the last" if ending.cut else ""
    return (
        f"the life ends at {moment(ending.time)}{price}{last}",
        "from then on: tenor bond confirm-end, fund, redeem",
    )
