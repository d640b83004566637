from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenor.errors import InputError
from tenor.settlement.balances_file import Opening, read_balances, render_balances
from tests.settlement.instructions import BOND

ACCOUNTS = st.dictionaries(
    st.tuples(st.sampled_from(["BANK-A", "BANK-B"]), st.sampled_from([BOND, "EUR", "JPY"])), st.integers(0, 10**15 - 1)
)


@given(ACCOUNTS, st.integers(0, 10**9))
def test_render_balances__read_again__is_the_same(
    tmp_path_factory: pytest.TempPathFactory, drawn: dict[tuple[str, str], int], limit: int
) -> None:
    path = tmp_path_factory.mktemp("balances") / "balances.csv"
    opening = Opening({account: balance - limit for account, balance in drawn.items()}, dict.fromkeys(drawn, limit))
    path.write_text(render_balances(opening), encoding="utf-8")
    assert read_balances(path) == opening


def test_read_balances__no_limits__has_none(tmp_path: Path) -> None:
    path = tmp_path / "balances.csv"
    path.write_text(f"party,asset,amount\nBANK-A,EUR,10.50\nBANK-A,{BOND},7\n")
    accounts = {("BANK-A", "EUR"): 1_050, ("BANK-A", BOND): 7}
    assert read_balances(path) == Opening(accounts, dict.fromkeys(accounts, 0))


def test_read_balances__several_bad_rows__are_all_named(tmp_path: Path) -> None:
    path = tmp_path / "balances.csv"
    path.write_text("party,asset,amount,limit\nBANK-A,EUR,-1,\nBANK-B,ABC,1,\nBANK-A,EUR,1,-1\n")
    with pytest.raises(InputError) as refused:
        read_balances(path)
    said = [line.split(": ")[1].partition(". ")[0] for line in str(refused.value).splitlines()]
    assert said == [
        "amount -1 is below the limit, which is 0",
        "asset 'ABC' is neither an ISIN nor a known currency",
        "asset 'EUR' stands on line 2 and again on line 4",
        "limit is -1, and there is no limit below zero",
    ]
