"""`tenor cash mint`: money against a receipt of fiat, once, for who may hold it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.cli.starting import Tenor, starter
from tests.contracts.world import World

Mint = Callable[..., tuple[int, str, str]]


@pytest.fixture
def mint(world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Mint:
    tenor: Tenor = starter(monkeypatch, capsys, "cash", 250)

    def start(wallet: str, amount: str, *options: str, cash: str = world.cash.wallet) -> tuple[int, str, str]:
        return tenor("mint", cash, wallet, amount, "--rpc", world.chain.url, "--reference", "PAY-1", *options)

    return start


@pytest.mark.requirement("SERV-6")
def test_mint__receipt__reaches_the_wallet_once(world: World, mint: Mint) -> None:
    wallet = world.paying_agent.wallet
    status, out, err = mint(wallet, "25000.00")
    assert (status, err) == (0, "")
    assert f"25,000.00 to {wallet}, receipt PAY-1: done in transaction 0x" in out
    assert world.cash.balanceOf(wallet) == 2_500_000
    status, out, err = mint(wallet, "25000.00")
    assert (status, out) == (2, "")
    assert "--reference: receipt PAY-1 is minted already" in err
    assert mint(wallet, "1", "--reference", "PAY-2")[0] == 0
    assert world.cash.balanceOf(wallet) == 2_500_100


@pytest.mark.requirement("SERV-6")
@pytest.mark.parametrize("amount", ["0", "-5", "1.001", "NaN", "many", "1e30"])
def test_mint__no_amount__sends_nothing(world: World, mint: Mint, amount: str) -> None:
    status, _, err = mint(world.paying_agent.wallet, amount)
    assert (status, "AMOUNT: " in err) == (2, True)
    assert world.cash.totalSupply() == 0


@pytest.mark.requirement("SERV-6")
def test_mint__wrong_wallet_key_or_token__sends_nothing(world: World, mint: Mint) -> None:
    wallet = world.paying_agent.wallet
    before = world.chain.web3.eth.block_number
    for answer, told in (
        (mint("0x12", "1"), "WALLET: this is not an address"),
        (mint(world.outsider.wallet, "1"), "cannot receive this money: the receiver is not verified for this token"),
        (mint(wallet, "1", "--central-bank", "dev:5"), "--central-bank: dev:5"),
        (mint(wallet, "1", cash=world.bond.wallet), "CASH: no cash token of this project stands at"),
        (mint(wallet, "1", cash=wallet), "CASH: no cash token of this project stands at"),
        (mint(wallet, "1", "--rpc", "http://127.0.0.1:1"), "127.0.0.1:1"),
    ):
        assert (answer[0] != 0, answer[1]) == (True, "")
        assert told in answer[2]
    assert world.chain.web3.eth.block_number == before


@pytest.mark.requirement("SERV-6")
def test_mint__token_paused__sends_nothing(world: World, mint: Mint) -> None:
    world.cash.pause(by=world.pauser)
    status, _, err = mint(world.paying_agent.wallet, "1")
    assert (status, "CASH: the token is paused" in err) == (2, True)
