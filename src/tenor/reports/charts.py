"""The report's charts as Plotly figures: plain dictionaries, which the page's script hands to Plotly.

Amounts stay decimal strings up to the browser. Text that people wrote is escaped, since Plotly reads HTML in labels.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tenor.reports.chart_cash import cash_figure
from tenor.reports.chart_holders import allotment_figure, registers_figure
from tenor.reports.chart_layout import INK, TEAL, Figure, count_axis, layout_of
from tenor.reports.chart_life import life_figure
from tenor.reports.chart_promised import promised_figure
from tenor.reports.formats import chart_text, decimal_text, words

if TYPE_CHECKING:
    from collections.abc import Mapping


def build_figures(data: Mapping[str, Any]) -> dict[str, Figure]:
    """Every chart that the data has something for, by the name of its place on the page."""
    figures = {"promised": promised_figure(data), "life": life_figure(data)}
    if data["cash_flows"]:
        figures["cash"] = cash_figure(data)
    if any(register["entries"] for register in data["registers"]):
        figures["registers"] = registers_figure(data)
    if data["allotments"]:
        figures["allotment"] = allotment_figure(data)
    if data["run"]["gas_by_stage"]:
        figures["gas"] = gas_figure(data)
    return figures


def gas_figure(data: Mapping[str, Any]) -> Figure:
    """Gas of each stage, in the order of the run."""
    stages = data["run"]["gas_by_stage"]
    names = [chart_text(words(stage["stage"])) for stage in stages]
    bars = {
        "type": "bar",
        "orientation": "h",
        "x": [stage["gas"] for stage in stages],
        "y": names,
        "width": [0.6] * len(stages),
        "marker": {"color": TEAL},
        "text": [decimal_text(stage["gas"]) for stage in stages],
        "textposition": "outside",
        "textfont": {"color": INK, "size": 12},
        "cliponaxis": False,
        "customdata": [decimal_text(stage["transactions"]) for stage in stages],
        "hovertemplate": "%{y}: %{text} gas in %{customdata} transactions<extra></extra>",
    }
    layout = layout_of(height=30 * len(stages) + 60, top=8, bottom=44)
    most = max(stage["gas"] for stage in stages)
    layout["xaxis"] |= count_axis("Gas") | {"range": [0, most * 13 // 10 + 1]}
    layout["yaxis"] |= {"type": "category", "autorange": "reversed", "ticks": ""}
    return {"data": [bars], "layout": layout}
