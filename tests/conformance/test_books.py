"""What a transaction's events say, whichever of the published forms they come in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import pytest
from eth_abi.abi import encode
from eth_utils.abi import event_signature_to_log_topic
from hexbytes import HexBytes

from tests.conformance.books import Books, Nonconformity, event, missing, read_events
from tests.conformance.node import Node, open_suite
from tests.conformance.run import Setup
from tests.contracts.support import ZERO, wallet

TOKEN, A, B, IDENTITY = (wallet(number) for number in range(1, 5))


def log(signature: str, topics: Sequence[bytes], data: bytes) -> dict[str, Any]:
    return {
        "address": TOKEN, "topics": [HexBytes(event_signature_to_log_topic(signature)), *map(HexBytes, topics)],
        "data": HexBytes(data), "blockHash": HexBytes(bytes(32)), "blockNumber": 1, "logIndex": 0,
        "transactionHash": HexBytes(bytes(32)), "transactionIndex": 0, "removed": False,
    }  # fmt: skip


def words(*addresses: str) -> list[bytes]:
    return [encode(["address"], [address]) for address in addresses]


@pytest.mark.requirement("INTEROP-2")
@pytest.mark.parametrize("indexed", [0, 3])
def test_read_events__both_forms_of_recovery_success__are_the_same_event(indexed: int) -> None:
    values = words(A, B, IDENTITY)
    found = read_events([log("RecoverySuccess(address,address,address)", values[:indexed], b"".join(values[indexed:]))])
    assert found == Counter([event(TOKEN, "RecoverySuccess", A, B, IDENTITY)])


@pytest.mark.requirement("INTEROP-2")
def test_read_events__both_forms_of_updated_token_information__are_the_same_event() -> None:
    signature = "UpdatedTokenInformation(string,string,uint8,string,address)"
    plain = encode(["string", "string", "uint8", "string", "address"], ["Bond", "BND", 0, "1.0.0", IDENTITY])
    name, symbol = (bytes(part) for part in event(TOKEN, "", "Bond", "BND").values if isinstance(part, bytes))
    indexed = log(signature, [name, symbol, *words(IDENTITY)], encode(["uint8", "string"], [0, "1.0.0"]))
    expected = Counter([event(TOKEN, "UpdatedTokenInformation", "Bond", "BND", 0, "1.0.0", IDENTITY)])
    assert read_events([log(signature, [], plain)]) == expected
    assert read_events([indexed]) == expected


def test_read_events__events_of_no_standard_and_logs_without_topics__are_passed_over() -> None:
    nameless = {**log("Other(uint256)", [], bytes(32)), "topics": []}
    assert read_events([log("Other(uint256)", [], bytes(32)), nameless]) == Counter()


def test_missing__movement_nobody_expected_or_event_left_out__is_named() -> None:
    moved, frozen = event(TOKEN, "Transfer", A, B, 5), event(TOKEN, "TokensFrozen", A, 1)
    assert missing(Counter([moved]), Counter([moved, frozen]), TOKEN) == []
    assert missing(Counter([frozen]), Counter([moved]), TOKEN) == [
        f"TokensFrozen{(A, 1)} was not emitted",
        f"Transfer{(A, B, 5)} was not expected",
    ]
    assert missing(Counter([moved]), Counter([moved, moved]), TOKEN) == [f"Transfer{(A, B, 5)} was not expected"]


def test_books__events__add_up_to_the_state() -> None:
    books = Books(TOKEN, paused=True, supply=100)
    for name, *values in (
        ("Transfer", ZERO, A, 10), ("Transfer", A, B, 4), ("Transfer", B, ZERO, 1), ("TokensFrozen", A, 5),
        ("TokensUnfrozen", A, 2), ("AddressFrozen", B, True, A), ("Approval", A, B, 7), ("Unpaused", A),
    ):  # fmt: skip
        books.book(event(TOKEN, str(name), *values))
    books.book(event(IDENTITY, "Transfer", ZERO, A, 1_000))
    assert (books.supply, books.balances[A], books.balances[B], books.paused) == (109, 6, 3, False)
    assert (books.frozen[A], books.addresses_frozen[B], books.allowances[A, B]) == (3, True, 7)


@pytest.mark.requirement("INTEROP-2")
def test_agree__state_that_the_events_do_not_add_up_to__is_named(node: Node, reference: Setup) -> None:
    suite = open_suite(node, reference.token, reference.registry)
    suite.agree("nothing")
    suite.books.balances[A] = 3
    with pytest.raises(Nonconformity, match=rf"after a try: balanceOf\({A}\) is 0, events say 3"):
        suite.agree("a try")
