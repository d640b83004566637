"""All that belongs to a lost wallet moves to another wallet of the same investor, once."""

from __future__ import annotations

import pytest

from tests.contracts.enforced import COURT_ORDER, NONE, Reason, enforced
from tests.contracts.PermissionedToken.kit import DEAF, add_rules, holdings, second_wallet, set_limits, set_rules
from tests.contracts.restrictions import MAXIMUM, RESTRICTED, Restriction, bitmap, restricted
from tests.contracts.support import Deployed, Sent, reverts, unauthorized
from tests.contracts.world import MONEY_ONLY, World

REASONS = pytest.mark.parametrize("reason", [NONE, COURT_ORDER], ids=["standard", "reason"])


def recover(
    world: World, token: Deployed, lost: object, fresh: object, reason: Reason = NONE, identity: object = None
) -> Sent:
    """By the standard's own form where there is no reason; the identity is the lost wallet's unless one is given."""
    stated = () if reason == NONE else reason
    named = identity or world.registry.identity(lost)
    sent: Sent = token.recoveryAddress(lost, fresh, named, *stated, by=world.registrar)
    return sent


@pytest.fixture
def token(world: World, token: Deployed) -> Deployed:
    """As everywhere here, the outsider's wallet is investor a's second one, and nothing is allowed to a venue."""
    second_wallet(world, world.outsider, of=world.investor_a)
    token.allowSettlement(allowed=False, by=world.investor_a)
    return token


@pytest.mark.requirement("TOK-18", "TOK-20")
@REASONS
def test_recovery_address__units__move_whole_and_say_why(world: World, token: Deployed, reason: Reason) -> None:
    supply, identity = token.totalSupply(), world.registry.identity(world.investor_a)
    sent = recover(world, token, world.investor_a, world.outsider, reason)
    assert sent.logs == [
        token.log("Transfer", world.investor_a, world.outsider, 10),
        token.log("AddressFrozen", world.investor_a, True, world.registrar),  # noqa: FBT003
        token.log("RecoverySuccess", world.investor_a, world.outsider, identity),
        enforced(token, "recoveryAddress", (world.investor_a, world.registrar), (10, 0), reason),
    ]
    assert holdings(token, world.investor_a, world.outsider) == [0, 10]
    assert token.totalSupply() == supply


@pytest.mark.requirement("TOK-20")
def test_recovery_address__lost_wallet__can_neither_send_nor_receive_any_more(world: World, token: Deployed) -> None:
    recover(world, token, world.investor_a, world.outsider)
    assert token.isFrozen(world.investor_a)
    with restricted(Restriction.RECEIVER_FROZEN, world.investor_b, world.investor_a, 4):
        token.transfer(world.investor_a, 4, by=world.investor_b)
    token.transfer(world.investor_b, 4, by=world.outsider)
    assert token.balanceOf(world.outsider) == 6


@pytest.mark.requirement("TOK-20")
@REASONS
def test_recovery_address__again__reverts(world: World, token: Deployed, reason: Reason) -> None:
    """T-REX PR #220: a recovery could be played again."""
    recover(world, token, world.investor_a, world.outsider, reason)
    for form in (NONE, COURT_ORDER):
        with reverts("NothingToRecover", wallet=world.investor_a):
            recover(world, token, world.investor_a, world.outsider, form)
    assert holdings(token, world.investor_a, world.outsider) == [0, 10]


@pytest.mark.requirement("TOK-20")
def test_recovery_address__released_again_after_recovery__has_nothing_to_recover(world: World, token: Deployed) -> None:
    recover(world, token, world.investor_a, world.outsider)
    token.setAddressFrozen(world.investor_a, freeze=False, by=world.officer)
    with reverts("NothingToRecover", wallet=world.investor_a):
        recover(world, token, world.investor_a, world.outsider)


@pytest.mark.requirement("TOK-20")
def test_recovery_address__found_again__moves_back_once_and_stays_frozen(world: World, token: Deployed) -> None:
    recover(world, token, world.investor_a, world.outsider)
    recover(world, token, world.outsider, world.investor_a)
    assert holdings(token, world.investor_a, world.outsider) == [10, 0]
    assert (token.isFrozen(world.investor_a), token.isFrozen(world.outsider)) == (True, True)


@pytest.mark.requirement("TOK-20")
def test_recovery_address__to_a_wallet_that_holds__adds_up(world: World, token: Deployed) -> None:
    token.transfer(world.outsider, 4, by=world.investor_b)
    token.freezePartialTokens(world.outsider, 3, by=world.officer)
    token.freezePartialTokens(world.investor_a, 6, by=world.officer)
    sent = recover(world, token, world.investor_a, world.outsider)
    assert (token.balanceOf(world.outsider), token.getFrozenTokens(world.outsider)) == (14, 9)
    assert token.getFrozenTokens(world.investor_a) == 0
    changes = [log for log in sent.logs if log.name in {"TokensFrozen", "TokensUnfrozen"}]
    assert changes == [
        token.log("TokensUnfrozen", world.investor_a, 6),
        token.log("TokensFrozen", world.outsider, 6),
    ]


@pytest.mark.requirement("TOK-20", "TOK-21")
def test_recovery_address__frozen_beyond_the_holding__moves_the_freeze_too(world: World, token: Deployed) -> None:
    token.setFrozenTokens(world.investor_a, 25, by=world.officer)
    recover(world, token, world.investor_a, world.outsider)
    assert (token.balanceOf(world.outsider), token.getFrozenTokens(world.outsider)) == (10, 25)


@pytest.mark.requirement("TOK-20", "TOK-9")
def test_recovery_address__two_freezes_too_large_together__fill_the_field(world: World, token: Deployed) -> None:
    for wallet in (world.investor_a, world.outsider):
        token.setFrozenTokens(wallet, MAXIMUM, by=world.officer)
    recover(world, token, world.investor_a, world.outsider)
    assert (token.balanceOf(world.outsider), token.getFrozenTokens(world.outsider)) == (10, MAXIMUM)


@pytest.mark.requirement("TOK-20")
def test_recovery_address__freeze_without_units__moves_too(world: World, token: Deployed) -> None:
    token.transfer(world.investor_b, 10, by=world.investor_a)
    token.setFrozenTokens(world.investor_a, 5, by=world.officer)
    recover(world, token, world.investor_a, world.outsider)
    assert token.getFrozenTokens(world.outsider) == 5


@pytest.mark.requirement("TOK-20")
def test_recovery_address__address_frozen__freezes_the_new_one(world: World, token: Deployed) -> None:
    token.setAddressFrozen(world.investor_a, freeze=True, by=world.officer)
    sent = recover(world, token, world.investor_a, world.outsider)
    assert token.log("AddressFrozen", world.outsider, True, world.registrar) in sent.logs  # noqa: FBT003
    assert (token.isFrozen(world.investor_a), token.isFrozen(world.outsider)) == (True, True)
    with restricted(Restriction.SENDER_FROZEN, world.outsider, world.investor_b, 4):
        token.transfer(world.investor_b, 4, by=world.outsider)


@pytest.mark.requirement("TOK-20", "TOK-25")
def test_recovery_address__settlement_permission__moves_once(world: World, token: Deployed) -> None:
    token.allowSettlement(allowed=True, by=world.investor_a)
    sent = recover(world, token, world.investor_a, world.outsider)
    assert token.log("SettlementAllowed", world.outsider, True) in sent.logs  # noqa: FBT003
    assert (token.settlementAllowed(world.investor_a), token.settlementAllowed(world.outsider)) == (False, True)


@pytest.mark.requirement("TOK-20", "TOK-25")
def test_recovery_address__permission_without_units__is_enough_to_recover(world: World, token: Deployed) -> None:
    token.transfer(world.investor_b, 10, by=world.investor_a)
    with reverts("NothingToRecover", wallet=world.investor_a):
        recover(world, token, world.investor_a, world.outsider)
    token.allowSettlement(allowed=True, by=world.investor_a)
    recover(world, token, world.investor_a, world.outsider)
    assert token.settlementAllowed(world.outsider)


@pytest.mark.requirement("TOK-20")
def test_recovery_address__strangers_wallet__reverts(world: World, token: Deployed) -> None:
    """T-REX: units could be recovered to whatever wallet the agent named."""
    named = world.registry.identity(world.investor_a)
    expected = {"lostWallet": world.investor_a, "newWallet": world.investor_b, "identity": named}
    with reverts("NotSameInvestor", **expected):
        recover(world, token, world.investor_a, world.investor_b)
    assert token.balanceOf(world.investor_a) == 10


@pytest.mark.requirement("TOK-20")
def test_recovery_address__wallet_never_registered__reverts(world: World, token: Deployed) -> None:
    named = world.registry.identity(world.investor_a)
    expected = {"lostWallet": world.investor_a, "newWallet": world.settler, "identity": named}
    with reverts("NotSameInvestor", **expected):
        recover(world, token, world.investor_a, world.settler)


@pytest.mark.requirement("TOK-20")
def test_recovery_address__another_identity_named__reverts(world: World, token: Deployed) -> None:
    for wrong in (world.registry.identity(world.investor_b), world.outsider.wallet):
        expected = {"lostWallet": world.investor_a, "newWallet": world.outsider, "identity": wrong}
        with reverts("NotSameInvestor", **expected):
            recover(world, token, world.investor_a, world.outsider, identity=wrong)


@pytest.mark.requirement("TOK-1", "TOK-20")
def test_recovery_address__new_wallet_lapsed__reverts(world: World, token: Deployed) -> None:
    world.registry.revoke(world.outsider, bytes(32), by=world.registrar)
    with restricted(Restriction.NOT_VERIFIED, world.investor_a, world.outsider, 10):
        recover(world, token, world.investor_a, world.outsider)


@pytest.mark.requirement("REG-9", "TOK-20")
def test_recovery_address__new_wallet_verified_for_money_only__gets_no_securities(world: World) -> None:
    """Recoveries keep that the receiver is eligible (ITransferRules), and such a wallet never is for securities."""
    world.distribute({world.investor_a: 10})
    world.register(world.outsider, investor=world.investor_a, investorClass=MONEY_ONLY)
    assert not world.bond.canReceive(world.outsider)
    with restricted(Restriction.INVESTOR_CLASS, world.investor_a, world.outsider, 10):
        recover(world, world.bond, world.investor_a, world.outsider)
    assert world.bond.balanceOf(world.investor_a) == 10


@pytest.mark.requirement("TOK-16", "TOK-20")
def test_recovery_address__new_wallet_of_a_country_kept_out__reverts(world: World, token: Deployed) -> None:
    world.register(world.outsider, investor=world.investor_a, country=702)
    token.setCountries(RESTRICTED, 0, bitmap(702), by=world.officer)
    with restricted(Restriction.COUNTRY, world.investor_a, world.outsider, 10):
        recover(world, token, world.investor_a, world.outsider)


def test_recovery_address__same_wallet__reverts(world: World, token: Deployed) -> None:
    with reverts("InvalidAct", **{"from": world.investor_a, "to": world.investor_a}):
        recover(world, token, world.investor_a, world.investor_a)
    assert not token.isFrozen(world.investor_a)


@pytest.mark.requirement("TOK-20")
def test_recovery_address__lost_lapsed_and_every_rule_of_trading_on__goes_on(world: World, token: Deployed) -> None:
    set_rules(world, token, maxHolding=1, closedFrom=1, closedUntil=2**40 - 1, approvalNeeded=True, spenderList=True)
    set_limits(world, token, lockedUntil=2**40 - 1, daily=1, monthly=1, multiple=7)
    world.registry.revoke(world.investor_a, bytes(32), by=world.registrar)
    token.pause(by=world.pauser)
    recover(world, token, world.investor_a, world.outsider)
    assert token.balanceOf(world.outsider) == 10


@pytest.mark.requirement("TOK-12", "TOK-20")
@REASONS
def test_recovery_address__external_rules__are_told_once(world: World, token: Deployed, reason: Reason) -> None:
    """CMTA/CMTAT#376 and the T-REX v5 changelog: a recovery that the rules did not see."""
    rules = add_rules(world, token)
    sent = recover(world, token, world.investor_a, world.outsider, reason)
    told = [log for log in sent.logs if log.emitter == rules.wallet]
    assert told == [rules.log("Told", "transferred", world.investor_a, world.outsider, 10)]
    rules.become(DEAF, by=world.operator)
    with reverts("Unwilling"):
        recover(world, token, world.outsider, world.investor_a, reason)


@pytest.mark.requirement("TOK-14", "TOK-20")
def test_recovery_address__volume_and_holders__stay_the_investors(world: World) -> None:
    set_limits(world, world.cash, maxHolders=5, daily=7)
    world.mint(world.investor_a, 10)
    second_wallet(world, world.outsider, of=world.investor_a)
    world.cash.transfer(world.investor_b, 4, by=world.investor_a)
    recover(world, world.cash, world.investor_a, world.outsider)
    assert world.cash.limits()[1] == 2
    with restricted(Restriction.DAILY_VOLUME, world.outsider, world.investor_b, 4):
        world.cash.transfer(world.investor_b, 4, by=world.outsider)
    world.cash.transfer(world.investor_b, 3, by=world.outsider)


@pytest.mark.requirement("TOK-10")
def test_recovery_address__caller_not_registrar__reverts(world: World, token: Deployed) -> None:
    named = world.registry.identity(world.investor_a)
    for form in ((), COURT_ORDER):
        for caller in (world.officer, world.custodian, world.issuer, world.outsider):
            with unauthorized(caller, "REGISTRAR_ROLE"):
                token.recoveryAddress(world.investor_a, world.outsider, named, *form, by=caller)
