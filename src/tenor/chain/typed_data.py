"""EIP-712: what a person signs off chain, bound to one contract on one chain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from eth_account import Account
from eth_account.messages import SignableMessage, encode_typed_data
from eth_account.signers.local import LocalAccount
from eth_keys.exceptions import BadSignature
from eth_utils.crypto import keccak
from eth_utils.exceptions import ValidationError

_VERSION = "1"


@dataclass(frozen=True, slots=True)
class TypedData:
    """One kind of message of one contract.

    Args:
        contract: the contract's EIP-712 name.
        address: the contract that verifies.
        chain_id: chain that the signature counts on.
        type: name of the struct.
        members: ABI type by member, in the struct's order.
        structs: the same of each other struct that a member is or holds, by its name.
    """

    contract: str
    address: str
    chain_id: int
    type: str
    members: Mapping[str, str]
    structs: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def sign(self, message: Mapping[str, object], account: LocalAccount) -> bytes:
        """The account's signature of a message, 65 bytes; the same for the same message (RFC 6979)."""
        return bytes(account.sign_message(self._signable(message)).signature)

    def digest(self, message: Mapping[str, object]) -> bytes:
        """What is signed: 32 bytes, as the contract computes them."""
        version, header, body = self._signable(message)
        return keccak(b"\x19" + version + header + body)

    def signer(self, message: Mapping[str, object], signature: bytes) -> str:
        """Whose key signed a message; raises ValueError where the bytes are no signature."""
        try:
            return str(Account.recover_message(self._signable(message), signature=signature))
        except (ValidationError, BadSignature, IndexError) as exc:
            raise ValueError("these bytes are no signature") from exc

    def _signable(self, message: Mapping[str, object]) -> SignableMessage:
        domain = {
            "name": self.contract,
            "version": _VERSION,
            "chainId": self.chain_id,
            "verifyingContract": self.address,
        }
        types = {
            struct: [{"name": name, "type": kind} for name, kind in members.items()]
            for struct, members in {self.type: self.members, **self.structs}.items()
        }
        return encode_typed_data(domain, types, dict(message))


def compact(signature: bytes) -> bytes:
    """The same signature in 64 bytes: r, and s with the parity on top (ERC-2098)."""
    parity = signature[64] - 27
    return signature[:32] + (int.from_bytes(signature[32:64], "big") | parity << 255).to_bytes(32, "big")
