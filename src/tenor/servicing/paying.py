"""Holders are paid what a bond owes them, in batches; what was paid is held against what was due."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from web3.logs import DISCARD

from tenor.chain.contract import at
from tenor.chain.events import transfers
from tenor.chain.intent import Outcome, batches
from tenor.errors import InputError, TransactionFailed
from tenor.onboarding.desk import written_address
from tenor.servicing.bond import HOLDERS_A_TRANSACTION
from tenor.servicing.desk import ROLES, BondDesk, Done, moment
from tenor.servicing.state import BondState, read_coupon, read_state

PAYER = "paying-agent"


@dataclass(slots=True)
class Paid:
    """What transactions made of what was due [minor], by holder.

    Attributes:
        paid: money moved.
        tax: kept back.
        refused: the holder's cash account did not take it; it stays due.
    """

    paid: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    tax: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    refused: dict[str, int] = field(default_factory=dict)


def pay(desk: BondDesk, named: Sequence[str]) -> Iterator[Done]:
    """Pay coupons to holders, or to all who are owed any.

    Args:
        desk: with the paying agent, or with a holder who fetches what is its own.
        named: wallets; nobody for all.

    Raises:
        InputError: the chain would refuse it, or a wallet that is named is owed nothing; nothing was sent.
    """
    holders = persons(desk, named)
    _check_payable(desk, read_state(desk))
    due = {holder: desk.read("interestDue", holder)[0] for holder in holders}
    check_owed(desk, named, due, "no coupon that may be paid now")
    for batch in batches(payees(desk, named, due), HOLDERS_A_TRANSACTION):
        what = f"pay coupons to {len(batch)} holders"
        outcome = desk.act(PAYER, what, "payCoupons", list(batch), promised=False)
        yield Done(what, outcome, tuple(told(desk, outcome, {holder: due[holder] for holder in batch})))


def redeem(desk: BondDesk, named: Sequence[str]) -> Iterator[Done]:
    """Redeem the units of holders, or of all who hold any; arguments and errors as of `pay`."""
    holders = persons(desk, named)
    state = read_state(desk)
    if not state.redemption_funded:
        if state.now < state.redemption_time:
            what = f"the principal is due from {moment(state.redemption_time)}, and it is {moment(state.now)}"
            raise InputError("BOND", what, "Redeem it then")
        raise InputError("BOND", "the principal is not funded yet", "Have it funded: tenor bond fund BOND principal")
    per_unit = state.redemption_per_unit or 0
    due: dict[str, int] = {}
    for holder in holders:
        units = desk.read("balanceOf", holder)
        due[holder] = units and units * per_unit + desk.read("interestDue", holder)[0]
    check_owed(desk, named, due, "no units")
    for batch in batches(payees(desk, named, due), HOLDERS_A_TRANSACTION):
        what = f"redeem the units of {len(batch)} holders"
        outcome = desk.act(PAYER, what, "redeem", list(batch), promised=False)
        yield Done(what, outcome, tuple(told(desk, outcome, {holder: due[holder] for holder in batch})))


def settled(desk: BondDesk, outcome: Outcome) -> Paid:
    """What a transaction paid out of a bond, by its logs."""
    result, receipt = Paid(), desk.receipt(outcome)
    for moved in transfers(receipt):
        if moved.asset == desk.cash and moved.sender == desk.bond and moved.receiver:
            result.paid[moved.receiver] += moved.amount
    events = at(desk.chain, "Bond", desk.bond).events
    for log in events.TaxWithheld().process_receipt(receipt, DISCARD):
        result.tax[log["args"]["holder"]] += log["args"]["amount"]
    for log in events.PaymentFailed().process_receipt(receipt, DISCARD):
        result.refused[log["args"]["holder"]] = log["args"]["amount"]
    return result


def persons(desk: BondDesk, named: Sequence[str]) -> list[str]:
    """Whom a command is about; raises InputError where the payer may not pay them."""
    holders = [written_address("HOLDER", text) for text in named]
    payer = desk.actors[PAYER]
    if desk.has_role(ROLES[PAYER], payer.wallet):
        return sorted(set(holders)) if named else sorted(desk.holdings())
    if named and holders != [payer.wallet]:
        what = f"{payer.key} ({payer.wallet}) is no paying agent of this bond, and pays nobody but itself"
        raise InputError(f"--{PAYER}", what, "Name the paying agent's key, or no HOLDER to fetch what is your own")
    return [payer.wallet]


def _check_payable(desk: BondDesk, state: BondState) -> None:
    """Refuse while no coupon is funded, or none of those may be paid yet."""
    if state.funded == 0:
        raise InputError("BOND", "no coupon is funded yet", "Have the next one funded: tenor bond fund")
    if state.funded == 1 and state.now < (start := read_coupon(desk, 1).pay_time):
        what = f"coupon 1 is funded and may be paid from {moment(start)}, and it is {moment(state.now)}"
        raise InputError("BOND", what, "Pay it then")


def check_owed(desk: BondDesk, named: Sequence[str], due: Mapping[str, int], nothing: str) -> None:
    """Refuse a wallet that is named and owed nothing; of all holders such are passed over."""
    for holder in due if named or set(due) == {desk.actors[PAYER].wallet} else ():
        if not due[holder]:
            raise InputError("HOLDER", f"{holder} is owed {nothing}", "Check the address, or whether it is paid")


def payees(desk: BondDesk, named: Sequence[str], due: Mapping[str, int]) -> list[str]:
    """Who is owed something; raises InputError where one that is named cannot be paid, or nobody of all."""
    owed = sorted(holder for holder, amount in due.items() if amount)
    for holder in owed:
        words = _refusal(desk, holder, due[holder])
        if words is None and not named:
            break  # somebody is paid
        if words is not None and (named or holder == owed[-1]):
            what = f"the cash account of {holder} takes no payment: {words}"
            others = "" if named or len(owed) == 1 else f", and none of the others that are owed, {len(owed) - 1}, does"
            raise InputError("HOLDER", what + others, "Have that lifted; the claim stays")
    return owed


def _refusal(desk: BondDesk, holder: str, amount: int) -> str | None:
    """Why a holder's cash account does not take an amount from the bond; None where it does."""
    code, words = desk.read_cash("transferRestriction", desk.bond, desk.bond, holder, amount)
    return str(words) if code else None


def told(desk: BondDesk, outcome: Outcome, due: Mapping[str, int]) -> Iterator[str]:
    """What a payment changed, in words.

    Raises:
        TransactionFailed: somebody got another amount than was due.
    """
    result = settled(desk, outcome)
    for holder, amount in due.items():
        got = result.paid[holder] + result.tax[holder]
        if holder not in result.refused and got != amount:
            what = f"{holder} was due {desk.money(amount)} and was paid {desk.money(got)} with tax"
            raise TransactionFailed(f"bond {desk.bond}", what, f"Trace transaction {outcome.hash}")
    yield f"paid {desk.money(sum(result.paid.values()))} to {sum(map(bool, result.paid.values()))} holders"
    if any(result.tax.values()):
        yield f"kept back {desk.money(sum(result.tax.values()))} of tax, to be remitted: tenor bond remit-tax"
    for holder, amount in result.refused.items():
        yield f"not paid: {holder}, whose cash account refused {desk.money(amount)}; the claim stays"
