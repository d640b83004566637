"""What one transaction of the onboarding costs."""

from __future__ import annotations

import pytest

from tenor.onboarding.register import CLAIMS_A_TRANSACTION
from tests.contracts.support import wallet
from tests.contracts.world import World

MOST_GAS = 4_000_000  # a third of the mark of payments: claims are many, and blocks are shared


@pytest.mark.requirement("ONB-6", "REG-7")
def test_register__as_many_claims_as_onboarding_sends__stays_below_the_mark(world: World) -> None:
    claims = [world.claim(wallet(1_000 + number)) for number in range(CLAIMS_A_TRANSACTION)]
    signatures = [world.vouch(claim) for claim in claims]
    sent = world.registry.register(claims, world.provider, signatures, by=world.registrar)
    assert len(sent.logs) == CLAIMS_A_TRANSACTION
    assert sent.gas < MOST_GAS
