"""The venue moves what many holders give and take in all, under the rules of transfers."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.contracts.PermissionedToken.kit import add_rules, holdings, set_limits, set_rules
from tests.contracts.PermissionedToken.locking import Locking
from tests.contracts.restrictions import Restriction, frozen_units, insufficient, restricted
from tests.contracts.support import ZERO, Deployed, Sent, reverts, wallet
from tests.contracts.world import World


@pytest.fixture(autouse=True)
def _settling(world: World, token: Deployed) -> None:
    for holder in (world.investor_a, world.investor_b, world.investor_c):
        token.allowSettlement(allowed=True, by=holder)


def settle(world: World, token: Deployed, nets: Mapping[str, int], takers: str = "") -> Sent:
    """Nets of investors a to c, by their letters; `takers` take gross what they give again."""
    holders = [getattr(world, f"investor_{name}") for name in nets]
    bits = sum(1 << place for place, name in enumerate(nets) if name in takers or nets[name] > 0)
    sent: Sent = token.settleNet(holders, list(nets.values()), bits, by=world.become(world.dvp.wallet))
    return sent


def balances(world: World, token: Deployed) -> list[int]:
    return holdings(token, world.investor_a, world.investor_b, world.investor_c)


@pytest.mark.requirement("NET-1")
def test_settle_net__two_give_and_one_takes__moves_each_once(world: World, token: Deployed) -> None:
    sent = settle(world, token, {"a": -4, "c": 9, "b": -5})
    assert sent.logs == [
        token.log("Transfer", world.investor_a, world.investor_c, 4),
        token.log("Transfer", world.investor_b, world.investor_c, 5),
    ]
    assert balances(world, token) == [6, 15, 9]


@pytest.mark.requirement("NET-1")
def test_settle_net__one_gives_and_two_take__pairs_them_in_order(world: World, token: Deployed) -> None:
    sent = settle(world, token, {"b": -7, "a": 3, "c": 4})
    assert sent.logs == [
        token.log("Transfer", world.investor_b, world.investor_a, 3),
        token.log("Transfer", world.investor_b, world.investor_c, 4),
    ]
    assert balances(world, token) == [13, 13, 4]


@pytest.mark.requirement("NET-1")
@pytest.mark.parametrize("nets", [{"a": -4, "b": 5}, {"a": -5, "b": 4}, {"a": 1, "b": 0}, {"a": -1, "c": 0}])
def test_settle_net__more_taken_than_given_or_less__reverts(
    world: World, token: Deployed, nets: Mapping[str, int]
) -> None:
    with reverts("NetRefused", who=world.dvp):
        settle(world, token, nets)
    assert balances(world, token) == [10, 20, 0]


@pytest.mark.requirement("NET-1")
def test_settle_net__huge_nets_that_would_wrap__revert(world: World, token: Deployed) -> None:
    with insufficient(world.investor_a, 10, 2**255):
        settle(world, token, {"a": -(2**255), "b": 2**255 - 1})


@pytest.mark.requirement("NET-2")
def test_settle_net__by_anybody_else__reverts(world: World, token: Deployed) -> None:
    for stranger in (world.settler, world.issuer, world.officer, world.investor_b):
        with reverts("NetRefused", who=stranger):
            token.settleNet([world.investor_a, world.investor_b], [-1, 1], 2, by=stranger)


@pytest.mark.requirement("NET-2")
def test_settle_net__giver_who_does_not_let_it_settle__reverts(world: World, token: Deployed) -> None:
    token.allowSettlement(allowed=False, by=world.investor_a)
    with reverts("NetRefused", who=world.investor_a):
        settle(world, token, {"a": -1, "b": 1})
    settle(world, token, {"b": -1, "a": 1})
    assert balances(world, token) == [11, 19, 0]


@pytest.mark.requirement("NET-2")
def test_settle_net__lists_of_two_lengths__revert(world: World, token: Deployed) -> None:
    with reverts("NetRefused", who=world.dvp):
        token.settleNet([world.investor_a], [], 0, by=world.become(world.dvp.wallet))


@pytest.mark.requirement("NET-3")
def test_settle_net__more_than_is_free__reverts(world: World, token: Deployed) -> None:
    with insufficient(world.investor_a, 10, 11):
        settle(world, token, {"a": -11, "b": 11})
    Locking(world, token).create()
    with frozen_units(world.investor_a, 4, 5):
        settle(world, token, {"a": -5, "b": 5})


@pytest.mark.requirement("NET-3")
def test_settle_net__party_frozen__reverts(world: World, token: Deployed) -> None:
    token.setAddressFrozen(world.investor_a, freeze=True, by=world.officer)
    with restricted(Restriction.SENDER_FROZEN, world.investor_a, ZERO, 2):
        settle(world, token, {"a": -2, "b": 2})
    with restricted(Restriction.RECEIVER_FROZEN, ZERO, world.investor_a, 2):
        settle(world, token, {"b": -2, "a": 2})


@pytest.mark.requirement("NET-3")
def test_settle_net__token_paused_or_closed__reverts(world: World, token: Deployed) -> None:
    set_rules(world, token, closedFrom=0, closedUntil=world.now + 100)
    with restricted(Restriction.CLOSED_PERIOD, ZERO, ZERO, 0):
        settle(world, token, {"a": -2, "b": 2})
    set_rules(world, token)
    token.pause(by=world.pauser)
    with restricted(Restriction.PAUSED, ZERO, ZERO, 0):
        settle(world, token, {"a": -2, "b": 2})


@pytest.mark.requirement("NET-4")
@pytest.mark.parametrize("net", [2, 0, -1])
def test_settle_net__taker_no_longer_verified__reverts_whatever_its_net(
    world: World, token: Deployed, net: int
) -> None:
    """Gross it would have received: netting is no way round the register."""
    world.registry.revoke(world.investor_a, b"\x01" * 32, by=world.registrar)
    with restricted(Restriction.NOT_VERIFIED, ZERO, world.investor_a, max(net, 0)):
        settle(world, token, {"a": net, "b": -1 - net, "c": 1}, takers="a")


@pytest.mark.requirement("NET-4")
def test_settle_net__giver_no_longer_verified__may_still_give(world: World, token: Deployed) -> None:
    world.registry.revoke(world.investor_a, b"\x01" * 32, by=world.registrar)
    settle(world, token, {"a": -3, "b": 3})
    assert balances(world, token) == [7, 23, 0]


@pytest.mark.requirement("NET-3")
def test_settle_net__more_than_one_may_hold__reverts(world: World, token: Deployed) -> None:
    set_rules(world, token, maxHolding=22)
    with restricted(Restriction.MAXIMUM_HOLDING, ZERO, world.investor_b, 3):
        settle(world, token, {"a": -3, "b": 3})
    settle(world, token, {"a": -2, "b": 2})
    assert balances(world, token) == [8, 22, 0]


@pytest.mark.requirement("NET-5")
def test_settle_net__rules_outside__see_each_pair(world: World, token: Deployed) -> None:
    rules = add_rules(world, token)
    sent = settle(world, token, {"a": -4, "c": 9, "b": -5})
    told = [log for log in sent.logs if log.emitter == rules.wallet]
    assert len(told) == len([log for log in sent.logs if log.name == "Transfer"]) == 2
    assert balances(world, token) == [6, 15, 9]


@pytest.mark.requirement("NET-5")
def test_settle_net__volume_of_the_day__counts_what_is_given(world: World, token: Deployed) -> None:
    set_limits(world, token, daily=5)
    settle(world, token, {"a": -4, "b": 4})
    with restricted(Restriction.DAILY_VOLUME, world.investor_a, world.investor_b, 2):
        settle(world, token, {"a": -2, "b": 2})


@pytest.mark.requirement("NET-1")
def test_settle_net__nobody__does_nothing(world: World, token: Deployed) -> None:
    assert settle(world, token, {}).logs == []


@pytest.mark.requirement("NET-4")
def test_settle_net__the_token_or_nobody_as_taker__reverts(world: World, token: Deployed) -> None:
    venue = world.become(world.dvp.wallet)
    for taker in (token, wallet(0)):
        with restricted(Restriction.INVALID_RECEIVER, ZERO, taker, 1):
            token.settleNet([world.investor_a, taker], [-1, 1], 2, by=venue)
