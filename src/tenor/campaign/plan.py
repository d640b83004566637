"""The plan of a campaign: what it will do and with what, known before anything is sent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from tenor.campaign.actors import Cast
from tenor.campaign.levies import levies_of
from tenor.campaign.model import Campaign
from tenor.chain.intent import Intent
from tenor.chain.ledger import Ledger
from tenor.deployment.annex import encode_annex
from tenor.deployment.plan import DeploymentPlan, plan_deployment
from tenor.onboarding.register import Onboarding
from tenor.parties import Role
from tenor.servicing.bond import Servicing
from tenor.servicing.cash import CashDesk
from tenor.servicing.fixing import FixingDesk
from tenor.settlement.trade import Venue


@dataclass(slots=True)
class State:
    """What the campaign knows of its own doing so far.

    Attributes:
        ledger: balances of bond and cash.
        registers: units by wallet, as kept after the steps that keep the register, by its name.
    """

    ledger: Ledger = field(default_factory=Ledger)
    registers: dict[str, Mapping[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """One dated step.

    Args:
        stage: name for progress and reports.
        at: not before this chain time [s].
        intents: what is sent, given what was done before.
        register: name under which the bond's register is kept as it stands after the step; None keeps none.
        as_of: end of the second for which that register counts [s]; None is the end of the step.
        note: what a step that sends nothing does, in words.
    """

    stage: str
    at: int
    intents: Callable[[State], Iterable[Intent]] = lambda _: ()
    register: str | None = None
    as_of: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything the steps of one campaign share, each stage's part as that stage defines it."""

    campaign: Campaign
    cast: Cast
    deployment: DeploymentPlan
    onboarding: Onboarding
    venue: Venue
    servicing: Servicing
    fixing: FixingDesk
    cash: CashDesk


def open_desk(campaign: Campaign, cast: Cast) -> Desk:
    """Foretell the addresses and set every stage up with them."""
    plan = plan_deployment(campaign.id, campaign.terms, campaign.promised, cast.roles)
    contracts, roles = plan.deployment, cast.roles
    return Desk(
        campaign=campaign,
        cast=cast,
        deployment=plan,
        onboarding=Onboarding(
            campaign=campaign.id,
            registry=contracts.registry,
            chain_id=campaign.chain_id,
            issued_at=int(campaign.timetable.onboarding.timestamp()),
            timezone=campaign.terms.timezone,
            registrar=roles[Role.REGISTRAR],
            provider=cast.keys[roles[Role.IDENTITY_PROVIDER].key],
        ),
        venue=Venue(
            campaign=campaign.id,
            dvp=contracts.dvp,
            bond=contracts.bond,
            cash=contracts.cash,
            currency=campaign.terms.currency,
            chain_id=campaign.chain_id,
            agent=roles[Role.SETTLEMENT_AGENT],
        ),
        servicing=Servicing(
            campaign=campaign.id,
            schedule=campaign.schedule,
            bond=contracts.bond,
            cash=contracts.cash,
            issuer=roles[Role.ISSUER],
            paying_agent=roles[Role.PAYING_AGENT],
            approver=cast.keys[roles[Role.PAYMENT_APPROVER].key],
            chain_id=campaign.chain_id,
            levies={cast.investors[name].wallet: levy for name, levy in levies_of(campaign).items()},
            authorities={number: cast.authorities[party] for number, party in campaign.tax_authorities.items()},
        ),
        fixing=FixingDesk(
            campaign=campaign.id,
            terms=campaign.terms,
            bond=contracts.bond,
            annex=encode_annex(campaign.terms),
            evidence=campaign.evidence,
            agent=roles[Role.CALCULATION_AGENT],
        ),
        cash=CashDesk(campaign.id, contracts.cash, campaign.terms.currency, roles[Role.CENTRAL_BANK]),
    )
