"""Claims in bulk: digest by EIP-712, signature in 64 bytes (EIP-2098) and calldata, put together word by word.

A list may have hundreds of thousands of claims, so nothing here goes through a general encoder; tests hold every byte
against one, and against the registry itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import coincurve
from eth_account.signers.local import LocalAccount
from eth_utils.crypto import keccak

NAME, VERSION = "Tenor Identity Registry", "2"
"""Of the registry's EIP-712 domain."""

CLAIM_TYPE = (
    "IdentityClaim(address wallet,address investor,uint16 country,uint8 investorClass,uint8 topics,"
    "uint40 issuedAt,uint40 validUntil)"
)
_DOMAIN_TYPE = "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
_CLAIM_HASH = keccak(text=CLAIM_TYPE)
_REGISTER = keccak(text="registerSigned(address,uint40,uint256[],address[],(bytes32,bytes32)[])")[:4]


@dataclass(frozen=True, slots=True)
class Claim:
    """What an issuer vouches for: `IdentityClaim` of IIdentityRegistry.sol.

    Args:
        wallet: address that may hold.
        investor: the investor's first wallet.
        country: ISO 3166-1 numeric.
        investor_class: see `InvestorClass`.
        topics: bit i is the registry's topic of index i.
        issued_at: when the issuer vouches [s].
        valid_until: last second of validity [s].
    """

    wallet: str
    investor: str
    country: int
    investor_class: int
    topics: int
    issued_at: int
    valid_until: int

    def encoded(self) -> bytes:
        """The claim as the ABI has it, a word a member; also what its hash is taken of, after the type's."""
        addresses = bytes(12) + bytes.fromhex(self.wallet[2:]) + bytes(12) + bytes.fromhex(self.investor[2:])
        numbers = (self.country, self.investor_class, self.topics, self.issued_at, self.valid_until)
        return addresses + b"".join(number.to_bytes(32, "big") for number in numbers)

    def packed(self) -> bytes:
        """What is particular to the claim in its batch, in one word (libraries/PackedClaims.sol)."""
        if self.country >> 10 or self.investor_class >> 3 or self.topics >> 8:
            raise ValueError(f"a code of the claim on {self.wallet} does not fit its field")
        facts = self.topics << 56 | self.investor_class << 50 | self.country << 40 | self.valid_until
        return bytes.fromhex(self.wallet[2:]) + facts.to_bytes(12, "big")


class ClaimSigner:
    """Signs claims for one registry on one chain."""

    def __init__(self, registry: str, chain_id: int, issuer: LocalAccount) -> None:
        domain = keccak(text=_DOMAIN_TYPE) + keccak(text=NAME) + keccak(text=VERSION)
        domain += _word(chain_id) + _address(registry)
        self._start = b"\x19\x01" + keccak(domain)
        self._key = coincurve.PrivateKey(bytes(issuer.key))

    def digest(self, claim: bytes) -> bytes:
        """What is signed of an encoded claim."""
        return keccak(self._start + keccak(_CLAIM_HASH + claim))

    def sign(self, claim: bytes) -> bytes:
        """The compact signature of an encoded claim, 64 bytes; the same for the same claim (RFC 6979)."""
        signature = self._key.sign_recoverable(self.digest(claim), hasher=None)
        # r, then s with the recovery bit on top: s is of the lower half (EIP-2), so that bit is free.
        return signature[:32] + bytes([signature[32] | signature[64] << 7]) + signature[33:64]


def register_calldata(claims: Sequence[Claim], issuer: str, signatures: Sequence[bytes]) -> str:
    """The call that brings claims of one issuer and one time with their signatures."""
    if len({claim.issued_at for claim in claims}) != 1:
        raise ValueError("the claims of one call are of one time")
    further = any(claim.investor != claim.wallet for claim in claims)
    investors = [_address(claim.investor) for claim in claims] if further else []
    packed = [claim.packed() for claim in claims]
    after_claims = 5 * 32 + 32 + len(packed) * 32
    after_investors = after_claims + 32 + len(investors) * 32
    head = _address(issuer) + _word(claims[0].issued_at) + _word(5 * 32) + _word(after_claims) + _word(after_investors)
    body = b"".join(_word(len(part)) + b"".join(part) for part in (packed, investors, signatures))
    return "0x" + (_REGISTER + head + body).hex()


def _word(number: int) -> bytes:
    return number.to_bytes(32, "big")


def _address(address: str) -> bytes:
    return bytes(12) + bytes.fromhex(address[2:])
