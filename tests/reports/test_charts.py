from decimal import Decimal
from typing import Any

import pytest
from plotly.graph_objects import Figure

from tenor.reports.chart_cash import cash_figure
from tenor.reports.chart_holders import ROWS_SHOWN, allotment_figure, registers_figure
from tenor.reports.chart_life import life_figure
from tenor.reports.chart_promised import promised_figure
from tenor.reports.charts import build_figures, gas_figure

Data = dict[str, Any]


def test_build_figures__finished_campaign__all_are_valid_plotly(sample: Data) -> None:
    figures = build_figures(sample)
    assert list(figures) == ["promised", "life", "cash", "registers", "allotment", "gas"]
    for figure in figures.values():
        Figure(figure)  # raises on any property that Plotly does not know


def test_build_figures__property_plotly_does_not_know__would_be_refused(sample: Data) -> None:
    figure = build_figures(sample)["gas"]
    figure["data"][0]["colour"] = "blue"
    with pytest.raises(ValueError, match="colour"):
        Figure(figure)


def test_build_figures__nothing_but_terms__what_they_promise_and_the_life_are_drawn(bare: Data) -> None:
    assert list(build_figures(bare)) == ["promised", "life"]


def test_build_figures__amounts__are_decimal_text_and_never_floats(sample: Data) -> None:
    def floats(value: object) -> list[float]:
        if isinstance(value, dict):
            return [each for key, child in value.items() if key in {"x", "y", "base"} for each in floats(child)]
        if isinstance(value, list):
            return [each for child in value for each in floats(child)]
        return [value] if isinstance(value, float) else []

    for figure in build_figures(sample).values():
        assert [each for trace in figure["data"] for each in floats(trace)] == []


def test_life_figure__lanes__stand_in_the_order_of_a_life(sample: Data) -> None:
    figure = life_figure(sample)
    assert figure["layout"]["yaxis"]["categoryarray"][::-1] == [
        "Pricing", "Settlement", "Interest periods", "Secondary trades", "Record dates", "Coupons", "Redemption",
    ]  # fmt: skip
    coupons = next(trace for trace in figure["data"] if trace["name"] == "Coupons")
    assert coupons["x"] == ["2023-08-16", "2024-02-16"]
    assert "HKD\u00a016,066,848.00" in coupons["customdata"][0]


def test_life_figure__no_secondary_trade__has_no_such_lane(sample: Data) -> None:
    sample["trades"] = [trade for trade in sample["trades"] if trade["kind"] == "primary"]
    assert "Secondary trades" not in life_figure(sample)["layout"]["yaxis"]["categoryarray"]


def test_life_figure__marks_close_together__drop_their_labels(sample: Data) -> None:
    trade = next(trade for trade in sample["trades"] if trade["kind"] == "secondary")
    sample["trades"] += [trade | {"settled_on": "2023-06-02"}, trade | {"settled_on": "2023-06-16"}]
    lanes = {trace["name"]: trace["mode"] for trace in life_figure(sample)["data"] if trace["type"] == "scatter"}
    assert (lanes["Secondary trades"], lanes["Coupons"]) == ("markers", "markers+text")


def test_cash_figure__flows_of_one_date__are_one_bar(sample: Data) -> None:
    minted, redeemed, outstanding = cash_figure(sample)["data"]
    assert minted["x"] == ["2023-02-16", "2023-05-19", "2023-08-16", "2024-02-16"]
    assert [Decimal(each) for each in minted["y"]] == [
        Decimal(800), Decimal("10.10508219"), Decimal("16.066848"), Decimal("816.333152"),
    ]  # fmt: skip
    assert [Decimal(each) for each in redeemed["y"]] == [Decimal(-800), Decimal("-842.50508219")]
    assert Decimal(outstanding["y"][-1]) == 0
    assert minted["customdata"][0][1] == "800,000,000.00"


def test_cash_figure__coupons_beside_principal__offer_a_closer_scale(sample: Data) -> None:
    zoom = cash_figure(sample)["layout"]["meta"]["zoom"]
    assert Decimal(zoom["yaxis.range"][1]) == Decimal("16.066848") * Decimal("1.4")


def test_cash_figure__flows_of_one_size__offer_none(sample: Data) -> None:
    sample["cash_flows"] = sample["cash_flows"][:3]
    assert cash_figure(sample)["layout"]["meta"]["zoom"] == {}


@pytest.mark.parametrize(("factor", "unit"), [(1, "HKD million"), (1000, "HKD thousand"), (1_000_000, "HKD")])
def test_cash_figure__size_of_the_issue__sets_the_unit(sample: Data, factor: int, unit: str) -> None:
    for flow in sample["cash_flows"]:
        for key in ("minted", "redeemed", "outstanding"):
            flow[key] = str(Decimal(flow[key]) / factor / 10)
    title = cash_figure(sample)["layout"]["annotations"][1]["text"]
    assert title == f"<b>Cash tokens outstanding, {unit}</b>"


def test_registers_figure__views__choose_one_register_or_all_that_are_not_empty(sample: Data) -> None:
    figure = registers_figure(sample)
    views = figure["layout"]["meta"]["views"]
    assert [trace["visible"] for trace in figure["data"]] == views[0] == [True, True, True, True, False]
    assert views[2] == [False, False, True, False, False]
    changes, first, second, *_ = figure["data"]
    row = first["y"].index("INV-03")
    assert (first["x"][row], second["x"][row], changes["x"][3 * row : 3 * row + 2]) == (200, 180, [180, 200])


def test_registers_figure__many_registers__compares_the_first_and_the_last(sample: Data) -> None:
    sample["registers"] = sample["registers"][:3] * 3
    figure = registers_figure(sample)
    assert figure["layout"]["meta"]["views"][0] == [True, True, True, *[False] * 5, True, True]


@pytest.mark.requirement("REP-8")
def test_registers_figure__many_holders__shows_the_largest(sample: Data) -> None:
    entries = [{"holder": f"H-{number:03d}", "units": number} for number in range(1, 101)]
    sample["registers"] = [sample["registers"][0] | {"entries": entries}]
    marks = registers_figure(sample)["data"][1]
    assert len(marks["y"]) == ROWS_SHOWN
    assert (marks["y"][0], marks["y"][-1]) == ("H-100", "H-071")


def test_allotment_figure__orders__stand_beside_their_allotments(sample: Data) -> None:
    ordered, allotted = allotment_figure(sample)["data"]
    assert (ordered["y"][0], allotted["x"][0]) == ("INV-03 · ORD-03", 200)
    assert all(wanted >= given for wanted, given in zip(ordered["x"], allotted["x"], strict=True))


def test_gas_figure__stages__in_the_order_of_the_run(sample: Data) -> None:
    bars = gas_figure(sample)["data"][0]
    assert bars["x"] == [stage["gas"] for stage in sample["run"]["gas_by_stage"]]
    assert bars["y"][:2] == ["Deploy", "Onboard"]


@pytest.mark.requirement("REP-3")
def test_build_figures__hostile_names__are_escaped_everywhere(sample: Data) -> None:
    hostile = "<a href='javascript:alert(1)'>x</a>"
    sample["registers"][0]["entries"][0]["holder"] = hostile
    sample["registers"][0]["label"] = hostile
    sample["allotments"][0]["investor"] = hostile
    sample["run"]["gas_by_stage"][0]["stage"] = hostile
    sample["cash_flows"][0]["label"] = hostile
    next(trade for trade in sample["trades"] if trade["kind"] == "secondary")["reference"] = hostile
    drawn = repr(build_figures(sample))
    assert drawn.count("&lt;a href") >= 6
    assert "<a" not in drawn.replace("<a\u00a0", "")


def test_life_figure__interest_periods__say_as_much_as_their_bars_have_room_for(sample: Data) -> None:
    first, second = sample["coupons"]
    sample["coupons"] = [
        first | {"accrual_start": "2023-02-16", "accrual_end": "2023-08-16", "days": 181},
        second | {"accrual_start": "2023-08-16", "accrual_end": "2023-10-05", "days": 50},
        second | {"number": 3, "accrual_start": "2023-10-05", "accrual_end": "2023-10-20", "days": 15},
        second | {"number": 4, "accrual_start": "2023-10-20", "accrual_end": "2023-10-23", "days": 3},
    ]
    figure = life_figure(sample)
    bars = [trace for trace in figure["data"] if trace["name"] == "Interest periods"]
    assert [bar["text"][0] for bar in bars] == ["Coupon 1 · 181 days", "Coupon 2", "3", ""]
    assert {bar["constraintext"] for bar in bars} == {"inside"}  # and hidden where the page is too narrow
    assert figure["layout"]["uniformtext"]["mode"] == "hide"


def test_life_figure__settlement__tells_nominal_from_what_was_paid(sample: Data) -> None:
    def said() -> str:
        trace = next(trace for trace in life_figure(sample)["data"] if trace["name"] == "Settlement")
        return str(trace["customdata"][0]).replace("\u00a0", " ")

    assert said() == "16 Feb 2023 · HKD 800,000,000.00 nominal"
    sample["allotments"][0]["amount"] = str(Decimal(sample["allotments"][0]["amount"]) - 40_000)
    assert said() == "16 Feb 2023 · HKD 800,000,000.00 nominal, 799,960,000.00 paid"


def test_cash_figure__bars_close_together__only_the_larger_keeps_its_label(sample: Data) -> None:
    flow = sample["cash_flows"][0]
    sample["cash_flows"] += [
        flow | {"date": "2023-11-20", "minted": "30000000.00"},
        flow | {"date": "2023-12-01", "minted": "24000000.00"},
    ]
    minted = cash_figure(sample)["data"][0]
    labels = dict(zip(minted["x"], minted["text"], strict=True))
    assert (labels["2023-11-20"], labels["2023-12-01"]) == ("30.0", "")
    assert labels["2023-02-16"] == "800.0"


def test_promised_figure__payments_close_together__only_the_larger_keeps_its_label(sample: Data) -> None:
    row = sample["promised"][0]
    sample["promised"].insert(1, row | {"pay_date": "2023-08-20", "interest": "100.00"})
    bars = next(trace for trace in promised_figure(sample)["data"] if trace["yaxis"] == "y")
    labels = dict(zip(bars["x"], bars["text"], strict=True))
    assert labels["2023-08-16"]
    assert labels["2023-08-20"] == ""
