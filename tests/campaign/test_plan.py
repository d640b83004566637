from __future__ import annotations

from dataclasses import replace

import pytest

from tenor.campaign.actors import cast_of
from tenor.campaign.model import Campaign
from tenor.campaign.plan import Desk, State, Step, open_desk
from tenor.parties import Role
from tests.campaigns import small_campaign, small_terms


def desk_of(campaign: Campaign) -> Desk:
    return open_desk(campaign, cast_of(campaign))


@pytest.mark.requirement("PLAN-1")
def test_open_desk__campaign__every_stage_works_on_the_same_foretold_contracts(hksar: Campaign) -> None:
    desk = desk_of(hksar)
    contracts = desk.deployment.deployment
    assert desk.onboarding.registry == contracts.registry
    assert (desk.venue.dvp, desk.venue.bond, desk.venue.cash) == (contracts.dvp, contracts.bond, contracts.cash)
    assert (desk.servicing.bond, desk.servicing.cash) == (contracts.bond, contracts.cash)
    assert len(set(contracts.contracts().values())) == 14


@pytest.mark.requirement("PLAN-1")
def test_open_desk__campaign__each_stage_is_of_the_role_that_the_campaign_appoints(hksar: Campaign) -> None:
    desk, roles = desk_of(hksar), cast_of(hksar).roles
    assert desk.onboarding.registrar == roles[Role.REGISTRAR]
    assert desk.onboarding.provider.address == roles[Role.IDENTITY_PROVIDER].wallet
    assert desk.venue.agent == roles[Role.SETTLEMENT_AGENT]
    assert (desk.servicing.issuer, desk.servicing.paying_agent) == (roles[Role.ISSUER], roles[Role.PAYING_AGENT])
    assert desk.onboarding.issued_at == int(hksar.timetable.onboarding.timestamp())


@pytest.mark.requirement("PLAN-1")
def test_open_desk__same_campaign_twice__foretells_the_same_addresses(hksar: Campaign) -> None:
    assert desk_of(hksar).deployment == desk_of(hksar).deployment


@pytest.mark.requirement("PLAN-1")
def test_open_desk__other_term_sheet__has_another_bond_and_the_same_registry() -> None:
    first = desk_of(small_campaign()).deployment.deployment
    other = desk_of(small_campaign(small_terms(document_hash="0x" + "5f" * 32))).deployment.deployment
    assert other.bond != first.bond
    assert replace(other, bond=first.bond) == first


def test_step__nothing_to_send__sends_nothing_and_keeps_no_register() -> None:
    step = Step("allot", 1_676_455_200)
    assert list(step.intents(State())) == []
    assert step.register is None


def test_state__new__holds_nothing() -> None:
    state, other = State(), State()
    assert (state.registers, state.ledger.supply("bond")) == ({}, 0)
    assert state.ledger is not other.ledger
