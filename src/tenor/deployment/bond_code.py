"""The bond's code as `BondCode.sol` lays it out, so that its address is known before anything is sent.

The chain computes the same code again from terms and schedule; a bond at the address foretold is therefore a bond with
exactly these terms and amounts (CREATE2, EIP-1014).
"""

from __future__ import annotations

from eth_abi.abi import encode
from eth_utils.address import to_canonical_address, to_checksum_address
from eth_utils.crypto import keccak

from tenor.deployment.bond_issue import BondIssue

_ROLE_ORDER = (
    "issuer", "payingAgent", "paymentApprover", "calculationAgent", "registrar", "complianceOfficer", "custodian",
    "pauser",
)  # fmt: skip
_CLONE_LENGTH = 0x2D
_FLAGS = {"dualControl": 1, "endOfMonth": 2, "withholds": 4, "fixedLater": 8, "partlyCallable": 32, "parFloor": 64}
_RIGHTS = {"graceDays": 2, "acceleration": 4, "defaultInterest": 4, "quorum": 4, "majority": 4, "noticeDays": 2}
_DETAILED = 16
_LAST_WORD = b"\xff" * 32


def bond_address(factory: str, issue: BondIssue) -> str:
    """Address that the factory will give to a bond."""
    implementation = keccak(b"\xd6\x94" + to_canonical_address(factory) + b"\x01")[12:]
    arguments = _bond_code(issue)
    # OpenZeppelin Clones, cloneWithImmutableArgs: creation code, then EIP-1167 code, then the arguments.
    clone = bytes.fromhex("363d3d373d3d3d363d73") + implementation + bytes.fromhex("5af43d82803e903d91602b57fd5bf3")
    size = (_CLONE_LENGTH + len(arguments)).to_bytes(2, "big")
    code = b"\x61" + size + bytes.fromhex("3d81600a3d39f3") + clone + arguments
    salt = keccak(encode(["address"] * len(_ROLE_ORDER), [issue.roles[role] for role in _ROLE_ORDER]))
    return create2_address(factory, salt, code)


def create2_address(deployer: str, salt: bytes, initcode: bytes) -> str:
    """EIP-1014 address."""
    return to_checksum_address(keccak(b"\xff" + to_canonical_address(deployer) + salt + keccak(initcode))[12:])


def _bond_code(issue: BondIssue) -> bytes:
    terms = issue.terms
    head: bytes = b"".join(terms[field] for field in ("issueId", "termsHash", "annexHash", "name", "symbol"))
    fifth = to_canonical_address(terms["cash"]) + _packed(
        (terms["minUnits"], 4), (terms["issueTime"], 5), (len(issue.periods), 2), (terms["dayCount"], 1)
    )
    amounts = _packed((terms["unitFace"], 8), (terms["units"], 8), (terms["rate"], 8), (terms["maturityTime"], 5))
    currency: bytes = terms["currency"]
    flags = sum(flag for name, flag in _FLAGS.items() if terms[name]) | (_DETAILED if issue.details else 0)
    seventh = to_canonical_address(terms["settlementVenue"]) + _packed(
        (flags, 1), (terms["months"], 1), (terms["rounding"], 1), (terms["anchor"], 3), (terms["maturityDay"], 3),
        (terms["interestYears"], 1), (terms["principalYears"], 1), (0, 1),
    )  # fmt: skip
    eighth = _packed((terms["zone"] % 256, 1), *((terms["rights"][name], size) for name, size in _RIGHTS.items()))
    coupons = [period | money for period, money in zip(issue.periods, issue.money, strict=True)]
    details = [word | left << 128 for word, left in zip(issue.details, issue.outstanding, strict=False)]
    head += fifth + amounts + currency + seventh + eighth.ljust(32, b"\0")
    return head + _words(coupons) + _LAST_WORD + _words(details)


def _words(words: list[int]) -> bytes:
    return b"".join(word.to_bytes(32) for word in words)


def _packed(*fields: tuple[int, int]) -> bytes:
    return b"".join(value.to_bytes(size, "big") for value, size in fields)
