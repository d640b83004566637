"""Any number of legs among any number of parties: all of them or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from eth_abi.abi import encode
from eth_utils.crypto import keccak

from tests.contracts.DeliveryVersusPayment.matched import Matched
from tests.contracts.restrictions import insufficient
from tests.contracts.signing import DVP_NAME, bound, sign
from tests.contracts.support import Sent, plain, reverts

LEG = "Leg(address token,address from,address to,uint256 amount)"
SETTLEMENT = (
    "Settlement(bytes32 settlementReference,address[] parties,Leg[] legs,uint40 settleFrom,uint40 settleBy,"
    f"uint256 nonce){LEG}"
)


@dataclass(frozen=True)
class Round:
    """Investor a gives units to b, b pays c, and c pays a: none of these is a trade by itself."""

    matched: Matched
    settlement: dict[str, Any]

    @property
    def digest(self) -> bytes:
        s = self.settlement
        legs = b"".join(
            keccak(keccak(text=LEG) + encode(["address", "address", "address", "uint256"], list(leg.values())))
            for leg in s["legs"]
        )
        parties = b"".join(encode(["address"], [party]) for party in s["parties"])
        values = [s["settlementReference"], keccak(parties), keccak(legs), s["settleFrom"], s["settleBy"], s["nonce"]]
        types = ["bytes32", "bytes32", "bytes32", "uint40", "uint40", "uint256"]
        struct = keccak(keccak(text=SETTLEMENT) + encode(types, values))
        return bound(struct, DVP_NAME, self.matched.deal.world.dvp.wallet)

    def signatures(self) -> list[bytes]:
        world = self.matched.deal.world
        keys = {actor.wallet: world.keys[actor.key].key for actor in world.actors}
        return [sign(keys[party], self.digest) for party in self.settlement["parties"]]

    def settle(self, signatures: Sequence[bytes] | None = None, at: int | None = None) -> Sent:
        world = self.matched.deal.world
        given = self.signatures() if signatures is None else list(signatures)
        sent: Sent = world.dvp.settleLegs(self.settlement, given, by=world.settler, at=at)
        return sent

    def balances(self) -> list[int]:
        world = self.matched.deal.world
        parties = (world.investor_a, world.investor_b, world.investor_c)
        return [token.balanceOf(party) for token in (world.bond, world.cash) for party in parties]


@pytest.fixture
def three(matched: Matched) -> Round:
    world = matched.deal.world
    world.mint(world.investor_c, 1_000)
    world.cash.allowSettlement(allowed=True, by=world.investor_c)
    a, b, c = (party.wallet for party in (world.investor_a, world.investor_b, world.investor_c))
    legs = [
        {"token": world.bond.wallet, "from": a, "to": b, "amount": 6},
        {"token": world.cash.wallet, "from": b, "to": c, "amount": 500},
        {"token": world.cash.wallet, "from": c, "to": a, "amount": 700},
    ]
    settlement = {
        "settlementReference": keccak(text="ROUND-1"),
        "parties": sorted((a, b, c), key=lambda wallet: int(wallet, 16)),
        "legs": legs,
        "settleFrom": world.now,
        "settleBy": world.now + 3_600,
        "nonce": 12,
    }
    return Round(matched, settlement)


@pytest.mark.requirement("DVP-13")
def test_settle_legs__signed_by_all__moves_every_leg(three: Round) -> None:
    world = three.matched.deal.world
    before = three.balances()
    assert world.dvp.settlementDigest(three.settlement) == three.digest
    sent = three.settle()
    reference = three.settlement["settlementReference"]
    assert sent.logs[0] == world.dvp.log("SettlementCompleted", reference, three.digest, 3)
    assert [log.name for log in sent.logs[1:]] == ["Transfer"] * 3
    moved = [after - early for after, early in zip(three.balances(), before, strict=True)]
    assert moved == [-6, 6, 0, 700, -500, -200]


@pytest.mark.requirement("DVP-13")
def test_settle_legs__again__reverts(three: Round) -> None:
    three.settle()
    with reverts("NonceSpent", party=three.settlement["parties"][0], nonce=12):
        three.settle()


@pytest.mark.requirement("DVP-13")
@pytest.mark.parametrize("missing", range(3))
def test_settle_legs__one_signature_missing__reverts(three: Round, missing: int) -> None:
    signatures = three.signatures()
    signatures[missing] = signatures[(missing + 1) % 3]
    with reverts("NotSigned", party=three.settlement["parties"][missing]):
        three.settle(signatures)
    with reverts("InvalidSettlement"):
        three.settle(signatures[:2])


@pytest.mark.requirement("DVP-13")
def test_settle_legs__last_leg_fails__nothing_moves(three: Round) -> None:
    before = three.balances()
    three.settlement["legs"][2]["amount"] = 1_501
    with insufficient(three.matched.deal.world.investor_c, 1_500, 1_501):
        three.settle()
    assert three.balances() == before


@pytest.mark.requirement("DVP-13")
def test_settle_legs__one_consents_on_chain__needs_no_signature(three: Round) -> None:
    world = three.matched.deal.world
    signatures = three.signatures()
    place = three.settlement["parties"].index(world.investor_b.wallet)
    signatures[place] = b""
    with reverts("NotSigned", party=world.investor_b):
        three.settle(signatures)
    world.dvp.affirmLegs(three.settlement, True, by=world.investor_b)  # noqa: FBT003
    three.settle(signatures)
    assert world.bond.balanceOf(world.investor_b) == 6


@pytest.mark.requirement("DVP-13")
def test_settle_legs__without_sense__reverts(three: Round) -> None:
    world = three.matched.deal.world
    good = dict(three.settlement)
    legs = good["legs"]
    stranger = plain(world.outsider)
    for changes in (
        {"legs": []},
        {"legs": [{**legs[0], "to": stranger}]},
        {"legs": [{**legs[0], "amount": 0}]},
        {"legs": [{**legs[0], "to": legs[0]["from"]}]},
        {"parties": good["parties"][::-1]},
        {"parties": [good["parties"][0], *good["parties"]]},
    ):
        three.settlement.update({**good, **changes})
        with reverts("InvalidSettlement"):
            three.settle()


@pytest.mark.requirement("DVP-4")
def test_settle_legs__outside_its_window__reverts(three: Round) -> None:
    s = three.settlement
    with reverts("OutsideSettlementWindow", settleFrom=s["settleFrom"], settleBy=s["settleBy"], time=s["settleBy"] + 1):
        three.settle(at=s["settleBy"] + 1)


@pytest.mark.requirement("DVP-13")
def test_affirm_legs__by_no_party_or_taken_back__gives_no_consent(three: Round) -> None:
    world = three.matched.deal.world
    reference = three.settlement["settlementReference"]
    with reverts("NotParty", caller=world.settler):
        world.dvp.affirmLegs(three.settlement, True, by=world.settler)  # noqa: FBT003
    for affirmed in (True, False):
        sent = world.dvp.affirmLegs(three.settlement, affirmed, by=world.investor_b)
        told = world.dvp.log("SettlementAffirmed", reference, three.digest, world.investor_b, affirmed)
        assert sent.logs == [told]
    signatures = three.signatures()
    signatures[three.settlement["parties"].index(world.investor_b.wallet)] = b""
    with reverts("NotSigned", party=world.investor_b):
        three.settle(signatures)
