"""Both legs of a trade move in one transaction, or neither does."""

from __future__ import annotations

import pytest
from eth_utils.crypto import keccak

from tests.contracts.DeliveryVersusPayment.deal import AMOUNT, UNITS, Deal
from tests.contracts.restrictions import Restriction, insufficient, restricted
from tests.contracts.support import Deployed, reverts, wallet

LEG = ("token", "party", "needed")
LEGS = [("bond", "investor_a", UNITS), ("cash", "investor_b", AMOUNT)]


@pytest.mark.requirement("DVP-1")
def test_settle__signed_by_both__moves_both_legs(deal: Deal) -> None:
    world, trade = deal.world, deal.trade
    sent = deal.settle()
    members = [trade[name] for name in ("tradeReference", "seller", "buyer", "security", "units", "cash", "amount")]
    assert sent.logs == [
        world.dvp.log("TradeSettled", *members),
        world.bond.log("Transfer", world.investor_a, world.investor_b, UNITS),
        world.cash.log("Transfer", world.investor_b, world.investor_a, AMOUNT),
    ]
    assert deal.holdings() == (4, 6, AMOUNT, AMOUNT)


@pytest.mark.requirement("DVP-5")
@pytest.mark.parametrize("submitter", ["investor_a", "investor_b", "outsider"])
def test_settle__submitted_by_anybody__settles_the_same(deal: Deal, submitter: str) -> None:
    signatures = [deal.signature(party) for party in ("investor_a", "investor_b")]
    deal.world.dvp.settle(deal.trade, *signatures, by=getattr(deal.world, submitter))
    assert deal.holdings() == (4, 6, AMOUNT, AMOUNT)


@pytest.mark.requirement("DVP-1")
def test_settle__seller_short_of_units__leaves_both_legs(deal: Deal) -> None:
    with insufficient(deal.world.investor_a, 10, 11):
        deal.settle(units=11)
    assert deal.untouched()
    assert not deal.world.dvp.isNonceSpent(deal.world.investor_a, 7)


@pytest.mark.requirement("DVP-1")
def test_settle__buyer_short_of_money__leaves_both_legs(deal: Deal) -> None:
    with insufficient(deal.world.investor_b, 2 * AMOUNT, 2 * AMOUNT + 1):
        deal.settle(amount=2 * AMOUNT + 1)
    assert deal.untouched()
    assert not deal.world.dvp.isNonceSpent(deal.world.investor_a, 7)


@pytest.mark.requirement("DVP-1")
def test_settle__buyers_bond_account_frozen__leaves_both_legs(deal: Deal) -> None:
    world = deal.world
    world.bond.setAddressFrozen(world.investor_b, freeze=True, by=world.officer)
    with restricted(Restriction.RECEIVER_FROZEN, world.investor_a, world.investor_b, UNITS):
        deal.settle()
    assert deal.untouched()


@pytest.mark.requirement("DVP-1")
def test_settle__sellers_cash_account_frozen__leaves_both_legs(deal: Deal) -> None:
    world = deal.world
    world.cash.setAddressFrozen(world.investor_a, freeze=True, by=world.officer)
    with restricted(Restriction.RECEIVER_FROZEN, world.investor_b, world.investor_a, AMOUNT):
        deal.settle()
    assert deal.untouched()


@pytest.mark.requirement("DVP-1")
@pytest.mark.parametrize(("payer", "payee", "amount"), [("a", "b", UNITS), ("b", "a", AMOUNT)])
def test_settle__party_no_longer_verified__leaves_both_legs(deal: Deal, payer: str, payee: str, amount: int) -> None:
    world = deal.world
    sender, receiver = (getattr(world, f"investor_{each}") for each in (payer, payee))
    world.registry.revoke(receiver, b"\x01" * 32, by=world.registrar)
    with restricted(Restriction.NOT_VERIFIED, sender, receiver, amount):
        deal.settle()
    assert deal.untouched()


@pytest.mark.requirement("DVP-1")
@pytest.mark.parametrize(LEG, LEGS)
def test_settle__permission_withdrawn__leaves_both_legs(deal: Deal, token: str, party: str, needed: int) -> None:
    contract: Deployed = getattr(deal.world, token)
    contract.allowSettlement(allowed=False, by=getattr(deal.world, party))
    with reverts("ERC20InsufficientAllowance", spender=deal.world.dvp, allowance=0, needed=needed):
        deal.settle()
    assert deal.untouched()


@pytest.mark.requirement("DVP-1")
@pytest.mark.parametrize(LEG, LEGS)
def test_settle__approved_without_the_permission__settles_within_the_allowance(
    deal: Deal, token: str, party: str, needed: int
) -> None:
    """A venue is a spender like any other to a holder who gave it no permission."""
    contract, holder = getattr(deal.world, token), getattr(deal.world, party)
    contract.allowSettlement(allowed=False, by=holder)
    contract.approve(deal.world.dvp, needed + 1, by=holder)
    deal.settle()
    assert deal.holdings() == (4, 6, AMOUNT, AMOUNT)
    assert contract.allowance(holder, deal.world.dvp) == 1


@pytest.mark.requirement("DVP-1")
@pytest.mark.parametrize(
    ("token", "sender", "receiver", "amount"),
    [("bond", "investor_a", "investor_b", UNITS), ("cash", "investor_b", "investor_a", AMOUNT)],
)
def test_settle__token_paused__leaves_both_legs(
    deal: Deal, token: str, sender: str, receiver: str, amount: int
) -> None:
    world = deal.world
    getattr(world, token).pause(by=world.pauser)
    with restricted(Restriction.PAUSED, getattr(world, sender), getattr(world, receiver), amount):
        deal.settle()
    assert deal.untouched()


@pytest.mark.requirement("DVP-1")
@pytest.mark.parametrize("leg", ["security", "cash"])
def test_settle__no_token_at_an_address__leaves_both_legs(deal: Deal, leg: str) -> None:
    with reverts("SafeERC20FailedOperation", token=wallet(77)):
        deal.settle(**{leg: wallet(77)})
    assert deal.untouched()


@pytest.mark.requirement("DVP-1")
def test_settle__money_that_only_answers_no__leaves_both_legs(deal: Deal) -> None:
    world = deal.world
    cash = world.deploy("FalseCash")
    cash.mint(world.investor_b, AMOUNT, by=world.operator)
    cash.approve(world.dvp, AMOUNT, by=world.investor_b)
    cash.refuse(world.investor_a, yes=True, by=world.operator)
    with reverts("SafeERC20FailedOperation", token=cash):
        deal.settle(cash=cash.wallet)
    assert deal.untouched()


@pytest.mark.requirement("DVP-1")
def test_settle__money_that_answers_nothing__settles(deal: Deal) -> None:
    world = deal.world
    cash = world.deploy("SilentCash")
    cash.mint(world.investor_b, AMOUNT, by=world.operator)
    cash.approve(world.dvp, AMOUNT, by=world.investor_b)
    deal.settle(cash=cash.wallet)
    assert (world.bond.balanceOf(world.investor_b), cash.balanceOf(world.investor_a)) == (UNITS, AMOUNT)


@pytest.mark.parametrize("empty", ["units", "amount"])
def test_settle__leg_empty__reverts(deal: Deal, empty: str) -> None:
    with reverts("InvalidTrade"):
        deal.settle(**{empty: 0})


def test_settle__both_sides_the_same_party__reverts(deal: Deal) -> None:
    trade = {**deal.trade, "buyer": deal.world.investor_a.wallet}
    signature = deal.signature("investor_a", trade)
    with reverts("InvalidTrade"):
        deal.world.dvp.settle(trade, signature, signature, by=deal.world.settler)


@pytest.mark.requirement("DVP-4")
@pytest.mark.parametrize(("offset", "settles"), [(-1, False), (0, True), (60, True), (61, False)])
def test_settle__edges_of_the_window__are_in_it(deal: Deal, offset: int, *, settles: bool) -> None:
    start = deal.world.now + 1_000
    window = {"settleFrom": start, "settleBy": start + 60}
    if settles:
        deal.settle(at=start + offset, **window)
        assert deal.holdings() == (4, 6, AMOUNT, AMOUNT)
    else:
        with reverts("OutsideSettlementWindow", **window, time=start + offset):
            deal.settle(at=start + offset, **window)
        assert deal.untouched()


@pytest.mark.requirement("DVP-3")
def test_settle__money_calls_back_with_the_same_trade__settles_once(deal: Deal) -> None:
    world = deal.world
    cash = world.deploy("ReentrantCash")
    cash.mint(world.investor_b, 2 * AMOUNT, by=world.operator)
    cash.approve(world.dvp, 2 * AMOUNT, by=world.investor_b)
    trade = {**deal.trade, "units": 4, "cash": cash.wallet}
    signatures = [deal.signature(party, trade) for party in ("investor_a", "investor_b")]
    again = world.dvp.data("settle", trade, *signatures)
    cash.arm(world.dvp, again, refuses=False, by=world.operator)
    sent = world.dvp.settle(trade, *signatures, by=world.settler)
    refusal = keccak(text="NonceSpent(address,uint256)")[:4]
    called_back = next(log for log in sent.logs if log.name == "CalledBack")
    assert (called_back.values[0], bytes(called_back.values[1])[:4]) == (False, refusal)
    assert (world.bond.balanceOf(world.investor_b), cash.balanceOf(world.investor_a)) == (4, AMOUNT)
