"""Acts that a token may want two persons for: forced transfer, burn and recovery, their approval and its withdrawal.

Where a token was deployed with dual control, a compliance officer or a custodian approves the act first: exactly it,
with its reason and document, for seven days and for one use by somebody else (IEnforcement.sol).
"""

from __future__ import annotations

import shlex
from dataclasses import dataclass

from eth_utils.crypto import keccak

from tenor.chain.contract import at, calldata
from tenor.chain.events import NOBODY
from tenor.chain.intent import Intent, Movement, Outcome, intent_id
from tenor.errors import InputError, TransactionFailed
from tenor.onboarding.acts import Reason, check_units, token_of
from tenor.onboarding.desk import Desk

_APPROVERS = ("COMPLIANCE_ROLE", "CUSTODIAN_ROLE")


@dataclass(frozen=True, slots=True)
class Act:
    """One act, which one person carries out and, where two must, another approves.

    Args:
        form: signature of the contract's function, which ends with the reason.
        arguments: of the function, before the reason.
        approved: holder, receiver, amount and identity, as they are approved.
        reason: why.
        role: who carries it out.
        what: the same in words.
        moved: what it moves.
        command: the same as a person types it, without node, token and reason.
    """

    form: str
    arguments: tuple[object, ...]
    approved: tuple[str, str, int, str]
    reason: Reason
    role: str
    what: str
    moved: Movement
    command: str


def forced_transfer(desk: Desk, parties: tuple[str, str], units: int, reason: Reason) -> Act:
    """Units moved from one wallet to another whatever their holder and the rules of trading say."""
    check_units(units, least=1)
    sender, receiver = parties
    return Act(
        form="forcedTransfer(address,address,uint256,uint16,bytes32)",
        arguments=(sender, receiver, units),
        approved=(sender, receiver, units, NOBODY),
        reason=reason,
        role="officer",
        what=f"move {units:,} of {sender} to {receiver}",
        moved=Movement(token_of(desk), sender, receiver, units),
        command=f"force --from {sender} --to {receiver} --units {units}",
    )


def burn(desk: Desk, holder: str, units: int, reason: Reason) -> Act:
    """Units of a wallet destroyed."""
    check_units(units, least=1)
    return Act(
        form="burn(address,uint256,uint16,bytes32)",
        arguments=(holder, units),
        approved=(holder, NOBODY, units, NOBODY),
        reason=reason,
        role="officer",
        what=f"burn {units:,} of {holder}",
        moved=Movement(token_of(desk), holder, None, units),
        command=f"burn --from {holder} --units {units}",
    )


def recovery(desk: Desk, lost: str, fresh: str, reason: Reason) -> Act:
    """All that belongs to a lost wallet moved to another one of the same investor; the lost one stays frozen.

    Raises:
        InputError: the lost wallet is not on the register.
    """
    token = token_of(desk)
    identity = at(desk.chain, "IdentityRegistry", desk.registry).functions.identity(lost).call()
    if identity == NOBODY:
        raise InputError("--lost", f"{lost} is not on the register", "See `tenor register list`")
    units = at(desk.chain, "Bond", token).functions.balanceOf(lost).call()
    return Act(
        form="recoveryAddress(address,address,address,uint16,bytes32)",
        arguments=(lost, fresh, identity),
        approved=(lost, fresh, 0, identity),
        reason=reason,
        role="registrar",
        what=f"move all of {lost} to {fresh}",
        moved=Movement(token, lost, fresh, units),
        command=f"recover --lost {lost} --new {fresh}",
    )


def carry_out(desk: Desk, act: Act) -> Outcome:
    """Carry out an act.

    Raises:
        TransactionFailed: the chain refused, e.g. because a second person has not approved it; the error then says who
            may, and the command to type.
    """
    token, actor = token_of(desk), desk.actors[act.role]
    data = calldata("Bond", act.form, *act.arguments, act.reason.code, act.reason.document)
    try:
        return desk.send(Intent(intent_id(token, act.what), "enforce", act.what, actor, token, data, (act.moved,)))
    except TransactionFailed as exc:
        if "ActNotApproved" not in exc.what:
            raise
        what = f"a second person has to approve this act, and no approval by another than {actor.wallet} stands"
        remedy = (
            f"Have another compliance officer or a custodian approve it with their KEY at a NODE, then run this again: "
            f"{_approval(token, act)}"
        )
        raise TransactionFailed(exc.where, what, remedy) from exc


def approve(desk: Desk, act: Act) -> Outcome:
    """Approve an act that somebody else is to carry out.

    Raises:
        InputError: the token wants no second person, or the approver may not be it.
        TransactionFailed: the chain refused, e.g. because it is approved already.
    """
    token, approver = _needs_two(desk), desk.actors["approver"]
    has_role = at(desk.chain, "Bond", token).functions.hasRole
    if not any(has_role(keccak(text=role), approver.wallet).call() for role in _APPROVERS):
        what = f"{approver.key} ({approver.wallet}) is neither a compliance officer nor a custodian of this token"
        raise InputError("--approver", what, "Name the key of one")
    standing = (
        "this act is approved already",
        "Carry it out, or have whoever approved it add --withdraw to this command",
    )
    return _decide(desk, act, "approve", standing)


def withdraw(desk: Desk, act: Act) -> Outcome:
    """Take an approval back.

    Raises:
        InputError: the token wants no second person.
        TransactionFailed: the chain refused, e.g. because this key has given none, or it is used up.
    """
    _needs_two(desk)
    absent = "no approval that this key gave stands", "Name the key that approved it; a used approval is gone"
    return _decide(desk, act, "withdraw", absent)


def _decide(desk: Desk, act: Act, verb: str, otherwise: tuple[str, str]) -> Outcome:
    """Approve or withdraw; where the approval is not in the state for it, the error says so and what to do."""
    token, (code, document) = token_of(desk), (act.reason.code, act.reason.document)
    selector = keccak(text=act.form)[:4]
    hashed = at(desk.chain, "Bond", token).functions.actHash(selector, *act.approved, code, document).call()
    data, what = calldata("Bond", f"{verb}Act", hashed), f"{verb}: {act.what}"
    try:
        return desk.send(Intent(intent_id(token, what), "enforce", what, desk.actors["approver"], token, data))
    except TransactionFailed as exc:
        if "ActApprovalState" not in exc.what:
            raise
        raise TransactionFailed(exc.where, *otherwise) from exc


def _needs_two(desk: Desk) -> str:
    """The token; raises InputError for one whose acts one person carries out."""
    token = token_of(desk)
    if not at(desk.chain, "Bond", token).functions.dualControl().call():
        raise InputError("--token", "the acts of this token need no second person", "Carry the act out")
    return token


def _approval(token: str, act: Act) -> str:
    """The command by which a second person approves an act."""
    document = shlex.quote(str(act.reason.file or "FILE"))
    reason = f"--reason-code {act.reason.code} --document {document}"
    return f"tenor register approve {act.command} {reason} --token {token} --rpc NODE --approver KEY"
