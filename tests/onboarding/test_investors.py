from datetime import date
from pathlib import Path

import pytest

from tenor.errors import InputError
from tenor.onboarding.countries import COUNTRY_NUMBERS
from tenor.onboarding.investors import Investor, InvestorClass, read_investors

HEADER = "id,country,custodian,key,valid_until\n"
FIRST = "INV-01,HK,bochk,dev:20,2024-12-31\n"


def write(tmp_path: Path, rows: str, header: str = HEADER) -> Path:
    path = tmp_path / "investors.csv"
    path.write_text(header + rows, encoding="utf-8")
    return path


def test_read_investors__good_list__gives_numeric_countries(tmp_path: Path) -> None:
    investors = read_investors(write(tmp_path, FIRST + "INV-02,CH,hsbc,dev:0,2025-02-28\n")).rows
    assert investors == (
        Investor("INV-01", 344, "bochk", "dev:20", date(2024, 12, 31)),
        Investor("INV-02", 756, "hsbc", "dev:0", date(2025, 2, 28)),
    )


def test_read_investors__class_and_further_wallet__are_taken_from_their_columns(tmp_path: Path) -> None:
    header = HEADER.strip() + ",class,wallet_of\n"
    rows = FIRST.strip() + ",retail,\n" + "INV-02,HK,hsbc,dev:21,2025-02-28,retail,INV-01\n"
    investors = read_investors(write(tmp_path, rows, header)).rows
    assert [each.investor_class for each in investors] == [InvestorClass.RETAIL] * 2
    assert [each.wallet_of for each in investors] == [None, "INV-01"]


def test_read_investors__no_class_column__takes_everybody_for_professional(tmp_path: Path) -> None:
    (investor,) = read_investors(write(tmp_path, FIRST)).rows
    assert (investor.investor_class, investor.wallet_of) == (InvestorClass.PROFESSIONAL, None)


@pytest.mark.requirement("ONB-4")
@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("INV-02,HK,hsbc,dev:21,2025-02-28,retail,INV-03", "is the id of no row above"),
        ("INV-02,HK,hsbc,dev:21,2025-02-28,institutional,INV-01", "country or class differs"),
        ("INV-02,HK,hsbc,dev:21,2025-02-28,,", "class is empty"),
        ("INV-02,HK,hsbc,dev:21,2025-02-28,money_only,", "class: this is not a class of investors"),
    ],
)
def test_read_investors__class_or_first_wallet_wrong__is_refused(tmp_path: Path, row: str, said: str) -> None:
    header = HEADER.strip() + ",class,wallet_of\n"
    with pytest.raises(InputError) as refusal:
        read_investors(write(tmp_path, FIRST.strip() + f",retail,\n{row}\n", header))
    assert refusal.value.where.endswith("investors.csv:3")
    assert said in str(refusal.value)


@pytest.mark.requirement("ONB-2")
@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("INV-01,SG,hsbc,dev:21,2024-12-31", "id stands on line 2 and again on line 3"),
        ("inv-01,SG,hsbc,dev:21,2024-12-31", "id stands on line 2 and again on line 3"),
        ("INV-02,SG,hsbc,dev:20,2024-12-31", "key 'dev:20' stands on line 2 and again on line 3"),
    ],
)
def test_read_investors__investor_or_key_twice__names_both_lines(tmp_path: Path, row: str, said: str) -> None:
    with pytest.raises(InputError) as refusal:
        read_investors(write(tmp_path, FIRST + row + "\n"))
    assert refusal.value.where.endswith("investors.csv:3")
    assert said in str(refusal.value)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("INV-02,HKG,hsbc,dev:21,2024-12-31", "country: this is not an ISO 3166-1 country code"),
        ("INV-02,hk,hsbc,dev:21,2024-12-31", "this is not an ISO 3166-1 country code"),
        ("INV-02,XK,hsbc,dev:21,2024-12-31", "this is not an ISO 3166-1 country code"),
        ("INV-02,HK,hsbc,,2024-12-31", "key is empty"),
        ("INV-02,HK,hsbc,dev:-1,2024-12-31", "this is not a reference to a key"),
        ("INV-02,HK,hsbc,dev:07,2024-12-31", "this is not a reference to a key"),
        ("INV-02,HK,hsbc,0xac0974bec39a17e36ba4a6b4d238ff94,2024-12-31", "never a key itself"),
        ("INV-02,HK,hsbc,dev:21,2024-02-30", "this day does not exist"),
        ("INV-02,HK,hsbc,dev:21,31.12.2024", "this is not a date"),
        ("INV 02,HK,hsbc,dev:21,2024-12-31", "Write it without spaces"),
    ],
)
def test_read_investors__malformed_row__is_refused_with_its_line(tmp_path: Path, row: str, said: str) -> None:
    with pytest.raises(InputError) as refusal:
        read_investors(write(tmp_path, FIRST + row + "\n"))
    assert refusal.value.where.endswith("investors.csv:3")
    assert said in str(refusal.value)


@pytest.mark.requirement("ONB-1")
@pytest.mark.parametrize("column", ["name", "date_of_birth", "passport", "email"])
def test_read_investors__column_of_personal_data__is_refused(tmp_path: Path, column: str) -> None:
    header = HEADER.strip() + f",{column}\n"
    with pytest.raises(InputError, match=f"'{column}' is not a known column"):
        read_investors(write(tmp_path, FIRST.strip() + ",x\n", header))


def test_country_numbers__whole_table__is_the_standard() -> None:
    assert len(COUNTRY_NUMBERS) == 249
    assert len(set(COUNTRY_NUMBERS.values())) == 249
    samples = {"AF": 4, "CN": 156, "GB": 826, "HK": 344, "LU": 442, "SG": 702, "US": 840, "ZW": 716}
    assert samples.items() <= COUNTRY_NUMBERS.items()
    assert "XK" not in COUNTRY_NUMBERS  # user-assigned: Kosovo has no number of the standard's own
