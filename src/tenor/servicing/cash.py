"""Cash tokens in and out: minted against fiat received, burned for fiat paid out."""

from __future__ import annotations

from dataclasses import dataclass

from eth_utils.crypto import keccak

from tenor.chain.contract import calldata
from tenor.chain.intent import Intent, Movement, intent_id
from tenor.parties import Actor
from tenor.units import Money

FUNDING = "fund cash"


@dataclass(frozen=True, slots=True)
class CashDesk:
    """What every movement between fiat and cash tokens shares.

    Args:
        campaign: campaign id.
        cash: address of the money token.
        currency: its currency (ISO 4217).
        central_bank: mints.
    """

    campaign: str
    cash: str
    currency: str
    central_bank: Actor


def mint_intent(desk: CashDesk, receiver: Actor, amount: int, reference: str) -> Intent:
    """The central bank mints what a receiver paid in [minor], once under the receipt's reference."""
    return Intent(
        id=intent_id(desk.campaign, "mint", reference),
        stage=FUNDING,
        what=f"{reference}: {Money(amount, desk.currency)} of fiat from {receiver.name}, minted",
        actor=desk.central_bank,
        to=desk.cash,
        data=calldata("CashToken", "mint", receiver.wallet, amount, keccak(text=f"{desk.campaign}/{reference}")),
        movements=(Movement(desk.cash, None, receiver.wallet, amount),),
    )


def redeem_intent(desk: CashDesk, holder: Actor, amount: int, stage: str) -> Intent:
    """A holder turns cash tokens [minor] into fiat, once in a stage."""
    reference = f"{desk.campaign}/{stage}/{holder.name}"
    return Intent(
        id=intent_id(desk.campaign, "redeem cash", reference),
        stage=stage,
        what=f"{holder.name} redeems {Money(amount, desk.currency)} for fiat",
        actor=holder,
        to=desk.cash,
        data=calldata("CashToken", "redeem", amount, keccak(text=reference)),
        movements=(Movement(desk.cash, holder.wallet, None, amount),),
    )
