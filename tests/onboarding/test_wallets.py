from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from eth_utils.address import to_checksum_address

from tenor.onboarding.rejects import Rejects
from tenor.onboarding.roll import Admitted, Roll
from tenor.onboarding.rows import RowFile
from tenor.onboarding.wallets import WalletRow, check_list
from tests.onboarding.lists import row, wallet, write_list

CHECKED = str(to_checksum_address("0xfb6916095ca1df60bb79ce92ce3ea74c37c5d359"))  # an example of EIP-55
TODAY = date(2026, 1, 1)


def check(path: Path) -> tuple[list[Admitted], dict[int, str]]:
    """Rows in order, and what is wrong with the others by line."""
    with RowFile(path, WalletRow) as file, Rejects(path, file.columns) as rejects, Roll() as roll:
        told: list[int] = []
        rows = check_list(file, roll, rejects, has_ended=lambda day: day < TODAY, told=told.append)
        assert rows == len(roll) + rejects.count
        assert told[-1] == path.stat().st_size
        rejects.flush()
        problems = rejects.path.read_text("utf-8").splitlines()[1:] if rejects.count else []
        return list(roll), {int(text.split("line ")[1].split(":")[0]): text for text in problems}


def test_check_list__good_rows__are_on_the_roll(tmp_path: Path) -> None:
    found, problems = check(write_list(tmp_path, [row(1), row(2, of="INV-00001"), row(3, investor="institutional")]))
    assert problems == {}
    assert [each.wallet for each in found] == [wallet(number).lower() for number in (1, 2, 3)]
    assert [each.first for each in found] == [wallet(number).lower() for number in (1, 1, 3)]
    assert [each.investor_class for each in found] == [1, 1, 3]
    assert {each.country for each in found} == {344}


@pytest.mark.requirement("ONB-8")
@pytest.mark.parametrize(
    ("address", "said"),
    [
        (CHECKED.replace("fB", "Fb"), "do not fit its digits (EIP-55)"),
        (CHECKED[:-1], "this is not an address"),
        (CHECKED[2:], "this is not an address"),
        (CHECKED.replace("0x", "0X"), "this is not an address"),
        ("0x" + "0" * 40, "the zero address is nobody's"),
        (CHECKED.replace("0", "O", 2).replace("Ox", "0x"), "this is not an address"),
    ],
)
def test_check_list__address_wrong__is_rejected_and_not_repeated(tmp_path: Path, address: str, said: str) -> None:
    found, problems = check(write_list(tmp_path, [row(1).replace(wallet(1), address), row(2)]))
    assert [each.line for each in found] == [3]
    assert said in problems[2]
    assert address not in problems[2].split("line 2: ")[1]


@pytest.mark.parametrize("address", [CHECKED, CHECKED.lower(), "0x" + CHECKED[2:].upper()])
def test_check_list__address_in_any_lawful_form__is_the_same(tmp_path: Path, address: str) -> None:
    found, problems = check(write_list(tmp_path, [row(1).replace(wallet(1), address)]))
    assert (problems, [each.wallet for each in found]) == ({}, [CHECKED.lower()])


@pytest.mark.requirement("ONB-2")
def test_check_list__wallet_in_two_forms__is_the_same_twice(tmp_path: Path) -> None:
    rows = [row(1).replace(wallet(1), CHECKED), row(2).replace(wallet(2), CHECKED.lower())]
    found, problems = check(write_list(tmp_path, rows))
    assert len(found) == 1
    assert "wallet stands on line 2 and again on line 3" in problems[3]


@pytest.mark.requirement("ONB-5")
@pytest.mark.parametrize(("until", "taken"), [("2025-12-31", False), ("2026-01-01", True)])
def test_check_list__eligibility_that_has_ended__is_rejected(tmp_path: Path, until: str, *, taken: bool) -> None:
    found, problems = check(write_list(tmp_path, [row(1, until=until)]))
    assert (len(found) == 1) is taken
    assert ("valid_until is past" in problems.get(2, "")) is not taken


@pytest.mark.requirement("ONB-4")
def test_check_list__further_wallet_of_a_rejected_row__is_rejected_too(tmp_path: Path) -> None:
    found, problems = check(write_list(tmp_path, [row(1, country="XX"), row(2, of="INV-00001"), row(3)]))
    assert [each.line for each in found] == [4]
    assert "wallet_of is the id of no row above this one that is in order" in problems[3]
