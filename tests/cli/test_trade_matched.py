"""The life of a matched trade by command, on a node of one's own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.starting import Tenor, starter
from tests.contracts.world import World

Act = Callable[..., tuple[int, str, str]]
AMOUNT = 3_030_000_00


@pytest.fixture
def trading(world: World) -> World:
    """Investor a has ten units, b the money, and both let their trades settle."""
    world.distribute({world.investor_a: 10})
    world.mint(world.investor_b, AMOUNT)
    for party in (world.investor_a, world.investor_b):
        world.bond.allowSettlement(True, by=party)  # noqa: FBT003 -- an argument of the contract's
        world.cash.allowSettlement(True, by=party)  # noqa: FBT003 -- as above
    return world


@pytest.fixture
def sheet(trading: World, tmp_path: Path) -> Path:
    """A sells six units to B, in parts of two or more, locked."""
    path = tmp_path / "trade.yaml"
    text = f"""\
reference: T-1
seller: "{trading.investor_a.wallet}"
buyer: "{trading.investor_b.wallet}"
security: "{trading.bond.wallet}"
units: 6
cash: "{trading.cash.wallet}"
currency: HKD
amount: 3030000.00
settle_from: 2023-02-01
settle_by: 2023-08-01
timezone: Asia/Hong_Kong
nonce: 3
minimum_part: 2
locked: true
"""
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def act(trading: World, sheet: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Act:
    tenor: Tenor = starter(monkeypatch, capsys, "trade", 200)
    keys = {"a": trading.investor_a.key, "b": trading.investor_b.key, "c": trading.investor_c.key}

    def start(command: str, party: str = "", *options: object) -> tuple[int, str, str]:
        key = ("--key", keys[party]) if party else ()
        return tenor(command, sheet, "--rpc", trading.chain.url, *key, *options)

    return start


def shown(act: Act) -> dict[str, str]:
    status, said, _ = act("show")
    assert status == 0
    return {line[:22].strip(): line[22:] for line in said.splitlines()}


@pytest.mark.requirement("SETTLE-6", "SETTLE-4")
def test_affirm__both__match_and_parts_settle_to_the_end(act: Act, trading: World) -> None:
    assert shown(act)["status"] == "unmatched"
    status, said, _ = act("affirm", "a")
    assert (status, said.startswith("seller affirms T-1: done in transaction 0x")) == (0, True)
    assert shown(act)["affirmed on chain by"] == "seller"
    assert act("affirm", "b")[0] == 0
    assert shown(act)["status"] == "matched"
    assert act("complete", "b", "--units", 4)[0] == 0
    assert shown(act)["settled"] == "4 of 6 units"
    assert act("complete", "c")[0] == 0
    assert shown(act)["status"] == "settled"
    assert (trading.bond.balanceOf(trading.investor_b), trading.cash.balanceOf(trading.investor_a)) == (6, AMOUNT)


@pytest.mark.requirement("SETTLE-6")
def test_acts__that_the_contract_would_refuse__are_refused_first_with_what_to_do(act: Act, trading: World) -> None:
    act("affirm", "a")
    block = trading.chain.web3.eth.block_number
    for command, party, options, said in (
        ("affirm", "a", (), "trade T-1: the seller has affirmed it already. Wait for the other party."),
        ("affirm", "c", (), "is neither seller nor buyer of T-1"),
        ("withdraw", "b", (), "trade T-1: the buyer has not affirmed it."),
        ("hold", "a", (), "it is unmatched, and only a trade that is matched can be held or released"),
        ("cancel", "a", (), "only a trade that is matched can be cancelled"),
        ("complete", "a", (), "only a trade that is matched can be settled"),
        ("expire", "c", (), "only a trade that is matched can be ended"),
    ):
        status, out, err = act(command, party, *options)
        assert (status, out) == (2, "")
        assert said in err
    assert trading.chain.web3.eth.block_number == block


@pytest.mark.requirement("SETTLE-6")
def test_hold_and_cancel__by_parties__stand_until_released_or_both_ask(act: Act) -> None:
    for party in "ab":
        act("affirm", party)
    assert act("hold", "b")[0] == 0
    assert shown(act)["held by"] == "buyer"
    assert "held back by buyer" in act("complete", "c")[2]
    assert "the buyer holds it already" in act("hold", "b")[2]
    assert act("hold", "b", "--release")[0] == 0
    assert "the buyer does not hold it" in act("hold", "b", "--release")[2]
    assert "Settle from 2 to 6 units" in act("complete", "a", "--units", 1)[2]
    assert act("cancel", "a")[0] == 0
    assert shown(act)["cancellation asked by"] == "seller"
    assert act("cancel", "a", "--revoke")[0] == 0
    assert "the seller has not asked for it" in act("cancel", "a", "--revoke")[2]
    assert (act("cancel", "b")[0], act("cancel", "a")[0]) == (0, 0)
    assert shown(act)["status"] == "cancelled"


@pytest.mark.requirement("SETTLE-6")
def test_withdraw_and_expire__in_their_time__end_what_was_begun(act: Act, trading: World) -> None:
    act("affirm", "a")
    assert act("withdraw", "a")[0] == 0
    assert shown(act)["affirmed on chain by"] == "-"
    for party in "ab":
        act("affirm", party)
    assert act("expire", "c")[0] == 1
    trading.advance(1_690_905_600)
    assert act("expire", "c")[0] == 0
    assert shown(act)["status"] == "expired"


@pytest.mark.requirement("SETTLE-6")
@pytest.mark.parametrize(
    ("line", "instead", "said"),
    [
        ("units: 6", "units: 0", "there is nothing to deliver"),
        ("amount: 3030000.00", "amount: 3030000.001", "amount is 3030000.001"),
        ("currency: HKD\n", "", "money, currency and amount belong together"),
        ("settle_by: 2023-08-01", "settle_by: 2023-01-01", "it is before settle_from"),
        ("minimum_part: 2", "minimum_part: 7", "it is more than the trade"),
        ("locked: true", "clean_price: 99.5", "clean_price and priced_for belong together"),
        ("locked: true", "lock: true", "lock"),
        ('seller: "0x', 'seller: "0y', "this is not an address"),
    ],
)
def test_show__file_that_is_not_in_order__is_refused_with_its_line(
    act: Act, sheet: Path, line: str, instead: str, said: str
) -> None:
    sheet.write_text(sheet.read_text().replace(line, instead))
    status, _, err = act("show")
    assert status == 2
    assert "trade.yaml:" in err
    assert said in err


def test_show__security_that_is_none__is_refused(act: Act, sheet: Path, trading: World) -> None:
    sheet.write_text(sheet.read_text().replace(trading.bond.wallet, trading.outsider.wallet))
    assert "no token of this project stands at" in act("show")[2]
