"""Rules of the second kind: lock-up, step, and what is kept count of: volumes of the day and the month."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.contracts.PermissionedToken.kit import DAY, second_wallet, set_limits
from tests.contracts.restrictions import LIMITS, Restriction, restricted
from tests.contracts.support import Deployed, reverts, unauthorized
from tests.contracts.world import World

FULL = {"maxHolders": 0, "lockedUntil": 2**40 - 1, "daily": 2**56 - 1, "monthly": 2**56 - 1, "multiple": 2**32 - 1}


def moment(month: int, day: int, *clock: int) -> int:
    """A moment of the year 2023, UTC. [s]"""
    return int(datetime(2023, month, day, *clock, tzinfo=UTC).timestamp())


@pytest.mark.requirement("TOK-8")
@pytest.mark.parametrize("limits", [FULL, LIMITS])
def test_set_limits__by_the_officer__replaces_them_all(world: World, token: Deployed, limits: dict[str, int]) -> None:
    token.setLimits(FULL, by=world.officer)
    sent = token.setLimits(limits, by=world.officer)
    assert sent.logs == [token.log("LimitsSet", limits, world.officer)]
    assert token.limits() == (limits, 0)


@pytest.mark.requirement("TOK-15")
@pytest.mark.parametrize(("offset", "locked"), [(-1, True), (0, True), (1, False)])
def test_set_limits__lock_up__holds_to_its_last_second(
    world: World, token: Deployed, offset: int, *, locked: bool
) -> None:
    until = world.now + 1_000
    set_limits(world, token, lockedUntil=until)
    if locked:
        with restricted(Restriction.LOCK_UP, world.investor_a, world.investor_b, 4):
            token.transfer(world.investor_b, 4, by=world.investor_a, at=until + offset)
    else:
        token.transfer(world.investor_b, 4, by=world.investor_a, at=until + offset)
    assert token.balanceOf(world.investor_b) == (20 if locked else 24)


@pytest.mark.requirement("TOK-31")
@pytest.mark.parametrize(("amount", "passes"), [(0, True), (3, True), (6, True), (4, False), (2, False)])
def test_set_limits__multiple__refuses_what_is_off_the_step(
    world: World, token: Deployed, amount: int, *, passes: bool
) -> None:
    set_limits(world, token, multiple=3)
    if passes:
        token.transfer(world.investor_b, amount, by=world.investor_a)
    else:
        with restricted(Restriction.MULTIPLE, world.investor_a, world.investor_b, amount):
            token.transfer(world.investor_b, amount, by=world.investor_a)
    assert token.balanceOf(world.investor_b) == 20 + passes * amount


VOLUMES = pytest.mark.parametrize(
    ("rule", "reason"),
    [("daily", Restriction.DAILY_VOLUME), ("monthly", Restriction.MONTHLY_VOLUME)],
)


@pytest.mark.requirement("TOK-14")
@VOLUMES
def test_set_limits__volume__is_reached_and_not_exceeded(
    world: World, token: Deployed, rule: str, reason: Restriction
) -> None:
    set_limits(world, token, **{rule: 7})
    token.transfer(world.investor_c, 4, by=world.investor_b)
    with restricted(reason, world.investor_b, world.investor_a, 4):
        token.transfer(world.investor_a, 4, by=world.investor_b)
    token.transfer(world.investor_a, 3, by=world.investor_b)
    with restricted(reason, world.investor_b, world.investor_a, 1):
        token.transfer(world.investor_a, 1, by=world.investor_b)
    token.transfer(world.investor_b, 0, by=world.investor_b)
    token.transfer(world.investor_b, 6, by=world.investor_a)  # what comes in does not count


@pytest.mark.requirement("TOK-14")
@VOLUMES
def test_set_limits__volume_of_two_wallets__is_their_investors(
    world: World, token: Deployed, rule: str, reason: Restriction
) -> None:
    second_wallet(world, world.outsider, of=world.investor_b)
    set_limits(world, token, **{rule: 9})
    token.transfer(world.outsider, 5, by=world.investor_b)
    with restricted(reason, world.outsider, world.investor_a, 5):
        token.transfer(world.investor_a, 5, by=world.outsider)
    token.transfer(world.investor_a, 4, by=world.investor_b)


@pytest.mark.requirement("TOK-14")
@VOLUMES
def test_set_limits__refused_transfer__does_not_count(
    world: World, token: Deployed, rule: str, reason: Restriction
) -> None:
    set_limits(world, token, **{rule: 7})
    with restricted(Restriction.NOT_VERIFIED, world.investor_b, world.outsider, 7):
        token.transfer(world.outsider, 7, by=world.investor_b)
    token.transfer(world.investor_a, 7, by=world.investor_b)
    with restricted(reason, world.investor_b, world.investor_a, 2):
        token.transfer(world.investor_a, 2, by=world.investor_b)


@pytest.mark.requirement("TOK-14")
@VOLUMES
def test_set_limits__moved_by_force_or_by_a_spender__counts_only_what_the_holder_let_go(
    world: World, token: Deployed, rule: str, reason: Restriction
) -> None:
    set_limits(world, token, **{rule: 7})
    token.forcedTransfer(world.investor_b, world.investor_a, 9, by=world.officer)
    token.approve(world.settler, 9, by=world.investor_b)
    token.transferFrom(world.investor_b, world.investor_a, 4, by=world.settler)
    with restricted(reason, world.investor_b, world.investor_a, 4):
        token.transferFrom(world.investor_b, world.investor_a, 4, by=world.settler)


@pytest.mark.requirement("TOK-14")
def test_set_limits__daily_volume__begins_anew_at_midnight_utc(world: World, token: Deployed) -> None:
    set_limits(world, token, daily=5)
    midnight = world.now // DAY * DAY + 2 * DAY
    token.transfer(world.investor_a, 5, by=world.investor_b, at=midnight - 1)
    token.transfer(world.investor_a, 5, by=world.investor_b, at=midnight)
    with restricted(Restriction.DAILY_VOLUME, world.investor_b, world.investor_a, 2):
        token.transfer(world.investor_a, 2, by=world.investor_b, at=midnight + DAY - 1)
    token.transfer(world.investor_a, 2, by=world.investor_b, at=midnight + DAY)


@pytest.mark.requirement("TOK-14")
@pytest.mark.parametrize("turn", [(3, 1), (4, 1), (5, 1), (8, 1), (9, 1)])
def test_set_limits__monthly_volume__begins_anew_on_the_first(
    world: World, token: Deployed, turn: tuple[int, int]
) -> None:
    set_limits(world, token, monthly=5)
    first = moment(*turn)
    token.transfer(world.investor_a, 3, by=world.investor_b, at=first - 10 * DAY)
    with restricted(Restriction.MONTHLY_VOLUME, world.investor_b, world.investor_a, 3):
        token.transfer(world.investor_a, 3, by=world.investor_b, at=first - 1)
    token.transfer(world.investor_a, 5, by=world.investor_b, at=first)
    with restricted(Restriction.MONTHLY_VOLUME, world.investor_b, world.investor_a, 2):
        token.transfer(world.investor_a, 2, by=world.investor_b, at=first + DAY)


@pytest.mark.requirement("TOK-14")
def test_set_limits__day_and_month__bind_together(world: World, token: Deployed) -> None:
    set_limits(world, token, daily=4, monthly=6)
    begin = moment(3, 10)
    token.transfer(world.investor_a, 4, by=world.investor_b, at=begin)
    with restricted(Restriction.DAILY_VOLUME, world.investor_b, world.investor_a, 2):
        token.transfer(world.investor_a, 2, by=world.investor_b, at=begin + 60)
    with restricted(Restriction.MONTHLY_VOLUME, world.investor_b, world.investor_a, 3):
        token.transfer(world.investor_a, 3, by=world.investor_b, at=begin + DAY)
    token.transfer(world.investor_a, 2, by=world.investor_b, at=begin + DAY + 1)


@pytest.mark.requirement("TOK-14")
def test_set_limits__of_one_token__counts_apart_from_the_other(world: World) -> None:
    world.distribute({world.investor_a: 10})
    world.mint(world.investor_a, 10)
    for token in (world.bond, world.cash):
        set_limits(world, token, daily=4)
        token.transfer(world.investor_b, 4, by=world.investor_a)
    assert world.bond.balanceOf(world.investor_b) == world.cash.balanceOf(world.investor_b) == 4


@pytest.mark.requirement("TOK-14")
def test_set_limits__holders_after_the_first_unit__reverts(world: World, token: Deployed) -> None:
    with reverts("InvalidRule"):
        set_limits(world, token, maxHolders=100)
    assert token.limits() == (LIMITS, 0)


@pytest.mark.requirement("TOK-10")
def test_set_limits__caller_not_officer__reverts(world: World, token: Deployed) -> None:
    for caller in (world.issuer, world.custodian, world.pauser, world.registrar):
        with unauthorized(caller, "COMPLIANCE_ROLE"):
            token.setLimits(FULL, by=caller)
