"""What a bank could try to draw more than its pledges are worth, or what stops it otherwise."""

from __future__ import annotations

import pytest

from tests.contracts.lending import LIMIT, Lending
from tests.contracts.restrictions import Restriction, restricted
from tests.contracts.support import ZERO, Sent, reverts


def refusal(sent: Sent) -> bool:
    """Whether what was called back was refused."""
    (log,) = [log for log in sent.logs if log.name == "CalledBack"]
    return log.values[0] is False


@pytest.mark.requirement("CREDIT-2")
def test_draw__lock_that_the_facility_cannot_use__is_no_pledge(lending: Lending) -> None:
    """Another's, another spender's, one for somebody else, or one that needs a secret to be spent or cancelled."""
    world = lending.world
    others = lending.pledge(10, by=world.investor_a)
    for pledge in (
        others,
        lending.pledge(5, "1", spender=world.settler),
        lending.pledge(5, "2", receiver=world.bank_b),
        lending.pledge(5, "3", spend=b"\x07" * 32, receiver=world.central_bank),
        lending.pledge(5, "4", cancel=b"\x07" * 32),
        {"bond": world.bond.wallet, "lockId": b"\x09" * 32},
    ):
        assert lending.credit.worthOf(lending.bank, [pledge]) == 0
        with reverts("NotCovered", bank=lending.bank, owed=1, worth=0):
            lending.draw(1, pledge)


@pytest.mark.requirement("CREDIT-3")
def test_draw__bond_of_the_banks_own_making__is_not_even_called(lending: Lending) -> None:
    fake = lending.world.deploy("HostileBond")
    fake.pretend(lending.bank, lending.credit, by=lending.world.operator)
    with reverts("NotCovered", bank=lending.bank, owed=1, worth=0):
        lending.draw(1, {"bond": fake.wallet, "lockId": b"\x01" * 32})
    nobody = {"bond": lending.world.outsider.wallet, "lockId": b"\x01" * 32}
    with reverts("NotCovered", bank=lending.bank, owed=1, worth=0):
        lending.draw(1, nobody)


@pytest.mark.requirement("CREDIT-2")
def test_draw__pledge_on_another_bond_by_the_same_id__counts_for_nothing(lending: Lending) -> None:
    other = lending.world.create(issueTime=lending.world.terms["issueTime"] + 1).bond
    lending.value(other)
    pledge = {**lending.pledge(20), "bond": other.wallet}
    with reverts("NotCovered", bank=lending.bank, owed=1, worth=0):
        lending.draw(1, pledge)


@pytest.mark.requirement("CREDIT-1")
def test_draw__account_frozen_closed_or_in_a_pause__gets_nothing(lending: Lending) -> None:
    world, token, pledge = lending.world, lending.banking.reserves, lending.pledge(20)
    token.setAddressFrozen(lending.bank, freeze=True, by=world.officer)
    with restricted(Restriction.RECEIVER_FROZEN, ZERO, lending.bank, 5):
        lending.draw(5, pledge)
    token.setAddressFrozen(lending.bank, freeze=False, by=world.officer)
    token.pause(by=world.pauser)
    with restricted(Restriction.PAUSED, ZERO, lending.bank, 5):
        lending.draw(5, pledge)
    token.unpause(by=world.pauser)
    world.registry.revoke(lending.bank, b"\x01" * 32, by=world.registrar)
    with restricted(Restriction.NOT_VERIFIED, ZERO, lending.bank, 5):
        lending.draw(5, pledge)
    token.transfer(world.bank_b, 1_000, by=lending.bank)
    token.closeAccount(lending.bank, by=world.central_bank)
    world.register(lending.bank)
    with restricted(Restriction.NOT_CUSTOMER, ZERO, lending.bank, 5):
        lending.draw(5, pledge)
    assert lending.owed() == 0


@pytest.mark.requirement("CREDIT-3")
def test_draw__from_within_rules_of_the_reserves__is_refused(lending: Lending) -> None:
    """Rules that are told of new money call back before the first draw is over."""
    world, token, pledge = lending.world, lending.banking.reserves, lending.pledge(20)
    rules = world.deploy("MockRules")
    token.setCompliance(rules, by=world.central_bank)
    for data in (
        lending.credit.data("draw", 1, [pledge]),
        lending.credit.data("repay", lending.bank, 1),
        lending.credit.data("release", pledge, []),
    ):
        rules.arm(lending.credit, data, by=world.operator)
        assert refusal(lending.draw(5, pledge))
    assert lending.owed() == 15 < LIMIT
