"""What one transaction of the onboarding costs."""

from __future__ import annotations

import pytest

from tenor.onboarding.register import BATCH_GAS, CLAIMS_A_TRANSACTION
from tests.contracts.signing import compact, packed
from tests.contracts.support import wallet
from tests.contracts.world import World


@pytest.mark.requirement("ONB-6", "REG-7")
def test_register_signed__as_many_claims_as_onboarding_sends__stays_below_the_mark(world: World) -> None:
    claims = [world.claim(wallet(1_000 + number)) for number in range(CLAIMS_A_TRANSACTION)]
    signatures = [compact(world.vouch(claim)) for claim in claims]
    sent = world.registry.registerSigned(*packed(claims, world.provider, signatures), by=world.registrar)
    told = [log for log in sent.logs if log.name == "IdentityRegistered"]
    assert len(told) == CLAIMS_A_TRANSACTION
    assert sent.gas < BATCH_GAS
