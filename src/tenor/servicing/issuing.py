"""Units of a bond issued by hand."""

from __future__ import annotations

from tenor.chain.contract import calldata
from tenor.chain.intent import Intent, Movement, intent_id
from tenor.errors import InputError
from tenor.onboarding.desk import written_address
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
    what = f"issue {created:,} units to {wallet}"
    data = calldata("Bond", "mint", wallet, created)
    moved = (Movement(desk.bond, None, wallet, created),)
    return Done(what, desk.send(Intent(intent_id(desk.bond, what), "bond", what, issuer, desk.bond, data, moved)))
