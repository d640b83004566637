"""`tenor money deploy`: banks on a chain that has nothing, and again."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.starting import Tenor, starter
from tests.contracts.support import Deployed
from tests.contracts.world import World


@pytest.fixture
def deploy(world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Tenor:
    tenor: Tenor = starter(monkeypatch, capsys, "money", 250)
    return lambda *arguments: tenor("deploy", *arguments, "--rpc", world.chain.url)


@pytest.mark.requirement("BANK-1", "IBP-1")
def test_deploy__banks_of_a_file__join_and_again_nothing_is_sent(world: World, deploy: Tenor, tmp_path: Path) -> None:
    file = tmp_path / "banks.csv"
    file.write_text("code,key\nHBK,dev:20\nPKB,dev:21\n")
    status, out, err = deploy(file, "--session-minutes", "240")
    assert (status, err) == (0, "")
    told = dict(line.rsplit(maxsplit=1) for line in out.splitlines()[-5:])
    assert list(told) == ["register", "payment system", "central-bank money", "deposits at HBK", "deposits at PKB"]
    payments = Deployed(world.chain, "InterbankPayments", told["payment system"])
    assert payments.participant(told["deposits at PKB"])["account"] == world.keys["dev:21"].address
    before = world.chain.web3.eth.block_number
    status, again, _ = deploy(file, "--session-minutes", "240")
    assert (status, again.splitlines()) == (0, out.splitlines()[-5:])
    assert world.chain.web3.eth.block_number == before


@pytest.mark.requirement("BANK-1")
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("code,key\n", "no bank is named"),
        ("code,key\nhbk,dev:20\n", "this is no short name of a bank"),
        ("code,key\nCB,dev:20\n", "this is no short name of a bank"),
        ("code,key\nHBK,0xabc\n", "this is no reference to a key"),
        ("code,key\nHBK,dev:20\nPKB,dev:20\n", "stands on line 2 and again on line 3"),
    ],
)
def test_deploy__bad_file__sends_nothing(world: World, deploy: Tenor, tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "banks.csv"
    file.write_text(text)
    before = world.chain.web3.eth.block_number
    status, out, err = deploy(file)
    assert (status, out) == (2, "")
    assert told in err
    assert world.chain.web3.eth.block_number == before


def test_deploy__unknown_currency_or_register__sends_nothing(world: World, deploy: Tenor, tmp_path: Path) -> None:
    file = tmp_path / "banks.csv"
    file.write_text("code,key\nHBK,dev:20\n")
    assert "--currency: 'XXX' is not known" in deploy(file, "--currency", "XXX")[2]
    assert "--registry: no contract stands at" in deploy(file, "--registry", world.outsider.wallet)[2]
