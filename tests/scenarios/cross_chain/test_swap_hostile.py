"""What others may try on a swap between two chains, and what it comes to."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from eth_utils.crypto import keccak

from tenor.chain.clock import advance_to, latest_time, mine
from tenor.chain.contract import calldata, initcode
from tenor.chain.intent import Intent, intent_id
from tenor.deployment.plan import CREATE2_PROXY, proxied_address, proxied_data
from tenor.errors import ConnectionFailed, InputError, TransactionFailed
from tenor.parties import Actor, Role
from tenor.scenarios.cross_chain.course import balances
from tenor.scenarios.cross_chain.forms import AMOUNT, UNITS, agree_swap
from tenor.scenarios.cross_chain.places import Places
from tenor.settlement.cross_chain.acting import Hand, act
from tenor.settlement.cross_chain.agreement import NO_SPENDER, Leg, Lock, Side, Swap, commitment_to, lock_of
from tenor.settlement.cross_chain.intents import claim_intent, create_lock_data, lock_intent, release_intent
from tenor.settlement.cross_chain.next_act import Act
from tenor.settlement.cross_chain.observe import Watched, observe
from tenor.settlement.cross_chain.ordering import reveal_until
from tenor.settlement.cross_chain.views import LockState

DEEP = 4


def send(places: Places, leg: Leg, actor: Actor, data: str, to: str = "") -> str:
    """Send anything on a leg's chain; the transaction's hash."""
    key = intent_id("test", "attack", leg.pace.chain_id, data, latest_time(places.bond))
    intent = Intent(key, "test", "attack", actor, to or leg.token, data)
    return places.senders()[leg.pace.chain_id].execute(intent, promised=False).hash


def execute(places: Places, leg: Leg, intent: Intent) -> None:
    places.senders()[leg.pace.chain_id].execute(intent)


def locked(places: Places, swap: Swap, *, deep: bool = True) -> None:
    """Both parties have locked."""
    for side in Side:
        execute(places, swap.leg(side), lock_intent(swap, side))
    if deep:
        for chain in places.chains:
            mine(chain, DEEP)


def step(places: Places, swap: Swap, side: Side, secret: bytes | None = None) -> Act:
    party = places.seller if side is Side.LEAD else places.buyer
    return act(swap, Hand(party, places.senders(), side, secret), observe(places.watched, swap)).act


@pytest.fixture
def agreed(places: Places) -> tuple[Swap, bytes]:
    _, swap, secret = agree_swap(places, "X-1")
    return swap, secret


@pytest.mark.requirement("XCH-4")
def test_claim_intent__wrong_secret_or_of_another_length__is_refused(
    places: Places, agreed: tuple[Swap, bytes]
) -> None:
    swap, _ = agreed
    with pytest.raises(InputError, match="not the secret of the commitment"):
        claim_intent(swap, Side.FOLLOW, b"\x00" * 32, places.seller)
    long = b"\x01" * 33
    committed = replace(swap, commitment=commitment_to(long))
    with pytest.raises(InputError, match="the secret has 33 bytes"):
        claim_intent(committed, Side.FOLLOW, long, places.seller)
    assert claim_intent(committed, Side.LEAD, long, places.buyer)  # the follower takes whatever was shown


@pytest.mark.requirement("XCH-4")
def test_act__wrong_secret_sent_to_the_token__is_refused(places: Places, agreed: tuple[Swap, bytes]) -> None:
    swap, _ = agreed
    locked(places, swap)
    lock = lock_of(swap, Side.FOLLOW).id
    with pytest.raises(TransactionFailed, match="LockCommitment"):
        send(places, swap.follow, places.seller, calldata("ISettlementLocks", "spendLock", lock, b"x" * 32, b""))


@pytest.mark.requirement("XCH-4")
def test_act__claim_taken_from_the_pool_and_sent_first__pays_the_same_receiver(
    places: Places, agreed: tuple[Swap, bytes]
) -> None:
    swap, secret = agreed
    locked(places, swap)
    before = dict(balances(places))
    execute(places, swap.follow, claim_intent(swap, Side.FOLLOW, secret, places.watchtower))
    assert balances(places)["INV-01 cash"] == before["INV-01 cash"] + AMOUNT
    assert step(places, swap, Side.LEAD, secret) is Act.DONE
    assert step(places, swap, Side.FOLLOW) is Act.CLAIM
    assert balances(places)["INV-03 bond"] == before["INV-03 bond"] + UNITS


@pytest.mark.requirement("XCH-5")
def test_observe__claim_that_hides_the_secret__is_seen_through(places: Places, agreed: tuple[Swap, bytes]) -> None:
    """The leader claims by a contract that holds the secret masked: neither the data nor the logs show it."""
    swap, secret = agreed
    locked(places, swap)
    code = initcode("MockClaimer")
    send(places, swap.follow, places.role(Role.DEPLOYER), proxied_data(code), CREATE2_PROXY)
    mask = keccak(text="mask")
    masked = bytes(one ^ other for one, other in zip(secret, mask, strict=True))
    lock = lock_of(swap, Side.FOLLOW).id
    data = calldata("MockClaimer", "claim", swap.follow.token, lock, masked, mask)
    transaction = send(places, swap.follow, places.seller, data, proxied_address(code))
    shown = places.cash.web3.eth.get_transaction(transaction)["input"].hex()  # type: ignore[arg-type]
    assert secret.hex() not in shown
    assert observe(places.watched, swap).secret == secret
    assert step(places, swap, Side.FOLLOW) is Act.CLAIM


@pytest.mark.requirement("XCH-5")
def test_observe__claim_laid_out_oddly__is_read_as_the_token_reads_it(
    places: Places, agreed: tuple[Swap, bytes]
) -> None:
    """Both byte strings at one place far behind, padded with what is not zero: valid to the token, not to decoders."""
    swap, secret = agreed
    swap = replace(swap, commitment=commitment_to(secret[:31]))
    locked(places, swap)
    place = (200).to_bytes(32, "big")
    arguments = lock_of(swap, Side.FOLLOW).id + place + (96).to_bytes(32, "big") + bytes(32)
    arguments = arguments.ljust(200, b"\x07") + (31).to_bytes(32, "big") + secret[:31] + b"\x07"
    selector = calldata("ISettlementLocks", "spendLock", bytes(32), b"", b"")[:10]
    send(places, swap.follow, places.seller, selector + arguments.hex())
    assert observe(places.watched, swap).secret == secret[:31]
    assert step(places, swap, Side.FOLLOW) is Act.CLAIM


@pytest.mark.requirement("XCH-2")
def test_act__first_lock_undone_before_it_is_final__is_not_answered(places: Places, agreed: tuple[Swap, bytes]) -> None:
    swap, _ = agreed
    execute(places, swap.lead, lock_intent(swap, Side.LEAD))
    mine(places.bond, swap.lead.pace.finality - 1)
    assert observe(places.watched, swap).lead.state is LockState.SEEN
    assert step(places, swap, Side.FOLLOW) is Act.WAIT
    places.bond.rpc("anvil_reorg", swap.lead.pace.finality, [])
    assert observe(places.watched, swap).lead.state is LockState.NONE
    assert step(places, swap, Side.FOLLOW) is Act.WAIT


@pytest.mark.requirement("XCH-2")
@pytest.mark.parametrize(
    "changes",
    [{"amount": UNITS - 1}, {"expiry": -1}, {"receiver": Actor("x", "", "0x" + "11" * 20)}],
    ids=["amount", "expiry", "receiver"],
)
def test_observe__lock_of_the_same_id_under_other_terms__is_different_and_not_answered(
    places: Places, agreed: tuple[Swap, bytes], changes: dict[str, Any]
) -> None:
    swap, _ = agreed
    lock = lock_of(swap, Side.LEAD)
    if "expiry" in changes:
        changes = {"expiry": swap.lead.expiry - 1}
    send(places, swap.lead, places.seller, create_lock_data(replace(lock, leg=replace(swap.lead, **changes))))
    mine(places.bond, DEEP)
    assert observe(places.watched, swap).lead.state is LockState.DIFFERENT
    assert step(places, swap, Side.FOLLOW) is Act.DONE


@pytest.mark.requirement("XCH-2", "XCH-6")
def test_observe__lock_by_somebody_else_for_the_same_receiver__is_not_taken_for_the_leaders(
    places: Places, agreed: tuple[Swap, bytes]
) -> None:
    """Another holder's lock under the same reference, with the same commitment and a shorter expiry."""
    swap, _ = agreed
    other = places.desks[places.bond.chain_id].cast.investors["INV-02"]
    leg = replace(swap.lead, expiry=swap.lead.expiry - 600)
    lock = Lock(leg, lock_of(swap, Side.LEAD).reference, NO_SPENDER, swap.commitment)
    send(places, swap.lead, other, create_lock_data(lock))
    mine(places.bond, DEEP)
    assert observe(places.watched, swap).lead.state is LockState.NONE
    assert step(places, swap, Side.FOLLOW) is Act.WAIT


@pytest.mark.requirement("XCH-6")
def test_act__claim_or_lock_of_one_swap__counts_in_no_other(places: Places, agreed: tuple[Swap, bytes]) -> None:
    swap, secret = agreed
    again = replace(swap, reference="X-2", follow=replace(swap.follow, amount=AMOUNT // 10))
    locked(places, swap)
    execute(places, swap.follow, claim_intent(swap, Side.FOLLOW, secret, places.seller))
    other = observe(places.watched, again)
    assert (other.lead.state, other.follow.state, other.secret) == (LockState.NONE, LockState.NONE, None)
    with pytest.raises(TransactionFailed, match="LockNotActive"):
        execute(places, again.follow, claim_intent(again, Side.FOLLOW, secret, places.seller))
    with pytest.raises(TransactionFailed, match="LockExists"):
        execute(places, swap.follow, lock_intent(swap, Side.FOLLOW))


@pytest.mark.requirement("XCH-6")
def test_lock__signed_for_one_chain__is_not_taken_on_the_other(places: Places, agreed: tuple[Swap, bytes]) -> None:
    """Both chains have the same contracts at the same addresses; a transaction of one is none of the other."""
    swap, _ = agreed
    execute(places, swap.lead, lock_intent(swap, Side.LEAD))
    found = places.bond.web3.eth.get_block("latest", full_transactions=True)["transactions"][0]
    raw = places.bond.rpc("eth_getRawTransactionByHash", "0x" + bytes(found["hash"]).hex())  # type: ignore[index]
    with pytest.raises(ConnectionFailed, match="(?i)chain.?id"):
        places.cash.rpc("eth_sendRawTransaction", raw)


@pytest.mark.requirement("XCH-2")
def test_act__just_before_the_follower_s_lock_expires__the_secret_is_not_shown(
    places: Places, agreed: tuple[Swap, bytes]
) -> None:
    swap, secret = agreed
    locked(places, swap)
    advance_to(places.cash, reveal_until(swap.follow) + 1)
    assert step(places, swap, Side.LEAD, secret) is Act.WAIT
    assert observe(places.watched, swap).secret is None


@pytest.mark.requirement("XCH-4")
def test_claim__after_the_expiry__is_refused_and_shows_nothing(places: Places, agreed: tuple[Swap, bytes]) -> None:
    swap, secret = agreed
    locked(places, swap)
    advance_to(places.cash, swap.follow.expiry + 1)
    with pytest.raises(TransactionFailed, match="LockTime"):
        execute(places, swap.follow, claim_intent(swap, Side.FOLLOW, secret, places.seller))
    assert observe(places.watched, swap).secret is None
    execute(places, swap.follow, release_intent(swap, Side.FOLLOW, places.watchtower))
    assert observe(places.watched, swap).follow.state is LockState.RETURNED


@pytest.mark.requirement("XCH-3")
def test_act__expired_on_one_chain_only__returns_both(places: Places, agreed: tuple[Swap, bytes]) -> None:
    """The money's chain runs ahead until its lock has expired; the bond's clock stands still."""
    swap, secret = agreed
    locked(places, swap)
    advance_to(places.cash, swap.follow.expiry + 1)
    assert step(places, swap, Side.FOLLOW) is Act.RELEASE
    assert step(places, swap, Side.LEAD, secret) is Act.WAIT
    advance_to(places.bond, swap.lead.expiry + 1)
    assert step(places, swap, Side.LEAD, secret) is Act.RELEASE
    view = observe(places.watched, swap)
    assert (view.lead.state, view.follow.state, view.secret) == (LockState.RETURNED, LockState.RETURNED, None)


@pytest.mark.requirement("XCH-3")
@pytest.mark.parametrize("ahead", ["bond", "cash"])
def test_act__clocks_apart_by_all_that_was_agreed__settles(
    places: Places, agreed: tuple[Swap, bytes], ahead: str
) -> None:
    swap, secret = agreed
    skew = swap.lead.pace.skew + swap.follow.pace.skew
    chain = places.bond if ahead == "bond" else places.cash
    advance_to(chain, latest_time(chain) + skew)
    locked(places, swap)
    assert step(places, swap, Side.LEAD, secret) is Act.CLAIM
    assert step(places, swap, Side.FOLLOW) is Act.CLAIM


def freeze(places: Places, leg: Leg, wallet: str, *, frozen: bool) -> None:
    contract = "Bond" if leg.token == places.bond_token else "CashToken"
    data = calldata(contract, "setAddressFrozen", wallet, frozen)
    send(places, leg, places.role(Role.COMPLIANCE_OFFICER), data)


@pytest.mark.requirement("XCH-3")
@pytest.mark.parametrize("frozen", ["giver", "receiver"])
def test_act__party_frozen_before_the_reveal__shows_no_secret_and_returns_both(
    places: Places, agreed: tuple[Swap, bytes], frozen: str
) -> None:
    swap, secret = agreed
    locked(places, swap)
    freeze(places, swap.follow, getattr(swap.follow, frozen).wallet, frozen=True)
    with pytest.raises(TransactionFailed, match="Restricted|Frozen|FROZEN|refused"):
        step(places, swap, Side.LEAD, secret)
    assert observe(places.watched, swap).secret is None
    for chain in places.chains:
        advance_to(chain, swap.lead.expiry + 1)
    assert [step(places, swap, side, secret) for side in Side] == [Act.RELEASE, Act.RELEASE]


@pytest.mark.requirement("XCH-3")
def test_act__giver_frozen_after_the_reveal__claims_once_the_officer_lets_it_in_time(
    places: Places, agreed: tuple[Swap, bytes]
) -> None:
    """A freeze prevails over a lock: until it ends the follower is as if it were not there."""
    swap, secret = agreed
    locked(places, swap)
    step(places, swap, Side.LEAD, secret)
    freeze(places, swap.lead, swap.lead.giver.wallet, frozen=True)
    with pytest.raises(TransactionFailed):
        step(places, swap, Side.FOLLOW)
    freeze(places, swap.lead, swap.lead.giver.wallet, frozen=False)
    assert step(places, swap, Side.FOLLOW) is Act.CLAIM


def test_watched__no_connection_to_a_chain__says_so(places: Places, agreed: tuple[Swap, bytes]) -> None:
    swap, _ = agreed
    only = Watched({places.bond.chain_id: places.bond}, places.since)
    with pytest.raises(ConnectionFailed, match="no connection to chain 31338 is open"):
        observe(only, swap)
    crossed = Watched({places.cash.chain_id: places.bond, places.bond.chain_id: places.cash}, places.since)
    with pytest.raises(ConnectionFailed, match="no connection to chain"):
        observe(crossed, swap)
