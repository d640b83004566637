"""EIP-712: what a person signs off chain, bound to one contract on one chain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from eth_account import Account
from eth_account.signers.local import LocalAccount

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
        domain = {
            "name": self.contract,
            "version": _VERSION,
            "chainId": self.chain_id,
            "verifyingContract": self.address,
        }
        types = {self.type: [{"name": name, "type": kind} for name, kind in self.members.items()]}
        return bytes(Account.sign_typed_data(account.key, domain, types, dict(message)).signature)
