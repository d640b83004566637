"""Several wallets at once, all or none."""

from __future__ import annotations

import pytest

from tests.contracts.IdentityRegistry.vouching import claim_issuer, further, identity_contract, trust
from tests.contracts.support import ZERO, reverts, unauthorized
from tests.contracts.world import World

MOST = 250


@pytest.mark.requirement("REG-7", "REG-17")
def test_batch_register_identity__contracts_and_codeless__registers_each_as_one_call_would(world: World) -> None:
    trust(world, world.registrar, 1)
    identity = identity_contract(world, claim_issuer(world, 1), 1)
    wallets, identities = [further(1), further(2), further(3)], [identity.wallet, ZERO, identity.wallet]
    sent = world.registry.batchRegisterIdentity(wallets, identities, [702, 344, 826], by=world.registrar)
    assert [log.values for log in sent.logs if log.name == "IdentityRegistered"] == [
        (wallets[0], identity.wallet),
        (wallets[1], world.registry.codelessIdentity(wallets[1])),
        (wallets[2], identity.wallet),
    ]
    assert [world.registry.investorCountry(wallet) for wallet in wallets] == [702, 344, 826]
    assert all(world.registry.isVerified(wallet) for wallet in wallets)
    batched = [world.registry.identityOf(wallet) for wallet in wallets]
    for wallet in wallets:
        world.registry.deleteIdentity(wallet, by=world.registrar)
    single = further(9)
    world.registry.registerIdentity(single, ZERO, 344, by=world.registrar)
    alone = world.registry.identityOf(single)
    times = {"investor": b"", "issuedAt": 0}
    assert {**alone, **times} == {**batched[1], **times}


@pytest.mark.requirement("REG-7")
def test_batch_register_identity__one_that_is_refused__refuses_all(world: World) -> None:
    for bad, error in ((world.investor_a.wallet, "AlreadyOnRegister"), (ZERO, "InvalidClaim")):
        with reverts(error, wallet=bad):
            world.registry.batchRegisterIdentity([further(1), bad], [ZERO] * 2, [702] * 2, by=world.registrar)
    with reverts("AlreadyOnRegister", wallet=further(1)):
        world.registry.batchRegisterIdentity([further(1)] * 2, [ZERO] * 2, [702] * 2, by=world.registrar)
    assert not world.registry.contains(further(1))


@pytest.mark.requirement("REG-7")
@pytest.mark.parametrize(("wallets", "identities", "countries"), [(2, 1, 2), (1, 2, 1), (1, 1, 2), (0, 0, 1)])
def test_batch_register_identity__lists_of_different_lengths__revert(
    world: World, wallets: int, identities: int, countries: int
) -> None:
    lists = ([further(each) for each in range(wallets)], [ZERO] * identities, [702] * countries)
    with reverts("BatchRefused", length=wallets, other=identities if identities != wallets else countries):
        world.registry.batchRegisterIdentity(*lists, by=world.registrar)


@pytest.mark.requirement("REG-7")
def test_batch_register_identity__as_many_as_a_batch_may_hold__fit_and_one_more_is_refused(world: World) -> None:
    wallets = [further(each) for each in range(MOST + 1)]
    with reverts("BatchRefused", length=MOST + 1, other=MOST + 1):
        world.registry.batchRegisterIdentity(wallets, [ZERO] * len(wallets), [702] * len(wallets), by=world.registrar)
    sent = world.registry.batchRegisterIdentity(wallets[:MOST], [ZERO] * MOST, [702] * MOST, by=world.registrar)
    assert sent.gas < 12_000_000
    assert world.registry.contains(wallets[MOST - 1])


@pytest.mark.requirement("REG-7")
def test_batch_register_identity__empty__changes_nothing(world: World) -> None:
    assert world.registry.batchRegisterIdentity([], [], [], by=world.registrar).logs == []


@pytest.mark.requirement("REG-17")
def test_batch_register_identity__caller_not_registrar__reverts(world: World) -> None:
    with unauthorized(world.operator, "REGISTRAR_ROLE"):
        world.registry.batchRegisterIdentity([further(1)], [ZERO], [702], by=world.operator)
