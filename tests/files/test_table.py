from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tenor.errors import InputError
from tenor.files import table
from tenor.files.fields import Amount, Identifier, StrictModel
from tenor.files.table import Table, closest, read_table


class Holding(StrictModel):
    account: Identifier
    amount: Amount
    remark: Identifier | None


HEADER = "account,amount,remark\n"


def read(tmp_path: Path, content: str | bytes) -> Table[Holding]:
    path = tmp_path / "holdings.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_table(path, Holding)


def refused(tmp_path: Path, content: str | bytes) -> tuple[str, str]:
    """The line and the text of the refusal."""
    with pytest.raises(InputError) as refusal:
        read(tmp_path, content)
    assert refusal.value.exit_status == 2
    name, _, line = refusal.value.where.rpartition(":")
    assert name.endswith("holdings.csv")
    return line, str(refusal.value)


def test_read_table__good_rows__are_typed_and_keep_their_lines(tmp_path: Path) -> None:
    table = read(tmp_path, HEADER + 'INV-01,500000.00,\n\n"INV-02",10,late\n')
    assert [(row.account, str(row.amount), row.remark) for row in table.rows] == [
        ("INV-01", "500000.00", None),
        ("INV-02", "10", "late"),
    ]
    assert [table.line(0), table.line(1)] == [2, 4]
    assert table.where(1).endswith("holdings.csv:4")


def test_read_table__columns_in_another_order__read_by_name(tmp_path: Path) -> None:
    table = read(tmp_path, "remark,amount,account\r\n,10,INV-01\r\n")
    assert table.rows[0].account == "INV-01"


def test_read_table__column_with_a_default__may_be_left_out(tmp_path: Path) -> None:
    class Optional(Holding):
        note: Identifier | None = None

    path = tmp_path / "holdings.csv"
    path.write_text(HEADER + "INV-01,10,\n")
    assert read_table(path, Optional).rows[0].note is None
    path.write_text("account,amount,note\nINV-01,10,\n")
    with pytest.raises(InputError, match="column 'remark' is missing"):
        read_table(path, Optional)
    path.write_text("")
    with pytest.raises(InputError, match="Start it with the line account,amount,remark"):
        read_table(path, Optional)


def test_read_table__no_rows__is_an_empty_table(tmp_path: Path) -> None:
    assert read(tmp_path, HEADER).rows == ()


@pytest.mark.requirement("CAMP-6")
@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("acount,amount,remark\n", "'acount' is not a known column. Write 'account' if that is meant"),
        ("account,amount,remark,passport\n", "'passport' is not a known column. Known here: account, amount, remark"),
        ("account,amount\n", "column 'remark' is missing"),
        ("account,amount,amount,remark\n", "column 'amount' stands twice"),
    ],
)
def test_read_table__wrong_header__is_refused_with_the_closest_name(tmp_path: Path, header: str, said: str) -> None:
    line, text = refused(tmp_path, header + "INV-01,10,\n")
    assert line == "1"
    assert said in text


@pytest.mark.requirement("CAMP-6")
@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("=1+1,10,", "account '=1+1' is a formula to a spreadsheet"),
        ("+cmd,10,", "is a formula to a spreadsheet"),
        ("-cmd,10,", "is a formula to a spreadsheet"),
        ("@cmd,10,", "is a formula to a spreadsheet"),
        ("INV-01,10,=HYPERLINK(1)", "remark '=HYPERLINK(1)' is a formula to a spreadsheet"),
        ("\tINV-01,10,", "holds U+0009 as character 1, which is a control or invisible character"),
        ("INV\x00-01,10,", "which is a control or invisible character"),
        ("INV\u200b-01,10,", "which is a control or invisible character"),
        ('"INV-\n01",10,', "which is a control or invisible character"),
        (" INV-01,10,", "has space around it"),
        ("\u0406NV-01,10,", "an identifier is up to 40 letters"),  # a Cyrillic capital that looks like an I
        ("\uff29NV-01,10,", "an identifier is up to 40 letters"),  # a full-width one
        ("INV-01,-10,", "amount is '-10': an amount is up to 15 digits"),
        ("INV-01,1e400,", "amount is '1e400'"),
        ("INV-01,NaN,", "amount is 'NaN'"),
        ('INV-01,"1,000",', "amount is '1,000'"),
        (",10,", "account is empty. Fill the cell"),
        ("INV-01,,", "amount is empty. Fill the cell"),
        ("INV-01,10", "the row has 2 cells and the header 3"),
        ("INV-01,10,,", "the row has 4 cells and the header 3"),
        (f"INV-01,10,{'a' * 201}", "remark has 201 characters"),
        (f"INV-01,10,{'a' * 200_000}", "this is not CSV: field larger than field limit"),
        ('"INV-01,10,\n', "this is not CSV: unexpected end of data"),
        ('"INV"-01,10,', "this is not CSV"),
    ],
)
def test_read_table__hostile_row__is_refused_with_its_line(tmp_path: Path, row: str, said: str) -> None:
    line, text = refused(tmp_path, HEADER + "INV-00,10,\n" + row + "\n")
    assert line == "3"
    assert said in text


@pytest.mark.requirement("CAMP-6")
@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        (b"\xef\xbb\xbf" + HEADER.encode(), "1", "byte order mark. Save it as UTF-8 without BOM"),
        (HEADER.encode("utf-16"), "1", "byte order mark"),
        (HEADER.encode() + b"INV-01,10,\nM\xfcller,10,\n", "3", "byte 0xfc is not UTF-8"),
        (b"", "1", "the file is empty. Start it with the line account,amount,remark"),
        (b"\n\n", "1", "the file is empty"),
    ],
)
def test_read_table__unreadable_bytes__are_refused(tmp_path: Path, content: bytes, line: str, said: str) -> None:
    assert refused(tmp_path, content)[0] == line
    assert said in refused(tmp_path, content)[1]


@pytest.mark.requirement("CAMP-6")
def test_read_table__several_bad_rows__are_reported_together(tmp_path: Path) -> None:
    line, text = refused(tmp_path, HEADER + "INV 1,10,\nINV-02,10,\nINV-03,ten,=x\nINV-04\n")
    assert line == "2"
    assert [part.rpartition("holdings.csv:")[2][:2] for part in text.splitlines()] == ["2:", "4:", "5:"]


def test_read_table__very_many_bad_rows__are_listed_up_to_a_bound(tmp_path: Path) -> None:
    _, text = refused(tmp_path, HEADER + "INV 1,10,\n" * 50)
    assert text.count("an identifier is up to") == 20
    assert "30 more fields are wrong" in text


def test_read_table__no_such_file__is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no such file"):
        read_table(tmp_path / "holdings.csv", Holding)
    with pytest.raises(InputError, match="this is not a file"):
        read_table(tmp_path, Holding)


def test_read_table__path_under_a_file__is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="the file cannot be read"):
        read_table(tmp_path / "file" / "holdings.csv", Holding)


def test_read_table__too_large_a_file__is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "MAX_BYTES", 30)
    assert len(read(tmp_path, HEADER).rows) == 0
    with pytest.raises(InputError, match="the file is larger than 30 bytes"):
        read(tmp_path, HEADER + "INV-01,10,\n")


def test_repeated__same_key_twice__names_both_lines(tmp_path: Path) -> None:
    table = read(tmp_path, HEADER + "INV-01,10,\nINV-02,10,\nINV-01,20,\n")
    text = str(table.refusal(table.repeated("account", lambda row: row.account)))
    assert "holdings.csv:4: account 'INV-01' stands on line 2 and again on line 4" in text
    assert table.repeated("account", lambda row: f"{row.account} {row.amount}") == []


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(st.binary(max_size=300), st.text(max_size=200).map(lambda text: (HEADER + text).encode(errors="ignore")))
)
def test_read_table__any_bytes__are_read_or_refused(tmp_path: Path, content: bytes) -> None:
    try:
        rows = read(tmp_path, content).rows
    except InputError:
        rows = ()  # and any other error would fail the test
    assert all(row.account.isascii() and row.amount > 0 for row in rows)


def test_read_table__wrong_all_over__stops_looking(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "MAX_PROBLEMS", 3)
    _, text = refused(tmp_path, HEADER + "INV 1,10,\n" * 10)
    assert len(text.splitlines()) == 3


def test_closest__name_known_unknown_or_of_a_long_list__says_what_helps() -> None:
    assert closest("INV-O3", {"INV-03", "INV-11"}) == "Write 'INV-03' if that is meant"
    assert closest("ORD-1", {"b", "a"}) == "Known here: a, b"
    assert closest("INV-O3", [f"INV-{n}" for n in range(1001)]) == "Check the name"
