"""`tenor money`: money against a receipt, once, for who may hold it; accounts, pay-outs, transfers."""

from __future__ import annotations

import pytest

from tests.cli.starting import Tenor, starter
from tests.contracts.banking import Banking, open_banking
from tests.contracts.world import World


@pytest.fixture
def money(world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Tenor:
    tenor: Tenor = starter(monkeypatch, capsys, "money", 250)
    return lambda *arguments: tenor(*arguments, *(() if "--rpc" in arguments else ("--rpc", world.chain.url)))


@pytest.fixture
def banking(world: World) -> Banking:
    return open_banking(world)


def book(money: Tenor, world: World, wallet: str, amount: str, *options: str, token: str = "") -> tuple[int, str, str]:
    return money("book", token or world.cash.wallet, wallet, amount, "--reference", "PAY-1", *options)


@pytest.mark.requirement("SERV-6")
def test_book__receipt_of_cash__reaches_the_wallet_once(world: World, money: Tenor) -> None:
    wallet = world.paying_agent.wallet
    status, out, err = book(money, world, wallet, "25000.00")
    assert (status, err) == (0, "")
    assert f"PAY-1: book HKD 25,000.00 for {wallet}: done in transaction 0x" in out
    assert world.cash.balanceOf(wallet) == 2_500_000
    status, out, err = book(money, world, wallet, "25000.00")
    assert (status, out) == (2, "")
    assert "--reference: receipt PAY-1 is booked already" in err
    assert book(money, world, wallet, "1", "--reference", "PAY-2")[0] == 0
    assert world.cash.balanceOf(wallet) == 2_500_100


@pytest.mark.requirement("SERV-6")
@pytest.mark.parametrize("amount", ["0", "-5", "1.001", "NaN", "many", "1e30"])
def test_book__no_amount__sends_nothing(world: World, money: Tenor, amount: str) -> None:
    status, _, err = book(money, world, world.paying_agent.wallet, amount)
    assert (status, "AMOUNT: " in err) == (2, True)
    assert world.cash.totalSupply() == 0


@pytest.mark.requirement("SERV-6")
def test_book__wrong_wallet_key_or_token__sends_nothing(world: World, money: Tenor) -> None:
    wallet = world.paying_agent.wallet
    before = world.chain.web3.eth.block_number
    for answer, told in (
        (book(money, world, "0x12", "1"), "WALLET: this is not an address"),
        (book(money, world, world.outsider.wallet, "1"), "cannot receive this money: the receiver is not verified"),
        (book(money, world, wallet, "1", "--issuer", "dev:5"), "--issuer: dev:5"),
        (book(money, world, wallet, "1", token=world.registry.wallet), "TOKEN: no money token of this project stands"),
        (book(money, world, wallet, "1", token=wallet), "TOKEN: no money token of this project stands at"),
        (book(money, world, wallet, "1", "--rpc", "http://127.0.0.1:1"), "127.0.0.1:1"),
    ):
        assert (answer[0] != 0, answer[1]) == (True, "")
        assert told in answer[2]
    assert world.chain.web3.eth.block_number == before


@pytest.mark.requirement("SERV-6")
def test_book__token_paused__sends_nothing(world: World, money: Tenor) -> None:
    world.cash.pause(by=world.pauser)
    status, _, err = book(money, world, world.paying_agent.wallet, "1")
    assert (status, "TOKEN: the token is paused" in err) == (2, True)


@pytest.mark.requirement("BANK-1")
def test_open__accounts_at_a_bank__only_by_the_bank_and_not_for_cash(
    world: World, money: Tenor, banking: Banking
) -> None:
    bank, wallet, token = world.bank_a.key, world.investor_c.wallet, banking.a.wallet
    assert "WALLET: " in book(money, world, wallet, "1", "--issuer", bank, token=token)[2]
    assert money("open", token, wallet, wallet, "--bank", world.bank_b.key)[0] == 2
    assert money("open", world.cash.wallet, wallet, "--bank", "dev:1")[0] == 2
    assert "open 1 accounts: done" in money("open", token, wallet, wallet, "--bank", bank)[1]
    assert money("open", token, wallet, "--bank", bank)[1] == "nothing to do\n"
    assert book(money, world, wallet, "1", "--issuer", bank, token=token)[0] == 0
    status, _, err = money("close", token, wallet, "--bank", bank)
    assert (status, "still holds HKD 1.00" in err) == (2, True)
    assert money("withdraw", token, "1", "--holder", world.investor_c.key, "--reference", "W-1")[0] == 0
    assert money("close", token, wallet, "--bank", bank)[0] == 0
    assert not banking.a.hasAccount(wallet)


@pytest.mark.requirement("BANK-1")
def test_transfer__within_a_bank__needs_cover_and_an_account(world: World, money: Tenor, banking: Banking) -> None:
    key, token = world.investor_a.key, banking.a.wallet
    assert money("transfer", token, world.bank_a.wallet, "4.00", "--holder", key)[0] == 0
    assert banking.a.balanceOf(world.bank_a) == 400
    for arguments, told in (
        ((world.bank_a.wallet, "6.01"), "AMOUNT: dev:"),
        ((world.investor_c.wallet, "1"), "has no account here"),
    ):
        status, out, err = money("transfer", token, *arguments, "--holder", key)
        assert (status, out, told in err) == (2, "", True)


@pytest.mark.requirement("SERV-6")
def test_withdraw__reference__is_paid_out_once_to_each_holder(world: World, money: Tenor, banking: Banking) -> None:
    token, reference = banking.a.wallet, ("--reference", "OUT-1")
    assert money("withdraw", token, "2", "--holder", world.investor_a.key, *reference)[0] == 0
    status, _, err = money("withdraw", token, "2", "--holder", world.investor_a.key, *reference)
    assert (status, "pay-out OUT-1 is made already" in err) == (2, True)
    assert banking.a.balanceOf(world.investor_a) == 800


@pytest.mark.requirement("IBP-4")
def test_allow__payments_held_on_an_account__is_sent_once(world: World, money: Tenor, banking: Banking) -> None:
    token, holder = banking.a.wallet, ("--holder", world.investor_a.key)
    assert money("allow", token, *holder)[1] == "nothing to do\n"
    assert "no longer lets" in money("allow", token, "--stop", *holder)[1]
    assert not banking.a.settlementAllowed(world.investor_a)
