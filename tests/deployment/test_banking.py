"""Banks on a chain: what the plan foretells is where it is said to be, and nobody else holds a role."""

from __future__ import annotations

import pytest

from tenor.chain.journal import Journal
from tenor.chain.sender import Sender
from tenor.deployment.banking import Bank, Staff, System, plan_banking
from tests.contracts.support import Deployed, role_id
from tests.contracts.world import World


@pytest.fixture
def system(world: World) -> System:
    staff = Staff(world.registrar, world.officer, world.custodian, world.pauser)
    return System(
        "banks", "HKD", world.registry.wallet, world.dvp.wallet, world.central_bank, world.settler, staff,
        world.deployer,
    )  # fmt: skip


@pytest.mark.requirement("BANK-1", "IBP-1")
def test_plan_banking__two_banks__stand_where_foretold(world: World, system: System) -> None:
    banks = (Bank("A", world.bank_a), Bank("B", world.bank_b))
    plan = plan_banking(system, banks)
    sender = Sender(world.chain, world.keys, Journal())
    for intent in plan.intents:
        sender.execute(intent)
    payments = Deployed(world.chain, "InterbankPayments", plan.payments)
    reserves = Deployed(world.chain, "DepositToken", plan.reserves)
    assert (payments.reserves(), payments.operator()) == (plan.reserves, world.settler.wallet)
    assert (reserves.name(), reserves.symbol(), reserves.owner()) == (
        "CB HKD deposit",
        "CB-HKD",
        world.central_bank.wallet,
    )
    for bank in banks:
        token = Deployed(world.chain, "DepositToken", plan.deposits[bank.code])
        assert (token.owner(), token.paymentSystem()) == (bank.actor.wallet, plan.payments)
        assert payments.participant(token)["account"] == bank.actor.wallet
        assert reserves.hasAccount(bank.actor)
        assert token.hasAccount(bank.actor)
        assert reserves.allowance(bank.actor, payments) == 2**256 - 1
        for role in ("", "BANK_ROLE", "COMPLIANCE_ROLE", "REGISTRAR_ROLE", "PAUSER_ROLE", "CUSTODIAN_ROLE"):
            assert not token.hasRole(role_id(role), world.deployer)


def test_plan_banking__same_system__is_the_same_plan(system: System, world: World) -> None:
    banks = (Bank("A", world.bank_a), Bank("B", world.bank_b))
    assert plan_banking(system, banks) == plan_banking(system, banks)
    assert plan_banking(system, banks[:1]).deposits["A"] == plan_banking(system, banks).deposits["A"]
    assert len({intent.id for intent in plan_banking(system, banks).intents}) == 3 * 3 + 1 + 1 + 2 * 3
