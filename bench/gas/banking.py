"""Two banks with a customer each, and a payment between them."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from eth_utils.crypto import keccak

from bench.gas.intents import A_DAY
from bench.gas.world import World
from tenor.chain.clock import latest_time
from tenor.chain.contract import calldata
from tenor.chain.intent import Intent, Movement, intent_id
from tenor.deployment.banking import Bank, Banking, Staff, System, plan_banking
from tenor.money.payment import Method, Payment, PaymentSystem, payment_intent, signed_payment_intent
from tenor.parties import Actor, Role

DEPOSIT = 100_000_000  # [minor] of each customer, and of reserves of each bank
PAID = 5_000_000  # [minor] that each payment moves


def banking_of(world: World) -> tuple[Banking, tuple[Bank, Bank]]:
    """The plan of two banks; their keys are those of holders of the bond who are in no other operation."""
    roles, contracts = world.desk.cast.roles, world.desk.deployment.deployment
    banks = tuple(Bank(code, holder) for code, holder in zip("AB", world.holders[-2:], strict=True))
    staff = Staff(roles[Role.REGISTRAR], roles[Role.COMPLIANCE_OFFICER], roles[Role.CUSTODIAN], roles[Role.PAUSER])
    system = System(
        "gas", world.desk.campaign.terms.currency, contracts.registry, contracts.dvp, roles[Role.CENTRAL_BANK],
        roles[Role.SETTLEMENT_AGENT], staff, roles[Role.DEPLOYER],
    )  # fmt: skip
    return plan_banking(system, banks), (banks[0], banks[1])


def funding_intents(world: World, banking: Banking, banks: tuple[Bank, Bank]) -> list[Intent]:
    """Accounts, deposits and reserves: every balance that a payment touches stands above zero before and after."""
    central = world.desk.cast.roles[Role.CENTRAL_BANK]
    intents = []
    for bank, customer in zip(banks, (world.seller, world.buyer), strict=True):
        token = banking.deposits[bank.code]
        intents += [
            _intent("accounts", bank.actor, token, calldata("DepositToken", "openAccounts", [customer.wallet])),
            _mint(bank.actor, token, customer),
            _mint(central, banking.reserves, bank.actor),
        ]
    return intents


def payment_intents(world: World, banking: Banking, banks: tuple[Bank, Bank]) -> dict[str, Intent]:
    """A payment by its payer's call and one by signature, in reserves, by the key of what is measured."""
    accounts = {banking.deposits[bank.code]: bank.actor.wallet for bank in banks}
    currency = world.desk.campaign.terms.currency
    system = PaymentSystem("gas", banking.payments, banking.reserves, currency, world.chain.chain_id, accounts)
    called = Payment(
        UUID(int=1), world.seller, world.buyer, banking.deposits["A"], banking.deposits["B"], PAID, Method.RESERVES,
        "SALA", latest_time(world.chain) + A_DAY, nonce=0,
    )  # fmt: skip
    later, signed = replace(called, uetr=UUID(int=2), nonce=1), replace(called, uetr=UUID(int=3), nonce=2)
    key = world.desk.cast.keys[world.seller.key]
    agent = world.desk.cast.roles[Role.SETTLEMENT_AGENT]
    return {
        "interbank_payment_first": payment_intent(system, called, "gas"),
        "interbank_payment": payment_intent(system, later, "gas"),
        "interbank_payment_signed": signed_payment_intent(system, signed, "gas", key, agent),
    }


def _mint(issuer: Actor, token: str, holder: Actor) -> Intent:
    data = calldata("DepositToken", "mint", holder.wallet, DEPOSIT, keccak(text=f"{token} {holder.name}"))
    return _intent(f"deposit of {holder.name}", issuer, token, data, Movement(token, None, holder.wallet, DEPOSIT))


def _intent(what: str, actor: Actor, to: str, data: str, *movements: Movement) -> Intent:
    return Intent(intent_id("gas", to, what), "gas", what, actor, to, data, movements)
