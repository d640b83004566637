"""Why a transfer fails, in the order of the interface: the codes are fixed for good, so they stand here once more."""

from __future__ import annotations

from contextlib import AbstractContextManager
from enum import IntEnum

from tests.contracts.support import reverts


class Restriction(IntEnum):
    """Codes of `Restriction` in ITransferRules.sol."""

    NONE = 0
    PAUSED = 1
    SENDER_FROZEN = 2
    RECEIVER_FROZEN = 3
    INVALID_RECEIVER = 4
    INSUFFICIENT_BALANCE = 5
    FROZEN_UNITS = 6
    NOT_VERIFIED = 7
    INVESTOR_CLASS = 8
    COUNTRY = 9
    CLOSED_PERIOD = 10
    LOCK_UP = 11
    MINIMUM_HOLDING = 12
    MULTIPLE = 13
    MAXIMUM_HOLDING = 14
    MAXIMUM_HOLDERS = 15
    DAILY_VOLUME = 16
    MONTHLY_VOLUME = 17
    APPROVAL_NEEDED = 18
    SPENDER_NOT_LISTED = 19
    INSUFFICIENT_ALLOWANCE = 20
    EXTERNAL_RULES = 21
    NOT_CUSTOMER = 22


# The same names as the structs of ITransferRules have; all off.
RULES: dict[str, int | bool] = {
    "maxHolding": 0,
    "closedFrom": 0,
    "closedUntil": 0,
    "requiredTopics": 0,
    "excludedClasses": 0,
    "liveVerification": False,
    "spenderList": False,
    "approvalNeeded": False,
}
LIMITS: dict[str, int] = {"maxHolders": 0, "lockedUntil": 0, "daily": 0, "monthly": 0, "multiple": 0}
MAXIMUM = 2**64 - 1  # of a field of an account
ANY_COUNTRY, ALLOWED, RESTRICTED = range(3)


def restricted(reason: Restriction, sender: object, receiver: object, amount: int) -> AbstractContextManager[None]:
    """The block's last call is refused by the transfer rules for this reason."""
    return reverts("TransferRestricted", **{"reason": reason, "from": sender, "to": receiver, "amount": amount})


def insufficient(holder: object, balance: int, needed: int) -> AbstractContextManager[None]:
    """The block's last call is refused because the holder has less (ERC-6093)."""
    return reverts("ERC20InsufficientBalance", sender=holder, balance=balance, needed=needed)


def frozen_units(holder: object, unfrozen: int, amount: int) -> AbstractContextManager[None]:
    """The block's last call is refused because part of what the holder has is frozen (ERC-7943)."""
    return reverts("ERC7943InsufficientUnfrozenBalance", account=holder, amount=amount, unfrozen=unfrozen)


def bitmap(*countries: int) -> tuple[int, int, int, int]:
    """A list of countries by their ISO 3166-1 numeric codes, as the contract takes it: low word first."""
    bits = sum(1 << country for country in countries)
    low, second, third, high = (bits >> 256 * word & (1 << 256) - 1 for word in range(4))
    return low, second, third, high
