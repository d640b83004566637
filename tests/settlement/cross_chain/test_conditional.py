"""A trade by keys as both contracts know it, what is refused, and the oracle's statements."""

from __future__ import annotations

from dataclasses import replace

import pytest
from eth_account import Account
from eth_utils.crypto import keccak

from tenor.errors import InputError
from tenor.settlement.cross_chain.conditional import (
    ConditionalTrade,
    check_trade,
    is_vouched,
    purpose_of,
    statement,
    statement_type,
)
from tenor.settlement.cross_chain.keys import encrypt_key
from tenor.settlement.cross_chain.oracle import KeyOracle
from tests.settlement.cross_chain.deals import (
    FAILURE,
    NOW,
    ORACLE,
    SUCCESS,
    TRADE,
    TRADE_FOLLOW,
    TRADE_LEAD,
    wallet,
)

SIGNER = Account.from_key(b"\x31" * 32)
SIGNED = replace(TRADE, oracle=SIGNER.address)


def encrypted(key: bytes, trade: int = TRADE.id, *, success: bool) -> bytes:
    return encrypt_key(key, purpose_of(TRADE_FOLLOW, trade, success=success), ORACLE.public)


@pytest.mark.requirement("XCH-1")
def test_check_trade__in_order__passes_and_a_second_less_is_refused() -> None:
    check_trade(TRADE, NOW)
    with pytest.raises(InputError, match="Let it expire 1 s later"):
        check_trade(replace(TRADE, asset=replace(TRADE_LEAD, expiry=TRADE_LEAD.expiry - 1)), NOW)


@pytest.mark.requirement("XCH-1")
@pytest.mark.parametrize(
    ("changed", "what"),
    [
        (replace(TRADE, success=TRADE.success[:-1]), "does not have 112 bytes"),
        (replace(TRADE, success=encrypted(FAILURE, success=True)), "one key serves both outcomes"),
        (replace(TRADE, asset=replace(TRADE_LEAD, contract="")), "names no contract"),
        (replace(TRADE, payment=replace(TRADE_FOLLOW, contract="0x12")), "is not an address"),
        (
            replace(
                TRADE, payment=replace(TRADE_FOLLOW, giver=replace(TRADE_FOLLOW.giver, wallet=wallet("second wallet")))
            ),
            "other wallets on the other chain",
        ),
    ],
    ids=["length", "one-key", "no-contract", "address", "wallets"],
)
def test_check_trade__what_cannot_settle__is_refused(changed: ConditionalTrade, what: str) -> None:
    with pytest.raises(InputError, match=what):
        check_trade(changed, NOW)


@pytest.mark.requirement("XCH-6")
def test_id__failure_key_or_party_changed__is_another() -> None:
    others = [
        replace(TRADE, failure=encrypted(b"\x09" * 32, success=False)),
        replace(TRADE, asset=replace(TRADE_LEAD, giver=replace(TRADE_LEAD.giver, wallet=wallet("another")))),
        replace(TRADE, asset=replace(TRADE_LEAD, receiver=replace(TRADE_LEAD.receiver, wallet=wallet("another")))),
    ]
    assert len({each.id for each in (TRADE, *others)}) == 4
    assert TRADE.asset_lock.id != TRADE.payment_lock.id


@pytest.mark.requirement("XCH-7")
def test_vouch__keys_that_open__is_signed_by_the_oracle_for_this_trade_alone() -> None:
    statements = KeyOracle(ORACLE, SIGNER).vouch(SIGNED)
    assert is_vouched(SIGNED, statements)
    assert not is_vouched(SIGNED, (statements[1], statements[0]))
    assert not is_vouched(SIGNED, None)
    assert not is_vouched(SIGNED, (b"", b""))
    assert not is_vouched(TRADE, statements)
    elsewhere = replace(SIGNED, payment=replace(TRADE_FOLLOW, contract=wallet("another contract")))
    assert not is_vouched(elsewhere, statements)
    resealed = replace(SIGNED, success=encrypted(SUCCESS, success=True))
    assert not is_vouched(resealed, statements)


@pytest.mark.requirement("XCH-7")
@pytest.mark.parametrize(
    "changed",
    [
        replace(SIGNED, success=keccak(b"x") + TRADE.success[32:]),
        replace(SIGNED, success=encrypted(SUCCESS, success=False)),
        replace(SIGNED, failure=TRADE.failure[:32] + TRADE.success[32:]),
        replace(SIGNED, success=encrypted(SUCCESS, TRADE.id + 1, success=True)),
    ],
    ids=["hash", "outcome", "other-sealed", "trade"],
)
def test_vouch__key_that_does_not_open_for_this_trade__is_refused(changed: ConditionalTrade) -> None:
    with pytest.raises(InputError, match="does not open|another key than its hash says"):
        KeyOracle(ORACLE, SIGNER).vouch(changed)


def test_statement__of_each_outcome__is_another_message() -> None:
    typed = statement_type(SIGNED)
    digests = {typed.digest(statement(SIGNED, success=success)) for success in (True, False)}
    assert len(digests) == 2
