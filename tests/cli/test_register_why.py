"""`tenor register why` gives, for every reason there is, the chain's own code and words."""

from __future__ import annotations

import pytest

from tests.cli.starting import Tenor
from tests.contracts.PermissionedToken.situations import SITUATIONS, Situation, begin
from tests.contracts.restrictions import MAXIMUM, Restriction
from tests.contracts.support import Refused
from tests.contracts.world import World

OF_THE_BOND = {
    f"{situation.reason.name}-{number}": situation
    for number, situation in enumerate(SITUATIONS)
    if situation.only in {"", "Bond"} and situation.amount <= MAXIMUM
}


def test_situations__of_the_bond__have_every_reason() -> None:
    assert {situation.reason for situation in OF_THE_BOND.values()} == set(Restriction) - {Restriction.NOT_CUSTOMER}


@pytest.mark.requirement("ONB-16")
@pytest.mark.parametrize("situation", OF_THE_BOND.values(), ids=OF_THE_BOND)
def test_why__every_reason__is_the_chains_code_and_words_and_the_transfers_fate(
    tenor: Tenor, world: World, situation: Situation
) -> None:
    begin(world, world.bond, situation)
    receiver = situation.receiver(world, world.bond)
    asked = ("--from", world.investor_a.wallet, "--to", receiver, "--units", situation.amount)
    if situation.spender:
        asked += ("--spender", getattr(world, situation.spender).wallet)
    status, out, err = tenor("why", "--rpc", world.chain.url, "--token", world.bond.wallet, *asked)
    words = world.bond.messageForTransferRestriction(situation.reason)
    assert (status, out, err) == (bool(situation.reason), f"{situation.reason.value}: {words}\n", "")
    if situation.reason:
        with pytest.raises(Refused):
            send(world, situation, receiver)
    else:
        assert send(world, situation, receiver)


def send(world: World, situation: Situation, receiver: str) -> object:
    """The real transfer."""
    if situation.spender:
        spender = getattr(world, situation.spender)
        return world.bond.transferFrom(world.investor_a, receiver, situation.amount, by=spender)
    return world.bond.transfer(receiver, situation.amount, by=world.investor_a)


def test_why__word_that_is_no_address__exits_2(tenor: Tenor, world: World) -> None:
    asked = ("--rpc", world.chain.url, "--token", world.bond.wallet, "--units", "10", "--from", world.investor_a.wallet)
    status, out, err = tenor("why", *asked, "--to", "0x12")
    assert (status, out) == (2, "")
    assert "--to: this is not an address" in err
