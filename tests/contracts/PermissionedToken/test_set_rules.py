"""Rules of the first kind: what they say, to the last second and the last unit."""

from __future__ import annotations

import pytest

from tests.contracts.PermissionedToken.kit import holdings, second_wallet, set_rules
from tests.contracts.restrictions import RULES, Restriction, restricted
from tests.contracts.support import Deployed, reverts, unauthorized
from tests.contracts.world import (
    HONG_KONG,
    INSTITUTIONAL,
    KYC,
    MONEY_ONLY,
    PROFESSIONAL,
    RETAIL,
    World,
)

FULL = {
    "maxHolding": 2**64 - 1,
    "closedFrom": 2**40 - 2,
    "closedUntil": 2**40 - 1,
    "requiredTopics": 255,
    "excludedClasses": 255,
    "liveVerification": True,
    "spenderList": True,
    "approvalNeeded": True,
}
ACCREDITED = 2  # another topic; the second one, so the topic of index 1


@pytest.mark.requirement("TOK-8", "TOK-11")
@pytest.mark.parametrize("rules", [FULL, RULES, {**RULES, "closedUntil": 7}])
def test_set_rules__by_the_officer__replaces_them_all(
    world: World, token: Deployed, rules: dict[str, int | bool]
) -> None:
    supply = token.totalSupply()
    token.setRules(FULL, by=world.officer)
    sent = token.setRules(rules, by=world.officer)
    assert sent.logs == [token.log("RulesSet", rules, world.officer)]
    assert token.rules() == rules
    assert (token.totalSupply(), token.paused()) == (supply, False)


@pytest.mark.requirement("TOK-9")
def test_set_rules__bond_with_funded_coupons__keeps_what_shares_the_word(world: World) -> None:
    world.distribute({world.investor_a: 10})
    world.mature()
    world.bond.pause(by=world.pauser)
    for rules in (FULL, RULES):
        world.bond.setRules(rules, by=world.officer)
        assert (world.bond.couponsFunded(), world.bond.redemptionFunded(), world.bond.paused()) == (2, True, True)
        assert world.bond.totalSupply() == 1_600


@pytest.mark.parametrize(("closes", "opens"), [(2, 1), (1, 0), (2**40 - 1, 0)])
def test_set_rules__period_that_ends_before_it_begins__reverts(
    world: World, token: Deployed, closes: int, opens: int
) -> None:
    with reverts("InvalidRule"):
        set_rules(world, token, closedFrom=closes, closedUntil=opens)
    assert token.rules() == RULES


@pytest.mark.requirement("TOK-15")
@pytest.mark.parametrize(("offset", "closed"), [(-1, False), (0, True), (50, True), (100, True), (101, False)])
def test_set_rules__closed_period__stops_transfers_from_first_to_last_second(
    world: World, token: Deployed, offset: int, *, closed: bool
) -> None:
    begins = world.now + 1_000
    set_rules(world, token, closedFrom=begins, closedUntil=begins + 100)
    token.approve(world.settler, 4, by=world.investor_a)
    if not closed:
        token.transfer(world.investor_b, 4, by=world.investor_a, at=begins + offset)
        return
    with restricted(Restriction.CLOSED_PERIOD, world.investor_a, world.investor_b, 4):
        token.transfer(world.investor_b, 4, by=world.investor_a, at=begins + offset)
    assert token.balanceOf(world.investor_b) == 20


@pytest.mark.requirement("TOK-15")
def test_set_rules__closed_for_one_second__is_closed_in_it(world: World, token: Deployed) -> None:
    second = world.now + 1_000
    set_rules(world, token, closedFrom=second, closedUntil=second)
    with restricted(Restriction.CLOSED_PERIOD, world.investor_a, world.investor_b, 4):
        token.transfer(world.investor_b, 4, by=world.investor_a, at=second)
    token.transfer(world.investor_b, 4, by=world.investor_a, at=second + 1)


@pytest.mark.requirement("TOK-16")
@pytest.mark.parametrize("investor_class", [MONEY_ONLY, RETAIL, PROFESSIONAL, INSTITUTIONAL, 7])
def test_set_rules__professional_investors_only__excludes_the_others(
    world: World, token: Deployed, investor_class: int
) -> None:
    world.register(world.outsider, investorClass=investor_class)
    set_rules(world, token, excludedClasses=1 << RETAIL)
    never = token.contract == "Bond" and investor_class == MONEY_ONLY
    if investor_class == RETAIL or never:
        with restricted(Restriction.INVESTOR_CLASS, world.investor_a, world.outsider, 4):
            token.transfer(world.outsider, 4, by=world.investor_a)
    else:
        token.transfer(world.outsider, 4, by=world.investor_a)
    assert token.canReceive(world.outsider) == (investor_class != RETAIL and not never)


@pytest.mark.requirement("TOK-16")
def test_set_rules__class_excluded_later__may_keep_and_send(world: World, token: Deployed) -> None:
    world.register(world.outsider, investorClass=INSTITUTIONAL)
    token.transfer(world.outsider, 4, by=world.investor_b)
    set_rules(world, token, excludedClasses=1 << INSTITUTIONAL)
    token.transfer(world.investor_b, 4, by=world.outsider)
    assert holdings(token, world.outsider, world.investor_b) == [0, 20]


@pytest.mark.requirement("TOK-14")
@pytest.mark.parametrize(("amount", "passes"), [(5, True), (6, False)])
def test_set_rules__maximum_holding__is_reached_and_not_exceeded(
    world: World, token: Deployed, amount: int, *, passes: bool
) -> None:
    set_rules(world, token, maxHolding=25)
    if passes:
        token.transfer(world.investor_b, amount, by=world.investor_a)
    else:
        with restricted(Restriction.MAXIMUM_HOLDING, world.investor_a, world.investor_b, amount):
            token.transfer(world.investor_b, amount, by=world.investor_a)
    assert token.balanceOf(world.investor_b) == (25 if passes else 20)


@pytest.mark.requirement("TOK-14")
def test_set_rules__maximum_holding_of_two_wallets__binds_their_sum(world: World, token: Deployed) -> None:
    second_wallet(world, world.outsider, of=world.investor_a)
    set_rules(world, token, maxHolding=14)
    token.transfer(world.outsider, 4, by=world.investor_b)
    for wallet in (world.investor_a, world.outsider):
        with restricted(Restriction.MAXIMUM_HOLDING, world.investor_b, wallet, 2):
            token.transfer(wallet, 2, by=world.investor_b)
    token.transfer(world.investor_c, 2, by=world.investor_a)
    token.transfer(world.outsider, 2, by=world.investor_b)
    assert holdings(token, world.investor_a, world.outsider) == [8, 6]


@pytest.mark.requirement("TOK-14")
def test_set_rules__maximum_holding__does_not_bind_between_ones_own_wallets(world: World, token: Deployed) -> None:
    second_wallet(world, world.outsider, of=world.investor_b)
    set_rules(world, token, maxHolding=5)
    token.transfer(world.outsider, 12, by=world.investor_b)
    token.transfer(world.investor_b, 12, by=world.outsider)
    token.transfer(world.investor_b, 20, by=world.investor_b)
    assert holdings(token, world.investor_b, world.outsider) == [20, 0]


@pytest.mark.requirement("TOK-14")
def test_set_rules__maximum_holding__leaves_who_has_more_and_lets_nothing_in(world: World, token: Deployed) -> None:
    set_rules(world, token, maxHolding=5)
    with restricted(Restriction.MAXIMUM_HOLDING, world.investor_a, world.investor_b, 2):
        token.transfer(world.investor_b, 2, by=world.investor_a)
    token.transfer(world.investor_c, 5, by=world.investor_b)
    assert holdings(token, world.investor_b, world.investor_c) == [15, 5]


@pytest.mark.requirement("TOK-1", "TOK-16")
def test_set_rules__another_topic_required__lapses_who_lacks_it_for_this_token_only(
    world: World, token: Deployed
) -> None:
    registry = world.registry
    registry.updateIssuerClaimTopics(world.provider, [KYC, ACCREDITED], by=world.operator)
    world.register(world.investor_c, topics=0b11)
    set_rules(world, token, requiredTopics=0b10)
    with restricted(Restriction.NOT_VERIFIED, world.investor_a, world.investor_b, 4):
        token.transfer(world.investor_b, 4, by=world.investor_a)
    token.transfer(world.investor_c, 4, by=world.investor_a)
    assert (token.canReceive(world.investor_b), registry.isVerified(world.investor_b)) == (False, True)
    other = world.cash if token.contract == "Bond" else world.bond
    assert other.canReceive(world.investor_b)


@pytest.mark.requirement("TOK-1", "TOK-16")
def test_set_rules__live_verification__sees_at_once_what_an_identity_contract_no_longer_proves(
    world: World, token: Deployed
) -> None:
    issuer = world.deploy("ConfirmingIssuer")
    identity = world.deploy("KeyedIdentity", issuer, KYC)
    world.registry.addTrustedIssuer(issuer, [KYC], by=world.operator)
    world.registry.registerIdentity(world.outsider, identity, HONG_KONG, by=world.registrar)
    token.transfer(world.outsider, 4, by=world.investor_b)
    issuer.deny(yes=True, by=world.operator)
    token.transfer(world.outsider, 4, by=world.investor_b)
    set_rules(world, token, liveVerification=True)
    with restricted(Restriction.NOT_VERIFIED, world.investor_b, world.outsider, 4):
        token.transfer(world.outsider, 4, by=world.investor_b)
    issuer.deny(yes=False, by=world.operator)
    token.transfer(world.outsider, 4, by=world.investor_b)
    token.transfer(world.investor_b, 12, by=world.outsider)
    assert holdings(token, world.outsider, world.investor_b) == [0, 20]


@pytest.mark.requirement("TOK-10")
def test_set_rules__caller_not_officer__reverts(world: World, token: Deployed) -> None:
    for caller in (world.issuer, world.custodian, world.pauser, world.registrar):
        with unauthorized(caller, "COMPLIANCE_ROLE"):
            token.setRules(FULL, by=caller)
    assert token.rules() == RULES
