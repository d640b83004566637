from collections.abc import Callable

import pytest

Edit = Callable[[str, str, str], None]
Refused = Callable[[], list[str]]

DATES = "trade_date: 2023-05-18\n    settlement_date: 2023-05-19"


@pytest.mark.requirement("CAMP-4")
@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("seller: INV-03", "seller: INV-30", "seller 'INV-30' of trade SEC-001 is not on the investor list"),
        ("buyer: INV-11", "buyer: INV_11", "is not on the investor list. Write 'INV-11' if that is meant"),
        ("buyer: INV-11", "buyer: INV-03", "INV-03 is both seller and buyer of trade SEC-001"),
        ("units: 20", "units: 201", "INV-03 sells 201 units in SEC-001 and holds 200 then"),
        ("units: 20", "units: 199", "trade SEC-001 leaves INV-03 with 1 units, below the minimum of 2"),
        ("reference: SEC-001", "reference: PRI-001", "reference 'PRI-001' starts with PRI-"),
        (
            DATES,
            DATES.replace("05-19", "05-20"),
            "settlement_date 2023-05-20 of trade SEC-001 is not a business day of HK",
        ),
        (
            DATES,
            DATES.replace("05-19", "05-26"),
            "settlement_date 2023-05-26 of trade SEC-001 is not a business day of HK",
        ),
        (
            DATES,
            DATES.replace("05-19", "05-17"),
            "is not between the pricing date 2023-02-15 and settlement_date 2023-05-17",
        ),
        (DATES, DATES.replace("2023-05-18", "2023-02-14"), "trade_date 2023-02-14 is not between the pricing date"),
        (
            DATES,
            DATES.replace("2023-05-19", "2024-02-16"),
            "is not after the issue and before the redemption on 2024-02-16",
        ),
        (
            DATES,
            DATES.replace("2023-05-19", "2150-02-16"),
            "is not after the issue and before the redemption on 2024-02-16",
        ),
        (
            DATES,
            DATES.replace("2023-05-18", "2023-02-15").replace("2023-05-19", "2023-02-15"),
            "is not after the issue",
        ),
    ],
)
def test_check_trades__trade_that_cannot_settle__is_refused(
    edit: Edit, refused: Refused, old: str, new: str, said: str
) -> None:
    edit("campaign.yaml", old, new)
    lines = refused()
    assert all(line.startswith("campaign.yaml:") for line in lines)
    assert any(said in line for line in lines)


@pytest.mark.requirement("CAMP-4")
def test_check_trades__same_reference_twice__is_refused(edit: Edit, refused: Refused) -> None:
    second = "{reference: sec-001, seller: INV-05, buyer: INV-06, units: 2, consideration: 1, trade_date: 2023-05-18,"
    edit("campaign.yaml", "secondary_trades:\n", f"secondary_trades:\n  - {second} settlement_date: 2023-05-19}}\n")
    assert "trade 'SEC-001' stands twice" in refused()[0]


@pytest.mark.requirement("CAMP-4")
def test_check_trades__seller_who_bought_later__is_refused(edit: Edit, refused: Refused) -> None:
    early = "{reference: SEC-000, seller: INV-11, buyer: INV-05, units: 50, consideration: 1, trade_date: 2023-05-16,"
    edit("campaign.yaml", "secondary_trades:\n", f"secondary_trades:\n  - {early} settlement_date: 2023-05-17}}\n")
    assert "INV-11 sells 50 units in SEC-000 and holds 39 then" in refused()[0]


@pytest.mark.requirement("CAMP-4")
def test_check_trades__settlement_at_the_record_time__is_refused(edit: Edit, refused: Refused) -> None:
    edit("campaign.yaml", DATES, DATES.replace("2023-05-19", "2023-08-15"))
    edit("campaign.yaml", 'secondary_settlement: "11:00"', 'secondary_settlement: "17:00"')
    assert "trade SEC-001 settles at the very record time of coupon 1" in refused()[0]
