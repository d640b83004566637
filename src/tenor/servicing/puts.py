"""Puts by hand: holders give notice of units for a day of the terms, and the paying agent repays them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from web3.exceptions import ContractLogicError, Web3RPCError
from web3.logs import DISCARD

from tenor.chain.contract import at, calldata, explain_revert
from tenor.chain.intent import Intent, Outcome, intent_id
from tenor.errors import InputError
from tenor.files.document import read_document
from tenor.onboarding.desk import written_address
from tenor.servicing.bond import HOLDERS_A_TRANSACTION, PaymentRun
from tenor.servicing.desk import BondDesk, Done
from tenor.servicing.early import NOTHING_SUCH, date_of, read_ending
from tenor.servicing.observing import Sheet
from tenor.servicing.paying import settled
from tenor.servicing.runs import (
    ApprovalFile,
    Signed,
    check_approval,
    deadline_of,
    let_take,
    sign_run,
    struct_of,
)
from tenor.servicing.state import read_state
from tenor.terms.parts import Put
from tenor.terms.terms import Terms
from tenor.units import epoch_day


def put(desk: BondDesk, sheet: Sheet, day: date, units: int) -> Done:
    """A holder gives notice of units to be repaid on a day of the terms; the notice binds.

    Raises:
        InputError: the chain would refuse it; nothing was sent.
    """
    block = _put(sheet.terms, day)
    holder, state, wanted = desk.actors["holder"], read_state(desk), epoch_day(day)
    today, ending = desk.day_of(state.now), read_ending(desk)
    opens, closes = wanted - block.opens_days_before, wanted - block.closes_days_before
    if not opens <= today <= closes:
        what = f"notice for {day} is taken from {date_of(opens)} to {date_of(closes)}, and it is {date_of(today)}"
        raise InputError("--day", what, "Give notice within these days, or for another day")
    if ending.time and wanted >= ending.day:
        raise InputError("--day", f"the life ends on {date_of(ending.day)}, before that day", "All is repaid then")
    noticed, before, _ = desk.read("putNotice", holder.wallet)
    if noticed != wanted and noticed >= today and before:
        what = f"{holder.wallet} has put {before:,} units for {date_of(noticed)}"
        raise InputError("--day", what, "Give notice anew when that day has passed")
    all_units = units + (before if noticed == wanted else 0)
    balance = desk.read("balanceOf", holder.wallet)
    if units < 1 or all_units > balance:
        what = f"{holder.wallet} has {balance:,} units, and puts {all_units:,} for that day with these"
        raise InputError("--units", what, "Put 1 or more, and no more than it has")
    what = f"put {units:,} units for {day}"
    outcome = desk.act("holder", what, "givePutNotice", sheet.annex, wanted, units)
    return Done(what, outcome, (f"{all_units:,} units are put for {day} in all",))


def approve_puts(desk: BondDesk, sheet: Sheet, day: date, days: int) -> Signed:
    """The approver signs the repayment of all puts of a day, of as many holders as one transaction pays.

    Raises:
        InputError: the chain would refuse it.
    """
    desk.require_role("approver")
    holders = _putting(desk, sheet, day)
    run = _put_run(desk, sheet, day, holders, deadline_of(desk.now(), days))
    return sign_run(desk, run, f"puts for {day}", holders)


def redeem_puts(desk: BondDesk, sheet: Sheet, day: date, approval: Path) -> list[Done]:
    """The paying agent repays the puts that were approved.

    Raises:
        InputError: the chain would refuse it; nothing was sent.
    """
    agent = desk.require_role("paying-agent")
    _put(sheet.terms, day)
    document = read_document(approval, ApprovalFile)
    file = document.value
    holders = [written_address(document.where("holders"), holder) for holder in file.holders]
    if not holders:
        what = "this approval is of no puts"
        raise InputError(str(approval), what, "Have them approved: tenor bond approve-puts")
    run = _put_run(desk, sheet, day, holders, file.deadline)
    check_approval(desk, document, run)
    done = let_take(desk, run.total)
    what = f"repay {run.units:,} units put for {day} with {desk.money(run.total)}"
    call = calldata("Bond", "redeemPuts", sheet.annex, epoch_day(day), holders, run.total, struct_of(file))
    intent = Intent(intent_id(desk.bond, what, run.deadline), "bond", what, agent, desk.bond, call)
    outcome = desk.send(intent, promised=False)
    return [*done, Done(what, outcome, tuple(_repaid(desk, outcome)))]


def _putting(desk: BondDesk, sheet: Sheet, day: date) -> list[str]:
    """Holders who put units for a day, as many as one transaction pays; the notice of one who has sold all ends."""
    _put(sheet.terms, day)
    holders = [holder for holder in sorted(desk.holdings()) if _has_put(desk, holder, epoch_day(day))]
    if not holders:
        raise InputError("--day", f"nobody has put units for {day}", "Check the day")
    return holders[:HOLDERS_A_TRANSACTION]


def _has_put(desk: BondDesk, holder: str, day: int) -> bool:
    noticed, units, _ = desk.read("putNotice", holder)
    return bool(units) and noticed == day


def _put_run(desk: BondDesk, sheet: Sheet, day: date, holders: Sequence[str], deadline: int) -> PaymentRun:
    """The run of these puts now; raises InputError where they cannot be repaid now."""
    state, wanted = read_state(desk), epoch_day(day)
    if desk.day_of(state.now) < wanted:
        raise InputError("--day", f"puts for {day} are repaid from that day on", "Repay them then")
    try:
        number, per_unit, units, total = desk.read("putRun", sheet.annex, wanted, list(holders))
    except (ContractLogicError, Web3RPCError) as exc:
        what = f"puts for {day} cannot be repaid now: {explain_revert(exc)}"
        raise InputError(
            "--day", what, "Fund and pay coupons that are due first; repay before the next record"
        ) from exc
    if not units and not any(_has_put(desk, holder, wanted) for holder in holders):
        raise InputError("--day", f"no units put for {day} are left", "They are repaid, or sold")
    return PaymentRun(number, per_unit, units, total, deadline)


def _repaid(desk: BondDesk, outcome: Outcome) -> Iterator[str]:
    receipt = desk.receipt(outcome)
    (log,) = at(desk.chain, "Bond", desk.bond).events.PutsRedeemed().process_receipt(receipt, DISCARD)
    result, units = settled(desk, outcome), sum(log["args"]["units"])
    yield f"{units:,} units repaid at {desk.money(log['args']['principal'])} and interest accrued"
    for holder, amount in result.refused.items():
        yield f"not paid: {holder}, whose cash account refused {desk.money(amount)}; units and notice stay"


def _put(terms: Terms, day: date) -> Put:
    if terms.put is None:
        raise InputError("BOND", "the terms of this bond have no put", NOTHING_SUCH)
    days = [each.day for each in terms.put.dates]
    if day not in days:
        known = ", ".join(map(str, days))
        raise InputError("--day", f"the terms have no put on {day}", f"Name a day of: {known}")
    return terms.put
