"""Cash tokens in and out: minted against fiat received, burned for fiat paid out."""

from __future__ import annotations

from eth_utils.crypto import keccak

from tenor.chain.contract import calldata
from tenor.chain.intent import Intent, Movement, intent_id
from tenor.parties import Actor
from tenor.units import Money


def mint_intent(
    campaign: str, cash: str, central_bank: Actor, receiver: Actor, amount: Money, reference: str
) -> Intent:
    """The central bank mints what a receiver paid in, under the receipt's reference."""
    return Intent(
        id=intent_id(campaign, "mint", reference),
        stage="fund cash",
        what=f"{reference}: {amount} of fiat from {receiver.name}, minted",
        actor=central_bank,
        to=cash,
        data=calldata("CashToken", "mint", receiver.wallet, amount.minor, keccak(text=reference)),
        movements=(Movement(cash, None, receiver.wallet, amount.minor),),
    )


def redeem_intent(campaign: str, cash: str, holder: Actor, amount: Money, reference: str, stage: str) -> Intent:
    """A holder turns cash tokens into fiat."""
    return Intent(
        id=intent_id(campaign, "redeem cash", reference, holder.wallet),
        stage=stage,
        what=f"{holder.name} redeems {amount} for fiat",
        actor=holder,
        to=cash,
        data=calldata("CashToken", "redeem", amount.minor, keccak(text=reference)),
        movements=(Movement(cash, holder.wallet, None, amount.minor),),
    )
