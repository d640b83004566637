"""What the parties of an ERC-7573 trade, its oracle and others may safely do next, from what both chains show.

The buyer pays only for an asset that is locked beyond undoing, long enough, under a key that the oracle has vouched
for. The payment moves in the transaction that publishes the key: where the oracle is silent both locks go back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from tenor.settlement.cross_chain.conditional import ConditionalTrade
from tenor.settlement.cross_chain.ordering import follow_until, lead_until, reveal_until
from tenor.settlement.cross_chain.views import LegView, LockState


class DeliveryStatus(IntEnum):
    """Where a delivery stands (ILockingContract)."""

    NONE = 0
    INCEPTED = 1
    CONFIRMED = 2
    CLAIMED = 3
    RECLAIMED = 4
    CANCELLED = 5


class DecryptionStatus(IntEnum):
    """Where a payment stands (IDecryptionContract)."""

    NONE = 0
    INCEPTED = 1
    SUCCESS_REQUESTED = 2
    FAILURE_REQUESTED = 3
    SUCCESS_RELEASED = 4
    FAILURE_RELEASED = 5


class Role(StrEnum):
    """Who acts on a trade."""

    BUYER = "buyer"
    SELLER = "seller"
    ORACLE = "oracle"
    RELAYER = "relayer"  # no party: uses a public key for whom it is for, releases what has expired


class ConditionalAct(StrEnum):
    """What one of them does; each is one transaction."""

    INCEPT_DELIVERY = "incept delivery"
    CANCEL_DELIVERY = "cancel delivery"
    INCEPT_PAYMENT = "incept payment"
    LOCK_ASSET = "lock asset"
    CONFIRM = "confirm delivery"
    LOCK_PAYMENT = "lock payment"
    PAY = "transfer and decrypt"
    GIVE_UP = "cancel and decrypt"
    RELEASE_KEY = "release key"
    USE_KEY = "transfer with key"
    RELEASE_ASSET = "release asset"
    RELEASE_PAYMENT = "release payment"
    WAIT = "wait"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class ConditionalView:
    """A trade as both chains show it.

    Args:
        asset: the seller's lock.
        payment: the buyer's lock.
        delivery: on the asset's chain.
        decryption: on the payment's chain.
        delivery_final: whether that is beyond undoing.
        decryption_final: the same of the payment.
        agreed: whether what both contracts hold is what was agreed.
        vouched: whether the oracle has signed that it can open both keys.
        key: the key that was released, or None.
    """

    asset: LegView
    payment: LegView
    delivery: DeliveryStatus
    decryption: DecryptionStatus
    delivery_final: bool
    decryption_final: bool
    agreed: bool
    vouched: bool
    key: bytes | None = None


@dataclass(frozen=True, slots=True)
class ConditionalDecision:
    """What to do, and why."""

    act: ConditionalAct
    why: str


def next_conditional_act(trade: ConditionalTrade, role: Role, view: ConditionalView) -> ConditionalDecision:
    """The next safe act of one of them."""
    rules = {Role.BUYER: _buyer, Role.SELLER: _seller, Role.ORACLE: _oracle, Role.RELAYER: _relayer}
    return next(rules[role](trade, view))


def _buyer(trade: ConditionalTrade, view: ConditionalView) -> Iterator[ConditionalDecision]:
    yield from _key_to_use(trade, view, DecryptionStatus.SUCCESS_RELEASED)
    if _expired(view.payment, trade.payment.expiry):
        yield _do(ConditionalAct.RELEASE_PAYMENT, "its lock has expired and no key was released for it")
    if view.payment.stands or view.decryption is DecryptionStatus.SUCCESS_REQUESTED:
        yield from _buyer_locked(trade, view)
    if view.delivery is DeliveryStatus.NONE:
        if view.asset.now <= lead_until(trade.asset, trade.payment):
            yield _do(ConditionalAct.INCEPT_DELIVERY, "the buyer begins")
        yield _do(ConditionalAct.DONE, "it is too late to begin")
    if view.delivery is DeliveryStatus.INCEPTED:
        if view.asset.now > lead_until(trade.asset, trade.payment):
            yield _do(ConditionalAct.CANCEL_DELIVERY, "the seller has not confirmed in time")
        yield _do(ConditionalAct.WAIT, "the seller is to confirm")
    if view.delivery is not DeliveryStatus.CONFIRMED or view.decryption > DecryptionStatus.INCEPTED:
        yield _do(ConditionalAct.DONE, "there is nothing to pay for")
    yield from _buyer_pays(trade, view, ConditionalAct.LOCK_PAYMENT)


def _buyer_locked(trade: ConditionalTrade, view: ConditionalView) -> Iterator[ConditionalDecision]:
    if view.decryption is DecryptionStatus.INCEPTED and view.delivery is DeliveryStatus.CONFIRMED:
        yield from _buyer_pays(trade, view, ConditionalAct.PAY)
    yield _do(ConditionalAct.WAIT, "a key is released, or its lock expires")


def _buyer_pays(trade: ConditionalTrade, view: ConditionalView, act: ConditionalAct) -> Iterator[ConditionalDecision]:
    """The next step of paying, where nothing speaks against it."""
    late = view.payment.now > follow_until(trade.payment)
    if late:
        over = act is ConditionalAct.LOCK_PAYMENT
        yield _do(ConditionalAct.DONE if over else ConditionalAct.WAIT, "it is too late to pay")
    if view.decryption is not DecryptionStatus.INCEPTED:
        yield _do(ConditionalAct.WAIT, "the payee is to incept the payment")
    if not view.agreed or view.asset.state is LockState.DIFFERENT or view.payment.state is LockState.DIFFERENT:
        yield _do(ConditionalAct.WAIT, "what the chains hold is not what was agreed")
    if not view.vouched:
        yield _do(ConditionalAct.WAIT, "the oracle has not said that it can open both keys")
    if view.asset.state is not LockState.FINAL or not (view.delivery_final and view.decryption_final):
        yield _do(ConditionalAct.WAIT, "the seller's lock is not final")
    yield _do(act, "the asset is locked under a key that the oracle can open")


def _seller(trade: ConditionalTrade, view: ConditionalView) -> Iterator[ConditionalDecision]:
    if _expired(view.asset, trade.asset.expiry):
        yield _do(ConditionalAct.RELEASE_ASSET, "its lock has expired")
    yield from _key_to_use(trade, view, DecryptionStatus.FAILURE_RELEASED)
    if view.decryption is DecryptionStatus.NONE:
        yield from _seller_begins(trade, view)
    if view.decryption is DecryptionStatus.INCEPTED:
        yield from _seller_locks(trade, view)
    if view.decryption is DecryptionStatus.SUCCESS_REQUESTED:
        yield from _seller_asked(trade, view)
    if view.asset.stands and view.decryption is DecryptionStatus.FAILURE_REQUESTED:
        yield _do(ConditionalAct.WAIT, "the oracle is to release the failure key")
    if view.asset.stands and view.decryption is not DecryptionStatus.SUCCESS_RELEASED:
        yield _do(ConditionalAct.WAIT, "its lock expires")
    yield _do(ConditionalAct.DONE, "the key has decided")


def _seller_begins(trade: ConditionalTrade, view: ConditionalView) -> Iterator[ConditionalDecision]:
    late = view.asset.now > lead_until(trade.asset, trade.payment)
    if late or view.delivery > DeliveryStatus.INCEPTED:
        yield _do(ConditionalAct.DONE, "it is too late to begin")
    if view.delivery is DeliveryStatus.NONE or not view.agreed or not view.vouched:
        yield _do(ConditionalAct.WAIT, "the buyer is to begin, and the oracle to vouch for its key")
    yield _do(ConditionalAct.INCEPT_PAYMENT, "the buyer has begun")


def _seller_locks(trade: ConditionalTrade, view: ConditionalView) -> Iterator[ConditionalDecision]:
    in_time = view.asset.now <= lead_until(trade.asset, trade.payment) and view.agreed
    if view.delivery is DeliveryStatus.INCEPTED and in_time:
        if view.asset.state is LockState.NONE:
            yield _do(ConditionalAct.LOCK_ASSET, "both inceptions are there")
        if view.asset.state in (LockState.SEEN, LockState.FINAL):
            yield _do(ConditionalAct.CONFIRM, "the asset is locked")
    if view.delivery is DeliveryStatus.CONFIRMED and view.asset.stands:
        if view.payment.now > follow_until(trade.payment):
            yield _do(ConditionalAct.GIVE_UP, "the buyer has not paid in time")
        yield _do(ConditionalAct.WAIT, "the buyer is to pay")
    if view.asset.stands:
        yield _do(ConditionalAct.WAIT, "its lock expires")
    yield _do(ConditionalAct.DONE, "the trade did not come about")


def _seller_asked(trade: ConditionalTrade, view: ConditionalView) -> Iterator[ConditionalDecision]:
    """The seller made the success key: it releases it where the oracle has not by the last moment to pay."""
    if view.payment.now > trade.payment.expiry or not view.payment.stands:
        yield _do(ConditionalAct.GIVE_UP, "the buyer's lock cannot be spent any more")
    if _may_release(trade, view) and view.payment.now > follow_until(trade.payment):
        yield _do(ConditionalAct.RELEASE_KEY, "the oracle is silent")
    yield _do(ConditionalAct.WAIT, "the oracle is to release the success key")


def _oracle(trade: ConditionalTrade, view: ConditionalView) -> Iterator[ConditionalDecision]:
    if _may_release(trade, view):
        yield _do(ConditionalAct.RELEASE_KEY, "the payment is locked for the payee")
    if view.decryption is DecryptionStatus.FAILURE_REQUESTED and view.decryption_final:
        yield _do(ConditionalAct.RELEASE_KEY, "nothing will be paid")
    yield _do(ConditionalAct.WAIT, "no key is asked for, or not beyond undoing, or not in time")


def _relayer(trade: ConditionalTrade, view: ConditionalView) -> Iterator[ConditionalDecision]:
    for released in (DecryptionStatus.SUCCESS_RELEASED, DecryptionStatus.FAILURE_RELEASED):
        yield from _key_to_use(trade, view, released)
    if _expired(view.asset, trade.asset.expiry):
        yield _do(ConditionalAct.RELEASE_ASSET, "it has expired: it goes back to the seller")
    if _expired(view.payment, trade.payment.expiry):
        yield _do(ConditionalAct.RELEASE_PAYMENT, "it has expired: it goes back to the buyer")
    yield _do(ConditionalAct.WAIT, "nothing can be done for either party")


def _may_release(trade: ConditionalTrade, view: ConditionalView) -> bool:
    """Whether the success key can be shown and is sure to move the payment."""
    asked = view.decryption is DecryptionStatus.SUCCESS_REQUESTED and view.decryption_final
    return asked and view.payment.state is LockState.FINAL and view.payment.now <= reveal_until(trade.payment)


def _key_to_use(
    trade: ConditionalTrade, view: ConditionalView, released: DecryptionStatus
) -> Iterator[ConditionalDecision]:
    usable = view.decryption is released and view.delivery is DeliveryStatus.CONFIRMED and view.asset.stands
    if usable and view.asset.now <= trade.asset.expiry:
        yield _do(ConditionalAct.USE_KEY, "the key is public")


def _expired(leg: LegView, expiry: int) -> bool:
    return leg.stands and leg.now > expiry


def _do(act: ConditionalAct, why: str) -> ConditionalDecision:
    return ConditionalDecision(act, why)
