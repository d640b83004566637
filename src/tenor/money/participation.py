"""A bank's part in a payment system: what it screens, whether it offers correspondents, its accounts at other banks."""

from __future__ import annotations

from dataclasses import dataclass

from tenor.chain.contract import calldata
from tenor.chain.intent import Intent, intent_id
from tenor.money.accounts import Deposits, booking_intent, transfer_intent
from tenor.money.payment import PaymentSystem
from tenor.onboarding.register import settlement_permission_intent
from tenor.parties import Actor


@dataclass(frozen=True, slots=True)
class Participation:
    """How a bank takes part.

    Args:
        screens_from: least amount that waits for the bank before a customer gets it; 0 for none [minor].
        corresponds: whether its customers may pay out of what it has at other banks.
        suspended: whether it neither sends nor receives for now.
    """

    screens_from: int = 0
    corresponds: bool = False
    suspended: bool = False


def participation_intent(
    system: PaymentSystem, token: str, bank: Actor, participation: Participation, reference: str
) -> Intent:
    """A bank says how it takes part; the reference tells one such act from the next, which may say the same again."""
    chosen = participation.screens_from, participation.corresponds, participation.suspended
    words = [f"{bank.name} screens {f'from {chosen[0]:,} minor units on' if chosen[0] else 'nothing'}"]
    words += ["offers correspondents"] * chosen[1] + ["is suspended"] * chosen[2]
    return Intent(
        id=intent_id(system.campaign, "set bank", token, reference),
        stage="banks",
        what=", ".join(words),
        actor=bank,
        to=system.address,
        data=calldata("InterbankPayments", "setBank", token, *chosen),
    )


def correspondent_intents(
    reserves: Deposits, at_bank: Deposits, bank: Actor, amount: int, reference: str
) -> tuple[Intent, ...]:
    """A bank funds its account at another [minor]: reserves go there, that bank books them and lets the system pay out.

    The account must be open. The three are not one transaction: between the first and the second the other bank owes
    what it has not booked yet.
    """
    return (
        transfer_intent(reserves, bank, at_bank.bank, amount, reference),
        booking_intent(at_bank, bank, amount, reference),
        settlement_permission_intent(at_bank.campaign, bank, ("DepositToken", at_bank.token)),
    )
