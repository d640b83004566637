"""Single acts on one wallet: their reason, freezes, and the question why a transfer would not pass."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from web3.exceptions import ContractLogicError, Web3RPCError

from tenor.chain.contract import at, calldata, explain_revert
from tenor.chain.intent import Intent, Outcome, intent_id
from tenor.errors import InputError
from tenor.files.digest import sha256_of
from tenor.onboarding.desk import Desk

MAX_CODE = 2**16 - 1
"""Largest code of a reason."""

MAX_UNITS = 2**64 - 1
"""Largest amount that a token holds."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an act against or without a holder's will was done, as the chain records it.

    Args:
        code: of the reason, a number of the officer's own list.
        document: SHA-256 of the document that orders it; the document itself stays where it is.
        file: where that is, if it is known.
    """

    code: int
    document: bytes
    file: Path | None = field(default=None, compare=False)

    @classmethod
    def of(cls, code: int, document: Path) -> Reason:
        """A reason from its code and the file of its document; raises InputError where either is none."""
        if not 0 <= code <= MAX_CODE:
            raise InputError("--reason-code", f"{code} is not a code", f"Write a number of 0 to {MAX_CODE:,}")
        return cls(code, sha256_of(document), document)


@dataclass(frozen=True, slots=True)
class Part:
    """What is frozen or released.

    Args:
        units: how many units; None for the whole address.
        release: whether it is released.
    """

    units: int | None
    release: bool

    @classmethod
    def of(cls, units: int | None, *, address: bool, release: bool) -> Part:
        """A part from the options of a command; raises InputError where they do not name one."""
        if (units is None) is not address:
            raise InputError("--units, --address", "exactly one of these says what is meant", "Give one of them")
        if units is not None:
            check_units(units, least=1)
        return cls(units, release)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the chain answers about a transfer that was not made.

    Args:
        code: of the restriction, 0 if it would pass (ITransferRules.sol).
        words: the same in words.
    """

    code: int
    words: str


def freeze(desk: Desk, wallet: str, part: Part, reason: Reason) -> Outcome:
    """Freeze or release units of a wallet, or its whole address."""
    token, verb = token_of(desk), "unfreeze" if part.release else "freeze"
    subject: int
    if part.units is None:
        head, subject, named = "setAddressFrozen(address,bool", not part.release, "the whole address"
    else:
        head, subject, named = f"{verb}PartialTokens(address,uint256", part.units, f"{part.units:,} units"
    data = calldata("Bond", f"{head},uint16,bytes32)", wallet, subject, reason.code, reason.document)
    what = f"{verb} {named} of {wallet}"
    return desk.send(Intent(intent_id(token, what), "enforce", what, desk.actors["officer"], token, data))


def why(desk: Desk, parties: tuple[str, str, str], units: int) -> Verdict:
    """Why a transfer would not pass now, in the chain's own words.

    Args:
        parties: spender, sender and receiver; the spender is the sender where it moves its own.
        units: how much [units] of a bond, [minor] of money.
    """
    check_units(units, least=0)
    rules = at(desk.chain, "Bond", token_of(desk))
    try:
        code, words = rules.functions.transferRestriction(*parties, units).call()
    except (ContractLogicError, Web3RPCError) as exc:
        raise InputError("--token", f"the contract gives no answer ({explain_revert(exc)})", "Name a token") from exc
    return Verdict(code, words)


def check_units(units: int, least: int) -> None:
    """Raise InputError for what is no number of units."""
    if not least <= units <= MAX_UNITS:
        raise InputError("--units", "this is no number of units", f"Write a number of {least} or more, of 64 bits")


def token_of(desk: Desk) -> str:
    """The token that a command is about; raises InputError where none is named."""
    if desk.token is None:
        raise InputError("--token", "no token is named", "Give the address of the token that this is about")
    return desk.token
