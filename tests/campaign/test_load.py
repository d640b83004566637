from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tenor.campaign.load import load_campaign
from tenor.campaign.model import Campaign
from tenor.parties import Role

Edit = Callable[[str, str, str], None]
Refused = Callable[[], list[str]]


def test_load_campaign__hksar__has_the_deal_in_it(hksar: Campaign) -> None:
    assert (hksar.id, hksar.chain_id, hksar.allocation.method) == ("hksar-2023", 31337, "pro_rata")
    assert (hksar.terms.size, hksar.terms.units, hksar.terms.min_units) == (80_000_000_000, 1600, 2)
    assert [period.interest_per_unit for period in hksar.schedule.periods] == [1_004_178, 1_020_822]
    assert hksar.terms.isin is None
    assert {party.id for party in hksar.parties} == {
        "hksar", "hkma", "cmu", "bochk", "cacib", "goldman-sachs", "hsbc",
    }  # fmt: skip
    assert all(party.lei is None for party in hksar.parties)


def test_load_campaign__hksar__appoints_every_role_with_its_own_key(hksar: Campaign) -> None:
    assert set(hksar.appointments) == set(Role)
    keys = [held.key for held in hksar.appointments.values()] + [investor.key for investor in hksar.investors]
    assert len(keys) == len(set(keys)) == 13 + 24
    holders = {role: held.party for role, held in hksar.appointments.items()}
    assert holders[Role.ISSUER] == "hksar"
    assert holders[Role.CENTRAL_BANK] == "hkma"
    assert holders[Role.OPERATOR] == "goldman-sachs"
    assert holders[Role.REGISTRAR] == holders[Role.PAYING_AGENT] == "hsbc"


def test_load_campaign__hksar__allots_the_whole_issue(hksar: Campaign) -> None:
    assert sum(order.nominal for order in hksar.orders) == 23 * hksar.terms.size // 10
    assert sum(allotment.units for allotment in hksar.allotments) == 1600
    assert sum(allotment.amount for allotment in hksar.allotments) == hksar.terms.size
    assert sum(allotment.units == 2 for allotment in hksar.allotments) == 2  # orders of one minimum denomination


def test_load_campaign__hksar__dates_are_aware_and_of_hong_kong(hksar: Campaign) -> None:
    assert hksar.timetable.settlement.astimezone(UTC) == datetime(2023, 2, 16, 2, 0, tzinfo=UTC)
    assert hksar.fundings[0].at.astimezone(UTC) == datetime(2023, 2, 16, 1, 0, tzinfo=UTC)
    assert hksar.timetable.settles(hksar.trades[0]).astimezone(UTC) == datetime(2023, 5, 19, 3, 0, tzinfo=UTC)


def test_load_campaign__hksar__says_what_is_not_confirmed(hksar: Campaign) -> None:
    status = {note.field: note.status for note in hksar.notes}
    assert status["coupon.frequency"] == "inferred"
    assert status["investors"] == status["orders"] == "illustrative"
    assert status["appointments.identity_provider"] == "inferred"
    assert status["appointments.paying_agent"] == "press"


def test_load_campaign__folder_or_file__is_the_same(folder: Path) -> None:
    assert load_campaign(folder) == load_campaign(folder / "campaign.yaml")


@pytest.mark.requirement("CAMP-1")
@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("terms.yaml", "size: 800000000 ", "size: plenty ", "size is 'plenty': an amount is"),
        (
            "terms.yaml",
            "currency: HKD",
            "curency: HKD",
            "curency is not a known field. Write 'currency' if that is meant",
        ),
        ("terms.yaml", "governing_law: Hong Kong", "symbol: TWICE", "'symbol' stands twice: on line "),
        ("terms.yaml", "issue_date: 2023-02-16", "issue_date: 2023-02-30", "this day does not exist"),
        ("terms.yaml", "isin: null", "isin: HK0000963296", "the check digit of this ISIN is 5"),
        (
            "orders.csv",
            "ORD-13,INV-13,1000000.00",
            "ORD-13,INV-13,500000.00",
            "orders.csv:14: nominal 500000.00 is below",
        ),
        (
            "orders.csv",
            "ORD-13,INV-13,1000000.00",
            "ORD-13,INV-13,1200000.00",
            "orders.csv:14: nominal 1200000.00 is off",
        ),
        ("orders.csv", "ORD-13,INV-13", "ORD-13,INV-31", "orders.csv:14: order ORD-13 is of investor 'INV-31'"),
        ("orders.csv", "ORD-13,INV-13", "ORD-13,INV-12", "investor 'INV-12' stands on line 13 and again on line 14"),
        (
            "investors.csv",
            "INV-13,HK",
            "INV-12,HK",
            "investors.csv:14: id stands on line 13 and again on line 14",
        ),
        ("investors.csv", "INV-13,HK,bochk,dev:32", "INV-13,HK,bochk,", "investors.csv:14: key is empty"),
        ("parties.yaml", '{party: hksar, key: "dev:0"}', "{party: hksar}", "appointments.issuer.key is missing"),
        ("parties.yaml", 'pauser:             {party: hkma, key: "dev:7"}', "# none", "appointments.pauser is missing"),
        ("parties.yaml", "appointments:\n  issuer", "appointments:\n  isuer", "Write 'issuer' if that is meant"),
        (
            "fundings.csv",
            "RCPT-002,INV-02",
            "RCPT-001,INV-02",
            "reference 'RCPT-001' stands on line 2 and again on line 3",
        ),
        (
            "fundings.csv",
            "26000000.00",
            "26000000.005",
            "fundings.csv:3: amount 26000000.005 is not a whole number of HKD",
        ),
        ("campaign.yaml", "10105082.19", "10105082.195", "consideration 10105082.195 is not a whole number of HKD"),
        ("campaign.yaml", "units: 20", "units: 0", "secondary_trades[1].units is '0': this is more than zero"),
        (
            "campaign.yaml",
            "terms: terms.yaml",
            "terms: ../../terms.yaml",
            "this is not the name of a file in the same folder",
        ),
        ("campaign.yaml", "orders: orders.csv", "orders: order.csv", "order.csv: there is no such file"),
        (
            "campaign.yaml",
            "allotment: pro_rata",
            "allotment: pro-rata",
            "Write one of 'pro_rata', 'as_given', 'fixed_price'",
        ),
        (
            "campaign.yaml",
            "allotment: pro_rata",
            "allotment: as_given",
            "orders.csv:2: order ORD-01 carries no allotted",
        ),
    ],
)
def test_load_campaign__bad_input__is_refused_with_file_and_line(
    edit: Edit, refused: Refused, file: str, old: str, new: str, said: str
) -> None:
    edit(file, old, new)
    text = "\n".join(refused())
    assert said in text
    if "there is no such file" not in said:
        expected = "orders.csv" if "orders.csv" in said else file
        name, _, line = text.partition(": ")[0].rpartition(":")
        assert name == expected
        assert line.isdigit()


@pytest.mark.requirement("ALLOT-1", "CAMP-1")
def test_load_campaign__given_allotments_not_the_issue__names_the_difference(
    folder: Path, edit: Edit, refused: Refused
) -> None:
    edit("campaign.yaml", "allotment: pro_rata", "allotment: as_given")
    lines = (folder / "orders.csv").read_text().splitlines()
    rows = [lines[0], *(line + ("180000000" if line.startswith("ORD-01") else "0") for line in lines[1:])]
    (folder / "orders.csv").write_text("\n".join(rows) + "\n")
    (text,) = refused()
    assert text.startswith("orders.csv:1: the allotments sum to HKD 180,000,000.00")
    assert "HKD 620,000,000.00 less than the issue of HKD 800,000,000.00" in text


@pytest.mark.requirement("CAMP-1")
def test_load_campaign__refused__writes_nothing(
    folder: Path, edit: Edit, refused: Refused, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    edit("campaign.yaml", "chain_id: 31337", "chain_id: 1")
    before = {path: path.read_bytes() for path in folder.rglob("*")}
    refused()
    assert {path: path.read_bytes() for path in folder.rglob("*")} == before
