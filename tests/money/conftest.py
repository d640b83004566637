"""The desk that tests of money start at."""

from __future__ import annotations

import pytest

from tenor.chain.journal import Journal
from tenor.chain.sender import Sender
from tenor.money.payment import PaymentSystem
from tests.contracts.banking import open_banking
from tests.contracts.world import World
from tests.money.desk import Desk


@pytest.fixture
def desk(world: World) -> Desk:
    banking = open_banking(world)
    system = PaymentSystem(
        "day", banking.payments.wallet, banking.reserves.wallet, "HKD", world.chain.chain_id,
        {banking.a.wallet: world.bank_a.wallet, banking.b.wallet: world.bank_b.wallet},
    )  # fmt: skip
    return Desk(banking, system, Sender(world.chain, world.keys, Journal()))
