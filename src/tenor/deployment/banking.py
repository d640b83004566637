"""Banks on a chain: central-bank money, the payment system that settles in it, and each bank's deposit token."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tenor.chain.contract import calldata, initcode
from tenor.chain.intent import Intent, intent_id
from tenor.deployment.bond_issue import short_string
from tenor.deployment.money_terms import CreditTerms, InterestTerms
from tenor.deployment.plan import (
    CREATE2_PROXY,
    DEPLOYMENT,
    NOBODY,
    deploying,
    proxied_address,
    proxied_data,
)
from tenor.parties import Actor
from tenor.units import MINOR_DIGITS

_WITHOUT_END = 2**256 - 1  # an allowance that is not used up


@dataclass(frozen=True, slots=True)
class Bank:
    """A bank that issues deposits.

    Args:
        code: short name, unique in the plan; stands in the token's name and symbol.
        actor: the bank's key: owns its token, books deposits, and holds its reserves.
        interest: what its deposits earn, if anything.
    """

    code: str
    actor: Actor
    interest: InterestTerms | None = None


@dataclass(frozen=True, slots=True)
class Staff:
    """Who acts on money tokens beside the bank: the same persons on every token of a plan."""

    registrar: Actor
    compliance_officer: Actor
    custodian: Actor
    pauser: Actor


@dataclass(frozen=True, slots=True)
class System:
    """What a plan's money has in common.

    Args:
        campaign: campaign id, for the intents.
        currency: ISO 4217.
        registry: address of the identity registry.
        venue: address of the settlement venue.
        central_bank: issues the reserves.
        operator: says what became of payments that are settled outside, and proposes net sessions.
        staff: of all tokens.
        deployer: sends the contracts; gets no role.
        session_length: from one cut-off to the next; 0 where nothing is netted [s].
        cut_off: of a session, after a whole multiple of its length since 1970 [s].
        credit: when the central bank lends within the day, if it does.
    """

    campaign: str
    currency: str
    registry: str
    venue: str
    central_bank: Actor
    operator: Actor
    staff: Staff
    deployer: Actor
    session_length: int = 0
    cut_off: int = 0
    credit: CreditTerms | None = None


@dataclass(frozen=True, slots=True)
class Banking:
    """Addresses, foretold, and the intents that put everything there.

    Args:
        reserves: central-bank money.
        payments: the payment system.
        deposits: deposit token by the bank's code.
        intents: deployments, intraday credit, reserve accounts, then each bank's own account and joining.
        credit: what lends reserves within the day, if anything.
    """

    reserves: str
    payments: str
    deposits: Mapping[str, str]
    intents: tuple[Intent, ...]
    credit: str | None = None


def plan_banking(system: System, banks: tuple[Bank, ...]) -> Banking:
    """Foretell every address and list the intents: central-bank money, the system, each bank's token and joining."""
    central = Bank("CB", system.central_bank)
    codes = _credit_codes(system)
    credit = proxied_address(codes[0][1]) if codes else None
    codes += _token_codes(system, central, credit or NOBODY)
    reserves = proxied_address(codes[-1][1])
    cut_offs = {"length": system.session_length, "cutOff": system.cut_off}
    payments = initcode("InterbankPayments", reserves, system.operator.wallet, cut_offs)
    codes.append(("InterbankPayments", payments))
    deposits: dict[str, str] = {}
    for bank in banks:
        codes += _token_codes(system, bank, proxied_address(payments))
        deposits[bank.code] = proxied_address(codes[-1][1])
    sent = [(deploying(name), system.deployer, CREATE2_PROXY, proxied_data(code)) for name, code in codes]
    if credit:
        start = calldata("IntradayCredit", "start", reserves)
        sent.append(("start intraday credit", system.central_bank, credit, start))
    accounts = calldata("DepositToken", "openAccounts", [bank.actor.wallet for bank in banks])
    sent.append(("open reserve accounts", system.central_bank, reserves, accounts))
    for bank in banks:
        own = calldata("DepositToken", "openAccounts", [bank.actor.wallet])
        join = calldata("InterbankPayments", "join", deposits[bank.code])
        allow = calldata("DepositToken", "approve", proxied_address(payments), _WITHOUT_END)
        sent += [
            (f"{bank.code} opens its own account", bank.actor, deposits[bank.code], own),
            (f"{bank.code} joins the payment system", bank.actor, proxied_address(payments), join),
            (f"{bank.code} lets the payment system move its reserves", bank.actor, reserves, allow),
        ]
    return Banking(reserves, proxied_address(payments), deposits, _intents(system.campaign, sent), credit)


def _intents(campaign: str, sent: list[tuple[str, Actor, str, str]]) -> tuple[Intent, ...]:
    return tuple(
        Intent(intent_id(campaign, "banking", place, what), DEPLOYMENT, what, actor, to, data)
        for place, (what, actor, to, data) in enumerate(sent)
    )


def _credit_codes(system: System) -> list[tuple[str, bytes]]:
    """Creation code of what lends within the day: it comes before the reserves, which name it."""
    if system.credit is None:
        return []
    central_bank, currency = system.central_bank.wallet, system.currency.encode()
    return [("IntradayCredit", initcode("IntradayCredit", central_bank, currency, *system.credit.arguments()))]


def _token_codes(system: System, bank: Bank, payments: str) -> list[tuple[str, bytes]]:
    """Creation code of a deposit token and of what it delegates to, the token last."""
    configuration = {
        "registry": system.registry,
        "name": short_string(f"{bank.code} {system.currency} deposit"),
        "symbol": short_string(f"{bank.code}-{system.currency}"),
        "currency": system.currency.encode(),
        "decimals": MINOR_DIGITS[system.currency],
        "settlementVenue": system.venue,
        "dualControl": False,
    }
    people = {
        "issuer": bank.actor.wallet,
        "registrar": system.staff.registrar.wallet,
        "complianceOfficer": system.staff.compliance_officer.wallet,
        "custodian": system.staff.custodian.wallet,
        "pauser": system.staff.pauser.wallet,
    }
    kind = "InterestDeposit" if bank.interest else "Deposit"
    promised = (configuration, payments, bank.interest.argument()) if bank.interest else (configuration, payments)
    enforcement = initcode(f"{kind}Enforcement", *promised)
    administration = initcode(f"{kind}Administration", *promised, proxied_address(enforcement))
    token = initcode(f"{kind}Token", *promised, people, proxied_address(administration))
    return [(f"{kind}Enforcement", enforcement), (f"{kind}Administration", administration), (f"{kind}Token", token)]
