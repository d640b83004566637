"""A trade as both parties sign it, and the intent that settles it (delivery versus payment, both legs or none)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from eth_account.signers.local import LocalAccount
from eth_utils.crypto import keccak

from tenor.chain.contract import calldata
from tenor.chain.intent import Intent, Movement, intent_id
from tenor.chain.typed_data import TypedData
from tenor.parties import Actor
from tenor.units import Money

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
}


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
    """

    reference: str
    seller: Actor
    buyer: Actor
    units: int
    consideration: int
    settle_from: int
    settle_by: int
    nonce: int


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


def settlement_intent(venue: Venue, trade: Trade, stage: str, keys: Mapping[str, LocalAccount]) -> Intent:
    """The intent that settles a trade, with both parties' signatures."""
    message = _message(venue, trade)
    trade_data = TypedData("Tenor Delivery Versus Payment", venue.dvp, venue.chain_id, "Trade", _TRADE_MEMBERS)
    signatures = [trade_data.sign(message, keys[party.key]) for party in (trade.seller, trade.buyer)]
    price = Money(trade.consideration, venue.currency)
    seller, buyer = trade.seller, trade.buyer
    return Intent(
        id=intent_id(venue.campaign, "settle", trade.reference),
        stage=stage,
        what=f"{trade.reference}: {trade.units:,} units from {seller.name} to {buyer.name} for {price}",
        actor=venue.agent,
        to=venue.dvp,
        data=calldata("DeliveryVersusPayment", "settle", message, *signatures),
        movements=(
            Movement(venue.bond, seller.wallet, buyer.wallet, trade.units),
            Movement(venue.cash, buyer.wallet, seller.wallet, trade.consideration),
        ),
    )


def trade_reference(reference: str) -> bytes:
    """The business key as the chain knows it."""
    return keccak(text=reference)


def _message(venue: Venue, trade: Trade) -> dict[str, object]:
    return {
        "tradeReference": trade_reference(trade.reference),
        "seller": trade.seller.wallet,
        "buyer": trade.buyer.wallet,
        "security": venue.bond,
        "units": trade.units,
        "cash": venue.cash,
        "amount": trade.consideration,
        "settleFrom": trade.settle_from,
        "settleBy": trade.settle_by,
        "nonce": trade.nonce,
    }
