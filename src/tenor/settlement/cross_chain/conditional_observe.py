"""Reading an ERC-7573 trade on both chains, and the contracts that it names."""

from __future__ import annotations

from typing import Any

from eth_utils.address import to_checksum_address

from tenor.chain.clock import next_time
from tenor.chain.connection import Chain
from tenor.chain.contract import at
from tenor.chain.events import read_events
from tenor.deployment.genuine import shipped_at
from tenor.errors import InputError
from tenor.settlement.cross_chain.agreement import Leg, Lock
from tenor.settlement.cross_chain.conditional import ConditionalTrade, is_vouched
from tenor.settlement.cross_chain.conditional_act import ConditionalView, DecryptionStatus, DeliveryStatus
from tenor.settlement.cross_chain.conditional_intents import DECRYPTION, LOCKING
from tenor.settlement.cross_chain.keys import key_hash
from tenor.settlement.cross_chain.observe import Watched, lock_state
from tenor.settlement.cross_chain.views import LegView


def observe_conditional(
    watched: Watched, trade: ConditionalTrade, statements: tuple[bytes, bytes] | None
) -> ConditionalView:
    """The trade as it stands.

    Args:
        statements: the oracle's signatures on the success and the failure key, or None.
    """
    delivery, delivery_final = _delivery(watched, trade)
    payment, payment_final = _payment(watched, trade)
    status, decryption = DeliveryStatus(delivery["status"]), DecryptionStatus(payment["status"])
    return ConditionalView(
        asset=_leg(watched, trade.asset_lock),
        payment=_leg(watched, trade.payment_lock),
        delivery=status,
        decryption=decryption,
        delivery_final=delivery_final,
        decryption_final=payment_final,
        agreed=_delivery_agreed(trade, status, delivery) and _payment_agreed(trade, decryption, payment),
        vouched=is_vouched(trade, statements),
        key=_released_key(watched, trade) if decryption >= DecryptionStatus.SUCCESS_RELEASED else None,
    )


def check_contracts(watched: Watched, trade: ConditionalTrade) -> None:
    """Hold the contracts of a trade against what was agreed.

    Raises:
        InputError: a contract is of other code, moves another token, or names another oracle or another key of its.
    """
    asset, payment = trade.asset, trade.payment
    for leg, name in ((asset, LOCKING), (payment, DECRYPTION)):
        if shipped_at(watched.of(leg), leg.contract) != name:
            what = f"{leg.contract} on {leg.pace.network} is no {name} of known code"
            raise InputError(trade.reference, what, "Name the contract that both parties know")
    locking = at(watched.of(asset), LOCKING, asset.contract).functions
    decryption = at(watched.of(payment), DECRYPTION, payment.contract).functions
    pairs = (
        (asset, "moves the token", locking.token().call(), asset.token),
        (payment, "moves the token", decryption.token().call(), payment.token),
        (payment, "names the oracle", decryption.oracle().call(), trade.oracle),
        (payment, "has keys encrypted to", decryption.oracleKey().call(), trade.oracle_key),
    )
    for leg, does, found, agreed in pairs:
        if found != agreed:
            what = f"{leg.contract} on {leg.pace.network} {does} {_shown(found)}, agreed was {_shown(agreed)}"
            raise InputError(trade.reference, what, "Name the contract that both parties know")


def _released_key(watched: Watched, trade: ConditionalTrade) -> bytes | None:
    chain, leg = watched.of(trade.payment), trade.payment
    events = read_events(chain, DECRYPTION, leg.contract, watched.since[chain.chain_id], chain.web3.eth.block_number)
    released = (event for event in events if event.name == "TransferKeyReleased" and event.args["id"] == trade.id)
    return next((bytes(event.args["key"]) for event in released), None)


def _delivery(watched: Watched, trade: ConditionalTrade) -> tuple[dict[str, Any], bool]:
    names = ("seller_key", "buyer_key", "seller", "amount", "status")
    return _record(watched, trade.asset, LOCKING, "deliveryOf", trade.id, names)


def _payment(watched: Watched, trade: ConditionalTrade) -> tuple[dict[str, Any], bool]:
    names = ("terms", "key", "payer", "amount", "status")
    return _record(watched, trade.payment, DECRYPTION, "paymentOf", trade.id, names)


def _record(  # noqa: PLR0913, PLR0917 -- one read for both contracts
    watched: Watched, leg: Leg, contract: str, view: str, trade: int, names: tuple[str, ...]
) -> tuple[dict[str, Any], bool]:
    """What a contract holds of a trade, and whether its status stood in a final block already."""
    chain = watched.of(leg)
    function = at(chain, contract, leg.contract).functions[view](trade)
    head = chain.web3.eth.block_number
    found = dict(zip(names, function.call(block_identifier=head), strict=True))
    deep = head - leg.pace.finality
    final = deep >= watched.since[chain.chain_id] and function.call(block_identifier=deep)[-1] == found["status"]
    return found, final


def _delivery_agreed(trade: ConditionalTrade, status: DeliveryStatus, found: dict[str, Any]) -> bool:
    if status is DeliveryStatus.NONE:
        return True
    agreed = found["amount"] == trade.asset.amount and found["seller"] == trade.asset.giver.wallet
    return agreed and (status is DeliveryStatus.INCEPTED or found["buyer_key"] == key_hash(trade.success))


def _payment_agreed(trade: ConditionalTrade, status: DecryptionStatus, found: dict[str, Any]) -> bool:
    if status is DecryptionStatus.NONE:
        return True
    return (found["terms"], found["payer"], found["amount"]) == (
        trade.terms,
        trade.payment.giver.wallet,
        trade.payment.amount,
    )


def _leg(watched: Watched, lock: Lock) -> LegView:
    chain: Chain = watched.of(lock.leg)
    return LegView(lock_state(chain, lock, watched.since[chain.chain_id]), next_time(chain))


def _shown(value: object) -> str:
    return "0x" + value.hex() if isinstance(value, bytes) else to_checksum_address(str(value))
