"""The two contracts of delivery versus payment by keys, at the addresses foretold."""

from __future__ import annotations

from tenor.chain.journal import Journal
from tenor.chain.sender import Sender
from tenor.deployment.conditional import plan_decryption, plan_locking
from tests.contracts.support import Deployed, wallet
from tests.contracts.world import World


def test_plan_locking__carried_out__stands_at_the_address_for_its_token(world: World) -> None:
    plan = plan_locking("x", world.bond.wallet, world.deployer)
    Sender(world.chain, world.keys, Journal()).execute(plan.intent)
    assert Deployed(world.chain, "LockingContract", plan.address).token() == world.bond.wallet


def test_plan_decryption__carried_out__stands_at_the_address_with_its_oracle(world: World) -> None:
    plan = plan_decryption("x", world.cash.wallet, wallet(7), b"\x09" * 32, world.deployer)
    Sender(world.chain, world.keys, Journal()).execute(plan.intent)
    contract = Deployed(world.chain, "DecryptionContract", plan.address)
    assert (contract.token(), contract.oracle()) == (world.cash.wallet, wallet(7))
    assert contract.oracleKey() == b"\x09" * 32


def test_plan_decryption__another_oracle_or_key__is_another_address(world: World) -> None:
    plans = [
        plan_decryption("x", world.cash.wallet, wallet(oracle), key * 32, world.deployer)
        for oracle, key in ((7, b"\x09"), (8, b"\x09"), (7, b"\x0a"))
    ]
    assert len({plan.address for plan in plans} | {plan.intent.id for plan in plans}) == 6
