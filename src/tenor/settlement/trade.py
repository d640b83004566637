"""A trade as both parties sign it, and the intent that settles it (delivery versus payment, both legs or none)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eth_account.signers.local import LocalAccount
from eth_utils.crypto import keccak

from tenor.chain.contract import calldata
from tenor.chain.intent import Intent, Movement, intent_id
from tenor.chain.typed_data import TypedData
from tenor.errors import InputError
from tenor.parties import Actor
from tenor.units import Money

NOBODY = "0x" + "00" * 20  # in place of the cash of a trade free of payment
VENUE_NAME = "Tenor Delivery Versus Payment"
_TRADE_MEMBERS = {
    "tradeReference": "bytes32",
    "seller": "address",
    "buyer": "address",
    "security": "address",
    "units": "uint256",
    "cash": "address",
    "amount": "uint256",
    "settleFrom": "uint40",
    "settleBy": "uint40",
    "nonce": "uint256",
    "details": "Details",
}
_DETAILS_MEMBERS = {"minimumPart": "uint64", "locked": "bool", "cleanPrice": "uint64", "pricedFor": "uint24"}


@dataclass(frozen=True, slots=True)
class Details:
    """What else the parties of a trade agree on; nothing in a plain trade.

    Args:
        minimum_part: least that settles at once, the last part apart; 0 where the trade settles whole [units].
        locked: whether both sides' assets are locked on their accounts when the trade is matched.
        clean_price: of the bond, where the contract is to check the amount against it and the bond's own accrued
            interest; 0 for no check [1e-9].
        priced_for: day whose accrued interest is in the amount; 0 without a clean price [days since 1970-01-01].
    """

    minimum_part: int = 0
    locked: bool = False
    clean_price: int = 0
    priced_for: int = 0


PLAIN = Details()


@dataclass(frozen=True, slots=True)
class Trade:
    """One agreed trade.

    Args:
        reference: business key, unique in the campaign.
        seller: delivers.
        buyer: pays.
        units: [units] of the bond.
        consideration: what the buyer pays for them [minor].
        settle_from: earliest settlement [s].
        settle_by: last second in which the signatures count [s].
        nonce: the seller's, used once.
        details: what else they agreed on.
    """

    reference: str
    seller: Actor
    buyer: Actor
    units: int
    consideration: int
    settle_from: int
    settle_by: int
    nonce: int
    details: Details = PLAIN


@dataclass(frozen=True, slots=True)
class Venue:
    """Where trades of one campaign settle.

    Args:
        campaign: campaign id.
        dvp: address of the delivery-versus-payment contract.
        bond: address of the security.
        cash: address of the money token.
        currency: of the money token (ISO 4217).
        chain_id: chain that signatures are bound to.
        agent: submits what both parties signed; it can change nothing in it.
    """

    campaign: str
    dvp: str
    bond: str
    cash: str
    currency: str
    chain_id: int
    agent: Actor


def settlement_intent(
    venue: Venue, trade: Trade, stage: str, keys: Mapping[str, LocalAccount], given: Sequence[bytes] | None = None
) -> Intent:
    """The intent that settles a plain trade, with both parties' signatures.

    Args:
        venue: where.
        trade: what.
        stage: of the intent.
        keys: of the parties; not needed where the signatures are given.
        given: the signatures, the seller's and the buyer's, 65 bytes each.

    Raises:
        InputError: the trade has details: it is matched first.
    """
    if trade.details != PLAIN:
        raise InputError(trade.reference, "it is not a plain trade", "Match it, then settle it")
    signatures = given or [sign_trade(venue, trade, keys[party.key]) for party in (trade.seller, trade.buyer)]
    price = Money(trade.consideration, venue.currency)
    seller, buyer = trade.seller, trade.buyer
    units = Movement(venue.bond, seller.wallet, buyer.wallet, trade.units)
    money = Movement(venue.cash, buyer.wallet, seller.wallet, trade.consideration)
    return Intent(
        id=intent_id(venue.campaign, "settle", trade.reference),
        stage=stage,
        what=f"{trade.reference}: {trade.units:,} units from {seller.name} to {buyer.name} for {price}",
        actor=venue.agent,
        to=venue.dvp,
        data=calldata("DeliveryVersusPayment", "settle", trade_argument(venue, trade), *signatures),
        movements=(units, money) if trade.consideration else (units,),
    )


def sign_trade(venue: Venue, trade: Trade, account: LocalAccount) -> bytes:
    """One party's signature of a trade (EIP-712), 65 bytes."""
    return _typed_data(venue).sign({**trade_argument(venue, trade), "details": details_argument(trade)}, account)


def trade_digest(venue: Venue, trade: Trade) -> bytes:
    """What both parties sign, and by what the contract knows a trade: 32 bytes."""
    return _typed_data(venue).digest({**trade_argument(venue, trade), "details": details_argument(trade)})


def _typed_data(venue: Venue) -> TypedData:
    structs = {"Details": _DETAILS_MEMBERS}
    return TypedData(VENUE_NAME, venue.dvp, venue.chain_id, "Trade", _TRADE_MEMBERS, structs)


def details_argument(trade: Trade) -> dict[str, object]:
    """The details of a trade as the contract takes them."""
    details = trade.details
    values = (details.minimum_part, details.locked, details.clean_price, details.priced_for)
    return dict(zip(_DETAILS_MEMBERS, values, strict=True))


def trade_reference(reference: str) -> bytes:
    """The business key as the chain knows it."""
    return keccak(text=reference)


def trade_argument(venue: Venue, trade: Trade) -> dict[str, object]:
    """A trade as the contract takes it."""
    return {
        "tradeReference": trade_reference(trade.reference),
        "seller": trade.seller.wallet,
        "buyer": trade.buyer.wallet,
        "security": venue.bond,
        "units": trade.units,
        "cash": venue.cash if trade.consideration else NOBODY,
        "amount": trade.consideration,
        "settleFrom": trade.settle_from,
        "settleBy": trade.settle_by,
        "nonce": trade.nonce,
    }
