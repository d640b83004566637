"""One bond deployed without a campaign: the same plan, so that both give the same addresses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from tenor.campaign.check_parties import check_parties
from tenor.campaign.files import PartiesFile
from tenor.campaign.load import appointments_of
from tenor.chain.clock import next_time
from tenor.chain.connection import Chain, connect
from tenor.chain.contract import at
from tenor.chain.gas_money import check_gas_money
from tenor.chain.intent import Intent, Outcome
from tenor.chain.journal import Journal
from tenor.chain.keys import Keyring
from tenor.chain.sender import Sender
from tenor.deployment.apply import has_code, needed_intents
from tenor.deployment.deployable import check_dates
from tenor.deployment.plan import Deployment, plan_deployment
from tenor.deployment.record import write_record
from tenor.deployment.verify import verify_deployment
from tenor.errors import InputError
from tenor.files.document import read_document
from tenor.onboarding.countries import COUNTRY_NUMBERS
from tenor.onboarding.investors import InvestorClass
from tenor.onboarding.register import Holder, Onboarding, registration_intents
from tenor.parties import Actor, Appointment, Role
from tenor.schedule.build import build_schedule
from tenor.schedule.model import Schedule
from tenor.servicing.tax import rate_intents
from tenor.terms.load import load_terms
from tenor.terms.terms import Terms
from tenor.units import utc

OWN_ACCOUNTS_VALID = timedelta(days=90)  # after maturity: a late payment still reaches the issuer and the agents
_PARTIES = "parties.yaml"
_SIGNING = (Role.DEPLOYER, Role.OPERATOR, Role.ISSUER, Role.REGISTRAR)

Watcher = Callable[[Intent, Outcome], None]
"""Told of every transaction once it is done."""


@dataclass(frozen=True, slots=True)
class Issue:
    """One bond and its parties.

    Args:
        terms: of the bond.
        schedule: of the bond.
        appointments: who holds which role, by which key.
        countries: of the parties, by id.
        chain_id: chain that it is for.
    """

    terms: Terms
    schedule: Schedule
    appointments: Mapping[Role, Appointment]
    countries: Mapping[str, str]
    chain_id: int


def load_issue(sheet: Path, parties: Path | None, chain_id: int) -> Issue:
    """A term sheet and the parties file beside it, checked against each other.

    Raises:
        InputError: something in the files is wrong; nothing was sent.
    """
    terms = load_terms(sheet)
    document = read_document(parties or sheet.parent / _PARTIES, PartiesFile)
    file = document.value
    countries = {party.id: party.country for party in file.parties}
    issue = Issue(terms, build_schedule(terms), appointments_of(file), countries, chain_id)
    check_dates(issue.schedule)
    if problems := list(check_parties(issue, file)):
        raise document.refusal(problems)
    return issue


def deploy(issue: Issue, url: str, watch: Watcher, folder: Path | None = None) -> Deployment:
    """Deploy a bond and what it needs that does not stand yet, with its tax rates; register the bond and its agents.

    Args:
        issue: the bond.
        url: node.
        watch: told of progress.
        folder: where the record of the deployment is written, if any.

    Raises:
        InputError: the bond stands already, or its first record time has passed; nothing was sent.
        ConnectionFailed: no chain answers, another one does, or an account holds no gas money.
        TransactionFailed: the chain refused something, or holds something else than was foretold.
    """
    chain = connect(url, issue.chain_id)
    keys = Keyring([held.key for held in issue.appointments.values()], chain.chain_id)
    roles = {role: Actor(role.value, held.key, keys[held.key].address) for role, held in issue.appointments.items()}
    plan = plan_deployment(issue.terms.issue_id, issue.terms, issue.schedule, roles)
    _check_open(chain, issue, plan.deployment)
    check_gas_money(chain, [roles[role] for role in _SIGNING])
    sender = Sender(chain, keys, Journal())
    for intent in needed_intents(chain, plan):
        watch(intent, sender.execute(intent))
    verify_deployment(chain, plan.deployment, issue.terms, roles)
    for intent in rate_intents(issue.terms.issue_id, issue.terms, plan.deployment.bond, roles[Role.ISSUER]):
        watch(intent, sender.execute(intent))
    if folder is not None:
        write_record(chain, plan.deployment, issue.terms, chain.web3.eth.block_number, folder)
    onboarding = Onboarding(
        campaign=issue.terms.issue_id,
        registry=plan.deployment.registry,
        chain_id=chain.chain_id,
        issued_at=chain.web3.eth.get_block("latest")["timestamp"],
        timezone=issue.terms.timezone,
        registrar=roles[Role.REGISTRAR],
        provider=keys[roles[Role.IDENTITY_PROVIDER].key],
    )
    verified = at(chain, "IdentityRegistry", plan.deployment.registry).functions.isVerified
    until = issue.terms.maturity_date + OWN_ACCOUNTS_VALID
    accounts = own_accounts(roles, _numbers(issue), plan.deployment.bond, until)
    for intent in registration_intents(onboarding, [each for each in accounts if not verified(each.wallet).call()]):
        watch(intent, sender.execute(intent))
    return plan.deployment


def own_accounts(roles: Mapping[Role, Actor], countries: Mapping[Role, int], bond: str, until: date) -> list[Holder]:
    """The wallets that a bond needs on the register itself: issuer, paying agent and the bond, which pays out.

    Args:
        roles: who acts.
        countries: of who holds each role (ISO 3166-1 numeric).
        bond: its address.
        until: last day on which they are verified.
    """
    agents = [
        Holder(role.value, roles[role].wallet, countries[role], until) for role in (Role.ISSUER, Role.PAYING_AGENT)
    ]
    return [*agents, Holder("bond", bond, countries[Role.ISSUER], until, InvestorClass.MONEY_ONLY)]


def _numbers(issue: Issue) -> dict[Role, int]:
    return {role: COUNTRY_NUMBERS[issue.countries[held.party]] for role, held in issue.appointments.items()}


def _check_open(chain: Chain, issue: Issue, deployment: Deployment) -> None:
    """Refuse a bond that stands already, or could not be issued any more."""
    where = issue.terms.where("issue_id")
    if has_code(chain, deployment.bond):
        what = f"this bond stands on the chain already, at {deployment.bond}"
        raise InputError(where, what, "See it with tenor bond show")
    coupons, now = issue.schedule.coupons, next_time(chain)
    last = coupons[0].record_time if coupons else issue.schedule.periods[-1].pay_time
    if now >= last:
        what = f"units could be issued until {utc(last):%Y-%m-%d %H:%M} UTC, and it is {utc(now):%Y-%m-%d %H:%M} UTC"
        raise InputError(where, what, "Deploy on a chain whose time is before that")
