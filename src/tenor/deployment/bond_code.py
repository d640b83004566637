"""The bond's code as `BondCode.sol` lays it out, so that its address is known before anything is sent.

The chain computes the same code again from terms and schedule; a bond at the address foretold is therefore a bond with
exactly these terms and amounts (CREATE2, EIP-1014).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eth_abi.abi import encode
from eth_utils.address import to_canonical_address, to_checksum_address
from eth_utils.crypto import keccak

from tenor.schedule.model import Period, Schedule
from tenor.terms.model import DayCount, Terms
from tenor.units import epoch_day, rate_to_chain, timestamp

_DAY_COUNTS = {DayCount.ACT_365F: 0}
_ROLE_ORDER = ("issuer", "payingAgent", "registrar", "complianceOfficer", "custodian", "pauser")
_CLONE_LENGTH = 0x2D


def terms_argument(terms: Terms, schedule: Schedule, cash: str, venue: str) -> dict[str, Any]:
    """`BondTerms` of IBond.sol."""
    return {
        "issueId": keccak(text=terms.issue_id),
        "termsHash": bytes.fromhex(terms.document_hash.removeprefix("0x")),
        "name": short_string(terms.name),
        "symbol": short_string(terms.symbol),
        "cash": cash,
        "currency": terms.currency.encode(),
        "unitFace": terms.unit_face,
        "units": terms.units,
        "minUnits": terms.min_units,
        "rate": rate_to_chain(terms.rate),
        "dayCount": _DAY_COUNTS[terms.day_count],
        "issueTime": timestamp(terms.issue_date, terms.pay_at, terms.timezone),
        "maturityTime": schedule.periods[-1].pay_time,
        "settlementVenue": venue,
        "dualControl": terms.dual_control,
    }


def period_argument(period: Period) -> dict[str, int]:
    """`CouponPeriod` of IBond.sol."""
    return {
        "accrualStart": epoch_day(period.accrual_start),
        "accrualEnd": epoch_day(period.accrual_end),
        "recordTime": period.record_time,
        "payTime": period.pay_time,
    }


def bond_address(factory: str, terms: Mapping[str, Any], schedule: Schedule, roles: Mapping[str, str]) -> str:
    """Address that the factory will give to a bond.

    Args:
        factory: address of the BondFactory.
        terms: as `terms_argument` gives them.
        schedule: the coupons.
        roles: `BondRoles` of IBondFactory.sol.
    """
    implementation = keccak(b"\xd6\x94" + to_canonical_address(factory) + b"\x01")[12:]
    arguments = _bond_code(terms, schedule)
    # OpenZeppelin Clones, cloneWithImmutableArgs: creation code, then EIP-1167 code, then the arguments.
    clone = bytes.fromhex("363d3d373d3d3d363d73") + implementation + bytes.fromhex("5af43d82803e903d91602b57fd5bf3")
    size = (_CLONE_LENGTH + len(arguments)).to_bytes(2, "big")
    code = b"\x61" + size + bytes.fromhex("3d81600a3d39f3") + clone + arguments
    salt = keccak(encode(["address"] * len(_ROLE_ORDER), [roles[role] for role in _ROLE_ORDER]))
    return create2_address(factory, salt, code)


def create2_address(deployer: str, salt: bytes, initcode: bytes) -> str:
    """EIP-1014 address."""
    return to_checksum_address(keccak(b"\xff" + to_canonical_address(deployer) + salt + keccak(initcode))[12:])


def short_string(text: str) -> bytes:
    """OpenZeppelin's ShortString: up to 31 bytes, then the length."""
    data = text.encode()
    return data.ljust(31, b"\0") + bytes([len(data)])


def _bond_code(terms: Mapping[str, Any], schedule: Schedule) -> bytes:
    head: bytes = terms["issueId"] + terms["termsHash"] + terms["name"] + terms["symbol"]
    flags = to_canonical_address(terms["cash"]) + _packed(
        (terms["minUnits"], 4), (terms["issueTime"], 5), (len(schedule.periods), 2), (terms["dayCount"], 1)
    )
    amounts = _packed((terms["unitFace"], 8), (terms["units"], 8), (terms["rate"], 8), (terms["maturityTime"], 5))
    currency: bytes = terms["currency"]
    control = to_canonical_address(terms["settlementVenue"]) + _packed((int(terms["dualControl"]), 1), (0, 11))
    return head + flags + amounts + currency + control + _coupon_words(schedule)


def _coupon_words(schedule: Schedule) -> bytes:
    words, total = b"", 0
    for period in schedule.periods:
        argument = period_argument(period)
        total += period.interest_per_unit
        words += _packed(
            (argument["accrualStart"], 3), (argument["accrualEnd"], 3), (argument["recordTime"], 5),
            (argument["payTime"], 5), (period.interest_per_unit, 8), (total, 8),
        )  # fmt: skip
    return words


def _packed(*fields: tuple[int, int]) -> bytes:
    return b"".join(value.to_bytes(size, "big") for value, size in fields)
