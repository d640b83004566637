"""A bond in trouble, by hand: default, votes, acceleration, recoveries, consents of the holders."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import IntEnum
from fractions import Fraction
from pathlib import Path
from typing import Any

from tenor.chain.contract import calldata
from tenor.chain.intent import batches
from tenor.errors import InputError
from tenor.files.digest import sha256_of
from tenor.files.document import read_document
from tenor.onboarding.desk import written_address
from tenor.servicing.bond import HOLDERS_A_TRANSACTION, PaymentRun
from tenor.servicing.desk import BondDesk, Done, moment
from tenor.servicing.early import date_of
from tenor.servicing.paying import check_owed, payees, persons, told
from tenor.servicing.runs import (
    ApprovalFile,
    Signed,
    check_approval,
    deadline_of,
    let_take,
    run_intent,
    sign_run,
    struct_of,
)
from tenor.servicing.state import PUT, BondState, read_coupon, read_state, run_name
from tenor.units import RATE_SCALE, Money, percent_text

_A_DAY = 86_400  # [s]
_RECORD_SLACK = 600  # [s] for the proposal to reach a block before its record time
_VOTE_TERM = 30 * _A_DAY  # after which a vote on acceleration may be opened anew


class Motion(IntEnum):
    """What holders vote on (IBondTrouble.sol)."""

    ACCELERATION = 0
    TERMS = 1
    STANDSTILL = 2


def declare(desk: BondDesk) -> Done:
    """Declare the next payment an event of default, and open the vote on acceleration; anybody may.

    Raises:
        InputError: the chain would refuse it; nothing was sent.
    """
    state, rights = _performing(desk, besides=PUT), desk.terms.rights
    if state.redemption_funded:
        raise InputError("BOND", "every payment is funded", "Nothing is missed")
    number = state.funded + 1
    due = read_coupon(desk, number).pay_time if number <= state.coupons else state.redemption_time
    ends = due + rights.graceDays * _A_DAY
    if state.now <= ends:
        what = f"{run_name(state, number)} is due at {moment(due)} with {rights.graceDays} days of grace"
        raise InputError("BOND", f"{what}, and it is {moment(state.now)}", f"Declare it after {moment(ends)}")
    what = f"default: {run_name(state, number)} is missed"
    return Done(what, desk.act("sender", what, "declareDefault", number), (_open_vote(desk),))


def declare_put(desk: BondDesk, holder: str) -> Done:
    """Declare that units which a holder put were not repaid, an event of default; anybody may.

    Raises:
        InputError: the chain would refuse it; nothing was sent.
    """
    state, rights, wallet = _performing(desk), desk.terms.rights, written_address("--put", holder)
    day, units, refused = desk.read("putNotice", wallet)
    over = state.redemption_funded or desk.day_of(state.redemption_time) <= day
    if not units or not desk.read("balanceOf", wallet) or over:
        raise InputError("--put", f"{wallet} put no units that it still has", "Name a holder whose put was missed")
    if refused:
        what = f"the cash account of {wallet} took no payment, so that nobody missed it"
        raise InputError("--put", what, "Have that lifted, and the put repaid: tenor bond redeem-puts")
    ends = _last_time_of_puts(desk, state, day) + rights.graceDays * _A_DAY
    if state.now <= ends:
        what = f"the put of {wallet} is due on {date_of(day)} with {rights.graceDays} days of grace"
        raise InputError("--put", f"{what}, and it is {moment(state.now)}", f"Declare it after {moment(ends)}")
    what = f"default: the put of {wallet} is missed"
    return Done(what, desk.act("sender", what, "declarePutDefault", wallet), (_open_vote(desk),))


def vote(desk: BondDesk, ballot: int, *, in_favour: bool) -> Done:
    """A holder votes with all units held at the record time of a ballot.

    Raises:
        InputError: the chain would refuse it; nothing was sent.
    """
    holder, state, trouble = desk.actors["holder"], read_state(desk), read_trouble(desk)
    if ballot < 1 or ballot not in {trouble.acceleration, trouble.consent}:
        standing = [str(number) for number in (trouble.acceleration, trouble.consent) if number]
        raise InputError("BALLOT", f"ballot {ballot} is not open", f"Open are: {', '.join(standing) or 'none'}")
    open_ = desk.read("ballot", ballot)
    if state.now <= open_.recordTime:
        what = f"who holds at {moment(open_.recordTime)} may vote, and it is {moment(state.now)}"
        raise InputError("BALLOT", what, "Vote after that")
    if open_.until and state.now > open_.until:
        what = f"the vote ended at {moment(open_.until)}"
        raise InputError("BALLOT", what, "Have it counted: tenor bond close")
    units = desk.read("votesOf", ballot, holder.wallet)
    if not units:
        what = f"{holder.wallet} held nothing at {moment(open_.recordTime)}, or has voted"
        raise InputError("--holder", what, "Nothing to do")
    word = "for" if in_favour else "against"
    what = f"vote {word} {_motion(open_)} with {units:,} units"
    outcome = desk.act("holder", what, "vote", ballot, in_favour)
    counted = desk.read("ballot", ballot)
    tally = f"{counted.inFavour:,} units for, {counted.against:,} against, of {counted.units:,} in issue"
    return Done(what, outcome, (tally,))


def renew_vote(desk: BondDesk) -> Done:
    """A holder opens the vote on acceleration anew; what was voted before is void."""
    holder, state, trouble = desk.actors["holder"], read_state(desk), _in_default(desk)
    if not desk.read("balanceOf", holder.wallet):
        raise InputError("--holder", f"{holder.wallet} holds no units", "Only holders open a vote anew")
    open_ = desk.read("ballot", trouble.acceleration)
    start = open_.recordTime + _VOTE_TERM
    if state.now <= start:
        what = f"ballot {trouble.acceleration} may be opened anew after {moment(start)}"
        raise InputError("BOND", f"{what}, and it is {moment(state.now)}", "Open it anew then")
    if _carried(desk, open_) and state.now > trouble.standstillUntil:
        raise InputError("BOND", f"ballot {trouble.acceleration} is carried", "Act on it: tenor bond accelerate")
    what = "open the vote on acceleration anew"
    outcome = desk.act("holder", what, "renewVote")
    return Done(what, outcome, (f"ballot {read_trouble(desk).acceleration} is open",))


def accelerate(desk: BondDesk) -> Done:
    """Make all due at once, where enough units have voted for it; anybody may.

    Raises:
        InputError: the chain would refuse it; nothing was sent.
    """
    trouble, state = _in_default(desk), read_state(desk)
    if not trouble.unpaid:
        what = f"{run_name(state, trouble.missed)} is funded meanwhile"
        raise InputError("BOND", what, "Have the default ended: tenor bond cure")
    if state.now <= trouble.standstillUntil:
        what = f"holders agreed to a standstill until {moment(trouble.standstillUntil)}"
        raise InputError("BOND", what, "Accelerate after that")
    ballot = desk.read("ballot", trouble.acceleration)
    if not _carried(desk, ballot):
        needed = _percent(desk.terms.rights.acceleration)
        what = f"{ballot.inFavour:,} of {ballot.units:,} units voted for it, and {needed} % must"
        raise InputError("BOND", what, f"Vote on ballot {trouble.acceleration}: tenor bond vote")
    if _is_recorded(desk, state):
        what = f"the last record time has passed, and the principal is due at {moment(state.redemption_time)}"
        raise InputError("BOND", what, "Claim it then")
    what = "accelerate"
    outcome = desk.act("sender", what, "accelerate")
    claim = desk.money(read_trouble(desk).claim)
    return Done(what, outcome, (f"the claim of a unit is {claim}; what is recovered: tenor bond distribute",))


def cure(desk: BondDesk) -> Done:
    """End a default whose payment is funded; anybody may."""
    trouble, state = _in_default(desk), read_state(desk)
    if trouble.unpaid:
        what = f"{run_name(state, trouble.missed)} is still missed"
        raise InputError("BOND", what, "Fund it first: tenor bond fund")
    what = f"cure the default on {run_name(state, trouble.missed)}"
    return Done(what, desk.act("sender", what, "cure"))


def approve_distribution(desk: BondDesk, amount: str, days: int) -> Signed:
    """The approver signs a recovery of so much on every unit.

    Args:
        desk: with the payment approver.
        amount: on one unit, in major units.
        days: how long the approval counts.

    Raises:
        InputError: the chain would refuse it.
    """
    desk.require_role("approver")
    run = _distribution(desk, amount, deadline_of(desk.now(), days))
    return sign_run(desk, run, f"a recovery of {desk.money(run.amountPerUnit)} on a unit")


def distribute(desk: BondDesk, amount: str, approval: Path) -> list[Done]:
    """The paying agent pays a recovery in, the same amount on every unit in issue.

    Raises:
        InputError: the chain would refuse it; nothing was sent.
    """
    desk.require_role("paying-agent")
    document = read_document(approval, ApprovalFile)
    run = _distribution(desk, amount, document.value.deadline)
    check_approval(desk, document, run)
    done = let_take(desk, run.total)
    what = f"distribute {desk.money(run.amountPerUnit)} on each of {run.units:,} units"
    data = calldata("Bond", "distribute", run.amountPerUnit, struct_of(document.value))
    outcome = desk.send(run_intent(desk, what, run, data))
    left = desk.money(read_trouble(desk).claim)
    return [*done, Done(what, outcome, (f"the claim of a unit is {left} now; holders are paid by tenor bond pay-out",))]


def pay_out(desk: BondDesk, named: Sequence[str]) -> Iterator[Done]:
    """Pay holders, or all of them, what they are owed of recoveries; arguments and errors as of `paying.pay`."""
    holders = persons(desk, named)
    due = {holder: desk.read("recoveryOwed", holder) for holder in holders}
    check_owed(desk, named, due, "nothing of a recovery")
    for batch in batches(payees(desk, named, due), HOLDERS_A_TRANSACTION):
        what = f"pay recoveries to {len(batch)} holders"
        outcome = desk.act("paying-agent", what, "payRecoveries", list(batch), promised=False)
        yield Done(what, outcome, tuple(told(desk, outcome, {holder: due[holder] for holder in batch})))


def propose_terms(desk: BondDesk, document: Path, record: int | None, until: int) -> Done:
    """The issuer asks holders to consent to other terms.

    Args:
        desk: with the issuer.
        document: the term sheet as it would be; its SHA-256 goes on chain.
        record: who holds at the end of this second may vote; shortly from now if not given [s].
        until: last second of the vote [s].

    Raises:
        InputError: the chain would refuse it; nothing was sent.
    """
    new = sha256_of(document)
    if new == bytes(desk.read("currentTermsHash")):
        raise InputError(str(document), "this is the document that is in force", "Name the changed one")
    times = _ballot_times(desk, record, until)
    what = f"ask holders to consent to 0x{new.hex()}"
    return _asked(desk, what, "proposeTerms", (new, *times))


def propose_standstill(desk: BondDesk, standstill: int, record: int | None, until: int) -> Done:
    """The issuer asks holders not to accelerate until a moment [s]; other arguments as of `propose_terms`."""
    _in_default(desk)
    if standstill <= until:
        what = f"the standstill ends at {moment(standstill)}, before the vote on it at {moment(until)}"
        raise InputError("--end", what, "Name a later end")
    times = _ballot_times(desk, record, until)
    what = f"ask holders for a standstill until {moment(standstill)}"
    return _asked(desk, what, "proposeStandstill", (standstill, *times))


def close(desk: BondDesk) -> Done:
    """Count a consent whose vote is over; anybody may."""
    trouble, now, rights = read_trouble(desk), desk.now(), desk.terms.rights
    if not trouble.consent:
        raise InputError("BOND", "no consent is open", "Ask for one: tenor bond propose")
    open_ = desk.read("ballot", trouble.consent)
    if now <= open_.until:
        what = f"ballot {trouble.consent} is open until {moment(open_.until)}, and it is {moment(now)}"
        raise InputError("BOND", what, "Count it after that")
    cast = open_.inFavour + open_.against
    agreed = cast and cast * RATE_SCALE >= rights.quorum * open_.units
    agreed = bool(agreed and open_.inFavour * RATE_SCALE >= rights.majority * cast)
    what = f"count ballot {trouble.consent} on {_motion(open_)}"
    outcome = desk.act("sender", what, "closeConsent")
    tally = f"{open_.inFavour:,} units for, {open_.against:,} against, of {open_.units:,} in issue"
    return Done(what, outcome, (f"{'agreed' if agreed else 'not agreed'}: {tally}",))


def read_trouble(desk: BondDesk) -> Any:  # noqa: ANN401 -- `TroubleStatus` of IBondTrouble.sol
    """Where the bond stands whose issuer missed a payment."""
    return desk.read("trouble")


def _last_time_of_puts(desk: BondDesk, state: BondState, day: int) -> int:
    """When puts of a day should have been repaid: none can be from a record time to the payment [s]."""
    last = desk.end_of(day)
    for number in range(1, state.coupons + 1):
        coupon = read_coupon(desk, number)
        if desk.day_of(coupon.record_time) > day:
            break
        last = max(last, coupon.pay_time)
    return last


def _performing(desk: BondDesk, besides: int = 0) -> BondState:
    """The bond, whose terms know default and that is in none, or in none but on a put.

    Args:
        desk: of anybody.
        besides: what may be missed, as the bond numbers it.
    """
    state, trouble = read_state(desk), read_trouble(desk)
    if desk.terms.rights.acceleration == 0:
        raise InputError("BOND", "the terms of this bond provide for no default", "Its holders have other rights")
    if trouble.missed and (trouble.missed != besides or trouble.accelerated):
        what = f"{run_name(state, trouble.missed)} is an event of default since {moment(trouble.since)}"
        raise InputError("BOND", what, "Vote on acceleration: tenor bond vote")
    return state


def _open_vote(desk: BondDesk) -> str:
    ballot = read_trouble(desk).acceleration
    needed = f"{_percent(desk.terms.rights.acceleration)} % of the units in issue accelerate"
    return f"ballot {ballot} is open: {needed}; holders vote by tenor bond vote {ballot}"


def _in_default(desk: BondDesk) -> Any:  # noqa: ANN401 -- as above
    trouble = read_trouble(desk)
    if trouble.accelerated:
        raise InputError("BOND", "holders have accelerated already", "What is recovered: tenor bond distribute")
    if not trouble.missed:
        raise InputError("BOND", "the bond is not in default", "Declare it: tenor bond default")
    return trouble


def _carried(desk: BondDesk, ballot: Any) -> bool:  # noqa: ANN401 -- `Ballot` of IBondTrouble.sol
    needed = desk.terms.rights.acceleration * ballot.units
    return bool(ballot.inFavour and ballot.inFavour * RATE_SCALE >= needed)


def _is_recorded(desk: BondDesk, state: BondState) -> bool:
    """Whether the last record time has passed, and the principal is not due yet."""
    if state.coupons == 0 or state.now >= state.redemption_time:
        return False
    return state.now > read_coupon(desk, state.coupons).record_time


def _distribution(desk: BondDesk, amount: str, deadline: int) -> PaymentRun:
    """The run of a recovery that the claim bears."""
    trouble, state = read_trouble(desk), read_state(desk)
    if not trouble.accelerated:
        raise InputError("BOND", "recoveries are distributed after acceleration", "See tenor bond show")
    if state.redemption_funded:
        raise InputError("BOND", "the rest of the claim is funded", "Holders redeem: tenor bond redeem")
    if not state.supply:
        raise InputError("BOND", "no unit is in issue", "Nobody has a claim")
    try:
        per_unit = Money.of(amount, desk.currency).minor
    except (ValueError, ArithmeticError):
        raise InputError("AMOUNT", f"'{amount}' is no amount of {desk.currency}", "Write e.g. 125.00") from None
    if not 0 < per_unit <= trouble.claim:
        what = f"the claim that is left of a unit is {desk.money(trouble.claim)}"
        raise InputError("AMOUNT", what, "Distribute more than nothing, and no more than that")
    return PaymentRun(desk.read("nextRun"), per_unit, state.supply, per_unit * state.supply, deadline)


def _ballot_times(desk: BondDesk, record: int | None, until: int) -> tuple[int, int]:
    """Record time and end of a consent that may be asked for now."""
    desk.require_role("issuer")
    rights, trouble, now = desk.terms.rights, read_trouble(desk), desk.now()
    if rights.quorum == 0:
        raise InputError("BOND", "the terms of this bond provide for no consent", "Its terms cannot be changed")
    if trouble.consent:
        what = f"ballot {trouble.consent} is open"
        raise InputError("BOND", what, "One consent at a time: tenor bond close when its vote is over")
    recorded = now + _RECORD_SLACK if record is None else record
    if recorded < now:
        raise InputError("--record", f"{moment(recorded)} is past", "Name a moment to come")
    if until <= recorded:
        raise InputError("--until", "the vote ends before its record time", "Name a later end")
    first = desk.day_of(now) + rights.noticeDays
    if desk.day_of(until) < first:
        what = f"the terms ask for {rights.noticeDays} days of notice"
        raise InputError("--until", what, "Let the vote end later")
    return recorded, until


def _asked(desk: BondDesk, what: str, function: str, arguments: tuple[object, ...]) -> Done:
    outcome = desk.act("issuer", what, function, *arguments)
    ballot = read_trouble(desk).consent
    return Done(what, outcome, (f"ballot {ballot} is open; holders vote by tenor bond vote {ballot}",))


def _motion(ballot: Any) -> str:  # noqa: ANN401 -- `Ballot` of IBondTrouble.sol
    return {Motion.ACCELERATION: "acceleration", Motion.TERMS: "the new terms", Motion.STANDSTILL: "the standstill"}[
        Motion(ballot.motion)
    ]


def _percent(share: int) -> str:
    return percent_text(Fraction(share, RATE_SCALE))
