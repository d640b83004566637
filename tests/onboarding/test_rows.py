from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from tenor.errors import InputError
from tenor.onboarding.rows import MAX_LINE, Row, RowFile
from tenor.onboarding.wallets import WalletRow
from tests.onboarding.lists import HEADER, row, write_list

GOOD = row(1)


def read(path: Path) -> list[Row[WalletRow]]:
    with RowFile(path, WalletRow) as file:
        return list(file)


def read_bytes(tmp_path: Path, content: bytes) -> list[Row[WalletRow]]:
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    return read(path)


def test_row_file__good_rows__are_read_with_their_lines(tmp_path: Path) -> None:
    found = read_bytes(tmp_path, f"{HEADER}\r\n{GOOD}\r\n\r\n{row(2)}\n".encode())
    assert [(each.line, each.value.id if each.value else None) for each in found] == [
        (2, "INV-00001"),
        (4, "INV-00002"),
    ]
    assert found[0].cells == tuple(GOOD.split(","))


def test_row_file__column_with_a_default__may_be_left_out(tmp_path: Path) -> None:
    path = write_list(tmp_path, [GOOD.removesuffix(",")], HEADER.removesuffix(",wallet_of"))
    (found,) = read(path)
    assert found.value is not None
    assert found.value.wallet_of is None


@pytest.mark.requirement("ONB-1")
@pytest.mark.parametrize(
    ("header", "said"),
    [
        (HEADER + ",passport", "'passport' is not a known column"),
        (HEADER.replace("wallet_of", "walet_of"), "'walet_of' is not a known column. Write 'wallet_of'"),
        (HEADER.replace(",country", ""), "column 'country' is missing"),
        (HEADER + ",country", "column 'country' stands twice"),
        (row(1), "this is no header. Start with the line id,wallet,country,class,valid_until,wallet_of"),
        ('"' + HEADER, "this is no header"),
    ],
)
def test_row_file__header_wrong__is_refused_without_repeating_a_row(tmp_path: Path, header: str, said: str) -> None:
    with pytest.raises(InputError) as refusal:
        read(write_list(tmp_path, [GOOD], header))
    assert refusal.value.where.endswith("list.csv:1")
    assert said in str(refusal.value)
    assert "INV-00001" not in str(refusal.value)


@pytest.mark.parametrize("content", [b"", b"\n\n"])
def test_row_file__empty__is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(InputError, match="the file is empty"):
        read_bytes(tmp_path, content)


@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"])
def test_row_file__byte_order_mark__is_refused(tmp_path: Path, mark: bytes) -> None:
    with pytest.raises(InputError, match="byte order mark"):
        read_bytes(tmp_path, mark + f"{HEADER}\n{GOOD}\n".encode())


@pytest.mark.requirement("ONB-8")
@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ("=cmd|' /C calc'!A0" + GOOD[9:], "id is a formula to a spreadsheet"),
        ("+INV" + GOOD[9:], "id is a formula"),
        ("-INV" + GOOD[9:], "id is a formula"),
        ("@INV" + GOOD[9:], "id is a formula"),
        (GOOD.replace("INV-00001", "INV-О1"), "id holds CYRILLIC CAPITAL LETTER O as character 5"),  # noqa: RUF001
        (GOOD.replace("HK", "НК"), "country holds CYRILLIC CAPITAL LETTER EN as character 1"),  # noqa: RUF001
        (GOOD.replace("INV", "\ufeffINV"), "id holds ZERO WIDTH NO-BREAK SPACE as character 1"),
        (GOOD.replace("INV", "I\u200bNV"), "id holds ZERO WIDTH SPACE as character 2"),
        (GOOD.replace("INV", "I\x00NV"), "id holds U+0000 as character 2"),
        (GOOD.replace("HK", " HK"), "country has space around it"),
        (GOOD.replace("HK", ""), "country is empty"),
        (GOOD.replace("HK", "H" * 201), "country has 201 characters"),
        (GOOD.replace("HK", "hk"), "country: this is not an ISO 3166-1 country code"),
        (GOOD.replace("retail", "Retail"), "class: this is not a class of investors. Write retail, professional"),
        (GOOD.replace("2031-12-31", "31.12.2031"), "valid_until: this is not a date"),
        (GOOD.replace("2031-12-31", "2031-02-30"), "valid_until: this day does not exist"),
        (GOOD + ",more", "the row has 7 cells and the header 6"),
        (GOOD.replace("HK", '"HK'), "this is not CSV"),
        (GOOD.replace("HK", '"H"K'), "this is not CSV"),
    ],
)
def test_row_file__row_not_in_order__is_told_and_the_others_are_read(tmp_path: Path, bad: str, said: str) -> None:
    found = read_bytes(tmp_path, f"{HEADER}\n{bad}\n{row(2)}\n".encode())
    assert [each.line for each in found] == [2, 3]
    assert found[0].value is None
    assert any(said in f"{fault.what}. {fault.remedy}" for fault in found[0].faults)
    assert found[1].value is not None


@pytest.mark.requirement("ONB-8")
def test_row_file__bytes_that_are_no_text__spoil_their_row_alone(tmp_path: Path) -> None:
    found = read_bytes(tmp_path, f"{HEADER}\n".encode() + b"INV-\xff\n" + f"{row(2)}\n".encode())
    assert found[0].faults[0].what == "byte 0xff is not UTF-8"
    assert found[0].cells == ("INV-\\xff",)
    assert found[1].value is not None


@pytest.mark.requirement("ONB-10")
def test_row_file__name_in_the_wrong_column__is_not_repeated(tmp_path: Path) -> None:
    (found,) = read(write_list(tmp_path, ["Jane Doe,A123456(3),Hong Kong,rich,1970-13-01,Jane Doe"]))
    said = " ".join(f"{fault.what} {fault.remedy}" for fault in found.faults)
    assert {fault.column for fault in found.faults} == {"id", "wallet", "country", "class", "valid_until", "wallet_of"}
    assert not [part for part in ("Jane", "Doe", "A123456", "Hong Kong", "rich", "1970") if part in said]


@pytest.mark.requirement("ONB-8")
def test_row_file__field_without_end__is_refused_in_bounded_memory(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    with path.open("wb") as file:
        file.write(f'{HEADER}\n{GOOD}\n"'.encode())
        file.truncate(10 * 2**30)  # a hole of 10 GiB: the field never ends
    tracemalloc.start()
    try:
        with pytest.raises(InputError) as refusal:
            read(path)
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()
    assert refusal.value.where.endswith("list.csv:3")
    assert f"longer than {MAX_LINE:,} bytes" in str(refusal.value)


@pytest.mark.requirement("ONB-8")
def test_row_file__long_list__takes_no_more_memory_than_a_short_one(tmp_path: Path) -> None:
    peaks = []
    for length in (1_000, 5_000):
        path = write_list(tmp_path, (row(number) for number in range(length)))
        tracemalloc.start()
        with RowFile(path, WalletRow) as file:
            assert sum(each.value is not None for each in file) == length
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 2 * peaks[0]


@pytest.mark.parametrize("place", ["nowhere.csv", ""])
def test_row_file__no_file__is_refused(tmp_path: Path, place: str) -> None:
    with pytest.raises(InputError, match="there is no such file|this is not a file"):
        read(tmp_path / place)
