"""A trade between two chains after ERC-7573: what becomes of the payment decides who has the asset."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from eth_abi.abi import encode
from eth_utils.crypto import keccak

from tenor.chain.locks import NO_COMMITMENT
from tenor.chain.typed_data import TypedData
from tenor.errors import InputError
from tenor.settlement.cross_chain.agreement import Leg, Lock
from tenor.settlement.cross_chain.keys import Purpose, key_hash
from tenor.settlement.cross_chain.ordering import leg_faults

ORACLE_NAME = "Tenor Key Oracle"
_STATEMENT = {"trade": "uint256", "success": "bool", "encrypted": "bytes"}
_ENCRYPTED_LENGTH = 112  # [bytes] hash, ephemeral public key, sealed key


@dataclass(frozen=True, slots=True)
class ConditionalTrade:
    """One delivery versus payment between two chains.

    Args:
        reference: business key, unique between the two parties.
        asset: what the seller delivers; its contract is the locking contract.
        payment: what the buyer pays; its contract is the decryption contract.
        failure: encrypted key that gives the asset back, made by the buyer.
        success: encrypted key that gives it to the buyer, made by the seller.
        oracle: address that signs statements on encrypted keys.
        oracle_key: public key that both were encrypted to, 32 bytes.
    """

    reference: str
    asset: Leg
    payment: Leg
    failure: bytes
    success: bytes
    oracle: str
    oracle_key: bytes

    @property
    def id(self) -> int:
        """By what both contracts know the trade."""
        return trade_id(self.asset.giver.wallet, self.asset.receiver.wallet, key_hash(self.failure))

    @property
    def asset_lock(self) -> Lock:
        """The seller's lock of the asset."""
        return _lock(self.asset, self.id)

    @property
    def payment_lock(self) -> Lock:
        """The buyer's lock of the payment."""
        return _lock(self.payment, self.id)

    @property
    def terms(self) -> bytes:
        """Hash of parties and keys, as the decryption contract keeps it."""
        leg = self.payment
        values = (leg.giver.wallet, leg.receiver.wallet, keccak(self.success), keccak(self.failure))
        return keccak(encode(["address", "address", "bytes32", "bytes32"], values))

    def encrypted(self, *, success: bool) -> bytes:
        """The encrypted key of one outcome."""
        return self.success if success else self.failure


def trade_id(seller: str, buyer: str, failure_hash: bytes) -> int:
    """The id of a trade, as the contracts make it (IConditionalLocks)."""
    return int.from_bytes(keccak(encode(["address", "address", "bytes32"], [seller, buyer, failure_hash])), "big")


def purpose_of(payment: Leg, trade: int, *, success: bool) -> Purpose:
    """What a trade's key of one outcome is to be encrypted for."""
    return Purpose(payment.pace.chain_id, payment.contract, trade, success)


def check_trade(trade: ConditionalTrade, now: int) -> None:
    """Refuse a trade that one of the parties could lose by.

    Args:
        now: the true time [s].

    Raises:
        InputError: deadlines too close, too early or too late; legs that do not belong together; or keys that are none.
    """
    for what, remedy in (*_keys(trade), *leg_faults(trade.asset, trade.payment, now)):
        raise InputError(trade.reference, what, remedy)


def statement_type(trade: ConditionalTrade) -> TypedData:
    """The oracle's statement that it can open an encrypted key, that the key's hash is right, and what it is for."""
    leg = trade.payment
    return TypedData(ORACLE_NAME, leg.contract, leg.pace.chain_id, "EncryptedKey", _STATEMENT)


def statement(trade: ConditionalTrade, *, success: bool) -> dict[str, object]:
    """The statement on the key of one outcome, for signature."""
    return {"trade": trade.id, "success": success, "encrypted": trade.encrypted(success=success)}


def is_vouched(trade: ConditionalTrade, statements: tuple[bytes, bytes] | None) -> bool:
    """Whether the oracle has signed that it can open both keys.

    Args:
        statements: its signatures on the success and the failure key, or None while it has given none.
    """
    if statements is None:
        return False
    typed = statement_type(trade)
    try:
        signers = [
            typed.signer(statement(trade, success=success), signature)
            for success, signature in zip((True, False), statements, strict=True)
        ]
    except ValueError:
        return False
    return signers == [trade.oracle, trade.oracle]


def _lock(leg: Leg, trade: int) -> Lock:
    return Lock(leg, trade.to_bytes(32, "big"), leg.contract, NO_COMMITMENT)


def _keys(trade: ConditionalTrade) -> Iterator[tuple[str, str]]:
    if {len(trade.failure), len(trade.success)} != {_ENCRYPTED_LENGTH}:
        yield f"an encrypted key does not have {_ENCRYPTED_LENGTH} bytes", "Have its maker encrypt it for the oracle"
    if key_hash(trade.failure) == key_hash(trade.success):
        yield "one key serves both outcomes", "Have each party make its own"
    if not trade.asset.contract or not trade.payment.contract:
        yield "a leg names no contract", "Name the locking contract and the decryption contract"
    if (trade.asset.giver.wallet, trade.asset.receiver.wallet) != (
        trade.payment.receiver.wallet,
        trade.payment.giver.wallet,
    ):
        yield "the parties have other wallets on the other chain", "Use one wallet of each on both chains"
