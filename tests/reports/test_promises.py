from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from plotly.graph_objects import Figure

from tenor.campaign.model import SecondaryTrade
from tenor.reports.chart_promised import promised_figure
from tenor.reports.promises import price_tables, promised_rows
from tenor.schedule.observations import Observations
from tests.bonds import FLOATING, bond, schedule

INFLATION = {
    "index": "a price index", "base": "100", "principal_floor": "par", "business_days": "2", "minimum": "50",
    "maximum": "200",
}  # fmt: skip
TARGET = {
    "name": "emissions", "observed_from": "2025-01-01", "comparison": "at-most", "target": "100", "step_percent": "0.5",
    "applies_from": "2026-01-15", "minimum": "0", "maximum": "1000",
}  # fmt: skip


def known(rows: list[dict[str, Any]], name: str) -> list[tuple[str | None, str]]:
    return [(row[name], row[f"{name}_known"]) for row in rows]


def drawn(rows: list[dict[str, Any]], kind: str = "fixed") -> dict[str, Any]:
    return promised_figure({"promised": rows, "terms": {"kind": kind, "issue_date": "2024-01-15", "currency": "EUR"}})


@pytest.mark.requirement("REP-9")
def test_promised_rows__fixed_bond__is_known_at_issue() -> None:
    rows = promised_rows(schedule())
    assert [row["pay_date"] for row in rows][::5] == ["2024-07-15", "2027-01-15"]
    assert known(rows, "interest") == [("25000.00", "at issue")] * 6
    assert known(rows, "principal") == [("0.00", "at issue")] * 5 + [("1000000.00", "at issue")]


@pytest.mark.requirement("REP-9")
def test_promised_rows__floating_bond__is_fixed_later_or_not_known_yet() -> None:
    rows = promised_rows(schedule(Observations(coupons={1: Fraction(4, 100)}), coupon=FLOATING))
    # 4 % for 91 of 360 days on 1,000 is 10.11 a unit
    assert known(rows, "interest") == [("10110.00", "later"), *[(None, "not yet")] * 11]
    assert known(rows, "principal")[-1] == ("1000000.00", "at issue")


@pytest.mark.requirement("REP-9")
def test_promised_rows__indexed_bond__does_not_know_its_last_principal_either() -> None:
    rows = promised_rows(schedule(inflation=INFLATION))
    assert known(rows, "principal")[-1] == (None, "not yet")
    assert known(rows, "principal")[0] == ("0.00", "at issue")


@pytest.mark.requirement("REP-9")
def test_promised_rows__target_that_was_met__is_not_what_was_promised_at_issue() -> None:
    rows = promised_rows(schedule(Observations(targets={"emissions": Fraction(90)}), kpi=[TARGET]))
    assert known(rows, "interest") == [("25000.00", "at issue")] * 4 + [("25000.00", "later")] * 2


@pytest.mark.requirement("REP-9")
def test_promised_figure__all_three_states__are_solid_hatched_and_open(sample: dict[str, Any]) -> None:
    sample["promised"][0] |= {"interest_known": "later"}
    sample["promised"][1] |= {"interest": None, "interest_known": "not yet"}
    figure = promised_figure(sample)
    Figure(figure)  # raises on any property that Plotly does not know
    later, unknown, principal = figure["data"]
    assert (later["name"], later["marker"]["pattern"]["shape"], later["y"]) == ("Fixed later", "/", ["16.066848"])
    assert (unknown["marker"]["symbol"], unknown["x"]) == ("circle-open", ["2024-02-16"])
    assert unknown["customdata"] == [["Interest", "16\u00a0Feb\u00a02024", "not known yet"]]
    assert (principal["yaxis"], [Decimal(each) for each in principal["y"]]) == ("y2", [800])
    assert figure["layout"]["showlegend"]


@pytest.mark.requirement("REP-9")
def test_promised_figure__all_known_at_issue__needs_no_legend(sample: dict[str, Any]) -> None:
    figure = promised_figure(sample)
    assert not figure["layout"]["showlegend"]
    assert [trace["name"] for trace in figure["data"]] == ["Known at issue"] * 2


@pytest.mark.requirement("REP-9")
def test_promised_figure__discount_security__has_the_principal_alone() -> None:
    rows = promised_rows(schedule(coupon={"kind": "zero", "day_count": "ACT/365F"}))
    figure = drawn(rows, "zero")
    Figure(figure)
    assert [each["text"] for each in figure["layout"]["annotations"]] == ["<b>Principal, EUR thousand</b>"]
    assert [trace["yaxis"] for trace in figure["data"]] == ["y"]


@pytest.mark.requirement("REP-9")
def test_promised_figure__many_payments__carry_their_amounts_in_the_hover_text_only() -> None:
    rows = promised_rows(schedule(coupon={"frequency": "monthly"}))
    (interest, _) = drawn(rows)["data"]
    assert len(interest["x"]) == 36
    assert set(interest["text"]) == {""}
    assert interest["customdata"][0][2] == "EUR\u00a04,170.00"


def trade(day: date, units: int, consideration: int) -> SecondaryTrade:
    return SecondaryTrade("SEC-1", "A", "B", units, consideration, day, day)


@pytest.mark.requirement("REP-10")
def test_price_tables__issue_and_trades__are_each_day_once_in_order() -> None:
    day = date(2024, 4, 15)
    plan = schedule(coupon={"day_count": "ACT/ACT-ICMA"})
    tables = price_tables(plan, [trade(day, 10, 1_012_500), trade(day, 3, 0), trade(date(2024, 3, 1), 1, 100_000)])
    assert [each["date"] for each in tables["settlements"]] == ["2024-01-15", "2024-03-01", "2024-04-15"]
    assert [len(each["rows"]) for each in tables["settlements"]] == [9, 9, 9]
    first, free, _ = tables["deals"]
    assert (first["clean_percent"], first["accrued_per_unit"]) == ("100.0000", "12.50")
    assert (free["clean_percent"], free["yield_percent"]) == ("-1.2500", None)
    assert tables["reason"] is None


@pytest.mark.requirement("REP-10")
@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"coupon": FLOATING}, "Its coupons follow a rate and so are known only once that is observed"),
        ({"inflation": INFLATION}, "Its payments follow a price index"),
        ({"kpi": [TARGET]}, "Its coupons depend on targets"),
    ],
)
def test_price_tables__payments_that_follow_what_is_observed__have_a_reason_in_their_place(
    changes: dict[str, Any], reason: str
) -> None:
    tables = price_tables(schedule(**changes), [trade(date(2024, 4, 15), 10, 1_012_500)])
    assert tables["reason"].startswith(reason)
    assert (tables["settlements"], tables["deals"], tables["issue_yield_percent"]) == ([], [], None)
    assert bond(**changes).units == 1000
