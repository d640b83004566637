"""Two other banks, which draw central-bank money against the bond and one of which pays interest on deposits."""

from __future__ import annotations

from datetime import time
from fractions import Fraction

from eth_abi.abi import encode
from eth_utils.crypto import keccak

from bench.gas.banking import DEPOSIT, PAID
from bench.gas.intents import A_DAY, UNITS_MOVED, ZERO
from bench.gas.world import World
from tenor.chain.clock import latest_time
from tenor.chain.contract import calldata
from tenor.chain.intent import Intent, Movement, intent_id
from tenor.deployment.banking import Bank, Banking, Staff, System, plan_banking
from tenor.deployment.money_terms import CreditTerms, InterestTerms
from tenor.parties import Actor, Role

ALWAYS = CreditTerms(time(0), time(23, 59, 59), A_DAY)
EARNING = InterestTerms(((0, Fraction(1, 100)), (DEPOSIT // 2, Fraction(2, 100))), Fraction(10, 100))
WORTH = 10_000_000  # [minor] of a unit


def lending_of(world: World) -> Banking:
    """The plan of two banks; their keys are those of holders of the bond who are in no other operation."""
    roles, contracts = world.desk.cast.roles, world.desk.deployment.deployment
    staff = Staff(roles[Role.REGISTRAR], roles[Role.COMPLIANCE_OFFICER], roles[Role.CUSTODIAN], roles[Role.PAUSER])
    system = System(
        "gas-lending", world.desk.campaign.terms.currency, contracts.registry, contracts.dvp, roles[Role.CENTRAL_BANK],
        roles[Role.SETTLEMENT_AGENT], staff, roles[Role.DEPLOYER], credit=ALWAYS,
    )  # fmt: skip
    bank, other = world.holders[-4:-2]
    return plan_banking(system, (Bank("C", bank, EARNING), Bank("D", other)))


def funding_intents(world: World, banking: Banking) -> list[Intent]:
    """Reserves of the bank, its limit, the bond's value and a pledge; a deposit of each of the hundred holders."""
    central, bank = world.desk.cast.roles[Role.CENTRAL_BANK], world.holders[-4]
    bond, credit, token = world.desk.servicing.bond, banking.credit or ZERO, banking.deposits["C"]
    customers = [holder.wallet for holder in world.holders if holder is not bank]
    terms = (keccak(text="pledge"), UNITS_MOVED, ZERO, credit, latest_time(world.chain) + 4 * A_DAY)
    packed = encode(["(bytes32,uint256,address,address,uint40)"], [terms])
    worth = calldata("IntradayCredit", "setLendingValue", bond, WORTH, 2**40 - 1)
    return [
        _mint(central, banking.reserves, bank),
        _intent("limit", central, credit, calldata("IntradayCredit", "setLimit", bank.wallet, DEPOSIT)),
        _intent("lending value", central, credit, worth),
        _intent("pledge", bank, bond, calldata("Bond", "createLock", packed, bytes(32), bytes(32), b"")),
        _intent("accounts", bank, token, calldata("DepositToken", "openAccounts", customers)),
        *(_mint(bank, token, holder) for holder in world.holders),
    ]


def credit_intents(world: World, banking: Banking) -> dict[str, Intent]:
    """Credit drawn on a pledge and repaid in part, and the pledge released, by the key of what is measured."""
    bank, bond, credit, token = world.holders[-4], world.desk.servicing.bond, banking.credit or ZERO, banking.reserves
    reference = keccak(text="pledge")
    lock = keccak(encode(["address", "address", "address", "bytes32"], [bond, bank.wallet, bank.wallet, reference]))
    pledge = {"bond": bond, "lockId": lock}
    draw, repay = (calldata("IntradayCredit", "draw", PAID, [pledge]), _repay(bank, PAID - 1))
    return {
        "credit_draw": _intent("draw", bank, credit, draw, Movement(token, None, bank.wallet, PAID)),
        "credit_repay": _intent("repay", bank, credit, repay, Movement(token, bank.wallet, None, PAID - 1)),
        "credit_repay_last": _intent("the rest", bank, credit, _repay(bank, 1), Movement(token, bank.wallet, None, 1)),
        "credit_release": _intent("release", bank, credit, calldata("IntradayCredit", "release", pledge, [])),
    }


def transfer_intent(world: World, banking: Banking, number: int) -> Intent:
    """A transfer of a deposit that earns."""
    token = banking.deposits["C"]
    data = calldata("DepositToken", "transfer", world.buyer.wallet, PAID)
    moved = Movement(token, world.seller.wallet, world.buyer.wallet, PAID)
    return _intent(f"transfer {number}", world.seller, token, data, moved)


def interest_intent(world: World, banking: Banking, days: int) -> Intent:
    """Interest of some days credited to the hundred holders, of whom all but the seller and buyer have one balance."""
    token, bank = banking.deposits["C"], world.holders[-4]
    earned = {holder.wallet: _interest(DEPOSIT, days) for holder in world.holders}
    earned[world.seller.wallet] = _interest(DEPOSIT - 2 * PAID, days, late=2 * PAID)
    earned[world.buyer.wallet] = _interest(DEPOSIT + 2 * PAID, days, late=-2 * PAID)
    data = calldata("InterestDepositToken", "creditInterest", list(earned))
    return _intent("interest", bank, token, data, *(Movement(token, None, to, sum_) for to, sum_ in earned.items()))


def _interest(balance: int, days: int, late: int = 0) -> int:
    """Interest of so many days, in the first of which `late` more was held; rounded half up."""
    exact = _of_days(balance + late, 1) + _of_days(balance, days - 1)
    return (exact + Fraction(1, 2)).__floor__()


def _of_days(balance: int, days: int) -> Fraction:
    (_, low), (edge, high) = EARNING.bands
    return (min(balance, edge) * low + max(0, balance - edge) * high) * Fraction(days, 365)


def _repay(bank: Actor, amount: int) -> str:
    return calldata("IntradayCredit", "repay", bank.wallet, amount)


def _mint(issuer: Actor, token: str, holder: Actor) -> Intent:
    data = calldata("DepositToken", "mint", holder.wallet, DEPOSIT, keccak(text=f"{token} {holder.name}"))
    return _intent(f"deposit of {holder.name}", issuer, token, data, Movement(token, None, holder.wallet, DEPOSIT))


def _intent(what: str, actor: Actor, to: str, data: str, *movements: Movement) -> Intent:
    return Intent(intent_id("gas-lending", to, what), "gas", what, actor, to, data, movements)
