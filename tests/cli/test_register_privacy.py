"""What `tenor register add` tells of a list names lines and columns, never what somebody put into a cell."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.starting import Tenor
from tests.contracts.world import World
from tests.onboarding.lists import HEADER, row, wallet, write_list

SECRETS = ("Jane Doe", "A123456(3)", "born 1970", "+852 5555 1234", "ob\u00e9", "=HYPERLINK(Doe)")
COLUMNS = HEADER.split(",")


def bad_rows() -> Iterator[str]:
    """Every secret in every column of an otherwise good row, and rows that are no CSV or no rows."""
    for place in range(len(COLUMNS)):
        for secret in SECRETS:
            cells = row(place + 1).split(",")
            cells[place] = secret
            yield ",".join(cells)
    yield f"{row(1)},{SECRETS[0]}"
    yield f'"{SECRETS[0]}'
    yield SECRETS[0]


@pytest.mark.requirement("ONB-10")
@pytest.mark.parametrize("options", [(), ("--accept-good-rows",)], ids=["all", "good"])
def test_add__personal_data_in_any_cell__is_in_the_rejects_file_and_nowhere_else(
    tenor: Tenor, place: tuple[str, ...], tmp_path: Path, options: tuple[str, ...]
) -> None:
    for number, bad in enumerate(bad_rows()):
        folder = tmp_path / str(number)
        folder.mkdir()
        listed = write_list(folder, [row(100), bad])
        status, out, err = tenor("add", listed, *place, *options)
        assert status == (0 if options else 2), bad
        assert options or f"{listed}:3: " in err
        said = (out + err).replace(str(listed), "")
        assert [part for part in (*SECRETS, "Jane", "Doe", "A123456", "1970", "5555", wallet(1)) if part in said] == []
        rejected = (folder / "list.rejects.csv").read_text("utf-8")
        assert any(secret in rejected for secret in SECRETS)


@pytest.mark.requirement("ONB-10")
def test_add__row_of_a_person_where_the_header_should_be__is_not_repeated(
    tenor: Tenor, place: tuple[str, ...], tmp_path: Path
) -> None:
    listed = write_list(tmp_path, [row(1)], "Jane Doe,A123456(3),1970-01-01,Hong Kong,rich,")
    status, out, err = tenor("add", listed, *place)
    assert (status, out) == (2, "")
    assert "this is no header" in err
    assert [part for part in ("Jane", "A123456", "1970", "Hong Kong", "rich") if part in err] == []


@pytest.mark.requirement("ONB-10")
@pytest.mark.parametrize(
    "bad",
    [row(3).replace("INV-00003", "Doe.Jane"), row(3, of="Doe.Jane2"), row(3, of="Doe.Further")],
    ids=["twice", "of-nobody", "of-a-further-wallet"],
)
def test_add__name_where_the_id_should_be__is_not_repeated(
    tenor: Tenor, place: tuple[str, ...], tmp_path: Path, bad: str
) -> None:
    further = row(2, of="Doe.Jane").replace("INV-00002", "Doe.Further")
    listed = write_list(tmp_path, [row(1).replace("INV-00001", "Doe.Jane"), further, bad])
    status, _, err = tenor("add", listed, *place)
    assert status == 2
    assert f"{listed}:4: " in err
    assert "Doe" not in err


@pytest.mark.requirement("ONB-10")
def test_add__refused_by_the_chain__names_wallets_and_no_ids(
    tenor: Tenor, place: tuple[str, ...], world: World, tmp_path: Path
) -> None:
    listed = write_list(tmp_path, [row(1), row(2)])
    status, _, err = tenor("add", listed, *place, "--registrar", world.pauser.key)
    assert status == 1
    assert f"register 2 holders, {wallet(1).lower()} to {wallet(2).lower()}" in err
    assert "INV-" not in err
