"""EIP-712: what a person signs off chain, bound to one contract on one chain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

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
    """

    contract: str
    address: str
    chain_id: int
    type: str
    members: Mapping[str, str]

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
        types = {self.type: [{"name": name, "type": kind} for name, kind in self.members.items()]}
        return encode_typed_data(domain, types, dict(message))
