from __future__ import annotations

from dataclasses import replace

import pytest
from eth_abi.abi import encode
from eth_account import Account
from eth_utils.crypto import keccak

from tenor.campaign.actors import cast_of
from tenor.campaign.plan import Desk, open_desk
from tenor.chain.contract import calldata
from tenor.chain.intent import Intent, Movement
from tenor.errors import InputError
from tenor.settlement.trade import Details, Trade, settlement_intent, sign_trade, trade_digest, trade_reference
from tests.campaigns import small_campaign

SETTLE = "settle((bytes32,address,address,address,uint256,address,uint256,uint40,uint40,uint256),bytes,bytes)"
MEMBERS = ["bytes32", "address", "address", "address", "uint256", "address", "uint256", "uint40", "uint40", "uint256"]
TYPE = (
    "Trade(bytes32 tradeReference,address seller,address buyer,address security,uint256 units,address cash,"
    "uint256 amount,uint40 settleFrom,uint40 settleBy,uint256 nonce,Details details)"
)
DETAILS = "Details(uint64 minimumPart,bool locked,uint64 cleanPrice,uint24 pricedFor)"
DOMAIN = "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"


@pytest.fixture(scope="module")
def desk() -> Desk:
    campaign = small_campaign()
    return open_desk(campaign, cast_of(campaign))


@pytest.fixture
def trade(desk: Desk) -> Trade:
    seller, buyer = desk.cast.investors["INV-A"], desk.cast.investors["INV-B"]
    return Trade("SEC-001", seller, buyer, 20, 20_024_680, 1_684_425_600, 1_684_511_999, 3)


def message(desk: Desk, trade: Trade) -> list[object]:
    return [
        *(keccak(text=trade.reference), trade.seller.wallet, trade.buyer.wallet, desk.venue.bond, trade.units),
        *(desk.venue.cash, trade.consideration, trade.settle_from, trade.settle_by, trade.nonce),
    ]


def digest(desk: Desk, trade: Trade) -> bytes:
    """What both parties sign, put together here from the text of EIP-712."""
    name, version = keccak(text="Tenor Delivery Versus Payment"), keccak(text="1")
    types = ["bytes32", "bytes32", "bytes32", "uint256", "address"]
    domain = keccak(encode(types, [keccak(text=DOMAIN), name, version, 31337, desk.venue.dvp]))
    details = trade.details
    values = [details.minimum_part, details.locked, details.clean_price, details.priced_for]
    plain = keccak(encode(["bytes32", "uint64", "bool", "uint64", "uint24"], [keccak(text=DETAILS), *values]))
    struct = keccak(
        encode(["bytes32", *MEMBERS, "bytes32"], [keccak(text=TYPE + DETAILS), *message(desk, trade), plain])
    )
    return keccak(b"\x19\x01" + domain + struct)


def signatures(intent: Intent) -> tuple[bytes, bytes]:
    """The two signatures at the end of the calldata, each 65 bytes in 128."""
    data = bytes.fromhex(intent.data.removeprefix("0x"))
    assert data[:4] == keccak(text=SETTLE)[:4]
    return data[-224:-159], data[-96:-31]


def signer(signed: bytes, signature: bytes) -> str:
    return str(Account._recover_hash(signed, signature=signature))  # noqa: SLF001 -- the library's only way from a hash


@pytest.mark.requirement("SETTLE-1")
def test_settlement_intent__trade__both_signatures_recover_to_their_parties(desk: Desk, trade: Trade) -> None:
    intent = settlement_intent(desk.venue, trade, "secondary", desk.cast.keys)
    by_seller, by_buyer = signatures(intent)
    assert signer(digest(desk, trade), by_seller) == trade.seller.wallet
    assert signer(digest(desk, trade), by_buyer) == trade.buyer.wallet


@pytest.mark.requirement("SETTLE-1")
@pytest.mark.parametrize(
    "change",
    [
        {"reference": "SEC-002"},
        {"units": 21},
        {"consideration": 20_024_679},
        {"settle_from": 1_684_425_601},
        {"settle_by": 1_684_512_000},
        {"nonce": 4},
        {"details": Details(minimum_part=2)},
        {"details": Details(locked=True)},
        {"details": Details(clean_price=10**9)},
        {"details": Details(priced_for=19_500)},
    ],
)
def test_settlement_intent__any_member_changed__the_signatures_are_nobodys(
    desk: Desk, trade: Trade, change: dict[str, object]
) -> None:
    by_seller, by_buyer = signatures(settlement_intent(desk.venue, trade, "secondary", desk.cast.keys))
    changed = digest(desk, replace(trade, **change))  # type: ignore[arg-type]
    assert signer(changed, by_seller) != trade.seller.wallet
    assert signer(changed, by_buyer) != trade.buyer.wallet


@pytest.mark.requirement("SETTLE-1")
def test_settlement_intent__another_chain_or_contract__is_signed_anew(desk: Desk, trade: Trade) -> None:
    here = settlement_intent(desk.venue, trade, "secondary", desk.cast.keys)
    for venue in (replace(desk.venue, chain_id=1), replace(desk.venue, dvp=desk.venue.bond)):
        there = settlement_intent(venue, trade, "secondary", desk.cast.keys)
        assert signatures(there) != signatures(here)
        assert signer(digest(desk, trade), signatures(there)[0]) != trade.seller.wallet


@pytest.mark.requirement("SETTLE-2")
def test_settlement_intent__trade__moves_both_legs_and_is_sent_by_the_agent(desk: Desk, trade: Trade) -> None:
    intent = settlement_intent(desk.venue, trade, "secondary", desk.cast.keys)
    assert (intent.actor, intent.to, intent.stage) == (desk.venue.agent, desk.venue.dvp, "secondary")
    assert intent.actor.wallet not in {trade.seller.wallet, trade.buyer.wallet}
    assert intent.movements == (
        Movement(desk.venue.bond, trade.seller.wallet, trade.buyer.wallet, 20),
        Movement(desk.venue.cash, trade.buyer.wallet, trade.seller.wallet, 20_024_680),
    )
    assert intent.what == "SEC-001: 20 units from INV-A to INV-B for HKD 200,246.80"


@pytest.mark.requirement("SETTLE-2")
def test_settlement_intent__calldata__is_the_trade_as_signed(desk: Desk, trade: Trade) -> None:
    intent = settlement_intent(desk.venue, trade, "secondary", desk.cast.keys)
    assert intent.data == calldata("DeliveryVersusPayment", "settle", message(desk, trade), *signatures(intent))


@pytest.mark.requirement("SETTLE-3")
def test_settlement_intent__same_reference__is_the_same_intent_in_every_run(desk: Desk, trade: Trade) -> None:
    first = settlement_intent(desk.venue, trade, "secondary", desk.cast.keys)
    again = settlement_intent(desk.venue, trade, "secondary", cast_of(small_campaign()).keys)
    renegotiated = settlement_intent(desk.venue, replace(trade, units=19), "secondary", desk.cast.keys)
    other = settlement_intent(desk.venue, replace(trade, reference="SEC-002"), "secondary", desk.cast.keys)
    assert first == again
    assert first.id == renegotiated.id
    assert first.id != other.id


def test_trade_reference__business_key__is_its_keccak_hash() -> None:
    assert trade_reference("").hex() == "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"
    assert trade_reference("SEC-001") != trade_reference("SEC-002")


@pytest.mark.requirement("SETTLE-1")
def test_sign_trade__with_details__is_of_the_digest_with_them(desk: Desk, trade: Trade) -> None:
    detailed = replace(trade, details=Details(2, locked=True, clean_price=1_012_000_000, priced_for=19_500))
    assert trade_digest(desk.venue, detailed) == digest(desk, detailed) != digest(desk, trade)
    signature = sign_trade(desk.venue, detailed, desk.cast.keys[trade.seller.key])
    assert signer(digest(desk, detailed), signature) == trade.seller.wallet


@pytest.mark.requirement("SETTLE-1")
def test_settlement_intent__trade_with_details__is_refused(desk: Desk, trade: Trade) -> None:
    with pytest.raises(InputError, match="SEC-001: .*not a plain trade.*"):
        settlement_intent(desk.venue, replace(trade, details=Details(2)), "secondary", desk.cast.keys)
