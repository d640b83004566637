"""A trade settles only as both parties signed it, and once."""

from __future__ import annotations

from typing import Any

import pytest
from eth_utils.crypto import keccak

from tests.contracts.DeliveryVersusPayment.deal import AMOUNT, UNITS, Deal
from tests.contracts.signing import CHAIN_ID, DVP_NAME, PLAIN, malleable, sign, trade_digest
from tests.contracts.support import reverts, wallet
from tests.contracts.world import World

PARTIES = ("investor_a", "investor_b")


def refuse(deal: Deal, trade: dict[str, Any], seller: bytes, buyer: bytes, unsigned: object) -> None:
    """The trade is refused because of one party's signature."""
    with reverts("NotSigned", party=unsigned):
        deal.world.dvp.settle(trade, seller, buyer, by=deal.world.settler)
    assert deal.untouched()


@pytest.mark.requirement("DVP-2")
@pytest.mark.parametrize(
    ("sellers", "buyers", "unsigned"),
    [
        ("investor_b", "investor_b", "investor_a"),
        ("investor_a", "investor_a", "investor_b"),
        ("investor_b", "investor_a", "investor_a"),
        ("settler", "investor_b", "investor_a"),
        ("investor_a", "outsider", "investor_b"),
    ],
)
def test_settle__signed_by_another__reverts(deal: Deal, sellers: str, buyers: str, unsigned: str) -> None:
    refuse(deal, deal.trade, deal.signature(sellers), deal.signature(buyers), getattr(deal.world, unsigned))


@pytest.mark.requirement("DVP-2")
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("tradeReference", keccak(text="SEC-002")),
        ("security", wallet(5)),
        ("units", UNITS - 1),
        ("cash", wallet(5)),
        ("amount", AMOUNT - 1),
        ("settleFrom", 1),
        ("settleBy", 2**40 - 1),
        ("nonce", 8),
    ],
)
def test_settle__field_altered_after_signing__reverts(deal: Deal, field: str, value: object) -> None:
    altered = {**deal.trade, field: value}
    agreed = [deal.signature(party) for party in PARTIES]
    refuse(deal, altered, agreed[0], agreed[1], deal.world.investor_a)
    refuse(deal, altered, deal.signature("investor_a", altered), agreed[1], deal.world.investor_b)


@pytest.mark.requirement("DVP-2")
@pytest.mark.parametrize("side", ["seller", "buyer"])
def test_settle__party_altered_after_signing__reverts(deal: Deal, side: str) -> None:
    altered = {**deal.trade, side: deal.world.investor_c.wallet}
    first = deal.world.investor_c if side == "seller" else deal.world.investor_a
    refuse(deal, altered, *(deal.signature(party) for party in PARTIES), unsigned=first)


@pytest.mark.requirement("DVP-2")
@pytest.mark.parametrize(
    ("name", "chain_id", "elsewhere"),
    [(DVP_NAME, CHAIN_ID + 1, False), (DVP_NAME, CHAIN_ID, True), ("Tenor Identity Registry", CHAIN_ID, False)],
)
def test_settle__signed_for_another_venue__reverts(deal: Deal, name: str, chain_id: int, *, elsewhere: bool) -> None:
    venue = deal.world.deploy("DeliveryVersusPayment") if elsewhere else deal.world.dvp
    message = trade_digest(deal.trade, venue.wallet, name=name, chain_id=chain_id)
    key = deal.world.keys[deal.world.investor_a.key].key
    refuse(deal, deal.trade, sign(key, message), deal.signature("investor_b"), deal.world.investor_a)


@pytest.mark.requirement("DVP-2")
@pytest.mark.parametrize("signature", [b"", bytes(65), b"\x01" * 64])
def test_settle__no_signature_at_all__reverts(deal: Deal, signature: bytes) -> None:
    refuse(deal, deal.trade, signature, deal.signature("investor_b"), deal.world.investor_a)
    refuse(deal, deal.trade, deal.signature("investor_a"), signature, deal.world.investor_b)


@pytest.mark.requirement("DVP-2")
def test_settle__malleable_signature__reverts(deal: Deal) -> None:
    agreed = [deal.signature(party) for party in PARTIES]
    refuse(deal, deal.trade, malleable(agreed[0]), agreed[1], deal.world.investor_a)
    refuse(deal, deal.trade, agreed[0], malleable(agreed[1]), deal.world.investor_b)


@pytest.mark.requirement("DVP-2")
def test_settle__zero_address_as_a_party__reverts(deal: Deal) -> None:
    refuse(deal, {**deal.trade, "seller": wallet(0)}, bytes(65), deal.signature("investor_b"), wallet(0))


@pytest.mark.requirement("DVP-2")
def test_settle__party_is_a_contract__settles_with_its_owners_signature(deal: Deal) -> None:
    world = deal.world
    buyer = world.deploy("MockWallet", world.outsider)
    world.register(buyer)
    world.mint(buyer, AMOUNT)
    buyer.execute(world.cash, world.cash.data("approve", world.dvp, AMOUNT), by=world.outsider)
    trade = {**deal.trade, "buyer": buyer.wallet}
    sellers, buyers = deal.signature("investor_a", trade), deal.signature("outsider", trade)
    refuse(deal, trade, sellers, deal.signature("investor_b", trade), buyer)
    world.dvp.settle(trade, sellers, buyers, by=world.settler)
    assert (world.bond.balanceOf(buyer), world.cash.balanceOf(buyer)) == (UNITS, 0)


@pytest.mark.requirement("DVP-3")
def test_settle__again__reverts(deal: Deal) -> None:
    deal.settle(units=4)
    with reverts("NonceSpent", party=deal.world.investor_a, nonce=7):
        deal.settle(units=4)
    assert deal.holdings() == (6, 4, AMOUNT, AMOUNT)


@pytest.mark.requirement("DVP-3")
def test_settle__another_trade_under_the_same_nonce__reverts(deal: Deal) -> None:
    deal.settle(units=4)
    with reverts("NonceSpent", party=deal.world.investor_a, nonce=7):
        deal.settle(units=2, tradeReference=keccak(text="SEC-002"))


@pytest.mark.requirement("DVP-3")
@pytest.mark.parametrize("nonce", [0, 6, 8, 200, 255, 256, 263, 2**256 - 1])
def test_settle__other_nonce__is_another_trade(deal: Deal, nonce: int) -> None:
    deal.settle(units=4)
    deal.settle(units=2, nonce=nonce)
    assert deal.holdings() == (4, 6, 2 * AMOUNT, 0)
    for spent in (7, nonce):
        assert deal.world.dvp.isNonceSpent(deal.world.investor_a, spent)
        with reverts("NonceSpent", party=deal.world.investor_a, nonce=spent):
            deal.settle(units=2, nonce=spent, tradeReference=keccak(text="SEC-002"))


@pytest.mark.requirement("DVP-3")
def test_is_nonce_spent__after_a_trade__is_the_sellers_alone(deal: Deal) -> None:
    world = deal.world
    assert not world.dvp.isNonceSpent(world.investor_a, 7)
    deal.settle()
    assert world.dvp.isNonceSpent(world.investor_a, 7)
    assert not any(world.dvp.isNonceSpent(world.investor_a, nonce) for nonce in (6, 8, 263))
    assert not world.dvp.isNonceSpent(world.investor_b, 7)


@pytest.mark.requirement("DVP-2")
def test_trade_digest__any_trade__is_that_of_eip_712(deal: Deal) -> None:
    world = deal.world
    assert world.dvp.tradeDigest(deal.trade, PLAIN) == trade_digest(deal.trade, world.dvp.wallet)


def test_eip712_domain__as_deployed__names_venue_and_chain(world: World) -> None:
    assert world.dvp.eip712Domain()[1:5] == (DVP_NAME, "1", CHAIN_ID, world.dvp.wallet)
