"""A trade that both have signed is matched: from then on it binds both."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contracts.DeliveryVersusPayment.deal import AMOUNT, UNITS
from tests.contracts.DeliveryVersusPayment.matched import MATCHED, UNMATCHED, Matched
from tests.contracts.restrictions import frozen_units, insufficient
from tests.contracts.signing import PLAIN
from tests.contracts.support import ZERO, reverts


@pytest.mark.requirement("DVP-8")
def test_match_trade__signed_by_both__binds_without_moving(matched: Matched) -> None:
    world, trade = matched.deal.world, matched.deal.trade
    sent = matched.match()
    values = (matched.digest, trade["tradeReference"], world.investor_a, world.investor_b, False)
    assert sent.logs == [world.dvp.log("TradeMatched", *values)]
    assert world.dvp.matchedTrade(matched.digest) == {
        "status": MATCHED, "settledUnits": 0, "sellerHolds": False, "buyerHolds": False, "sellerCancels": False,
        "buyerCancels": False,
    }  # fmt: skip
    assert matched.deal.untouched()
    assert matched.locked() == (0, 0)


@pytest.mark.requirement("DVP-8")
def test_match_trade__again_or_settled_at_once__reverts(matched: Matched) -> None:
    matched.match()
    for act in (matched.match, matched.deal.settle):
        with reverts("NonceSpent", party=matched.deal.world.investor_a, nonce=7):
            act()


@pytest.mark.requirement("DVP-8")
def test_match_trade__signed_with_other_details__reverts(matched: Matched) -> None:
    world, (trade, details) = matched.deal.world, matched.args
    signatures = [matched.signature(party) for party in ("investor_a", "investor_b")]
    for changes in ({"minimumPart": 1}, {"locked": True}, {"cleanPrice": 1}, {"pricedFor": 1}):
        with reverts("NotSigned", party=world.investor_a):
            world.dvp.matchTrade(trade, {**details, **changes}, *signatures, by=world.settler)
    with reverts("NotSigned", party=world.investor_b):
        world.dvp.matchTrade(trade, details, signatures[0], signatures[0], by=world.investor_a)


@pytest.mark.requirement("DVP-2")
def test_trade_digest__with_details__is_that_of_eip_712(matched: Matched) -> None:
    trade, details = matched.deal.trade, {"minimumPart": 2, "locked": True, "cleanPrice": 10**9, "pricedFor": 19_500}
    assert matched.deal.world.dvp.tradeDigest(trade, details) == Matched(matched.deal, details).digest


@pytest.mark.requirement("DVP-9")
def test_match_trade__locked__keeps_both_assets_where_they_are(locked: Matched) -> None:
    world, trade = locked.deal.world, locked.deal.trade
    sent = locked.match()
    assert [(log.emitter, log.name) for log in sent.logs] == [
        (world.dvp.wallet, "TradeMatched"),
        (world.bond.wallet, "UnitsLocked"), (world.bond.wallet, "LockCreated"),
        (world.cash.wallet, "UnitsLocked"), (world.cash.wallet, "LockCreated"),
    ]  # fmt: skip
    assert locked.locked() == (UNITS, AMOUNT)
    assert locked.deal.untouched()
    with frozen_units(world.investor_a, 4, 5):
        world.bond.transfer(world.investor_c, 5, by=world.investor_a)
    with frozen_units(world.investor_b, AMOUNT, AMOUNT + 1):
        world.cash.transfer(world.investor_c, AMOUNT + 1, by=world.investor_b)
    assert trade["units"] == UNITS


@pytest.mark.requirement("DVP-9")
def test_match_trade__locked_without_the_assets__matches_nothing(locked: Matched) -> None:
    world = locked.deal.world
    world.cash.transfer(world.investor_c, AMOUNT + 1, by=world.investor_b)
    with insufficient(world.investor_b, AMOUNT - 1, AMOUNT):
        locked.match()
    assert (locked.status(), locked.locked()) == (UNMATCHED, (0, 0))
    assert not world.dvp.isNonceSpent(world.investor_a, 7)


@pytest.mark.requirement("DVP-9")
def test_match_trade__locked_for_who_does_not_let_it_settle__reverts(locked: Matched) -> None:
    world = locked.deal.world
    world.bond.allowSettlement(allowed=False, by=world.investor_a)
    with reverts("LockUnauthorized", lockId=bytes(32), spender=world.dvp, caller=world.dvp):
        locked.match()


@pytest.mark.requirement("DVP-8")
@pytest.mark.parametrize(
    "changes",
    [
        {"units": 0}, {"amount": 0}, {"cash": ZERO}, {"units": 2**64},
        {"cash": None}, {"buyer": None},
    ],
    ids=["no units", "no amount", "no money", "too many units", "money for itself", "one party"],
)  # fmt: skip
def test_match_trade__trade_without_sense__reverts(matched: Matched, changes: dict[str, Any]) -> None:
    world, trade = matched.deal.world, matched.deal.trade
    same = {"cash": trade["security"], "buyer": trade["seller"]}
    trade.update({name: same[name] if value is None else value for name, value in changes.items()})
    parties = ["investor_a", "investor_a" if changes == {"buyer": None} else "investor_b"]
    with reverts("InvalidTrade"):
        signatures = [Matched(matched.deal, PLAIN).signature(party) for party in parties]
        world.dvp.matchTrade(trade, PLAIN, *signatures, by=world.investor_a)


@pytest.mark.requirement("DVP-14")
def test_match_trade__free_of_payment__delivers_alone(matched: Matched) -> None:
    world, trade = matched.deal.world, matched.deal.trade
    trade.update(cash=ZERO, amount=0)
    matched.match()
    matched.settle()
    assert matched.deal.holdings() == (4, 6, 0, 2 * AMOUNT)
    trade.update(nonce=8, units=2)
    world.dvp.settle(
        trade, *(matched.deal.signature(party) for party in ("investor_a", "investor_b")), by=world.settler
    )
    assert matched.deal.holdings() == (2, 8, 0, 2 * AMOUNT)


@pytest.mark.requirement("DVP-8")
def test_match_trade__by_somebody_else__is_for_trades_with_details_alone(matched: Matched, locked: Matched) -> None:
    """A plain trade may be on its way to settle: a stranger who saw its signatures does not put it off."""
    world = matched.deal.world
    signatures = [matched.signature(party) for party in ("investor_a", "investor_b")]
    with reverts("NotParty", caller=world.settler):
        world.dvp.matchTrade(*matched.args, *signatures, by=world.settler)
    signatures = [locked.signature(party) for party in ("investor_a", "investor_b")]
    world.dvp.matchTrade(*locked.args, *signatures, by=world.settler)
    assert (matched.status(), locked.status()) == (UNMATCHED, MATCHED)
