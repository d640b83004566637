"""Units of a bond issued by hand."""

from __future__ import annotations

from web3.exceptions import ContractLogicError, Web3RPCError

from tenor.chain.contract import calldata, explain_revert
from tenor.chain.intent import Intent, Movement, intent_id
from tenor.errors import InputError
from tenor.onboarding.desk import written_address
from tenor.parties import Actor
from tenor.servicing.desk import BondDesk, Done, moment
from tenor.servicing.state import read_coupon, read_state


def issue(desk: BondDesk, units: int | None, receiver: str | None) -> Done:
    """The issuer creates units: all that are left of the issue, to itself, if nothing else is said.

    Raises:
        InputError: the chain would refuse it; nothing was sent.
    """
    issuer, state, terms = desk.require_role("issuer"), read_state(desk), desk.terms
    wallet = written_address("--to", receiver) if receiver else issuer.wallet
    left = terms.units - state.supply
    created = left if units is None else units
    if state.now < terms.issueTime:
        what = f"units are issued from {moment(terms.issueTime)}, and it is {moment(state.now)}"
        raise InputError("BOND", what, "Issue them then")
    ends = read_coupon(desk, 1).record_time if state.coupons else state.redemption_time
    if state.now > ends:
        raise InputError("BOND", f"units were issued until {moment(ends)}", "The first register is read")
    if not 0 < created <= left:
        what = f"{state.supply:,} of {terms.units:,} units are in issue"
        raise InputError("--units", what, f"Issue 1 to {left:,}" if left else "Nothing is left to issue")
    _check_receiver(desk, issuer, wallet, created)
    what = f"issue {created:,} units to {wallet}"
    data = calldata("Bond", "mint", wallet, created)
    moved = (Movement(desk.bond, None, wallet, created),)
    return Done(what, desk.send(Intent(intent_id(desk.bond, what), "bond", what, issuer, desk.bond, data, moved)))


def _check_receiver(desk: BondDesk, issuer: Actor, wallet: str, units: int) -> None:
    """Refuse a wallet that may not hold the bond, or not so many units of it."""
    if desk.read("paused"):
        raise InputError("BOND", "the token is paused", "Issue units when it moves again")
    if not desk.read("canReceive", wallet):
        _, words = desk.read("transferRestriction", issuer.wallet, issuer.wallet, wallet, 0)
        what = f"{wallet} cannot get units: {words}"
        raise InputError("--to", what, "Bring it onto the register (tenor register add), or name another wallet")
    try:
        desk.foretell("issuer", "mint", wallet, units)
    except (ContractLogicError, Web3RPCError) as exc:
        what = f"{wallet} cannot get {units:,} units: {explain_revert(exc)}"
        raise InputError("--units", what, "Write another number; tenor register show tells the rules") from exc
