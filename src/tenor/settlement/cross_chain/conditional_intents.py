"""The acts of an ERC-7573 trade as intents."""

from __future__ import annotations

from tenor.chain.contract import calldata
from tenor.chain.intent import Intent, Movement, intent_id
from tenor.errors import InputError
from tenor.parties import Actor
from tenor.settlement.cross_chain.agreement import commitment_to
from tenor.settlement.cross_chain.conditional import ConditionalTrade
from tenor.settlement.cross_chain.conditional_act import ConditionalAct
from tenor.settlement.cross_chain.intents import STAGE, create_lock_data, release_data
from tenor.settlement.cross_chain.keys import key_hash

LOCKING, DECRYPTION = "LockingContract", "DecryptionContract"
ON_ASSET_CHAIN = (
    ConditionalAct.INCEPT_DELIVERY,
    ConditionalAct.CANCEL_DELIVERY,
    ConditionalAct.LOCK_ASSET,
    ConditionalAct.CONFIRM,
    ConditionalAct.USE_KEY,
    ConditionalAct.RELEASE_ASSET,
)
_LOCKS = (
    ConditionalAct.LOCK_ASSET,
    ConditionalAct.LOCK_PAYMENT,
    ConditionalAct.RELEASE_ASSET,
    ConditionalAct.RELEASE_PAYMENT,
)


def conditional_intent(trade: ConditionalTrade, act: ConditionalAct, by: Actor) -> Intent:
    """The intent of an act that needs no key."""
    leg = trade.asset if act in ON_ASSET_CHAIN else trade.payment
    if act in _LOCKS:
        lock = trade.asset_lock if leg is trade.asset else trade.payment_lock
        is_made = act in (ConditionalAct.LOCK_ASSET, ConditionalAct.LOCK_PAYMENT)
        return _intent(trade, act, by, leg.token, create_lock_data(lock) if is_made else release_data(lock))
    return _intent(trade, act, by, leg.contract, _call(trade, act))


def _call(trade: ConditionalTrade, act: ConditionalAct) -> str:
    """The call of one of the two contracts."""
    asset, payment, keys = trade.asset, trade.payment, (trade.success, trade.failure)
    seller, buyer = asset.giver.wallet, asset.receiver.wallet
    success, failure = ((key_hash(encrypted), encrypted) for encrypted in keys)
    contract, function, *arguments = {
        ConditionalAct.INCEPT_DELIVERY: (LOCKING, "inceptTransfer", asset.amount, seller, *failure),
        ConditionalAct.CANCEL_DELIVERY: (LOCKING, "cancelTransfer", asset.amount, seller, *failure),
        ConditionalAct.CONFIRM: (LOCKING, "confirmTransfer", asset.amount, buyer, *success),
        ConditionalAct.INCEPT_PAYMENT: (DECRYPTION, "inceptTransfer", payment.amount, buyer, *keys),
        ConditionalAct.PAY: (DECRYPTION, "transferAndDecrypt", payment.amount, seller, *keys),
        ConditionalAct.GIVE_UP: (DECRYPTION, "cancelAndDecrypt", buyer, *keys),
    }[act]
    return calldata(str(contract), str(function), trade.id, *arguments)


def key_intent(trade: ConditionalTrade, act: ConditionalAct, key: bytes, by: Actor) -> Intent:
    """The intent by which somebody releases a key on the payment's chain, or uses it on the asset's.

    Raises:
        InputError: the key is of neither outcome.
    """
    success = commitment_to(key) == key_hash(trade.success)
    if not success and commitment_to(key) != key_hash(trade.failure):
        raise InputError(trade.reference, "this key is of neither outcome", "Show a key of this trade")
    if act is ConditionalAct.RELEASE_KEY:
        leg, contract, function = trade.payment, DECRYPTION, "releaseKey"
    else:
        leg, contract, function = trade.asset, LOCKING, "transferWithKey"
    moved = Movement(leg.token, leg.giver.wallet, leg.receiver.wallet, leg.amount)
    return _intent(
        trade, act, by, leg.contract, calldata(contract, function, trade.id, key), *([moved] if success else [])
    )


def _intent(trade: ConditionalTrade, act: ConditionalAct, by: Actor, to: str, data: str, *moved: Movement) -> Intent:
    leg = trade.asset if act in ON_ASSET_CHAIN else trade.payment
    what = f"{trade.reference}: {by.name}: {act}, {leg.amount:,} of {leg.asset}"
    key = intent_id(f"{trade.id:#x}", act, leg.pace.chain_id, leg.contract)
    return Intent(key, STAGE, what, by, to, data, moved)
