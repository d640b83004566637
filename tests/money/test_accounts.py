"""Accounts and deposits at one bank, sent as intents."""

from __future__ import annotations

import pytest

from tenor.errors import TransactionFailed
from tenor.money.accounts import (
    booking_intent,
    closing_intent,
    opening_intents,
    permit_intent,
    sign_permit,
    transfer_intent,
    withdrawal_intent,
)
from tenor.money.participation import Participation, correspondent_intents, participation_intent
from tenor.money.payment import Method
from tests.contracts.support import wallet
from tests.money.desk import Desk


@pytest.mark.requirement("BANK-1")
def test_opening_intents__many_wallets__as_many_a_transaction_as_the_token_takes(desk: Desk) -> None:
    wallets = [wallet(number) for number in range(1, 402)]
    first, *others = opening_intents(desk.deposits("A"), wallets)
    assert [each.what for each in (first, *others)] == ["open 200 accounts", "open 200 accounts", "open 1 accounts"]
    desk.send(first)
    assert desk.banking.a.hasAccount(wallet(200))
    assert not desk.banking.a.hasAccount(wallet(201))


@pytest.mark.requirement("BANK-1")
def test_closing_intent__account__is_closed_empty_only(desk: Desk) -> None:
    deposits, customer = desk.deposits("A"), desk.world.investor_a
    with pytest.raises(TransactionFailed, match="AccountNotEmpty"):
        desk.send(closing_intent(deposits, customer.wallet, "C-1"))
    desk.send(withdrawal_intent(deposits, customer, 1_000, "W-1"), closing_intent(deposits, customer.wallet, "C-1"))
    assert not desk.banking.a.hasAccount(customer)


@pytest.mark.requirement("BANK-1")
def test_booking_intent__reference__books_once(desk: Desk) -> None:
    deposits, customer = desk.deposits("A"), desk.world.investor_a
    desk.send(booking_intent(deposits, customer, 250, "D-1"))
    assert desk.banking.a.balanceOf(customer) == 1_250
    another = booking_intent(deposits, desk.world.bank_a, 250, "D-1")
    with pytest.raises(TransactionFailed, match="did not happen"):  # what the journal knows is not sent again
        desk.send(another)
    assert desk.banking.a.balanceOf(desk.world.bank_a) == 0


@pytest.mark.requirement("BANK-1")
def test_transfer_intent__within_the_bank__needs_an_account(desk: Desk) -> None:
    deposits, world = desk.deposits("A"), desk.world
    desk.send(transfer_intent(deposits, world.investor_a, world.bank_a, 100, "T-1"))
    assert desk.banking.a.balanceOf(world.bank_a) == 100
    with pytest.raises(TransactionFailed):
        desk.send(transfer_intent(deposits, world.investor_a, world.investor_c, 100, "T-2"))


@pytest.mark.requirement("BANK-1")
def test_permit_intent__holders_signature__lets_another_move_it(desk: Desk) -> None:
    deposits, world = desk.deposits("A"), desk.world
    owner, spender, terms = world.investor_a, world.outsider, {"nonce": 0, "deadline": world.now + 60}
    for signer, refused in ((world.outsider, True), (owner, False)):
        signature = sign_permit(deposits, world.chain.chain_id, world.keys[signer.key], spender.wallet, 70, **terms)
        intent = permit_intent(deposits, owner, spender.wallet, 70, **terms, signature=signature, submitter=spender)
        if refused:
            with pytest.raises(TransactionFailed, match="ERC2612InvalidSigner"):
                desk.send(intent)
        else:
            desk.send(intent)
    assert desk.banking.a.allowance(owner, spender) == 70


@pytest.mark.requirement("IBP-1")
def test_participation_intent__suspended_bank__takes_no_payment_until_it_is_back(desk: Desk) -> None:
    system, token, bank = desk.system, desk.banking.b.wallet, desk.world.bank_b
    desk.send(participation_intent(system, token, bank, Participation(suspended=True), "S-1"))
    with pytest.raises(TransactionFailed, match="BankNotAvailable"):
        desk.pay()
    desk.send(participation_intent(system, token, bank, Participation(), "S-2"))
    desk.pay()


@pytest.mark.requirement("IBP-3")
def test_correspondent_intents__bank_without_money_at_another__funds_it_and_pays_out_of_it(desk: Desk) -> None:
    world = desk.world
    back = {"payer": world.investor_b, "payee": world.investor_a, "method": Method.CORRESPONDENT,
            "payer_token": desk.banking.b.wallet, "payee_token": desk.banking.a.wallet}  # fmt: skip
    with pytest.raises(TransactionFailed):
        desk.pay(**back)
    desk.send(*correspondent_intents(desk.deposits("CB"), desk.deposits("A"), world.bank_b, 600, "N-1"))
    desk.pay(1, **back)
    assert desk.banking.money() == (1_400, 600, 1_600, 400)
    assert desk.banking.a.balanceOf(world.bank_b) == 200
