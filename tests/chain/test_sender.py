"""Every intent is sent once, and its outcome is what the chain says."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from eth_utils.crypto import keccak
from hexbytes import HexBytes
from web3.exceptions import Web3RPCError

from tenor.chain import sender as sender_module
from tenor.chain.anvil import embedded_anvil
from tenor.chain.connection import connect
from tenor.chain.contract import calldata
from tenor.chain.development import DEVELOPMENT_CHAIN_ID
from tenor.chain.intent import Intent, Movement, intent_id
from tenor.chain.journal import Journal
from tenor.chain.sender import Sender, gas_limit
from tenor.errors import ConnectionFailed, TransactionFailed
from tenor.parties import Actor
from tests.contracts.support import ZERO
from tests.contracts.world import World


def mint(world: World, receiver: Actor, reference: str = "receipt") -> Intent:
    """The central bank mints a thousand."""
    return Intent(
        id=intent_id("test", "mint", reference),
        stage="fund cash",
        what=f"mint for {receiver.name}",
        actor=world.central_bank,
        to=world.cash.wallet,
        data=calldata("CashToken", "mint", receiver.wallet, 1_000, keccak(text=reference)),
        movements=(Movement(world.cash.wallet, None, receiver.wallet, 1_000),),
    )


def nonce(world: World) -> int:
    return world.chain.web3.eth.get_transaction_count(world.central_bank.wallet)


@pytest.mark.requirement("CHAIN-6")
def test_execute__intent__is_carried_out_and_its_outcome_is_the_chains(world: World) -> None:
    journal, intent = Journal(), mint(world, world.investor_a)
    outcome = Sender(world.chain, world.keys, journal).execute(intent)
    assert world.cash.balanceOf(world.investor_a) == 1_000
    receipt = world.chain.web3.eth.get_transaction_receipt(outcome.hash)  # type: ignore[arg-type]
    block = world.chain.web3.eth.get_block(receipt["blockNumber"])
    assert (outcome.intent, outcome.block, outcome.timestamp) == (intent.id, block["number"], block["timestamp"])
    assert (outcome.gas, outcome.fee) == (receipt["gasUsed"], receipt["gasUsed"] * receipt["effectiveGasPrice"])
    assert list(journal) == [(intent, outcome)]


@pytest.mark.requirement("CHAIN-6")
def test_execute__done_before__is_not_sent_again(world: World) -> None:
    sender, intent = Sender(world.chain, world.keys, Journal()), mint(world, world.investor_a)
    outcome = sender.execute(intent)
    sent = nonce(world)
    assert sender.execute(intent) == outcome
    assert nonce(world) == sent


@pytest.mark.requirement("CHAIN-6", "CHAIN-9")
def test_execute__contract_refuses__tells_why_and_sends_nothing(world: World, tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    journal, sent = Journal(path), nonce(world)
    with pytest.raises(TransactionFailed, match="TransferRestricted") as failure:
        Sender(world.chain, world.keys, journal).execute(mint(world, world.outsider))
    assert failure.value.where == "fund cash: mint for outsider"
    movement = f"from={ZERO}, to={world.outsider.wallet.lower()}, amount=1000"
    assert failure.value.what == f"refused: TransferRestricted(reason=7, {movement})"
    assert failure.value.exit_status == 1
    assert nonce(world) == sent
    assert list(journal) == []
    assert not path.exists()


@pytest.mark.requirement("CHAIN-6")
def test_execute__with_a_file__notes_the_transaction_before_it_is_sent(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "journal.jsonl"
    seen: list[str] = []
    send = world.chain.web3.eth.send_raw_transaction

    def spy(raw: bytes) -> bytes:
        seen.extend(path.read_text().splitlines())
        return send(raw)

    monkeypatch.setattr(world.chain.web3.eth, "send_raw_transaction", spy)
    outcome = Sender(world.chain, world.keys, Journal(path)).execute(mint(world, world.investor_a))
    (line,) = seen
    assert json.loads(line)["transaction"] == outcome.hash
    assert json.loads(path.read_text().splitlines()[1])["outcome"]["hash"] == outcome.hash


@pytest.mark.requirement("CHAIN-11")
@pytest.mark.parametrize(
    ("promise", "words"),
    [
        (lambda movement: (replace(movement, amount=999),), "999 of .* did not happen"),
        (lambda movement: (movement, movement), "1,000 of .* did not happen"),
        (lambda _: (), "1,000 of .* from None to .* was not asked for"),
    ],
)
def test_execute__chain_moves_something_else__is_a_failure(
    world: World, promise: Callable[[Movement], tuple[Movement, ...]], words: str
) -> None:
    intent, journal = mint(world, world.investor_a), Journal()
    with pytest.raises(TransactionFailed, match=words):
        Sender(world.chain, world.keys, journal).execute(replace(intent, movements=promise(*intent.movements)))
    assert journal.outcome(intent.id) is not None  # it happened, and must not happen again


def test_execute__several_of_one_actor__go_in_order(world: World) -> None:
    sender = Sender(world.chain, world.keys, Journal())
    outcomes = [sender.execute(mint(world, world.investor_a, f"receipt {number}")) for number in range(3)]
    assert [outcome.block - outcomes[0].block for outcome in outcomes] == [0, 1, 2]
    assert world.cash.balanceOf(world.investor_a) == 3_000


@pytest.mark.requirement("CHAIN-6", "CHAIN-9")
def test_execute__dry_run_passes_but_the_block_refuses__tells_why(world: World) -> None:
    """The estimate looks at the latest block; the block that takes the transaction is past the record time."""
    record = world.dates[0]["recordTime"]
    world.advance(record)
    world.chain.rpc("evm_setNextBlockTimestamp", record + 1)
    issue = calldata("Bond", "mint", world.issuer.wallet, 1_600)
    intent, journal = Intent("0x01", "settle", "issue", world.issuer, world.bond.wallet, issue), Journal()
    reason = f"refused: IssueNotOpen(issueTime={world.terms['issueTime']}, firstRecordTime={record})"
    for _ in range(2):  # asked again, it is not sent again
        with pytest.raises(TransactionFailed) as failure:
            Sender(world.chain, world.keys, journal).execute(intent)
        assert failure.value.what == reason
    assert world.bond.totalSupply() == 0
    assert list(journal) == []


@pytest.fixture
def waiting(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """A chain that mines nothing by itself, and a sender that does not wait long."""
    monkeypatch.setattr(sender_module, "_RECEIPT_WITHIN", 0.05)
    world.chain.rpc("evm_setAutomine", False)  # noqa: FBT003 -- positional in JSON-RPC
    yield world
    world.chain.rpc("anvil_dropAllTransactions")
    world.chain.rpc("evm_setAutomine", True)  # noqa: FBT003


@pytest.mark.requirement("CHAIN-6")
def test_execute__no_receipt_in_time__is_unknown_and_found_when_asked_again(waiting: World) -> None:
    sender, intent = Sender(waiting.chain, waiting.keys, Journal()), mint(waiting, waiting.investor_a)
    with pytest.raises(TransactionFailed, match="the outcome of transaction 0x.* is unknown"):
        sender.execute(intent)
    waiting.chain.rpc("evm_mine")
    outcome = sender.execute(intent)
    assert outcome.block == waiting.chain.web3.eth.block_number
    assert waiting.chain.web3.eth.get_block("latest")["transactions"] == [HexBytes(outcome.hash)]
    assert waiting.cash.balanceOf(waiting.investor_a) == 1_000


@pytest.mark.requirement("CHAIN-2", "CHAIN-6")
def test_execute__chain_that_is_gone__is_an_error_of_ours(world: World) -> None:
    with embedded_anvil(world.now, accounts=10) as url:
        gone = connect(url, DEVELOPMENT_CHAIN_ID)
    with pytest.raises(ConnectionFailed, match="does not answer"):
        Sender(gone, world.keys, Journal()).execute(mint(world, world.investor_a))


@pytest.mark.requirement("CHAIN-6")
@pytest.mark.parametrize("method", ["send_raw_transaction", "wait_for_transaction_receipt"])
def test_execute__chain_falls_silent_once_signed__is_unknown_with_the_transaction(
    world: World, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    def silent(*_: object) -> None:
        raise ConnectionFailed(world.chain.url, "the chain does not answer", "Check the node")

    monkeypatch.setattr(world.chain.web3.eth, method, silent)
    journal, intent = Journal(), mint(world, world.investor_a)
    with pytest.raises(TransactionFailed, match="is unknown") as failure:
        Sender(world.chain, world.keys, journal).execute(intent)
    assert journal.transaction(intent.id) is not None
    assert str(journal.transaction(intent.id)) in failure.value.what


@pytest.mark.requirement("CHAIN-6")
def test_execute__node_refuses_the_signed_transaction__is_a_failure(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: bytes) -> None:
        raise Web3RPCError("nonce too low")

    monkeypatch.setattr(world.chain.web3.eth, "send_raw_transaction", refuse)
    with pytest.raises(TransactionFailed, match="refused: .*nonce too low"):
        Sender(world.chain, world.keys, Journal()).execute(mint(world, world.investor_a))


@pytest.mark.parametrize(
    ("estimate", "limit"),
    [
        (21_000, 23_100),
        (15_252_014, 16_777_215),
        (15_252_015, 16_777_216),
        (16_777_216, 16_777_216),
        (17_000_000, 17_000_000),
    ],
)
def test_gas_limit__estimate__has_a_margin_within_what_a_transaction_may_have(estimate: int, limit: int) -> None:
    assert gas_limit(estimate) == limit
