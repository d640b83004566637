"""Names that fit no word of a contract are refused before anything is sent; each name made of a currency fits."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tenor.chain.journal import Journal
from tenor.chain.sender import Sender
from tenor.cli import main
from tenor.deployment.apply import needed_intents
from tenor.deployment.plan import plan_deployment
from tenor.units import MINOR_DIGITS
from tests.campaign.conftest import Edit
from tests.contracts.support import Deployed, reverts
from tests.contracts.world import World

NAME, SYMBOL, CURRENCY = "name: HKSAR Green Bond 4.05% 2024", "symbol: HKGB2402", "currency: HKD"
FITS = "a text that stands on chain is 1 to 31 ASCII characters"


@pytest.mark.requirement("CAMP-1", "TERM-2")
@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (NAME, "name: " + "N" * 32, f"terms.yaml:8: name is '{'N' * 32}': {FITS}. Shorten it"),
        (NAME, "name: Schlüssel", f"terms.yaml:8: name is 'Schlüssel': {FITS}. Shorten it"),
        (NAME, 'name: ""', f"terms.yaml:8: name is '': {FITS}. Shorten it"),
        (SYMBOL, "symbol: " + "S" * 32, f"terms.yaml:9: symbol is '{'S' * 32}': {FITS}. Shorten it"),
        (SYMBOL, "symbol:", "terms.yaml:9: symbol is"),
        (CURRENCY, "currency: " + "HKD" * 11, "terms.yaml:14: currency is"),
        (CURRENCY, 'currency: ""', "terms.yaml:14: currency is ''"),
    ],
)
def test_campaign_run__name_or_currency_that_fits_no_word__exits_2_and_sends_nothing(
    world: World,
    folder: Path,
    edit: Edit,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    old: str,
    new: str,
    said: str,
) -> None:
    edit("terms.yaml", old, new)
    block, out = world.chain.web3.eth.block_number, folder.parent / "out"
    started = ["tenor", "campaign", "run", str(folder), "--out", str(out), "--rpc-url", world.chain.url]
    monkeypatch.setattr(sys, "argv", started)
    monkeypatch.setenv("COLUMNS", "1000")
    with pytest.raises(SystemExit) as ended:
        main()
    error = capsys.readouterr().err
    assert ended.value.code == 2
    assert said in error
    assert "Write" in error or "Shorten" in error
    assert world.chain.web3.eth.block_number == block
    assert not out.exists()


@pytest.mark.requirement("DEP-2")
@pytest.mark.parametrize("currency", MINOR_DIGITS)
def test_plan_deployment__each_currency__is_money_with_a_name_that_can_be_read(world: World, currency: str) -> None:
    terms = replace(world.schedule.terms, currency=currency, document_hash="0x" + "11" * 32)
    plan = plan_deployment("another", terms, replace(world.schedule, terms=terms), world.roles)
    sender = Sender(world.chain, world.keys, Journal())
    for intent in needed_intents(world.chain, plan):
        sender.execute(intent)
    cash = Deployed(world.chain, "CashToken", plan.deployment.cash)
    said = (cash.name(), cash.symbol(), cash.currency(), cash.decimals())
    assert said == (f"Tokenised {currency}", f"t{currency}", currency.encode(), MINOR_DIGITS[currency])
    with reverts("NameTooLong", name="N" * 32):
        cash.setName("N" * 32, by=world.central_bank)
