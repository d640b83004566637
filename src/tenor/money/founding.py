"""Banks put on a chain by hand: a register if there is none, central-bank money, the payment system, deposits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from eth_utils.address import to_checksum_address
from pydantic import Field, PlainValidator

from tenor.chain.connection import Chain, connect
from tenor.chain.contract import at
from tenor.chain.development import DEVELOPMENT_CHAIN_ID
from tenor.chain.gas_money import check_gas_money
from tenor.chain.intent import Intent, Outcome
from tenor.chain.journal import Journal
from tenor.chain.keys import Keyring
from tenor.chain.sender import Sender
from tenor.deployment.apply import has_code
from tenor.deployment.banking import Bank, Banking, Staff, System, plan_banking
from tenor.deployment.bond_code import create2_address
from tenor.deployment.ground import plan_ground
from tenor.deployment.plan import CREATE2_PROXY, KNOW_YOUR_CUSTOMER, REQUIRE
from tenor.errors import InputError
from tenor.files.fields import StrictModel, field_error
from tenor.files.table import read_table
from tenor.money.payment_file import key_reference
from tenor.onboarding.desk import address_of, check_reference
from tenor.parties import Actor
from tenor.units import MINOR_DIGITS

_CODE = 8  # most characters of a bank's code: it stands in a symbol of 31
Watch = Callable[[Intent, Outcome], None]


def _code(value: object) -> str:
    text = str(value)
    if not (text.isalnum() and text.isascii() and text.isupper() and len(text) <= _CODE and text != "CB"):
        raise field_error("this is no short name of a bank", "Write up to 8 capital letters or digits, but not CB")
    return text


class BankRow(StrictModel):
    """One bank."""

    code: Annotated[str, PlainValidator(_code)] = Field(description="short name; in the token's name and symbol")
    key: Annotated[str, PlainValidator(key_reference)] = Field(description="reference of the bank's key")


@dataclass(frozen=True, slots=True)
class Founding:
    """What is to be put where.

    Args:
        currency: ISO 4217.
        registry: address of the register; None for a new one.
        venue: address of the settlement venue; None for the project's own on this chain.
        session_length: from one cut-off to the next; 0 where nothing is netted [s].
        cut_off: of a session, after a whole multiple of its length since 1970 [s].
    """

    currency: str
    registry: str | None = None
    venue: str | None = None
    session_length: int = 0
    cut_off: int = 0


@dataclass(frozen=True, slots=True)
class Founded:
    """Where everything stands."""

    registry: str
    banking: Banking


def found_banks(url: str, file: Path, founding: Founding, keys: Mapping[str, str], watch: Watch) -> Founded:
    """Put the banks of a file on a chain; run again, only what is missing is sent.

    Args:
        keys: references of the keys of all roles, by the option that names each.
        watch: told of each transaction.

    Raises:
        InputError: an argument or a row is wrong; nothing was sent.
        ConnectionFailed: no chain answers, another one does, or somebody who will act has no gas money.
    """
    for option, reference in keys.items():
        check_reference(option, reference)
    table = read_table(file, BankRow)
    if not table.rows:
        raise InputError(f"{file}:1", "no bank is named", "Write a line for each bank: code,key")
    if problems := [*table.repeated("code", lambda row: row.code), *table.repeated("key", lambda row: row.key)]:
        raise table.refusal(problems)
    if founding.currency not in MINOR_DIGITS:
        raise InputError("--currency", f"'{founding.currency}' is not known", f"Write one of {', '.join(MINOR_DIGITS)}")
    chain = connect(url, DEVELOPMENT_CHAIN_ID)
    ring = Keyring([*keys.values(), *(row.key for row in table.rows)], chain.chain_id)
    actors = {option: Actor(option, key, ring[key].address) for option, key in keys.items()}
    banks = tuple(Bank(row.code, Actor(row.code, row.key, ring[row.key].address)) for row in table.rows)
    check_gas_money(chain, [*actors.values(), *(bank.actor for bank in banks)])
    registry, intents = _ground(chain, founding, actors)
    banking = _plan(founding, registry, intents, actors, banks)
    sender = Sender(chain, ring, Journal())
    for intent in (*intents.values(), *banking.intents):
        if not _is_done(chain, intent, banking, banks):
            watch(intent, sender.execute(intent))
    return Founded(registry, banking)


def _ground(chain: Chain, founding: Founding, actors: Mapping[str, Actor]) -> tuple[str, dict[str, Intent]]:
    """The register's address, and what has to be sent for it and the venue, by the addresses that it makes."""
    ground = plan_ground("money", actors["owner"], actors["registrar"], actors["issuer"].wallet, actors["deployer"])
    register, venue, *rules = ground.intents
    intents = {} if founding.venue else {ground.venue: venue}
    if founding.registry is None:
        return ground.registry, {ground.registry: register, **intents, **{rule.what: rule for rule in rules}}
    registry = address_of("registry", founding.registry)
    if not has_code(chain, registry):
        raise InputError("--registry", f"no contract stands at {registry}", "Check the address and the chain")
    return registry, intents


def _plan(
    founding: Founding,
    registry: str,
    intents: Mapping[str, Intent],
    actors: Mapping[str, Actor],
    banks: tuple[Bank, ...],
) -> Banking:
    staff = Staff(actors["registrar"], actors["officer"], actors["custodian"], actors["pauser"])
    own = next((address for address in intents if intents[address].what.endswith("DeliveryVersusPayment")), "")
    venue = address_of("venue", founding.venue) if founding.venue else own
    system = System(
        "money", founding.currency, registry, venue, actors["central-bank"], actors["operator"], staff,
        actors["deployer"], founding.session_length, founding.cut_off,
    )  # fmt: skip
    return plan_banking(system, banks)


def _is_done(chain: Chain, intent: Intent, banking: Banking, banks: tuple[Bank, ...]) -> bool:
    """Whether the chain shows already what an intent of a founding does."""
    if intent.to == CREATE2_PROXY:
        sent = bytes.fromhex(intent.data[2:])
        return has_code(chain, create2_address(CREATE2_PROXY, sent[:32], sent[32:]))
    if intent.to not in {banking.reserves, banking.payments, *banking.deposits.values()}:
        views = at(chain, "IdentityRegistry", intent.to).functions
        if intent.what == REQUIRE:
            return KNOW_YOUR_CUSTOMER in views.getClaimTopics().call()
        return bool(views.isTrustedIssuer(to_checksum_address("0x" + intent.data[34:74])).call())
    concerned = banks if _is_central(intent, banking) else [bank for bank in banks if bank.actor == intent.actor]
    return all(_stands(chain, intent, banking, bank) for bank in concerned)


def _is_central(intent: Intent, banking: Banking) -> bool:
    return intent.to == banking.reserves and intent.what.startswith("open")


def _stands(chain: Chain, intent: Intent, banking: Banking, bank: Bank) -> bool:
    wallet, token = bank.actor.wallet, banking.deposits[bank.code]
    if intent.to == banking.payments:
        account, *_ = at(chain, "InterbankPayments", banking.payments).functions.participant(token).call()
        return bool(account == wallet)
    views = at(chain, "DepositToken", intent.to).functions
    if intent.to == banking.reserves and not _is_central(intent, banking):
        return bool(views.allowance(wallet, banking.payments).call())
    return bool(views.hasAccount(wallet).call())
