from __future__ import annotations

from dataclasses import replace

import pytest
from eth_utils.crypto import keccak

from tenor.chain.contract import calldata
from tenor.chain.intent import Movement
from tenor.parties import Actor
from tenor.servicing.cash import CashDesk, mint_intent, redeem_intent

BANK = Actor("central_bank", "dev:1", "0x" + "01" * 20)
INVESTOR = Actor("INV-01", "dev:20", "0x" + "02" * 20)
DESK = CashDesk("test", "0x" + "03" * 20, "HKD", BANK)
AMOUNT = 7_800_000_000


@pytest.mark.requirement("SERV-6")
def test_mint_intent__fiat_received__is_the_central_banks_under_the_receipts_reference() -> None:
    intent = mint_intent(DESK, INVESTOR, AMOUNT, "RCPT-001")
    assert (intent.actor, intent.to, intent.stage) == (BANK, DESK.cash, "fund cash")
    assert intent.data[:-64] == calldata("CashToken", "mint", INVESTOR.wallet, AMOUNT, bytes(32))[:-64]
    other = mint_intent(DESK, INVESTOR, AMOUNT, "RCPT-002")
    assert other.data[:-64] == intent.data[:-64]
    assert other.data != intent.data
    assert intent.movements == (Movement(DESK.cash, None, INVESTOR.wallet, AMOUNT),)
    assert "HKD 78,000,000.00 of fiat from INV-01" in intent.what


@pytest.mark.requirement("SERV-6")
def test_mint_intent__same_receipt__is_the_same_intent_whatever_its_amount() -> None:
    first = mint_intent(DESK, INVESTOR, AMOUNT, "RCPT-001")
    assert mint_intent(DESK, INVESTOR, 1, "RCPT-001").id == first.id
    assert mint_intent(DESK, INVESTOR, AMOUNT, "RCPT-002").id != first.id
    assert mint_intent(replace(DESK, campaign="other"), INVESTOR, AMOUNT, "RCPT-001").id != first.id


@pytest.mark.requirement("SERV-6")
def test_redeem_intent__holder__burns_its_own_tokens_for_fiat() -> None:
    intent = redeem_intent(DESK, INVESTOR, AMOUNT, "proceeds")
    assert (intent.actor, intent.to, intent.stage) == (INVESTOR, DESK.cash, "proceeds")
    assert intent.data == calldata("CashToken", "redeem", AMOUNT, keccak(text="test/proceeds/INV-01"))
    assert intent.movements == (Movement(DESK.cash, INVESTOR.wallet, None, AMOUNT),)


@pytest.mark.requirement("SERV-6")
def test_redeem_intent__other_holder_or_stage__is_another_intent() -> None:
    first = redeem_intent(DESK, INVESTOR, AMOUNT, "proceeds")
    assert redeem_intent(DESK, BANK, AMOUNT, "proceeds").id != first.id
    assert redeem_intent(DESK, INVESTOR, AMOUNT, "redeem cash").id != first.id
