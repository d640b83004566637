"""Several claims of one issuer: in a set, in any order, and on their way beside another's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from tests.contracts.IdentityRegistry.vouching import (
    KYC_BIT,
    QUALIFIED,
    QUALIFIED_BIT,
    RESIDENT,
    RESIDENT_BIT,
    bring,
    found,
    lasting,
    trust,
)
from tests.contracts.world import World


def claim(world: World, topics: int, **changes: object) -> dict[str, Any]:
    """One on the outsider's wallet, ten seconds after the one before."""
    world.advance(world.now + 10)
    return {**lasting(world, world.outsider, **changes), "topics": topics}


@pytest.mark.requirement("REG-5", "REG-11")
@pytest.mark.parametrize("turned", [False, True])
def test_refresh__two_new_claims_of_one_issuer__come_in_in_either_order(world: World, *, turned: bool) -> None:
    trust(world, world.settler, QUALIFIED, RESIDENT)
    old: list[Mapping[str, Any]] = [claim(world, QUALIFIED_BIT), claim(world, RESIDENT_BIT)]
    resident = claim(world, RESIDENT_BIT)
    kyc = claim(world, KYC_BIT)
    qualified = claim(world, QUALIFIED_BIT)
    bring(world, (kyc, world.provider), *((each, world.settler) for each in old), by=world.registrar)
    pair = [(resident, world.settler), (qualified, world.settler)]
    bring(world, (kyc, world.provider), *(reversed(pair) if turned else pair))
    assert found(world, world.outsider)["issuedAt"] == qualified["issuedAt"]


@pytest.mark.requirement("REG-5")
def test_refresh__issuers_own_claims_on_their_way__are_not_held_up_by_another_issuers_newer_one(world: World) -> None:
    """Also where its first one has replaced the set."""
    trust(world, world.settler, QUALIFIED)
    first, second, third = (claim(world, KYC_BIT) for _ in range(3))
    other = claim(world, QUALIFIED_BIT)
    bring(world, (first, world.provider), (other, world.settler), by=world.registrar)
    bring(world, (second, world.provider), by=world.registrar)
    bring(world, (third, world.provider), by=world.registrar)
