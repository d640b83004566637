"""EIP-712 signatures, hashed here from the standard's text so that neither contract nor product vouches for itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from eth_abi.abi import encode
from eth_account import Account
from eth_utils.crypto import keccak

DOMAIN_TYPE = "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
CLAIM_TYPE = (
    "IdentityClaim(address wallet,address investor,uint16 country,uint8 investorClass,uint8 topics,"
    "uint40 issuedAt,uint40 validUntil)"
)
DETAILS_TYPE = "Details(uint64 minimumPart,bool locked,uint64 cleanPrice,uint24 pricedFor)"
TRADE_TYPE = (
    "Trade(bytes32 tradeReference,address seller,address buyer,address security,uint256 units,address cash,"
    f"uint256 amount,uint40 settleFrom,uint40 settleBy,uint256 nonce,Details details){DETAILS_TYPE}"
)
PLAIN = {"minimumPart": 0, "locked": False, "cleanPrice": 0, "pricedFor": 0}
RUN_TYPE = "PaymentRun(uint256 number,uint256 amountPerUnit,uint256 units,uint256 total,uint256 deadline)"
REGISTRY_NAME = "Tenor Identity Registry"
BOND_NAME = "Tenor Bond"
DVP_NAME = "Tenor Delivery Versus Payment"
CHAIN_ID = 31337

_ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141  # of secp256k1


def digest(struct_type: str, values: Mapping[str, Any], name: str, contract: str, chain_id: int = CHAIN_ID) -> bytes:
    """What is signed (EIP-712): the struct's hash, bound to one contract on one chain."""
    return bound(struct_hash(struct_type, values), name, contract, chain_id)


def bound(struct: bytes, name: str, contract: str, chain_id: int = CHAIN_ID) -> bytes:
    """A struct's hash, bound to one contract on one chain."""
    return keccak(b"\x19\x01" + separator(name, contract, chain_id) + struct)


def separator(name: str, contract: str, chain_id: int = CHAIN_ID) -> bytes:
    """What binds a signature to one contract on one chain."""
    version = "2" if name == REGISTRY_NAME else "1"
    head = [keccak(text=text) for text in (DOMAIN_TYPE, name, version)]
    return keccak(encode(["bytes32", "bytes32", "bytes32", "uint256", "address"], [*head, chain_id, contract]))


def struct_hash(struct_type: str, values: Mapping[str, Any]) -> bytes:
    """Hash of one struct (EIP-712); a struct within it is given by its hash."""
    members = struct_type[struct_type.index("(") + 1 : struct_type.index(")")].split(",")
    types = [member.split(" ")[0] for member in members]
    atoms = [kind if kind[0].islower() else "bytes32" for kind in types]
    return keccak(keccak(text=struct_type) + encode(atoms, list(values.values())))


def trade_digest(
    trade: Mapping[str, Any],
    contract: str,
    details: Mapping[str, Any] = PLAIN,
    name: str = DVP_NAME,
    chain_id: int = CHAIN_ID,
) -> bytes:
    """What both parties of a trade sign."""
    return digest(TRADE_TYPE, {**trade, "details": struct_hash(DETAILS_TYPE, details)}, name, contract, chain_id)


def sign(key: bytes, message: bytes) -> bytes:
    """65 bytes: r, s, v."""
    return bytes(Account.unsafe_sign_hash(message, key).signature)


def compact(signature: bytes) -> tuple[bytes, bytes]:
    """The same signature in 64 bytes: r, and s with the parity on top (EIP-2098)."""
    vs = int.from_bytes(signature[32:64], "big") | (signature[64] - 27) << 255
    return signature[:32], vs.to_bytes(32, "big")


def packed(claims: Sequence[Mapping[str, Any]], issuer: object, signatures: Sequence[object]) -> tuple[object, ...]:
    """Claims of one issuer and one time as a batch brings them; investors are named where one is not its wallet."""
    words = [
        int(claim["wallet"], 16) << 96
        | claim["topics"] << 56
        | claim["investorClass"] << 50
        | claim["country"] << 40
        | claim["validUntil"]
        for claim in claims
    ]
    further = any(claim["investor"] != claim["wallet"] for claim in claims)
    investors = [claim["investor"] for claim in claims] if further else []
    return issuer, claims[0]["issuedAt"] if claims else 0, words, investors, signatures


def malleable(signature: bytes) -> bytes:
    """The other signature of the same key and digest: s mirrored into the upper half, v turned."""
    s = _ORDER - int.from_bytes(signature[32:64], "big")
    return signature[:32] + s.to_bytes(32, "big") + bytes([55 - signature[64]])
