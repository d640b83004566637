"""`tenor register`, as a person starts it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.starting import Tenor
from tests.contracts.world import World
from tests.onboarding.lists import row, wallet, write_list


def test_add__no_node__does_it_on_a_chain_of_its_own(tenor: Tenor, tmp_path: Path) -> None:
    listed = write_list(tmp_path, (row(number) for number in range(1, 301)))
    status, out, err = tenor("add", listed, "--bench-out", tmp_path / "out.json")
    assert status == 0
    assert "300 rows: 300 sent in 2 transactions" in out
    assert "on a chain that ended with this command" in out
    assert "send" in err
    assert json.loads((tmp_path / "out.json").read_text("utf-8"))["sent"] == 300


@pytest.mark.requirement("ONB-11")
def test_add__run_again__sends_nothing(tenor: Tenor, place: tuple[str, ...], tmp_path: Path) -> None:
    listed = write_list(tmp_path, [row(1), row(2)])
    assert "2 rows: 2 sent in 1 transactions" in tenor("add", listed, *place)[1]
    assert "2 rows: 0 sent in 0 transactions (0 gas), 2 on the register already" in tenor("add", listed, *place)[1]


@pytest.mark.requirement("ONB-9", "ONB-10")
def test_add__bad_rows__exit_2_and_tell_no_value(tenor: Tenor, place: tuple[str, ...], tmp_path: Path) -> None:
    secret = "A123456(3)"  # noqa: S105 -- somebody's passport in the wrong column
    listed = write_list(tmp_path, [row(1), row(2).replace(wallet(2), secret)])
    status, out, err = tenor("add", listed, *place)
    assert (status, out) == (2, "")
    assert f"{listed}:3: wallet: this is not an address. Write 0x and 40 hexadecimal digits." in err
    assert secret not in err
    status, out, err = tenor("add", listed, *place, "--accept-good-rows")
    assert status == 0
    assert "2 rows: 1 sent in 1 transactions" in out
    assert f"the refused rows stand in {tmp_path / 'list.rejects.csv'}" in out
    assert secret not in out + err
    assert secret in (tmp_path / "list.rejects.csv").read_text("utf-8")


@pytest.mark.requirement("ONB-13")
@pytest.mark.parametrize("option", ["--registrar", "--issuer"])
def test_add__key_itself__exits_2_and_is_not_repeated(tenor: Tenor, tmp_path: Path, option: str) -> None:
    raw = "0x" + "ab" * 32
    status, out, err = tenor("add", write_list(tmp_path, [row(1)]), option, raw)
    assert (status, out) == (2, "")
    assert f"error: {option}: this is not a reference to a key" in err
    assert raw not in err


def test_refresh__list_or_contracts__says_what_was_renewed(
    tenor: Tenor, place: tuple[str, ...], tmp_path: Path
) -> None:
    listed = write_list(tmp_path, [row(1), row(2)])
    assert tenor("refresh", listed, *place)[0] == 2
    tenor("add", listed, *place)
    assert "2 rows: 2 sent in 1 transactions" in tenor("refresh", listed, *place)[1]
    assert tenor("refresh", *place)[:2] == (
        0,
        "0 identity contracts verified again, 0 of them do not prove what is required\n",
    )


@pytest.mark.requirement("ONB-15")
def test_freeze__units_address_and_release__are_done(tenor: Tenor, world: World, acting: tuple[str, ...]) -> None:
    holder = world.investor_a.wallet
    world.distribute({world.investor_a: 100})
    assert tenor("freeze", holder, *acting, "--units", "30")[0] == 0
    assert world.bond.getFrozenTokens(holder) == 30
    assert tenor("freeze", holder, *acting, "--units", "10", "--release")[0] == 0
    assert world.bond.getFrozenTokens(holder) == 20
    status, out, _ = tenor("freeze", holder, *acting, "--address")
    assert (status, out.startswith("done in transaction 0x")) == (0, True)
    assert world.bond.isFrozen(holder)
    assert tenor("freeze", holder, *acting, "--address", "--release")[0] == 0
    assert not world.bond.isFrozen(holder)


@pytest.mark.parametrize("given", [(), ("--address", "--units", "1")])
def test_freeze__units_and_address_both_or_neither__exits_2(
    tenor: Tenor, world: World, acting: tuple[str, ...], given: tuple[str, ...]
) -> None:
    status, out, err = tenor("freeze", world.investor_a.wallet, *acting, *given)
    assert (status, out) == (2, "")
    assert "--units, --address" in err


@pytest.mark.requirement("ONB-14")
def test_list__table_csv_and_json__say_the_same(tenor: Tenor, world: World, place: tuple[str, ...]) -> None:
    world.distribute({world.investor_a: 100})
    token = ("--token", world.bond.wallet)
    status, table, _ = tenor("list", *place, *token)
    assert status == 0
    as_json = json.loads(tenor("list", *place, *token, "--json")[1])
    as_csv = list(csv.DictReader(io.StringIO(tenor("list", *place, *token, "--csv")[1])))
    assert [each["wallet"] for each in as_json] == [each["wallet"] for each in as_csv]
    (holder,) = (each for each in as_json if each["wallet"] == world.investor_a.wallet)
    assert (holder["country"], holder["units"], holder["verified"], holder["frozen"]) == ("HK", 100, True, 0)
    (written,) = (each for each in as_csv if each["wallet"] == world.investor_a.wallet)
    assert (written["country"], written["units"], written["verified"]) == ("HK", "100", "yes")
    assert all(each["wallet"] in table for each in as_json)
    without = json.loads(tenor("list", *place, "--json")[1])
    assert set(without[0]) == {"wallet", "country", "investor_class", "valid_until", "verified"}
